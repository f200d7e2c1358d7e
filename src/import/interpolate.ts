/** A text with its variables replaced, and what is said of them. */
export interface Interpolated {
  /** What a variable without a default stands for is `unknownPart`. */
  readonly text: string;
  /** Names of variables without a default, in order. */
  readonly unknown: readonly string[];
  /** Names of variables whose default was taken, in order. */
  readonly defaulted: readonly string[];
}

/** Stands for a part that nobody knows. A service, an image or an address never holds it. */
export const unknownPart = '\u0000';

/** Defaults inside of defaults; more of them stay unknown. */
const nestingMax = 16;

interface Progress {
  readonly text: string;
  at: number;
  readonly unknown: string[];
  readonly defaulted: string[];
}

/**
 * Replaces `$NAME` and `${NAME}` as Docker Compose does where no variable is set: by the default of `:-` and `-`, by
 * nothing for `:+` and `+`. `$$` is a dollar sign. The environment is never read.
 */
export function interpolated(text: string): Interpolated {
  if (!text.includes('$')) {
    return { text, unknown: [], defaulted: [] };
  }
  const progress: Progress = { text, at: 0, unknown: [], defaulted: [] };
  const result = partUntil(progress, false, 0);
  return { text: result, unknown: progress.unknown, defaulted: progress.defaulted };
}

/** Goes on to the end, or to the brace that closes a default. */
function partUntil(progress: Progress, isDefault: boolean, depth: number): string {
  const { text } = progress;
  let result = '';
  let from = progress.at;
  while (progress.at < text.length && !(isDefault && text[progress.at] === '}')) {
    if (text[progress.at] === '$') {
      result += text.slice(from, progress.at) + variableAt(progress, depth);
      from = progress.at;
    } else {
      progress.at += 1;
    }
  }
  return result + text.slice(from, progress.at);
}

const name = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const operator = /:?[-?+]/y;

function variableAt(progress: Progress, depth: number): string {
  const { text } = progress;
  progress.at += 1;
  if (text[progress.at] === '$') {
    progress.at += 1;
    return '$';
  }
  const isBraced = text[progress.at] === '{';
  const variable = taken(progress, name, isBraced ? 1 : 0);
  if (variable === '') {
    return '$';
  }
  if (!isBraced) {
    progress.unknown.push(variable);
    return unknownPart;
  }
  const how = taken(progress, operator, 0);
  // A default that nests too deeply is skipped like the reason of `?`: by looking for the next brace.
  const fallback = how === '' || depth >= nestingMax ? '' : partUntil(progress, true, depth + 1);
  const close = text.indexOf('}', progress.at);
  progress.at = close === -1 ? text.length : close + 1;
  if (how.endsWith('-') && depth < nestingMax) {
    progress.defaulted.push(variable);
    return fallback;
  }
  progress.unknown.push(variable);
  return how.endsWith('+') ? '' : unknownPart;
}

function taken(progress: Progress, pattern: RegExp, skip: number): string {
  pattern.lastIndex = progress.at + skip;
  const found = pattern.exec(progress.text)?.[0] ?? '';
  progress.at += found === '' ? 0 : found.length + skip;
  return found;
}
