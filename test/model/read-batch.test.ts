import { expect, test } from 'vitest';
import type { Batch } from '../../src/model/batch.generated.ts';
import { readingsOf } from '../../src/model/read-batch.ts';
import { plainly, signalOf, wordsOf } from '../config/vocabulary.ts';
import { after, start } from '../evaluate/model-builder.ts';

const vocabulary = wordsOf(
  [{ id: 'web' }, { id: 'db' }, { id: 'db-alias', proxyFor: 'db' }],
  [signalOf('latency'), signalOf('status', ['ok', 'degraded', 'down', '+Inf'])],
);
const [db, web] = [0, 2];
const [latency, status] = [0, 1];

const none = {
  at: start,
  rows: [],
  checks: [],
  heartbeats: [],
  observations: [],
  acknowledgements: [],
  silences: [],
  missingCount: 0,
  unmatchedCount: 0,
  unmatched: [],
};

const read = (batch: Omit<Batch, 'at'>) =>
  plainly(readingsOf(vocabulary, { at: after(0), ...batch }));

test('an empty batch is an instant', () => {
  expect(read({})).toEqual(none);
});

test('signals by system are samples of the instant of the batch, in their order', () => {
  const signals = { web: { status: 'down', latency: 2 }, 'db-alias': { latency: 3 } };
  expect(read({ signals })).toEqual({
    ...none,
    rows: [
      [web, status, 2, start],
      [web, latency, 2, start],
      [db, latency, 3, start],
    ],
  });
});

test('samples, checks and heartbeats have instants of their own, also in the future', () => {
  expect(
    read({
      signals: [
        { system: 'web', signal: 'latency', value: 1, at: after(-5) },
        { system: 'web', signal: 'latency', value: 2, at: after(3_600) },
        { system: 'db', signal: 'latency', value: 3 },
      ],
      checks: [
        { system: 'db-alias', status: 'offline', latencyMs: 4, message: 'refused', at: after(1) },
        { system: 'web', status: 'healthy' },
      ],
      heartbeats: [{ system: 'web', at: after(2) }, { system: 'db' }],
    }),
  ).toEqual({
    ...none,
    rows: [
      [web, latency, 1, start - 5_000],
      [web, latency, 2, start + 3_600_000],
      [db, latency, 3, start],
    ],
    checks: [
      { system: db, at: start + 1_000, status: 'offline', latencyMs: 4, message: 'refused' },
      { system: web, at: start, status: 'healthy', latencyMs: undefined, message: undefined },
    ],
    heartbeats: [
      { system: web, at: start + 2_000 },
      { system: db, at: start },
    ],
  });
});

const infinity = Number.POSITIVE_INFINITY;
const bad = 'bad-value';
const missing = 'missing';

test.each<[number | string | null, number | string, number | string]>([
  [1.5, 1.5, bad],
  [-0, 0, bad],
  [null, missing, missing],
  ['NaN', missing, missing],
  [Number.NaN, missing, missing],
  ['+Inf', infinity, 3],
  [infinity, infinity, 3],
  ['-Inf', -infinity, bad],
  [-infinity, -infinity, bad],
  ['Infinity', bad, bad],
  ['1', bad, bad],
  ['', bad, bad],
  ['ok', bad, 0],
  ['down', bad, 2],
  ['Down', bad, bad],
])('%o is %s as a number and %s as a word', (value, ...expected) => {
  const found = ['latency', 'status'].map((signal) => {
    const { rows, missingCount, unmatched } = read({ signals: { web: { [signal]: value } } });
    return [
      ...rows.map((row) => row[2]),
      ...(missingCount > 0 ? [missing] : []),
      ...unmatched.map(({ reason }) => reason),
    ];
  });
  expect(found).toEqual(expected.map((one) => [one]));
});

test('what the model does not have is listed once each, sorted, with what may have been meant', () => {
  const signals = [
    { system: 'wbe', signal: 'latency', value: 1 },
    { system: 'wbe', signal: 'latency', value: null },
    { system: 'wbe', signal: 'constructor', value: 1 },
    { system: 'web', signal: 'latencies', value: 1 },
    { system: 'web', signal: 'status', value: 1 },
    { system: 'web', signal: 'latency', value: 'fast' },
  ];
  const checks = [{ system: '__proto__', status: 'healthy' as const }];
  const known = 'known: `db`, `db-alias`, `web`';
  const unmatched = [
    { kind: 'check', system: '__proto__', signal: null, reason: 'unknown-system', help: known },
    { kind: 'heartbeat', system: 'wbe', signal: null, reason: 'unknown-system' },
    { kind: 'signal', system: 'wbe', signal: 'constructor', reason: 'unknown-system' },
    { kind: 'signal', system: 'wbe', signal: 'latency', reason: 'unknown-system' },
    {
      kind: 'signal',
      system: 'web',
      signal: 'latencies',
      reason: 'unknown-signal',
      help: 'did you mean `latency`?',
    },
    {
      kind: 'signal',
      system: 'web',
      signal: 'latency',
      reason: 'bad-value',
      help: 'it takes a number, "+Inf" or "-Inf", and null where there is none',
    },
    {
      kind: 'signal',
      system: 'web',
      signal: 'status',
      reason: 'bad-value',
      help: 'its words are, best first: ok, degraded, down, +Inf',
    },
  ];
  expect(read({ signals, checks, heartbeats: [{ system: 'wbe' }] })).toEqual({
    ...none,
    unmatchedCount: 8,
    unmatched: unmatched.map((one) => ({ help: 'did you mean `web`?', ...one })),
  });
});

test('of very many misfits all are counted, and the first 100 are listed', () => {
  const names = Array.from(
    { length: 9_000 },
    (_, index) => `none-${String(index).padStart(4, '0')}`,
  );
  const heartbeats = [...names, ...names].reverse().map((system) => ({ system }));
  const { unmatchedCount, unmatched } = read({ heartbeats });
  expect(unmatchedCount).toBe(18_000);
  expect(unmatched.map(({ system }) => system)).toEqual(names.slice(0, 100));
});

test('an instant that is none is refused', () => {
  expect(() => readingsOf(vocabulary, { at: 'yesterday' })).toThrow(
    new RangeError('`yesterday` is not an RFC 3339 instant'),
  );
});

test('among very many systems the first unknown ones are compared with all, and all others with none', () => {
  const names = Array.from({ length: 199_999 }, (_, index) => `service-number-${index + 1e6}`);
  const systemById = new Map([...names, 'web'].map((id, index) => [id, index]));
  const heartbeats = [...'abcdefgh'].map((letter) => ({ system: `we${letter}-` }));
  const fleet = { ...vocabulary, systemById };
  const [first, again] = [1, 2].map(
    () => readingsOf(fleet, { at: after(0), heartbeats }).unmatched,
  );
  const list = `known: ${names
    .slice(0, 8)
    .map((id) => `\`${id}\``)
    .join(', ')}, … (and 199992 more)`;
  const near = 'did you mean `web`?';
  expect(first?.map(({ help }) => help)).toEqual([near, near, near, near, near, list, list, list]);
  expect(again).toEqual(first);
});
