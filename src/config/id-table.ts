import { type Cursor, decoded, hashStart, hashStep, sign } from './scan-cursor.ts';

/** Words by their bytes, so that a word which stands in bytes is found without making a text of it. */
export interface IdTable {
  /** Index of a word plus 1, 0 for nothing, at the hash of the word or behind it. The length is a power of two. */
  readonly slots: Int32Array;
  /** Hash of each word. */
  readonly hashes: Int32Array;
  /** Where each word begins in `bytes`; one more than there are words. */
  readonly starts: Int32Array;
  readonly bytes: Uint8Array;
}

const encoder = new TextEncoder();

/** A table of words, found by their index. Of equal ones the first is found. */
export function idTable(words: readonly string[]): IdTable {
  const lengthMax = words.reduce((sum, word) => sum + word.length * 3, 0);
  const bytes = new Uint8Array(lengthMax);
  const starts = new Int32Array(words.length + 1);
  const hashes = new Int32Array(words.length);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(words.length * 2 + 2)));
  const table: IdTable = { slots, hashes, starts, bytes };
  let to = 0;
  for (const [index, word] of words.entries()) {
    const from = to;
    to += encoder.encodeInto(word, bytes.subarray(from)).written;
    const hash = hashOf(bytes, from, to);
    hashes[index] = hash;
    starts[index + 1] = to;
    if (indexOf(table, bytes, { from, to, hash }) === -1) {
      slots[freeSlot(slots, hash)] = index + 1;
    }
  }
  return { ...table, bytes: bytes.slice(0, to) };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has no control characters.
const inexact = /[\u0000-\u001F"\\\uFFFD]/;

/**
 * Whether words stand in JSON as their bytes and as nothing else does. What is always escaped does not, nor does what stands
 * for broken characters.
 */
export function areExact(words: readonly string[]): boolean {
  return words.every((word) => word.isWellFormed() && !inexact.test(word));
}

/** A part of some bytes, with its hash. */
type Part = Pick<Cursor, 'from' | 'to' | 'hash'>;

/** The index of the word that a part of some bytes is, or -1. */
export function indexOf(
  { slots, hashes, starts, bytes: known }: IdTable,
  bytes: Uint8Array,
  part: Part,
): number {
  const { from, to, hash } = part;
  const mask = slots.length - 1;
  for (let slot = startOf(hash) & mask; ; slot = (slot + 1) & mask) {
    const index = (slots[slot] ?? 0) - 1;
    if (index === -1) {
      return -1;
    }
    const start = starts[index] ?? 0;
    if (
      hashes[index] === hash &&
      (starts[index + 1] ?? 0) - start === to - from &&
      isSame(known, start, bytes, part)
    ) {
      return index;
    }
  }
}

/** The length of a word in bytes where it stands in quotes at the cursor; 0 where another does, or where it is empty. */
export function lengthAt({ starts, bytes: known }: IdTable, index: number, cursor: Cursor): number {
  if (index < 0 || index >= starts.length - 1) {
    return 0;
  }
  const { bytes } = cursor;
  const start = starts[index] ?? 0;
  const length = (starts[index + 1] ?? 0) - start;
  const first = cursor.at + 1;
  if (first + length >= cursor.end || bytes[first + length] !== sign.quote) {
    return 0;
  }
  for (let offset = 0; offset < length; offset += 1) {
    if (known[start + offset] !== bytes[first + offset]) {
      return 0;
    }
  }
  return length;
}

/** A word by its index. */
export function wordAt({ starts, bytes }: IdTable, index: number): string {
  return decoded(bytes, starts[index] ?? 0, starts[index + 1] ?? 0);
}

/** The index of a word that is a text already, or -1. */
export function indexOfText(table: IdTable, text: string): number {
  const bytes = encoder.encode(text);
  const to = bytes.length;
  return indexOf(table, bytes, { from: 0, to, hash: hashOf(bytes, 0, to) });
}

function isSame(known: Uint8Array, start: number, bytes: Uint8Array, { from, to }: Part): boolean {
  for (let at = from; at < to; at += 1) {
    if (known[start + at - from] !== bytes[at]) {
      return false;
    }
  }
  return true;
}

/** The low bits are those of the last bytes: the high ones are mixed into them. */
function startOf(hash: number): number {
  return hash ^ (hash >>> 15);
}

function freeSlot(slots: Int32Array, hash: number): number {
  const mask = slots.length - 1;
  let slot = startOf(hash) & mask;
  while (slots[slot] !== 0) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = hashStart;
  for (let at = from; at < to; at += 1) {
    hash = hashStep(hash, bytes[at] ?? 0);
  }
  return hash;
}
