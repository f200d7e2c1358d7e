import type { Value as Written } from '../../../src/model/batch.generated.ts';
import type { Signal } from '../../../src/model/model.ts';
import type { Value } from '../../../src/model/state.generated.ts';

/** The number by which a value is compared: itself, or the index of the word. */
export function measure(signal: Signal, value: Value): number {
  if (typeof value === 'number') {
    return value;
  }
  if (signal.values !== undefined) {
    return signal.values.indexOf(value);
  }
  return value === '-Inf' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** Whether a value is one of the signal: a word where it has words, else a number, `+Inf` or `-Inf`. */
export function fits(signal: Signal, value: Value): boolean {
  if (signal.values !== undefined) {
    return typeof value === 'string' && signal.values.includes(value);
  }
  return typeof value === 'number' || value === '+Inf' || value === '-Inf';
}

/** A value of a batch as it is kept: undefined is missing, and no infinity or minus zero is left that JSON would lose. */
export function keptValue(written: Written): Value | undefined {
  if (written === null || written === 'NaN' || Number.isNaN(written)) {
    return undefined;
  }
  if (written === Number.POSITIVE_INFINITY) {
    return '+Inf';
  }
  if (written === Number.NEGATIVE_INFINITY) {
    return '-Inf';
  }
  return written === 0 ? 0 : written;
}
