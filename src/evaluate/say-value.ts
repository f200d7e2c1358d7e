import type { Level, Signal } from '../model/model.ts';
import type { Value } from '../model/state.generated.ts';

/** The word of a signal that has words, by its index. */
export function sayWord(signal: Signal, index: number): string {
  return signal.values?.[index] ?? String(index);
}

/** A measured value as it is reported and saved: a word, or a number, and no infinity that JSON would lose. */
export function plainValue(signal: Signal, measured: number): Value {
  if (signal.values !== undefined) {
    return sayWord(signal, measured);
  }
  if (Number.isFinite(measured)) {
    return measured;
  }
  return measured > 0 ? '+Inf' : '-Inf';
}

/** A value with its unit, in at most six significant digits: `690 ms`, `0.08`, `down`. A ratio has no unit. */
export function sayValue(signal: Signal, value: Value): string {
  const text = typeof value === 'number' ? String(Number(value.toPrecision(6))) : value;
  const { unit } = signal;
  if (unit === undefined || unit === 'ratio') {
    return text;
  }
  return unit === '%' ? `${text}%` : `${text} ${unit}`;
}

/** The limit of a level in the terms of its signal: a number, or a word. */
export function limitOf(signal: Signal, level: Level): number | string {
  return signal.values?.[level.limit] ?? level.limit;
}
