import type { Range } from './lines.ts';
import type { QuickScalar } from './quick-node.ts';

/** Words of a key have single blanks between them. */
const bareKey = /[A-Za-z0-9_$](?:[A-Za-z0-9_$./-]| (?=[A-Za-z0-9_$./-])){0,127}/y;
const quoted = /"[^"\\\n]*"|'[^'\n]*'(?!')/y;
/** What a text without quotes may begin with: no sign that YAML knows, and after a dash only a part of a number or a word. */
const opening = /[^\s\-?:,[\]{}#&*!|>'"%@`]|-[A-Za-z0-9.]/y;
/** A text without quotes, up to what may end it: a colon or a number sign that stands apart, and in brackets more. */
const bareInBlock = /(?:[^\n:#]|:(?![ \n]|$)|(?<! )#)+/y;
const bareInFlow = /(?:[^\n:#,[\]{}]|:(?![ \n,[\]{}]|$)|(?<! )#)+/y;
/** Numbers as they are usually written. */
const number = /^(?:0|-?[1-9][0-9]{0,14})$|^-?(?:0|[1-9][0-9]{0,11})\.[0-9]{1,9}$/;
/** All that the core schema of YAML 1.2 takes for a number. */
const anyNumber =
  /^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/;
const words: ReadonlyMap<string, boolean | null> = new Map([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['null', 'Null', 'NULL', '~'].map((word) => [word, null] as const),
]);

/** The range of what matches at an offset. The pattern is sticky. */
export function rangeAt(pattern: RegExp, text: string, from: number): Range | undefined {
  pattern.lastIndex = from;
  return pattern.test(text) ? { from, to: pattern.lastIndex } : undefined;
}

/** The range of a key, quotes included. */
export function keyAt(text: string, from: number): Range | undefined {
  return rangeAt(bareKey, text, from) ?? rangeAt(quoted, text, from);
}

/** A text as it is meant: without its quotes, in which nothing is escaped. */
export function unquoted(text: string, { from, to }: Range): string {
  const first = text[from];
  return first === '"' || first === "'" ? text.slice(from + 1, to - 1) : text.slice(from, to);
}

/** A value on one line, with or without quotes; undefined where it is not as simple as that. */
export function scalarAt(text: string, from: number, inFlow: boolean): QuickScalar | undefined {
  const range = rangeAt(quoted, text, from);
  if (range !== undefined) {
    return { kind: 'scalar', value: unquoted(text, range), range };
  }
  const bare =
    rangeAt(opening, text, from) && rangeAt(inFlow ? bareInFlow : bareInBlock, text, from);
  if (bare === undefined) {
    return undefined;
  }
  const written = text.slice(from, bare.to).trimEnd();
  const value = meaningOf(written);
  return value === undefined
    ? undefined
    : { kind: 'scalar', value, range: { from, to: from + written.length } };
}

/** What a text without quotes stands for; undefined for a number that is written in an unusual way. */
function meaningOf(written: string): string | number | boolean | null | undefined {
  const word = words.get(written);
  if (word !== undefined) {
    return word;
  }
  if (!anyNumber.test(written)) {
    return written;
  }
  return number.test(written) ? Number(written) : undefined;
}
