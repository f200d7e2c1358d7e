import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState } from '../../src/evaluate/state.ts';
import type { Batch } from '../../src/model/batch.generated.ts';
import {
  after,
  modelOf,
  place,
  reportsOf,
  signals,
  threshold,
  type WrittenSystem,
} from './model-builder.ts';

/** Seconds after the start, what was observed, and the own status with its reasons. */
type Row = readonly [seconds: number, batch: Omit<Batch, 'at'>, expected: string];

const check = (
  status: 'healthy' | 'degraded' | 'unhealthy' | 'offline' | 'unknown',
  more = {},
) => ({
  checks: [{ system: 'web', status, ...more }],
});
const heartbeat = { heartbeats: [{ system: 'web' }] };
const http = { http: { url: 'https://web.example', every: '10s' } };
const heart = {
  probe: { heartbeat: { every: '10s', timeout: '60s' } },
  heartbeatTimeoutMs: 60_000,
};

const cases: readonly { name: string; web: Omit<WrittenSystem, 'id'>; rows: readonly Row[] }[] = [
  {
    name: 'a check counts until it is stale, three monitoring intervals later',
    web: {},
    rows: [
      [0, {}, 'healthy, not-observed: no threshold, probe or check covers it'],
      [1, check('unhealthy'), 'unhealthy, check: the last check found it unhealthy'],
      [181, {}, 'unhealthy, check: the last check found it unhealthy'],
      [182, {}, 'unknown, stale: the last check was at 2026-11-21T12:00:01Z, more than 3m ago'],
      [183, check('healthy'), 'healthy'],
      [184, check('unknown'), 'unknown, check: the last check found it unknown'],
    ],
  },
  {
    name: 'a check of a probe is stale after three times its interval',
    web: { probe: http },
    rows: [
      [0, {}, 'unknown, never-observed: nothing was observed of it yet'],
      [30, {}, 'unknown, never-observed: nothing was observed of it yet'],
      [
        31,
        {},
        'unknown, never-observed: no check was ever seen, expected since 2026-11-21T12:00:00Z',
      ],
      [
        32,
        check('offline', { message: 'refused' }),
        'offline, check: the last check found it offline: refused',
      ],
      [62, {}, 'offline, check: the last check found it offline: refused'],
      [63, {}, 'unknown, stale: the last check was at 2026-11-21T12:00:32Z, more than 30s ago'],
    ],
  },
  {
    name: 'the interval of a tcp probe counts as well',
    web: { probe: { tcp: { host: 'web', port: 1, every: '5s' } } },
    rows: [
      [0, check('healthy'), 'healthy'],
      [16, {}, 'unknown, stale: the last check was at 2026-11-21T12:00:00Z, more than 15s ago'],
    ],
  },
  {
    name: 'a probe without an interval has the monitoring interval of the criticality',
    web: { probe: { tcp: { host: 'web', port: 1 } }, criticality: 'critical' },
    rows: [
      [0, check('healthy'), 'healthy'],
      [30, {}, 'healthy'],
      [31, {}, 'unknown, stale: the last check was at 2026-11-21T12:00:00Z, more than 30s ago'],
    ],
  },
  {
    name: 'the last check wins, of one instant the worse one',
    web: {},
    rows: [
      [0, check('offline', { at: after(-2) }), 'offline, check: the last check found it offline'],
      [1, check('healthy', { at: after(-1) }), 'healthy'],
      [
        2,
        check('degraded', { at: after(-1) }),
        'degraded, check: the last check found it degraded',
      ],
      [3, check('healthy', { at: after(-1) }), 'degraded, check: the last check found it degraded'],
    ],
  },
  {
    name: 'of two checks that find the same, the message that comes first is kept',
    web: {},
    rows: [
      [0, check('offline', { at: after(0) }), 'offline, check: the last check found it offline'],
      [
        1,
        check('offline', { at: after(0), message: 'b' }),
        'offline, check: the last check found it offline: b',
      ],
      [
        2,
        check('offline', { at: after(0), message: 'a' }),
        'offline, check: the last check found it offline: a',
      ],
      [
        3,
        check('offline', { at: after(0), message: 'c' }),
        'offline, check: the last check found it offline: a',
      ],
    ],
  },
  {
    name: 'a heartbeat that is missed for longer than its timeout is an outage',
    web: heart,
    rows: [
      [0, {}, 'unknown, never-observed: no heartbeat was seen yet'],
      [60, {}, 'unknown, never-observed: no heartbeat was seen yet'],
      [
        60.001,
        {},
        'offline, heartbeat: no heartbeat was ever seen, expected since 2026-11-21T12:00:00Z, the timeout is 1m',
      ],
      [70, heartbeat, 'healthy'],
      [130, {}, 'healthy'],
      [
        131,
        {},
        'offline, heartbeat: the last heartbeat was at 2026-11-21T12:01:10Z, the timeout is 1m',
      ],
    ],
  },
  {
    name: 'the age of the heartbeat can have a threshold of its own',
    web: { thresholds: [threshold('age', { signal: 'heartbeat_age', warn: 30 })] },
    rows: [
      [0, heartbeat, 'healthy'],
      [29, {}, 'healthy'],
      [
        400,
        {},
        'degraded, threshold: heartbeat_age is 400 s, the limit is 30 s, since 2026-11-21T12:06:40Z',
      ],
      [
        430,
        {},
        'degraded, threshold: heartbeat_age is 430 s, the limit is 30 s, since 2026-11-21T12:06:40Z',
      ],
    ],
  },
  {
    name: 'the worst of all sources counts, and every reason is told, worst first',
    web: {
      ...heart,
      thresholds: [
        threshold('slow', {
          warn: 200,
          critical: { limit: 400, forMs: 30_000 },
          keepFiringMs: 60_000,
        }),
        threshold('up', {
          signal: 'availability',
          warn: 0.99,
          critical: { limit: 0.5, as: 'offline' },
        }),
        threshold('word', { signal: 'status', warn: 1 }),
      ],
    },
    rows: [
      [0, { ...heartbeat, signals: { web: { latency: 100 } } }, 'healthy'],
      [
        10,
        {
          ...check('degraded'),
          signals: { web: { latency: 690, availability: 0.4, status: 'down' } },
        },
        'offline, threshold: availability is 0.4, the limit is 0.5, since 2026-11-21T12:00:10Z, check: the last check found it degraded, threshold: latency is 690 ms, the limit is 200 ms, since 2026-11-21T12:00:10Z, threshold: status is down, the limit is degraded, since 2026-11-21T12:00:10Z',
      ],
      [
        40,
        { ...heartbeat, signals: { web: { availability: 1, status: 'ok' } } },
        'unhealthy, threshold: latency is 690 ms, the limit is 400 ms, since 2026-11-21T12:00:10Z, check: the last check found it degraded',
      ],
      [
        50,
        { signals: { web: { latency: 100.123456 } } },
        'unhealthy, threshold: latency is 100.123 ms, clear since 2026-11-21T12:00:50Z, over at 2026-11-21T12:01:50Z, check: the last check found it degraded',
      ],
    ],
  },
  {
    name: 'what was never seen contributes nothing beside what is known, until it is overdue',
    web: {
      thresholds: [
        threshold('slow', { warn: 200 }),
        threshold('up', { signal: 'availability', warn: 0.9 }),
      ],
    },
    rows: [
      [0, {}, 'unknown, never-observed: nothing was observed of it yet'],
      [0, { signals: { web: { latency: 100 } } }, 'healthy'],
      [180, { signals: { web: { latency: 100 } } }, 'healthy'],
      [
        200,
        {},
        'unknown, never-observed: availability was never observed, expected since 2026-11-21T12:00:00Z',
      ],
      [
        400,
        {},
        'unknown, never-observed: availability was never observed, expected since 2026-11-21T12:00:00Z, stale: latency was last heard of at 2026-11-21T12:03:00Z, more than 3m ago',
      ],
    ],
  },
  {
    name: 'what was never seen and would be held says nothing',
    web: { thresholds: [threshold('slow', { warn: 200, absentAs: 'hold' })] },
    rows: [
      [0, {}, 'unknown, never-observed: nothing was observed of it yet'],
      [999, {}, 'unknown, never-observed: nothing was observed of it yet'],
    ],
  },
  {
    name: 'what was never seen is not over, even where silence means that it is',
    web: { thresholds: [threshold('slow', { warn: 200, absentAs: 'resolve' })] },
    rows: [
      [0, {}, 'unknown, never-observed: nothing was observed of it yet'],
      [
        999,
        {},
        'unknown, never-observed: latency was never observed, expected since 2026-11-21T12:00:00Z',
      ],
    ],
  },
  {
    name: 'a logical system has no health of its own',
    web: { ...heart, logical: true, thresholds: [threshold('slow', { warn: 200 })] },
    rows: [
      [
        0,
        { ...check('offline'), signals: { web: { latency: 999 } } },
        'healthy, not-observed: it is logical: it has no failure of its own',
      ],
      [999, {}, 'healthy, not-observed: it is logical: it has no failure of its own'],
    ],
  },
];

