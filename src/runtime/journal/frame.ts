import { crc32 } from './crc32.ts';

/** What is written in one piece: all of it counts, or nothing. */
export interface Frame {
  /** Number of the frame, one more than that of the frame before it. */
  readonly sequence: number;
  readonly payload: Uint8Array;
}

/** The frames of a file. */
export interface Frames {
  readonly frames: readonly Frame[];
  /** Length of what is whole. */
  readonly byteCount: number;
  /** undefined: the file is whole. torn: its end was written half. broken: something in its midst is not as it was written. newer: another version wrote it. */
  readonly flaw: 'torn' | 'broken' | 'newer' | undefined;
}

const version = 1;
const headerMax = 64;
const lineFeed = 0x0a;
/** Of `tower`. */
const firstLetter = 0x74;
const secondLetter = 0x6f;
const header = /^tower([0-9]+) ([0-9]+) ([0-9]+) ([0-9a-f]{8})$/;

/** A frame as bytes: a line with version, number, length and checksum, the payload, and the end of a line. */
export function encodeFrame({ sequence, payload }: Frame): Uint8Array {
  const sum = crc32(payload).toString(16).padStart(8, '0');
  const head = new TextEncoder().encode(`tower${version} ${sequence} ${payload.length} ${sum}\n`);
  const bytes = new Uint8Array(head.length + payload.length + 1);
  bytes.set(head);
  bytes.set(payload, head.length);
  bytes[bytes.length - 1] = lineFeed;
  return bytes;
}

/**
 * Reads frames that follow each other. Each was on the disk before the next was begun, so that only the last can be torn: where a
 * whole one follows what is not whole, the file is broken.
 */
export function decodeFrames(bytes: Uint8Array): Frames {
  const frames: Frame[] = [];
  let at = 0;
  while (at < bytes.length) {
    const read = frameAt(bytes, at);
    const last = frames.at(-1);
    if (read === undefined || (last !== undefined && read.frame.sequence !== last.sequence + 1)) {
      return { frames, byteCount: at, flaw: flawAt(bytes, at) };
    }
    frames.push(read.frame);
    at = read.end;
  }
  return { frames, byteCount: at, flaw: undefined };
}

interface ReadFrame {
  readonly frame: Frame;
  readonly end: number;
}

function frameAt(bytes: Uint8Array, from: number): ReadFrame | undefined {
  const read = headerAt(bytes, from);
  if (read === undefined || read.version !== version) {
    return undefined;
  }
  const { sequence, length, sum, start } = read;
  const end = start + length + 1;
  if (end > bytes.length || bytes[end - 1] !== lineFeed) {
    return undefined;
  }
  const payload = bytes.subarray(start, start + length);
  return crc32(payload) === sum ? { frame: { sequence, payload }, end } : undefined;
}

interface Header {
  readonly version: number;
  readonly sequence: number;
  readonly length: number;
  readonly sum: number;
  /** Where the payload begins. */
  readonly start: number;
}

function headerAt(bytes: Uint8Array, from: number): Header | undefined {
  if (bytes[from] !== firstLetter || bytes[from + 1] !== secondLetter) {
    return undefined;
  }
  const end = bytes.subarray(from, from + headerMax).indexOf(lineFeed);
  const line = end === -1 ? '' : new TextDecoder().decode(bytes.subarray(from, from + end));
  const [, written, sequence, length, sum] = header.exec(line) ?? [];
  return sum === undefined
    ? undefined
    : {
        version: Number(written),
        sequence: Number(sequence),
        length: Number(length),
        sum: Number.parseInt(sum, 16),
        start: from + end + 1,
      };
}

function flawAt(bytes: Uint8Array, from: number): 'torn' | 'broken' | 'newer' {
  const here = headerAt(bytes, from);
  if (here !== undefined && here.version > version) {
    return 'newer';
  }
  // Not only behind the end of a line: that may be what is not as it was written.
  for (let at = bytes.indexOf(firstLetter, from + 1); at !== -1; ) {
    if (frameAt(bytes, at) !== undefined) {
      return 'broken';
    }
    at = bytes.indexOf(firstLetter, at + 1);
  }
  return 'torn';
}
