import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkedBatch, readBatches } from '../../src/config/batch.ts';
import { batchScanner, scanBatch } from '../../src/config/batch-scanner.ts';
import type { Batch } from '../../src/model/batch.generated.ts';
import { readingsOf } from '../../src/model/read-batch.ts';
import type { Readings } from '../../src/model/readings.ts';
import { batchText, damaged } from './batch-text.ts';
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
const names = { systems, signals: signals.map(({ id }) => id), words };
const vocabulary = wordsOf(
  systems.map((id) => (id === 'db-alias' ? { id, proxyFor: 'db' } : { id })),
  signals,
);
const scanner = batchScanner(vocabulary);

function scanned(bytes: Uint8Array) {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return scanBatch(scanner, bytes, { from: isMarked ? 3 : 0, to: bytes.length });
}

/** What `JSON.parse` and the schema make of bytes; undefined where they refuse them. */
function parsed(bytes: Uint8Array): Batch | undefined {
  return checkedBatch(new TextDecoder().decode(bytes).replace(/^\uFEFF/, ''));
}

/** `JSON.parse` puts keys that are whole numbers first: where there are any, the order of samples is left out. */
function comparable({ signals: written = [] }: Batch, readings: Readings) {
  const plain = plainly(readings);
  const keys = Array.isArray(written)
    ? []
    : Object.entries(written).flatMap(([system, values]) => [system, ...Object.keys(values)]);
  return keys.some((key) => /^[0-9]+$/.test(key))
    ? { ...plain, rows: plain.rows.map((row) => row.join(' ')).sort() }
    : plain;
}

test('every batch that is usual is scanned, however it is written, and says what it says when parsed', () => {
  fc.assert(
    fc.property(batchText(names, { isWild: false }), (text) => {
      const bytes = new TextEncoder().encode(text);
      const batch = parsed(bytes);
      const readings = scanned(bytes);
      if (batch === undefined || readings === undefined) {
        throw new Error(batch === undefined ? 'this is no batch' : 'this was not scanned');
      }
      expect(comparable(batch, readings)).toEqual(comparable(batch, readingsOf(vocabulary, batch)));
    }),
    { numRuns: 1_000 },
  );
});

test('whatever stands in bytes, it is scanned as it is parsed or not at all', () => {
  let [batchCount, scannedCount] = [0, 0];
  fc.assert(
    fc.property(damaged(batchText(names, { isWild: true })), (bytes) => {
      const batch = parsed(bytes);
      const readings = scanned(bytes);
      batchCount += Number(batch !== undefined);
      if (readings !== undefined) {
        scannedCount += 1;
        const expected =
          batch === undefined ? 'no batch' : comparable(batch, readingsOf(vocabulary, batch));
        expect(batch === undefined ? readings : comparable(batch, readings)).toEqual(expected);
      }
    }),
    { numRuns: 3_000 },
  );
  // Neither is what is asked of the scanner empty, nor does it leave much of it to the parser.
  expect(batchCount).toBeGreaterThan(400);
  expect(scannedCount).toBeGreaterThan(batchCount * 0.9);
});

test('a batch is one for the scanner when it is one for those who tell what is wrong', () => {
  fc.assert(
    fc.property(damaged(batchText(names, { isWild: true })), (bytes) => {
      const text = new TextDecoder().decode(bytes);
      const { batches, diagnostics } = readBatches({ path: 'batch.json', text });
      const batch = parsed(bytes);
      const isOne = diagnostics.length === 0 && batches.length === 1;
      expect(batch).toEqual(isOne ? batches[0] : undefined);
    }),
    { numRuns: 300 },
  );
});
