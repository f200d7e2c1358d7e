import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState, forkState, migrateState, saveState } from '../../src/evaluate/state.ts';
import type { Model } from '../../src/model/model.ts';
import { eventful, eventfulSystems, history, stamped } from './histories.ts';
import {
  after,
  modelOf,
  reloaded,
  signals,
  threshold,
  type WrittenSystem,
} from './model-builder.ts';

const [a, b, c, d] = eventfulSystems;

function variant(
  revision: string,
  systems: readonly (WrittenSystem | undefined)[],
  rest = {},
): Model {
  return modelOf(
    systems.filter((system) => system !== undefined),
    { revision, ...rest },
  );
}

const added: WrittenSystem = { id: '0', thresholds: [threshold('slow2', { warn: 3 })] };
/** Nothing else; another system before all; one less, with a threshold less; other limits; other words and no ages; fewer signals. */
const variants: readonly Model[] = [
  variant('2', eventfulSystems),
  variant('3', [added, ...eventfulSystems]),
  variant('4', [a && { ...a, thresholds: a.thresholds?.slice(0, 2) ?? [] }, c, d]),
  variant('5', [
    a && {
      ...a,
      thresholds: [threshold('slow', { warn: 2, critical: { limit: 4, forMs: 60_000 } })],
    },
    b && { ...b, criticality: 'low' },
    c && { ...c, thresholds: [threshold('slow2', { critical: 5, absentForMs: 60_000 })] },
  ]),
  variant('6', eventfulSystems, {
    signals: signals
      .filter(({ id }) => id !== 'heartbeat_age')
      .map((signal) =>
        signal.id === 'status' ? { ...signal, values: ['ok', 'bad', 'down'] } : signal,
      ),
  }),
  variant('7', eventfulSystems, { signals: signals.filter(({ id }) => id === 'latency') }),
];

test('columns that are moved to another model come to the same as a state that was in a file', () => {
  fc.assert(
    fc.property(history(stamped), fc.constantFrom(...variants), (batches, model) => {
      const state = batches.reduce(
        (last, batch) => evaluate(eventful, last, batch).state,
        emptyState(),
      );
      const moved = migrateState(forkState(state), model);
      const restored = migrateState(reloaded(eventful, state), model);
      expect(saveState(model, moved)).toEqual(saveState(model, restored));
      const at = after(400);
      expect(evaluate(model, moved, { at }).report).toEqual(
        evaluate(model, restored, { at }).report,
      );
      expect(saveState(model, moved)).toEqual(saveState(model, restored));
    }),
    { numRuns: 150 },
  );
});