test.each(cases)('$name', ({ web, rows }) => {
  const model = modelOf([{ id: 'web', ...web }]);
  const batches = rows.map(([seconds, batch]) => ({ at: after(seconds), ...batch }));
  const found = reportsOf(model, emptyState(), batches).map(({ systems: [system] }, index) => [
    ...(rows[index]?.slice(0, 2) ?? []),
    [
      system?.own,
      ...(system?.because ?? []).map(({ code, message }) => `${code}: ${message}`),
    ].join(', '),
  ]);
  expect(found).toEqual(rows);
});

test('an alias has no health of its own', () => {
  const model = modelOf([
    { id: 'db' },
    { id: 'lb', proxyFor: 'db', thresholds: [threshold('slow', { warn: 200 })], probe: http },
  ]);
  const { report } = evaluate(model, emptyState(), {
    at: after(0),
    signals: { lb: { latency: 999 } },
  });
  expect(report.systems.map(({ id, own, observed }) => [id, own, observed])).toEqual([
    ['db', 'healthy', false],
    ['lb', 'healthy', false],
  ]);
  expect(report.systems[1]?.because).toEqual([
    { code: 'not-observed', message: 'it stands for `db`: what is observed of it counts there' },
  ]);
});

test('what depends on an alias fails with the system behind it', () => {
  const slow = threshold('slow', { critical: 200 });
  const model = modelOf([
    { id: 'lb', proxyFor: 'real' },
    { id: 'real', thresholds: [slow] },
    { id: 'web', dependsOn: { lb: 'hard' } },
  ]);
  const { report } = evaluate(model, emptyState(), {
    at: after(0),
    signals: { lb: { latency: 250 } },
  });
  expect(report.systems.map(({ id, status, score, via }) => ({ id, status, score, via }))).toEqual([
    {
      id: 'lb',
      status: 'unhealthy',
      score: 20,
      via: [{ from: 'lb', to: 'real', kind: 'proxy' }],
    },
    { id: 'real', status: 'unhealthy', score: 20, via: [] },
    {
      id: 'web',
      status: 'unhealthy',
      score: 20,
      via: [
        { from: 'web', to: 'lb', kind: 'hard' },
        { from: 'lb', to: 'real', kind: 'proxy' },
      ],
    },
  ]);
});

