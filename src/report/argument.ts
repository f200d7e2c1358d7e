/** An id, a path or the name of something as a shell takes it: one word. */
export function asArgument(text: string): string {
  return /^[\w.:/@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
