const lengthMax = 60;

/** A word of the author for a message: on one line, and not longer than people read. */
export function cut(text: string): string {
  const flat = text.slice(0, lengthMax + 1).replace(/\s+/g, ' ');
  return text.length > lengthMax ? `${flat.slice(0, lengthMax - 1)}…` : flat;
}
