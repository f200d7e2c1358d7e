import type { Signal } from '../model/model.ts';
import { numberOf, spelledNumbers } from '../model/signal-value.ts';
import { type IdTable, idTable, indexOf, indexOfText } from './id-table.ts';
import { type Cursor, lastText, nextSign, passText, sign } from './scan-cursor.ts';
import type { NumberCell } from './scan-digits.ts';
import { passNumber } from './scan-number.ts';

/** A value of a sample as it was passed, before it is known of which signal it is. */
export interface Scalar {
  kind: 'number' | 'text' | 'null';
  /** The number, if it is one. */
  readonly number: NumberCell;
  /** What an escaped text says. */
  text: string | undefined;
  /** Any other text, as a part of the bytes. */
  from: number;
  to: number;
  hash: number;
}

/** The words of a signal and the number of each; NaN is missing. */
export interface Words {
  /** Whether numbers are values too. */
  readonly takesNumbers: boolean;
  readonly table: IdTable;
  readonly numbers: Float64Array;
}

export function newScalar(): Scalar {
  return { kind: 'null', number: new Float64Array(1), text: undefined, from: 0, to: 0, hash: 0 };
}

/** The words that `numberOf` knows of a signal. */
export function wordsOf(signal: Signal): Words {
  const words = [...spelledNumbers.keys(), ...(signal.values ?? [])].filter(
    (word) => numberOf(signal, word) !== undefined,
  );
  return {
    takesNumbers: signal.values === undefined,
    table: idTable(words),
    numbers: Float64Array.from(words, (word) => numberOf(signal, word) ?? Number.NaN),
  };
}

/** Passes a number, a string or null. */
export function passScalar(cursor: Cursor, scalar: Scalar): boolean {
  const byte = nextSign(cursor);
  if (byte === sign.quote) {
    return passWord(cursor, scalar);
  }
  if (byte === sign.n) {
    scalar.kind = 'null';
    return passNull(cursor);
  }
  scalar.kind = 'number';
  return byte !== -1 && passNumber(cursor, scalar.number);
}

function passWord(cursor: Cursor, scalar: Scalar): boolean {
  if (!passText(cursor)) {
    return false;
  }
  scalar.kind = 'text';
  scalar.text = cursor.isEscaped ? lastText(cursor) : undefined;
  scalar.from = cursor.from;
  scalar.to = cursor.to;
  scalar.hash = cursor.hash;
  return !cursor.isEscaped || scalar.text !== undefined;
}

function passNull(cursor: Cursor): boolean {
  const { bytes, at } = cursor;
  cursor.at = at + 4;
  return (
    cursor.at <= cursor.end &&
    bytes[at + 1] === 0x75 &&
    bytes[at + 2] === 0x6c &&
    bytes[at + 3] === 0x6c
  );
}

/**
 * Puts the number of a value into its cell: for a word its own, NaN where the value is missing. False where the signal cannot
 * have the value.
 */
export function readAs(
  { takesNumbers, table, numbers }: Words,
  scalar: Scalar,
  bytes: Uint8Array,
): boolean {
  if (scalar.kind === 'number') {
    return takesNumbers;
  }
  if (scalar.kind === 'null') {
    scalar.number[0] = Number.NaN;
    return true;
  }
  const { text } = scalar;
  const index = text === undefined ? indexOf(table, bytes, scalar) : indexOfText(table, text);
  scalar.number[0] = numbers[index] ?? Number.NaN;
  return index !== -1;
}
