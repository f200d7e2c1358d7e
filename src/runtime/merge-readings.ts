import { mergedUnmatched } from '../model/misfits.ts';
import type { Readings, Samples } from '../model/readings.ts';
import { newSampleColumns } from '../model/sample-columns.ts';

/** Readings of several batches as those of one, at an instant in milliseconds. What has no instant of its own keeps that of its batch. */
export function mergeReadings(parts: readonly Readings[], at: number): Readings {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) {
    return { ...first, at };
  }
  return {
    at,
    samples: joined(parts.map(({ samples }) => samples)),
    checks: parts.flatMap(({ checks }) => checks),
    heartbeats: parts.flatMap(({ heartbeats }) => heartbeats),
    observations: parts.flatMap(({ observations }) => observations),
    acknowledgements: parts.flatMap(({ acknowledgements }) => acknowledgements),
    silences: parts.flatMap(({ silences }) => silences),
    missingCount: parts.reduce((count, part) => count + part.missingCount, 0),
    unmatchedCount: parts.reduce((count, part) => count + part.unmatchedCount, 0),
    unmatched: mergedUnmatched(parts.map(({ unmatched }) => unmatched)),
  };
}

function joined(parts: readonly Samples[]): Samples {
  const columns = newSampleColumns(parts.reduce((total, { count }) => total + count, 0));
  for (const { count, system, signal, value, at } of parts) {
    columns.system.set(system.subarray(0, count), columns.count);
    columns.signal.set(signal.subarray(0, count), columns.count);
    columns.value.set(value.subarray(0, count), columns.count);
    columns.at.set(at.subarray(0, count), columns.count);
    columns.count += count;
  }
  return columns;
}
