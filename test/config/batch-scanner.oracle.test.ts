import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBatches } from '../../src/config/batch.ts';
import { batchScanner, scanBatch } from '../../src/config/batch-scanner.ts';
import { comparing, parsed, usualBytes, wildBytes } from './scanning.ts';

const compared = comparing({ batchScanner, scanBatch });

test('every batch that is usual is scanned, however it is written, and says what it says when parsed', () => {
  fc.assert(
    fc.property(usualBytes, (bytes) => {
      expect(compared(bytes)).toEqual({ isBatch: true, isScanned: true, agrees: true });
    }),
    { numRuns: 1_000 },
  );
});

test('whatever stands in bytes, it is scanned as it is parsed or not at all', () => {
  let [batchCount, scannedCount] = [0, 0];
  fc.assert(
    fc.property(wildBytes, (bytes) => {
      const { isBatch, isScanned, agrees } = compared(bytes);
      batchCount += Number(isBatch);
      scannedCount += Number(isScanned);
      expect(agrees).toBe(true);
    }),
    { numRuns: 2_000 },
  );
  // Neither is what is asked of the scanner empty, nor does it leave much of it to the parser.
  expect(batchCount).toBeGreaterThan(400);
  expect(scannedCount).toBeGreaterThan(batchCount * 0.9);
});

test('a batch is one for the scanner when it is one for those who tell what is wrong', () => {
  fc.assert(
    fc.property(wildBytes, (bytes) => {
      const text = new TextDecoder().decode(bytes);
      const { batches, diagnostics } = readBatches({ path: 'batch.json', text });
      const isOne = diagnostics.length === 0 && batches.length === 1;
      expect(parsed(bytes)).toEqual(isOne ? batches[0] : undefined);
    }),
    { numRuns: 300 },
  );
});
