import type { Value } from './batch.generated.ts';
import type { Signal } from './model.ts';

/** Numbers that JSON cannot write, as batches spell them. */
export const spelledNumbers: ReadonlyMap<string, number> = new Map([
  ['+Inf', Number.POSITIVE_INFINITY],
  ['-Inf', Number.NEGATIVE_INFINITY],
  ['NaN', Number.NaN],
]);

/**
 * The number of a value of a signal: for a word its index in the words of the signal. NaN is missing; undefined is a value
 * that the signal cannot have. There is no -0, which would compare as 0 and print as another number.
 */
export function numberOf(signal: Pick<Signal, 'values'>, value: Value): number | undefined {
  if (value === null || value === 'NaN' || Number.isNaN(value)) {
    return Number.NaN;
  }
  if (signal.values !== undefined) {
    const word = typeof value === 'number' ? wordOf(value) : value;
    const index = word === undefined ? -1 : signal.values.indexOf(word);
    return index === -1 ? undefined : index;
  }
  return typeof value === 'number' ? value + 0 : spelledNumbers.get(value);
}

/** Only an infinite number can be a word: the one that stands for it. */
function wordOf(value: number): string | undefined {
  if (Number.isFinite(value)) {
    return undefined;
  }
  return value > 0 ? '+Inf' : '-Inf';
}
