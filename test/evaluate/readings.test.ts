import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState, forkState, saveState } from '../../src/evaluate/state.ts';
import type { Batch, Sample } from '../../src/model/batch.generated.ts';
import type { Report } from '../../src/model/report.generated.ts';
import { after, modelOf, seriesIn, signals, start } from './model-builder.ts';

const model = modelOf([{ id: 'web' }, { id: 'db' }, { id: 'db-alias', proxyFor: 'db' }], {
  settings: { lateAfterMs: 60_000 },
});

const none = { accepted: 0, late: 0, skewed: 0, missing: 0, unmatched: 0 };

/** A state in which web has a latency of 100 at 100 seconds, a check at 90 and a heartbeat at 80. */
function begun() {
  return evaluate(model, emptyState(), {
    at: after(100),
    signals: { web: { latency: 100 } },
    checks: [{ system: 'web', status: 'healthy', at: after(90) }],
    heartbeats: [{ system: 'web', at: after(80) }],
  }).state;
}

const sample = (rest: Partial<Sample>): readonly Sample[] => [
  { system: 'web', signal: 'latency', value: 200, ...rest },
];

/** The last latency of web, in seconds after the start, and its value. */
type Latency = readonly [seconds: number, value: number | string];

test.each<[string, Omit<Batch, 'at'>, Partial<Report['readings']>, Latency]>([
  ['a map', { signals: { web: { latency: 200 } } }, { accepted: 1 }, [120, 200]],
  ['a list', { signals: sample({}) }, { accepted: 1 }, [120, 200]],
  ['its own instant', { signals: sample({ at: after(110) }) }, { accepted: 1 }, [110, 200]],
  [
    'the instant of the last one, worse',
    { signals: sample({ at: after(100) }) },
    { accepted: 1 },
    [100, 200],
  ],
  [
    'the instant of the last one, better',
    { signals: sample({ at: after(100), value: 50 }) },
    { accepted: 1 },
    [100, 100],
  ],
  ['older than the last one', { signals: sample({ at: after(99.999) }) }, { late: 1 }, [100, 100]],
  ['30 s ahead', { signals: sample({ at: after(150) }) }, { accepted: 1 }, [120, 200]],
  [
    'more than 30 s ahead',
    { signals: sample({ at: after(150.001) }) },
    { accepted: 1, skewed: 1 },
    [120, 200],
  ],
  ['null', { signals: sample({ value: null }) }, { missing: 1 }, [100, 100]],
  ['NaN', { signals: sample({ value: 'NaN' }) }, { missing: 1 }, [100, 100]],
  ['plus infinity', { signals: sample({ value: '+Inf' }) }, { accepted: 1 }, [120, '+Inf']],
  ['minus infinity', { signals: sample({ value: '-Inf' }) }, { accepted: 1 }, [120, '-Inf']],
  [
    'a number beyond all numbers',
    { signals: sample({ value: Number.POSITIVE_INFINITY }) },
    { accepted: 1 },
    [120, '+Inf'],
  ],
  ['minus zero', { signals: sample({ value: -0 }) }, { accepted: 1 }, [120, 0]],
  ['a text', { signals: sample({ value: 'fast' }) }, { unmatched: 1 }, [100, 100]],
  ['an unknown system', { signals: sample({ system: 'wbe' }) }, { unmatched: 1 }, [100, 100]],
  ['an unknown signal', { signals: sample({ signal: 'latenci' }) }, { unmatched: 1 }, [100, 100]],
  [
    'an older check',
    { checks: [{ system: 'web', status: 'offline', at: after(89) }] },
    { late: 1 },
    [100, 100],
  ],
  ['a check', { checks: [{ system: 'web', status: 'offline' }] }, { accepted: 1 }, [100, 100]],
  [
    'a check of nobody',
    { checks: [{ system: 'nobody', status: 'offline' }] },
    { unmatched: 1 },
    [100, 100],
  ],
  [
    'an older heartbeat',
    { heartbeats: [{ system: 'web', at: after(79) }] },
    { late: 1 },
    [100, 100],
  ],
  ['a heartbeat', { heartbeats: [{ system: 'web' }] }, { accepted: 1 }, [100, 100]],
  ['a heartbeat of nobody', { heartbeats: [{ system: 'nobody' }] }, { unmatched: 1 }, [100, 100]],
  [
    'a heartbeat far ahead',
    { heartbeats: [{ system: 'web', at: after(999) }] },
    { accepted: 1, skewed: 1 },
    [100, 100],
  ],
  ['one for another system', { signals: { db: { latency: 1 } } }, { accepted: 1 }, [100, 100]],
  [
    'one for whom another stands',
    { signals: { 'db-alias': { latency: 1 } } },
    { accepted: 1 },
    [100, 100],
  ],
])('%s at 120 s counts as it should', (_, batch, counts, [seconds, value]) => {
  const { state, report } = evaluate(model, begun(), { at: after(120), ...batch });
  expect(report.readings).toEqual({ ...none, ...counts });
  expect(seriesIn(model, state, 'web', 'latency')).toEqual({
    at: start + seconds * 1_000,
    value,
  });
});

