import type { Signal } from '../../src/model/model.ts';
import type { Readings } from '../../src/model/readings.ts';
import { type Vocabulary, vocabularyOf } from '../../src/model/vocabulary.ts';
import { modelOf, type WrittenSystem } from '../evaluate/model-builder.ts';

/** A signal of numbers, or of words. */
export function signalOf(id: string, values?: readonly string[]): Signal {
  return {
    id,
    unit: undefined,
    better: 'lower',
    min: undefined,
    max: undefined,
    values,
    absentAs: undefined,
    prometheus: undefined,
  };
}

/** A vocabulary of systems and signals. */
export function wordsOf(systems: readonly WrittenSystem[], signals: readonly Signal[]): Vocabulary {
  return vocabularyOf(modelOf(systems, { signals }));
}

/** Readings as they are compared: columns end with the last sample. */
export function plainly({ samples, ...rest }: Readings) {
  const { count, system, signal, value, at } = samples;
  const rows = Array.from({ length: count }, (_, row) => [
    system[row],
    signal[row],
    value[row],
    at[row],
  ]);
  return { ...rest, rows };
}
