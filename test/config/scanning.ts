import { isDeepStrictEqual } from 'node:util';
import type fc from 'fast-check';
import { checkedBatch } from '../../src/config/batch.ts';
import type * as scanning from '../../src/config/batch-scanner.ts';
import type { Batch } from '../../src/model/batch.generated.ts';
import { readingsOf } from '../../src/model/read-batch.ts';
import type { Readings } from '../../src/model/readings.ts';
import { batchText, damaged, type Names } from './batch-text.ts';
import { plainly, signalOf, wordsOf } from './vocabulary.ts';

const systems = [
  'web',
  'web-2',
  'db',
  'db-alias',
  'ünï',
  '\u{1F680}',
  '42',
  'constructor',
  '__proto__',
];
const words = ['ok', 'degraded', 'down', 'NaN', 'ö'];
const signals = [signalOf('latency'), signalOf('lat'), signalOf('7'), signalOf('état', words)];

/** Ids that are prefixes of others, that are whole numbers, that objects have by themselves, and not of ASCII. */
export const names: Names = { systems, signals: signals.map(({ id }) => id), words };
export const vocabulary = wordsOf(
  systems.map((id) => (id === 'db-alias' ? { id, proxyFor: 'db' } : { id })),
  signals,
);

/** Batches that are some, and are to be scanned. */
export const usualBytes: fc.Arbitrary<Uint8Array> = batchText(names, { isWild: false }).map(
  (text) => new TextEncoder().encode(text),
);
/** What may be a batch, or none. */
export const wildBytes: fc.Arbitrary<Uint8Array> = damaged(batchText(names, { isWild: true }));

/** The functions of a scanner, which may have a mistake that was made on purpose. */
export type Scanning = Pick<typeof scanning, 'batchScanner' | 'scanBatch'>;

/** How bytes are read, and by whom. */
export interface Compared {
  readonly isBatch: boolean;
  readonly isScanned: boolean;
  /** Whether they are scanned as they are parsed, or not at all. */
  readonly agrees: boolean;
}

/** Compares what a scanner makes of bytes with what `JSON.parse` and the schema make of them. */
export function comparing({ batchScanner, scanBatch }: Scanning): (bytes: Uint8Array) => Compared {
  const scanner = batchScanner(vocabulary);
  return (bytes) => {
    const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    const part = { from: isMarked ? 3 : 0, to: bytes.length };
    const batch = parsed(bytes);
    const readings = scanBatch(scanner, bytes, part);
    const isSame =
      batch !== undefined &&
      readings !== undefined &&
      isDeepStrictEqual(
        comparable(batch, readings),
        comparable(batch, readingsOf(vocabulary, batch)),
      );
    return {
      isBatch: batch !== undefined,
      isScanned: readings !== undefined,
      agrees: readings === undefined || isSame,
    };
  };
}

/** What `JSON.parse` and the schema make of bytes; undefined where they refuse them. */
export function parsed(bytes: Uint8Array): Batch | undefined {
  return checkedBatch(new TextDecoder().decode(bytes).replace(/^\uFEFF/, ''));
}

/** `JSON.parse` puts keys that are whole numbers first: where there are any, the order of samples is left out. */
function comparable({ signals: written = [] }: Batch, readings: Readings): object {
  const plain = plainly(readings);
  const keys = Array.isArray(written)
    ? []
    : Object.entries(written).flatMap(([system, values]) => [system, ...Object.keys(values)]);
  return keys.some((key) => /^[0-9]+$/.test(key))
    ? { ...plain, rows: plain.rows.map((row) => row.map(exactly).join(' ')).sort() }
    : plain;
}

/** A number as text that tells 0 from -0. */
function exactly(value: number | undefined): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