test('what is older than `evaluate.lateAfter` is late, whatever its series says', () => {
  const batch = (at: string): Batch => ({
    at: after(200),
    signals: [{ system: 'db', signal: 'latency', value: 1, at }],
    checks: [{ system: 'db', status: 'healthy', at }],
    heartbeats: [{ system: 'db', at }],
  });
  const counts = [after(139.999), after(140)].map(
    (at) => evaluate(model, emptyState(), batch(at)).report.readings,
  );
  expect(counts).toEqual([
    { ...none, late: 3 },
    { ...none, accepted: 3 },
  ]);
});

test('a batch that is older than the state is judged at the instant of the state', () => {
  const before = begun();
  const { state, report } = evaluate(model, before, {
    at: after(70),
    signals: { web: { latency: 200 }, db: { latency: 300 } },
  });
  expect([report.at, report.readings, seriesIn(model, state, 'db', 'latency')]).toEqual([
    after(100),
    { ...none, accepted: 1, late: 1 },
    { at: start + 70_000, value: 300 },
  ]);
});

test('what is observed of an alias counts for the system it stands for', () => {
  const { state } = evaluate(model, emptyState(), {
    at: after(0),
    signals: { 'db-alias': { latency: 7 } },
    checks: [{ system: 'db-alias', status: 'degraded' }],
    heartbeats: [{ system: 'db-alias' }],
  });
  expect(saveState(model, state).systems).toEqual({
    db: {
      series: { heartbeat_age: { at: start, value: 0 }, latency: { at: start, value: 7 } },
      conditions: {},
      check: { at: start, status: 'degraded' },
      heartbeatAt: start,
    },
  });
});

test('several instants of one series are taken in order of time, whatever their order', () => {
  const values = [3, 1, 2].map((seconds) => ({
    system: 'web',
    signal: 'latency',
    value: seconds,
    at: after(seconds),
  }));
  const { state, report } = evaluate(model, emptyState(), { at: after(5), signals: values });
  expect([report.readings.accepted, seriesIn(model, state, 'web', 'latency')]).toEqual([
    3,
    { at: start + 3_000, value: 3 },
  ]);
});

test.each([
  ['latency', 100, 200, 200],
  ['availability', 0.5, 0.9, 0.5],
  ['status', 'ok', 'down', 'down'],
  ['latency', 100, null, 100],
  ['latency', '-Inf', 5, 5],
  ['availability', '-Inf', 5, '-Inf'],
])('of two values of %s at one instant, %s and %s, %s counts', (signal, a, b, worse) => {
  const found = [
    [a, b],
    [b, a],
  ].map((values) => {
    const batch: Batch = {
      at: after(0),
      signals: values.map((value) => ({ system: 'web', signal, value: value ?? null })),
    };
    return seriesIn(model, evaluate(model, emptyState(), batch).state, 'web', signal);
  });
  expect(found).toEqual([
    { at: start, value: worse },
    { at: start, value: worse },
  ]);
});

test.each([
  [
    { latency: 'fast' },
    'bad-value',
    'it takes a number, "+Inf" or "-Inf", and null where there is none',
  ],
  [{ status: 'Down' }, 'bad-value', 'its words are, best first: ok, degraded, down'],
  [{ status: 1 }, 'bad-value', 'its words are, best first: ok, degraded, down'],
  [{ status: '+Inf' }, 'bad-value', 'its words are, best first: ok, degraded, down'],
  [{ latencies: 1 }, 'unknown-signal', 'did you mean `latency`?'],
])('%o is unmatched: %s', (values, reason, help) => {
  const { report } = evaluate(model, emptyState(), { at: after(0), signals: { web: values } });
  expect(report.unmatched).toEqual([
    { kind: 'signal', system: 'web', signal: Object.keys(values)[0], reason, help },
  ]);
});

