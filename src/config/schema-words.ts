import { cut } from './cut.ts';
import type { Path } from './places.ts';

/** What stands at a path, as the subject of a sentence. */
export function subjectOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) {
    return 'the document';
  }
  if (typeof last === 'string') {
    return quoted(last);
  }
  const list = path.findLast((part) => typeof part === 'string');
  return `item ${last + 1} of ${list === undefined ? 'the list' : quoted(list)}`;
}

/** A word of the author. */
export function quoted(text: string): string {
  return `\`${cut(text)}\``;
}

/** A list in a sentence: "`a`, `b` and `c`". */
export function listed(items: readonly string[], word: 'and' | 'or'): string {
  return items.length < 2
    ? (items[0] ?? '')
    : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}

/** A value as the object of a sentence: "the text `three`". `written` is how it stands in the file. */
export function sayValue(value: unknown, written: string | undefined): string {
  switch (typeof value) {
    case 'string':
      return `the text ${quoted(value)}`;
    case 'number':
      return `the number ${quoted(written ?? String(value))}`;
    case 'boolean':
      return quoted(written ?? String(value));
    default:
      return value === null ? 'nothing' : Array.isArray(value) ? 'a list' : 'a map';
  }
}

const durationWords: readonly (readonly [RegExp, string])[] = [
  [/milliseconds?|millis/g, 'ms'],
  [/seconds?|secs?/g, 's'],
  [/minutes?|mins?/g, 'm'],
  [/hours?|hrs?/g, 'h'],
  [/days?/g, 'd'],
];

/** The nearest text that a pattern allows: lower-cased, with dashes or underscores, or with the units of a duration. */
export function legalSpelling(text: string, pattern: unknown): string | undefined {
  // A path that is refused leads to another place than any spelling of it.
  if (typeof pattern !== 'string' || text.length > 128 || text.includes('/')) {
    return undefined;
  }
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const duration = durationWords.reduce(
    (said, [word, unit]) => said.replace(word, unit),
    text.toLowerCase().replace(/\s+/g, ''),
  );
  return [duration, words.join('-'), words.join('_')].find((candidate) =>
    new RegExp(pattern).test(candidate),
  );
}
