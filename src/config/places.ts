import type { Range } from './lines.ts';

/** Keys and indexes from the top of a document. */
export type Path = readonly (string | number)[];

/** A range of the text, and the path of what stands there as people read it: `$.systems.web`. */
export interface Place {
  readonly range: Range;
  readonly path: string;
}

/** Finds the parts of a document in its text. */
export interface Places {
  readonly find: (path: Path, part: 'key' | 'value') => Place;
  readonly findInside: (
    path: Path,
    part: { readonly offset: number; readonly length: number },
  ) => Place;
  readonly written: (path: Path) => string | undefined;
}

/** A path as people read it. Names that would be ambiguous are quoted, long ones cut. */
export function sayPath(path: Path): string {
  return path.reduce<string>((said, part) => {
    if (typeof part === 'number') {
      return `${said}[${part}]`;
    }
    return /^[\w-]{1,128}$/.test(part)
      ? `${said}.${part}`
      : `${said}[${JSON.stringify(part.length > 128 ? `${part.slice(0, 127)}…` : part)}]`;
  }, '$');
}

/**
 * Where a part of a text is written. The value and what is written differ by quotes, escapes and folded lines, so that
 * the same words are looked for: as many of them precede the part there as in the value.
 */
export function rangeInside(
  { value, range: { from, to } }: { readonly value: string; readonly range: Range },
  { offset, length }: { readonly offset: number; readonly length: number },
  text: string,
): Range | undefined {
  const words = value.slice(offset, offset + length);
  if (length <= 0 || words === '') {
    return undefined;
  }
  const written = text.slice(from, to);
  let at = written.indexOf(words);
  for (let same = value.indexOf(words); at !== -1 && same !== -1 && same < offset; ) {
    same = value.indexOf(words, same + 1);
    at = written.indexOf(words, at + 1);
  }
  return at === -1 ? undefined : { from: from + at, to: from + at + words.length };
}
