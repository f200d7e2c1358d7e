import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate, evaluateReadings, stepReadings } from '../../src/evaluate/evaluate.ts';
import { planOf } from '../../src/evaluate/plan.ts';
import { emptyState, forkState, type State, saveState } from '../../src/evaluate/state.ts';
import type { Batch, Sample } from '../../src/model/batch.generated.ts';
import { readingsOf } from '../../src/model/read-batch.ts';
import { sayInstant } from '../../src/model/time.ts';
import {
  eventful,
  history,
  type Observations,
  signal,
  stamped,
  system,
  unstamped,
  value,
} from './histories.ts';
import { after, reloaded } from './model-builder.ts';

const model = eventful;

/** Everything that comes out, as text. */
function run(
  batches: readonly Batch[],
  between: (state: State) => State = (state) => state,
): string {
  let state = emptyState();
  const reports = batches.map((batch) => {
    const step = evaluate(model, between(state), batch);
    state = step.state;
    return step.report;
  });
  return JSON.stringify([reports, saveState(model, state)]);
}

function shuffled(batch: Batch & Observations, order: readonly number[]): Batch {
  const by = <T>(items: readonly T[]): T[] =>
    items
      .map((item, index) => ({ item, key: order[index % order.length] ?? 0 }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  return {
    at: batch.at,
    signals: by(batch.signals),
    checks: by(batch.checks),
    heartbeats: by(batch.heartbeats),
    observed: by(batch.observed),
  };
}

const order = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 12 });
const runs = { numRuns: 150 };

test('the same history comes to the same bytes', () => {
  fc.assert(
    fc.property(history(stamped), (batches) => {
      expect(run(batches)).toBe(run(batches));
    }),
    runs,
  );
});

test('the order of the observations of a batch does not matter', () => {
  fc.assert(
    fc.property(history(stamped), order, (batches, keys) => {
      const mixed = batches.map((batch) => shuffled(batch as Batch & Observations, keys));
      expect(run(mixed)).toBe(run(batches));
    }),
    runs,
  );
});

test('a batch of one instant can be split into several, and the state comes out the same', () => {
  fc.assert(
    fc.property(history(unstamped), order, (batches, keys) => {
      const split = batches.flatMap((batch) => {
        const { signals, checks, heartbeats, observed } = batch as Batch & Observations;
        const part = (third: number) => {
          const pick = <T>(items: readonly T[]): T[] =>
            items.filter((_, index) => (keys[index % keys.length] ?? 0) % 3 === third);
          return {
            at: batch.at,
            signals: pick(signals),
            checks: pick(checks),
            heartbeats: pick(heartbeats),
            observed: pick(observed),
          };
        };
        return [part(0), part(1), part(2)];
      });
      // What fired in between, and who was told, is another history.
      const stateOf = (all: readonly Batch[]): string => {
        const last = all.reduce(
          (state, batch) => evaluate(model, state, batch).state,
          emptyState(),
        );
        const { alerting: _, ...remembered } = saveState(model, last);
        return JSON.stringify(remembered);
      };
      expect(stateOf(split)).toBe(stateOf(batches));
    }),
    runs,
  );
});

test('saving and loading in the middle of a history, or evaluating a fork, changes nothing', () => {
  fc.assert(
    fc.property(history(stamped), (batches) => {
      const whole = run(batches);
      expect(run(batches, (state) => reloaded(model, state))).toBe(whole);
      expect(run(batches, forkState)).toBe(whole);
    }),
    runs,
  );
});

test('a report after steps without one is as if each had had one', () => {
  fc.assert(
    fc.property(history(stamped), fc.array(fc.boolean(), { minLength: 1 }), (batches, shown) => {
      const [every, some] = [emptyState(), emptyState()];
      for (const [index, batch] of batches.entries()) {
        const { report } = evaluate(model, every, batch);
        const readings = readingsOf(planOf(model).vocabulary, batch);
        if (shown[index % shown.length] === true || index === batches.length - 1) {
          expect(evaluateReadings(model, some, readings).report).toEqual(report);
        } else {
          const { incidents, notifications, nextAt } = stepReadings(model, some, readings);
          const nextDeadline = Number.isFinite(nextAt) ? sayInstant(nextAt) : null;
          expect({ incidents, notifications, nextDeadline }).toEqual({
            incidents: report.incidents,
            notifications: report.notifications,
            nextDeadline: report.nextDeadline,
          });
        }
      }
      expect(saveState(model, some)).toEqual(saveState(model, every));
    }),
    runs,
  );
});

test('a map of signals is the same as a list', () => {
  fc.assert(
    fc.property(fc.dictionary(system, fc.dictionary(signal, value)), (map) => {
      const list = Object.entries(map).flatMap(([id, values]) =>
        Object.entries(values).map(([name, one]) => ({ system: id, signal: name, value: one })),
      );
      expect(run([{ at: after(0), signals: map }])).toBe(run([{ at: after(0), signals: list }]));
    }),
    runs,
  );
});

test('step by step, or all at once: where no sample is missing, the state is the same', () => {
  const gap = fc.integer({ min: 1, max: 14 });
  const steps = fc.array(
    fc.tuple(gap, fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 2 })),
    {
      minLength: 1,
      maxLength: 25,
    },
  );
  const words = ['ok', 'degraded', 'down'];
  fc.assert(
    fc.property(steps, (rows) => {
      let seconds = 0;
      const batches = rows.map(([more, number, word]) => {
        seconds += more;
        const at = after(seconds);
        const sample = (id: string, name: string, one: number | string): Sample => ({
          system: id,
          signal: name,
          value: one,
          at,
        });
        return {
          at,
          signals: [
            sample('a', 'latency', number),
            sample('a', 'availability', number),
            sample('b', 'status', words[word] ?? 'ok'),
            sample('c', 'latency', number),
          ],
        };
      });
      const endless = { ...model, settings: { ...model.settings, lateAfterMs: undefined } };
      const end = { at: after(seconds), signals: batches.flatMap(({ signals }) => signals) };
      const levels = (all: readonly Batch[]) => {
        const state = all.reduce(
          (before, batch) => evaluate(endless, before, batch).state,
          emptyState(),
        );
        const { report } = evaluate(endless, state, { at: after(seconds + 10) });
        // An incident opens when somebody looks, and flapping is seen only by who looks often.
        return report.alerts
          .filter(({ kind }) => kind === 'threshold')
          .map(({ incident: _, flapping: __, suppressedBy: ___, ...alert }) => alert);
      };
      expect(levels([end])).toEqual(levels(batches));
    }),
    runs,
  );
});