test('a reason says where it is written and which values decided', () => {
  const model = modelOf([
    {
      id: 'web',
      ...heart,
      thresholds: [
        threshold('slow', { warn: 200 }),
        threshold('up', { signal: 'availability', warn: 0.9 }),
      ],
    },
  ]);
  const [, report] = reportsOf(model, emptyState(), [
    { at: after(0), signals: { web: { latency: 100 } }, ...check('degraded', { message: 'slow' }) },
    {
      at: after(181),
      signals: { web: { latency: 300 } },
      ...check('degraded', { message: 'slow' }),
    },
  ]);
  expect(report?.systems[0]?.because).toEqual([
    {
      code: 'heartbeat',
      message: 'no heartbeat was ever seen, expected since 2026-11-21T12:00:00Z, the timeout is 1m',
      at: place('$.systems.web.probe'),
      values: { since: after(0), timeoutMs: 60_000 },
    },
    {
      code: 'check',
      message: 'the last check found it degraded: slow',
      at: place('$.systems.web.probe'),
      values: { status: 'degraded', message: 'slow' },
    },
    {
      code: 'threshold',
      message: 'latency is 300 ms, the limit is 200 ms, since 2026-11-21T12:03:01Z',
      at: place('$.thresholds.slow.warn'),
      values: {
        threshold: 'slow',
        signal: 'latency',
        level: 'warn',
        state: 'firing',
        since: after(181),
        value: 300,
        limit: 200,
        unit: 'ms',
      },
    },
    {
      code: 'never-observed',
      message: 'availability was never observed, expected since 2026-11-21T12:00:00Z',
      at: place('$.thresholds.up'),
      values: { signal: 'availability', value: null, since: after(0), absentMs: 180_000 },
    },
  ]);
});

test.each([
  ['%', 12.5, '12.5%'],
  ['ratio', 0.123_456_789, '0.123457'],
  ['per minute', 1_234_567, '1234570 per minute'],
  [undefined, 3, '3'],
])('a value in %s is said as people do', (unit, value, text) => {
  const latency = signals.flatMap((signal) =>
    signal.id === 'latency' ? [{ ...signal, unit }] : [],
  );
  const model = modelOf([{ id: 'web', thresholds: [threshold('slow', { warn: 0 })] }], {
    signals: latency,
  });
  const { report } = evaluate(model, emptyState(), {
    at: after(0),
    signals: { web: { latency: value } },
  });
  expect(report.systems[0]?.because[0]?.message.split(',')[0]).toBe(`latency is ${text}`);
});
