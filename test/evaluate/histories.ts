import fc from 'fast-check';
import type {
  Batch,
  Check,
  Heartbeat,
  Observation,
  Sample,
} from '../../src/model/batch.generated.ts';
import {
  after,
  group,
  maintenance,
  modelOf,
  threshold,
  type WrittenSystem,
} from './model-builder.ts';

/** Systems to which nearly everything can happen. */
export const eventfulSystems: readonly WrittenSystem[] = [
  {
    id: 'a',
    criticality: 'critical',
    version: '1',
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
];

/** A model in which nearly everything can happen to a system. */
export const eventful = modelOf(eventfulSystems, {
  groups: [group('pair', 1, ['b', 'c'])],
  windows: [
    maintenance(
      'w',
      { once: { year: 2026, month: 11, day: 21, hour: 12, minute: 1 }, forMs: 60_000 },
      { matches: ({ id }) => id === 'b', masks: true },
    ),
  ],
  settings: { lateAfterMs: 60_000 },
});

export const system = fc.constantFrom('a', 'b', 'c', 'd', 'none');
export const value = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 10 }) },
  fc.constantFrom('ok', 'degraded', 'down', '+Inf', '-Inf', 'NaN', null),
);
export const signal = fc.constantFrom(
  'latency',
  'latency',
  'availability',
  'status',
  'heartbeat_age',
  'check_latency',
  'none',
);
const status = fc.constantFrom('healthy', 'degraded', 'unhealthy', 'offline', 'unknown');

/** What was seen to run; `version` is always there, so that something is. */
const seen = {
  version: fc.constantFrom('1', '2'),
  dependsOn: fc.subarray(['b', 'c', 'd', 'none']),
  complete: fc.boolean(),
};

export interface Observations {
  readonly signals: readonly Sample[];
  readonly checks: readonly Check[];
  readonly heartbeats: readonly Heartbeat[];
  readonly observed: readonly Observation[];
}

/** What is observed at one instant; `at` gives the instants of single observations, if they have any. */
function observations(at: fc.Arbitrary<string | undefined>): fc.Arbitrary<Observations> {
  const withInstant = <T extends object>(record: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
    fc
      .tuple(fc.record(record), at)
      .map(([one, own]) => (own === undefined ? one : { ...one, at: own }));
  return fc.record({
    signals: fc.array(withInstant<Sample>({ system, signal, value }), { maxLength: 12 }),
    checks: fc.array(
      withInstant<Check>({
        system,
        status,
        latencyMs: fc.integer({ min: 0, max: 10 }),
        message: fc.constantFrom('x', 'y'),
      }),
      { maxLength: 3 },
    ),
    heartbeats: fc.array(withInstant<Heartbeat>({ system }), { maxLength: 2 }),
    observed: fc.array(withInstant<Observation>({ system, ...seen }), { maxLength: 3 }),
  });
}

export const unstamped = observations(fc.constant(undefined));
export const stamped = observations(
  fc.option(fc.integer({ min: -30, max: 400 }).map(after), { nil: undefined, freq: 2 }),
);

/** Batches at instants that mostly grow: gaps, steps back and several of one instant are among them. */
export function history(of: fc.Arbitrary<Observations>): fc.Arbitrary<Batch[]> {
  const step = fc.constantFrom(0, 1, 5, 5, 10, 10, 17, 40, 200, -3);
  return fc.array(fc.tuple(step, of), { maxLength: 12 }).map((steps) => {
    let seconds = 0;
    return steps.map(([more, observed]) => {
      seconds += more;
      return { at: after(seconds), ...observed };
    });
  });
}
