import type { GlobalOptions } from './execute.ts';
import { type FlagRow, isWholeNumber } from './flag-rows.ts';
import { type Gate, type GateOptions, gates, globalRows } from './gates.ts';

/** A command line that was read without the parser. */
export interface QuickLine {
  readonly gate: Gate;
  readonly globals: GlobalOptions;
  readonly options: GateOptions;
  readonly paths: readonly string[];
}

/**
 * Reads the usual command lines of gates as the parser would. Anything else is undefined, above all what is wrong: then the
 * parser reads it from the beginning, and says what there is to say. To load that and to tell it all commands takes longer
 * than most configurations take to read.
 */
export function quickLine(words: readonly string[]): QuickLine | undefined {
  const gate = gates.find(({ name }) => name === words[0]);
  if (gate === undefined) {
    return undefined;
  }
  const globals = usualOf(globalRows);
  const options = usualOf(gate.rows);
  const paths: string[] = [];
  let at = 1;
  while (at < words.length) {
    const word = words[at] ?? '';
    if (word.startsWith('-')) {
      const taken =
        takeFlag(globalRows, globals, words, at) ?? takeFlag(gate.rows, options, words, at);
      if (taken === undefined) {
        return undefined;
      }
      at += taken;
    } else if (gate.takesPaths && word !== '') {
      paths.push(word);
      at += 1;
    } else {
      return undefined;
    }
  }
  // The rows of a gate are its options, as data.
  return { gate, globals, options: options as unknown as GateOptions, paths };
}

/** The name that the value of a flag gets: that of its long form, in one word. */
function keyOf({ flags }: FlagRow): string {
  return (/--(?:no-)?([a-z-]+)/.exec(flags)?.[1] ?? '').replace(/-([a-z])/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
}

type Values = Record<string, unknown>;

function usualOf(rows: readonly FlagRow[]): Values {
  return Object.fromEntries(
    rows.filter(({ usual }) => usual !== undefined).map((row) => [keyOf(row), row.usual]),
  );
}

/** Notes what the flag at a place says, if it is one of the rows. Returns how many words that takes. */
function takeFlag(
  rows: readonly FlagRow[],
  values: Values,
  words: readonly string[],
  at: number,
): 1 | 2 | undefined {
  const word = words[at] ?? '';
  const [, name = word, within] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? [];
  const row = rows.find(({ flags }) => flags.split(/,? /).includes(name));
  if (row === undefined) {
    return undefined;
  }
  if (!row.flags.includes('<')) {
    values[keyOf(row)] = row.usual !== true;
    return within === undefined ? 1 : undefined;
  }
  const value = within ?? words[at + 1] ?? '';
  // A flag that stands where a value should be is likely to be a mistake, and `-` is standard input.
  const isPlain = value !== '' && (value === '-' || !value.startsWith('-'));
  if (!isPlain || !note(row, values, value)) {
    return undefined;
  }
  return within === undefined ? 2 : 1;
}

/** Notes a value; false where it is not one of the row, or where it was given before. */
function note(row: FlagRow, values: Values, value: string): boolean {
  const key = keyOf(row);
  const before = values[key];
  if (row.isRepeatable === true) {
    values[key] = [...(Array.isArray(before) ? before : []), value];
    return true;
  }
  const isKnown = row.values?.includes(value) ?? (row.isNumber !== true || isWholeNumber(value));
  if (!isKnown || (before !== undefined && before !== row.usual)) {
    return false;
  }
  values[key] = row.isNumber === true ? Number(value) : value;
  return true;
}
