import { type BatchScanner, batchScanner } from '../config/batch-scanner.ts';
import { readReadings } from '../config/read-readings.ts';
import type { ByteFile, Diagnostic } from '../model/diagnostic.ts';
import { limits } from '../model/limits.ts';
import type { Readings } from '../model/readings.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import type { Arrival } from '../ports/signal-source.ts';

/** Bytes that were accepted, and what a model reads in them. */
export interface Accepted {
  readonly file: ByteFile;
  /** Whether there is one batch a line, whatever the path says. */
  readonly isLines: boolean;
  readonly vocabulary: Vocabulary;
  readonly readings: readonly Readings[];
}

/** What was accepted and was not evaluated yet, oldest first. */
export interface Arrivals {
  readonly waiting: Accepted[];
  batchCount: number;
  byteCount: number;
}

export function noArrivals(): Arrivals {
  return { waiting: [], batchCount: 0, byteCount: 0 };
}

export function addArrival(arrivals: Arrivals, arrival: Accepted): void {
  arrivals.waiting.push(arrival);
  arrivals.batchCount += arrival.readings.length;
  arrivals.byteCount += arrival.file.bytes.length;
}

/** Whether there is no room for more. */
export function areFull({ batchCount, byteCount }: Arrivals): boolean {
  return batchCount >= limits.pendingBatches || byteCount >= limits.pendingBytes;
}

/** Takes the oldest arrivals for a step: all of them, but no more than a step should have at once. */
export function takeArrivals(arrivals: Arrivals): readonly Accepted[] {
  let [count, sampleCount] = [0, 0];
  for (const { readings } of arrivals.waiting) {
    sampleCount += readings.reduce((total, { samples }) => total + samples.count, 0);
    if (count > 0 && sampleCount > samplesMax) {
      break;
    }
    count += 1;
  }
  return takeOldest(arrivals, count);
}

/** Samples of one step: evaluating them takes some 50 ms. */
const samplesMax = 200_000;

/** Takes so many of the oldest arrivals. */
export function takeOldest(arrivals: Arrivals, count: number): readonly Accepted[] {
  const taken = arrivals.waiting.splice(0, count);
  for (const { file, readings } of taken) {
    arrivals.batchCount -= readings.length;
    arrivals.byteCount -= file.bytes.length;
  }
  return taken;
}

/** Reads bytes as batches in the words of a model. Nothing of them is used where there are diagnostics. */
export function readArrival(
  scanner: BatchScanner,
  { file, isLines, linesBefore }: Pick<Arrival, 'file' | 'isLines' | 'linesBefore'>,
): { readonly accepted: Accepted; readonly diagnostics: readonly Diagnostic[] } {
  const { vocabulary } = scanner;
  const layout = { isLines, linesBefore };
  const { readings, diagnostics } = readReadings(scanner, file, undefined, layout);
  return { accepted: { file, isLines, vocabulary, readings }, diagnostics };
}

/** What was accepted, in the words of a model, whichever model it was read with. */
export function readingsIn(
  vocabulary: Vocabulary,
  taken: readonly Accepted[],
): readonly Readings[] {
  const isOld = taken.some((one) => one.vocabulary !== vocabulary);
  const scanner = isOld ? batchScanner(vocabulary) : undefined;
  return taken.flatMap((one) =>
    scanner === undefined || one.vocabulary === vocabulary
      ? one.readings
      : readArrival(scanner, { ...one, linesBefore: 0 }).accepted.readings,
  );
}
