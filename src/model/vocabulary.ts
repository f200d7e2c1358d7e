import type { Model, Signal } from './model.ts';
import { sortedBy } from './order.ts';

/** What observations may name, by number. */
export interface Vocabulary {
  /** Index in `model.systems` of what an id means: a system that stands for another means the other. */
  readonly systemById: ReadonlyMap<string, number>;
  /** Sorted by id. */
  readonly signals: readonly Signal[];
  /** Index in `signals`. */
  readonly signalById: ReadonlyMap<string, number>;
}

/** The vocabulary of a model. Made once for a model, as its cost grows with the model. */
export function vocabularyOf(model: Pick<Model, 'systems' | 'signals'>): Vocabulary {
  const places = new Map(model.systems.map(({ id }, index) => [id, index]));
  const signals = sortedBy(model.signals.values(), ({ id }) => id);
  return {
    systemById: new Map(
      model.systems.flatMap(({ id, proxyFor }): [string, number][] => {
        const place = places.get(proxyFor ?? id);
        return place === undefined ? [] : [[id, place]];
      }),
    ),
    signals,
    signalById: new Map(signals.map(({ id }, index) => [id, index])),
  };
}
