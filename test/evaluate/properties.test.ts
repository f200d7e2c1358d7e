import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState, forkState, type State, saveState } from '../../src/evaluate/state.ts';
import type { Batch, Check, Heartbeat, Sample } from '../../src/model/batch.generated.ts';
import { after, group, maintenance, modelOf, reloaded, threshold } from './model-builder.ts';

const model = modelOf(
  [
    {
      id: 'a',
      criticality: 'critical',
      thresholds: [
        threshold('slow', { warn: { limit: 5, clear: 3 }, critical: { limit: 8, forMs: 20_000 } }),
        threshold('up', {
          signal: 'availability',
          warn: { limit: 5, forMs: 15_000 },
          keepFiringMs: 25_000,
        }),
        threshold('took', { signal: 'check_latency', warn: 5, absentAs: 'resolve' }),
      ],
      dependsOn: { pair: 'hard', d: 'soft' },
    },
    {
      id: 'b',
      thresholds: [
        threshold('word', {
          signal: 'status',
          warn: 1,
          critical: 2,
          keepFiringMs: 30_000,
          absentForMs: 25_000,
          absentAs: 'alert',
        }),
        threshold('age', {
          signal: 'heartbeat_age',
          warn: 20,
          critical: { limit: 40, forMs: 10_000 },
        }),
      ],
      probe: { heartbeat: { every: '5s', timeout: '30s' } },
      heartbeatTimeoutMs: 30_000,
    },
    {
      id: 'c',
      thresholds: [
        threshold('slow2', {
          warn: { limit: 5, forMs: 10_000 },
          absentForMs: 15_000,
          absentAs: 'hold',
        }),
      ],
      probe: { http: { url: 'https://c.example', every: '5s' } },
      dependsOn: { a: 'auth' },
    },
    { id: 'd', proxyFor: 'c' },
  ],
  {
    groups: [group('pair', 1, ['b', 'c'])],
    windows: [
      maintenance(
        'w',
        { once: { year: 2026, month: 11, day: 21, hour: 12, minute: 1 }, forMs: 60_000 },
        { matches: ({ id }) => id === 'b', masks: true },
      ),
    ],
    settings: { lateAfterMs: 60_000 },
  },
);

const system = fc.constantFrom('a', 'b', 'c', 'd', 'none');
const value = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 10 }) },
  fc.constantFrom('ok', 'degraded', 'down', '+Inf', '-Inf', 'NaN', null),
);
const signal = fc.constantFrom(
  'latency',
  'latency',
  'availability',
  'status',
  'heartbeat_age',
  'check_latency',
  'none',
);
const status = fc.constantFrom('healthy', 'degraded', 'unhealthy', 'offline', 'unknown');

interface Observations {
  readonly signals: readonly Sample[];
  readonly checks: readonly Check[];
  readonly heartbeats: readonly Heartbeat[];
}

/** What is observed at one instant; `at` gives the instants of single observations, if they have any. */
function observations(at: fc.Arbitrary<string | undefined>): fc.Arbitrary<Observations> {
  const stamped = <T extends object>(record: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
    fc
      .tuple(fc.record(record), at)
      .map(([one, own]) => (own === undefined ? one : { ...one, at: own }));
  return fc.record({
    signals: fc.array(stamped<Sample>({ system, signal, value }), { maxLength: 12 }),
    checks: fc.array(
      stamped<Check>({
        system,
        status,
        latencyMs: fc.integer({ min: 0, max: 10 }),
        message: fc.constantFrom('x', 'y'),
      }),
      { maxLength: 3 },
    ),
    heartbeats: fc.array(stamped<Heartbeat>({ system }), { maxLength: 2 }),
  });
}

const unstamped = observations(fc.constant(undefined));
const stamped = observations(
  fc.option(fc.integer({ min: -30, max: 400 }).map(after), { nil: undefined, freq: 2 }),
);

/** Batches at instants that mostly grow: gaps, steps back and several of one instant are among them. */
function history(of: fc.Arbitrary<Observations>): fc.Arbitrary<Batch[]> {
  const step = fc.constantFrom(0, 1, 5, 5, 10, 10, 17, 40, 200, -3);
  return fc.array(fc.tuple(step, of), { maxLength: 12 }).map((steps) => {
    let seconds = 0;
    return steps.map(([more, observed]) => {
      seconds += more;
      return { at: after(seconds), ...observed };
    });
  });
}

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

test('a batch of one instant can be split into several', () => {
  fc.assert(
    fc.property(history(unstamped), order, (batches, keys) => {
      const split = batches.flatMap((batch) => {
        const { signals, checks, heartbeats } = batch as Batch & Observations;
        const part = (half: number) => {
          const pick = <T>(items: readonly T[]): T[] =>
            items.filter((_, index) => (keys[index % keys.length] ?? 0) % 2 === half);
          return {
            at: batch.at,
            signals: pick(signals),
            checks: pick(checks),
            heartbeats: pick(heartbeats),
          };
        };
        return [part(0), part(1)];
      });
      const stateOf = (all: readonly Batch[]): string =>
        JSON.stringify(
          saveState(
            model,
            all.reduce((state, batch) => evaluate(model, state, batch).state, emptyState()),
          ),
        );
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
        return report.alerts;
      };
      expect(levels([end])).toEqual(levels(batches));
    }),
    runs,
  );
});