test('unmatched observations are listed once each and sorted, and all are counted', () => {
  const { report } = evaluate(model, emptyState(), {
    at: after(0),
    signals: [
      { system: 'wbe', signal: 'latency', value: 1 },
      { system: 'wbe', signal: 'latency', value: 2 },
      { system: 'db', signal: 'x', value: 2 },
    ],
    checks: [{ system: 'wbe', status: 'healthy' }],
    heartbeats: [{ system: 'wbe' }],
  });
  const help = 'did you mean `web`?';
  const [, , , latency] = report.unmatched;
  expect(report.readings.unmatched).toBe(5);
  expect(report.unmatched).toEqual([
    {
      kind: 'signal',
      system: 'db',
      signal: 'x',
      reason: 'unknown-signal',
      help: 'known: `availability`, `check_latency`, `heartbeat_age`, `latency`, `status`',
    },
    { kind: 'check', system: 'wbe', signal: null, reason: 'unknown-system', help },
    { kind: 'heartbeat', system: 'wbe', signal: null, reason: 'unknown-system', help },
    { kind: 'signal', system: 'wbe', signal: 'latency', reason: 'unknown-system', help },
  ]);
  expect(latency?.signal).toBe('latency');
});

test('at most 100 unmatched observations are listed', () => {
  const names = Array.from({ length: 120 }, (_, index) => `none-${String(index).padStart(3, '0')}`);
  const { report } = evaluate(model, emptyState(), {
    at: after(0),
    heartbeats: names.map((system) => ({ system })),
  });
  expect(report.readings.unmatched).toBe(120);
  expect(report.unmatched.map(({ system }) => system)).toEqual(names.slice(0, 100));
});

test('unmatched observations change nothing', () => {
  const state = evaluate(model, begun(), { at: after(100) }).state;
  const after1 = evaluate(model, forkState(state), {
    at: after(100),
    signals: { web: { latency: 'fast', none: 1 }, none: { latency: 1 } },
    checks: [{ system: 'none', status: 'offline' }],
  }).state;
  expect(saveState(model, after1)).toEqual(saveState(model, state));
});

test('how long a check took is a sample of `check_latency`, and the worse of one instant wins', () => {
  const check = (latencyMs: number, seconds: number) => ({
    system: 'web',
    status: 'healthy' as const,
    latencyMs,
    at: after(seconds),
  });
  const { state, report } = evaluate(model, emptyState(), {
    at: after(10),
    checks: [check(90, 5), check(20, 10), check(30, 10), check(500, 1)],
    signals: { web: { check_latency: 25 } },
  });
  expect([report.readings.accepted, seriesIn(model, state, 'web', 'check_latency')]).toEqual([
    5,
    { at: start + 10_000, value: 30 },
  ]);
});

test('the age of the last heartbeat is known at every step, and replaces what was submitted for it', () => {
  const ages = (steps: readonly Batch[]) => {
    let state = emptyState();
    return steps.map((batch) => {
      state = evaluate(model, state, batch).state;
      return seriesIn(model, state, 'web', 'heartbeat_age');
    });
  };
  const submitted = { web: { heartbeat_age: 99 } };
  expect(
    ages([
      { at: after(0), signals: submitted },
      { at: after(10), signals: submitted, heartbeats: [{ system: 'web', at: after(7.5) }] },
      { at: after(10), signals: submitted },
      { at: after(40) },
    ]),
  ).toEqual([
    { at: start, value: 99 },
    { at: start + 10_000, value: 2.5 },
    { at: start + 10_000, value: 2.5 },
    { at: start + 40_000, value: 32.5 },
  ]);
});

test('where there is no signal for it, nothing is derived', () => {
  const bare = modelOf([{ id: 'web' }], { signals: signals.filter(({ id }) => id === 'latency') });
  const { state } = evaluate(bare, emptyState(), {
    at: after(0),
    checks: [{ system: 'web', status: 'healthy', latencyMs: 12 }],
    heartbeats: [{ system: 'web' }],
  });
  expect(saveState(bare, state).systems['web']?.series).toEqual({});
});

test('an instant that is none is refused', () => {
  expect(() => evaluate(model, emptyState(), { at: 'yesterday' })).toThrow(
    new RangeError('`yesterday` is not an RFC 3339 instant'),
  );
});
