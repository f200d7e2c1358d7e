// Reading JSON from bytes, token by token. Nothing here says what is wrong: a scan that meets what it does not expect gives
// up, and the text is then read with `JSON.parse`, which decides.

import { parsedJson } from './parsed-json.ts';

/** A place in bytes that moves forward, and what was last passed there. */
export interface Cursor {
  readonly bytes: Uint8Array;
  /** Next byte. */
  at: number;
  /** Behind the last byte. */
  readonly end: number;
  /** The text that was passed last, without its quotes: its first byte and the byte behind it. */
  from: number;
  to: number;
  /** Of the bytes of that text. */
  hash: number;
  /** Whether there are escapes in it, so that its bytes are not what it says. */
  isEscaped: boolean;
  /** The place of the point of the number that was passed last; -1 where it has none. */
  point: number;
}

/** The bytes that mean something in JSON. */
export const sign = {
  tab: 0x09,
  lineFeed: 0x0a,
  return: 0x0d,
  blank: 0x20,
  quote: 0x22,
  plus: 0x2b,
  comma: 0x2c,
  minus: 0x2d,
  point: 0x2e,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  openList: 0x5b,
  backslash: 0x5c,
  closeList: 0x5d,
  e: 0x65,
  n: 0x6e,
  t: 0x74,
  z: 0x7a,
  openMap: 0x7b,
  closeMap: 0x7d,
} as const;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A cursor at `from` of the bytes, that ends before `end`. */
export function cursorOf(bytes: Uint8Array, from: number, end: number): Cursor {
  return { bytes, at: from, end, from, to: from, hash: 0, isEscaped: false, point: -1 };
}

/** The next byte that is not blank, at which the cursor then stands; -1 at the end. */
export function nextSign(cursor: Cursor): number {
  const { bytes, at, end } = cursor;
  const byte = at < end ? (bytes[at] ?? 0) : 0;
  // Most batches have no blanks: what is small enough stands where it is called.
  return byte > sign.blank ? byte : signBehindBlanks(cursor);
}

function signBehindBlanks(cursor: Cursor): number {
  const { bytes, end } = cursor;
  for (let { at } = cursor; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (!isBlank(byte)) {
      cursor.at = at;
      return byte;
    }
  }
  cursor.at = end;
  return -1;
}

/** Whether a byte may stand between tokens. */
export function isBlank(byte: number): boolean {
  return byte === sign.blank || byte === sign.lineFeed || byte === sign.return || byte === sign.tab;
}

/** Passes the next byte that is not blank where it is the wanted one. */
export function passSign(cursor: Cursor, wanted: number): boolean {
  if (nextSign(cursor) !== wanted) {
    return false;
  }
  cursor.at += 1;
  return true;
}

/** What stands behind the first sign of a list or map, or behind an item: the next item, its end, or neither. */
export const behind = { item: 1, end: 0, other: -1 } as const;

/** Passes the first sign of a list or map, at which the cursor stands, and its last where it is empty. */
export function passOpen(cursor: Cursor, close: number): number {
  cursor.at += 1;
  return passSign(cursor, close) ? behind.end : behind.item;
}

/** Passes the comma behind an item, or the last sign. */
export function passBehind(cursor: Cursor, close: number): number {
  const byte = nextSign(cursor);
  cursor.at += 1;
  if (byte === sign.comma) {
    return behind.item;
  }
  return byte === close ? behind.end : behind.other;
}

/** Passes a key and the colon behind it. */
export function passKey(cursor: Cursor): boolean {
  return nextSign(cursor) === sign.quote && passText(cursor) && passSign(cursor, sign.colon);
}

/** One step of FNV-1a. */
export function hashStep(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01_00_01_93);
}

export const hashStart = 0x81_1c_9d_c5 | 0;

/** Passes a string; the cursor stands at its first quote. The escapes of an escaped one have not been looked at. */
export function passText(cursor: Cursor): boolean {
  const { bytes, end } = cursor;
  const from = cursor.at + 1;
  let hash = hashStart;
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === sign.quote) {
      cursor.from = from;
      cursor.to = at;
      cursor.at = at + 1;
      cursor.hash = hash;
      cursor.isEscaped = false;
      return true;
    }
    if (byte === sign.backslash) {
      return passEscaped(cursor, from, at);
    }
    if (byte < sign.blank) {
      return false;
    }
    hash = hashStep(hash, byte);
  }
  return false;
}

function passEscaped(cursor: Cursor, from: number, firstEscape: number): boolean {
  const { bytes, end } = cursor;
  for (let at = firstEscape; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === sign.quote) {
      cursor.from = from;
      cursor.to = at;
      cursor.at = at + 1;
      cursor.isEscaped = true;
      return true;
    }
    at += Number(byte === sign.backslash);
  }
  return false;
}

/** What the text says that was passed last; undefined where one of its escapes is none. */
export function lastText({ bytes, from, to, isEscaped }: Cursor): string | undefined {
  if (!isEscaped) {
    return decoded(bytes, from, to);
  }
  const text = parsedJson(decoded(bytes, from - 1, to + 1));
  return typeof text === 'string' ? text : undefined;
}

/** Bytes as text. */
export function decoded(bytes: Uint8Array, from: number, to: number): string {
  return decoder.decode(bytes.subarray(from, to));
}

/** Passes one value of any kind, without a look at what is inside. It is JSON only if `JSON.parse` says so. */
export function passValue(cursor: Cursor): boolean {
  let depth = 0;
  do {
    const byte = nextSign(cursor);
    const nesting = nestingOf(byte);
    depth += nesting;
    if (byte === sign.quote) {
      if (!passText(cursor)) {
        return false;
      }
    } else if (nesting !== 0 || byte === sign.comma || byte === sign.colon) {
      cursor.at += 1;
    } else if (byte !== -1) {
      passWord(cursor);
    } else {
      return false;
    }
  } while (depth > 0);
  return depth === 0;
}

function nestingOf(byte: number): number {
  if (byte === sign.openMap || byte === sign.openList) {
    return 1;
  }
  return byte === sign.closeMap || byte === sign.closeList ? -1 : 0;
}

/** Passes what stands between two signs: a number, `true`, `false`, `null`, or what is none of them. */
function passWord(cursor: Cursor): void {
  const { bytes, end } = cursor;
  let at = cursor.at + 1;
  while (at < end && isOfWord(bytes[at] ?? 0)) {
    at += 1;
  }
  cursor.at = at;
}

function isOfWord(byte: number): boolean {
  const isSign = byte === sign.quote || byte === sign.comma || byte === sign.colon;
  return byte > sign.blank && !isSign && nestingOf(byte) === 0;
}
