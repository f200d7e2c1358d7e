import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState } from '../../src/evaluate/state.ts';
import { calendarOf } from '../../src/evaluate/windows.ts';
import type { LocalTime, MaintenanceWindow } from '../../src/model/model.ts';
import { parseInstant, sayInstant } from '../../src/model/time.ts';
import { after, maintenance, modelOf, place, threshold } from './model-builder.ts';

const hourMs = 3_600_000;

function once(text: string, hours: number): MaintenanceWindow['schedule'] {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/[-T:]/).map(Number);
  const start: LocalTime = { year, month, day, hour, minute };
  return { once: start, forMs: hours * hourMs };
}

function weekly(days: readonly number[], at: string, hours: number): MaintenanceWindow['schedule'] {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  return { weekly: days, hour, minute, forMs: hours * hourMs };
}

const saturday = 6;
const sunday = 0;

test.each([
  // what, schedule, zone, instant, open from and until
  ['before it', once('2026-12-05T22:00', 2), 'UTC', '2026-12-05T21:59:59.999Z', undefined],
  [
    'at its start',
    once('2026-12-05T22:00', 2),
    'UTC',
    '2026-12-05T22:00:00Z',
    ['2026-12-05T22:00:00Z', '2026-12-06T00:00:00Z'],
  ],
  [
    'just before its end',
    once('2026-12-05T22:00', 2),
    'UTC',
    '2026-12-05T23:59:59.999Z',
    ['2026-12-05T22:00:00Z', '2026-12-06T00:00:00Z'],
  ],
  ['at its end', once('2026-12-05T22:00', 2), 'UTC', '2026-12-06T00:00:00Z', undefined],
  [
    'in its own zone',
    once('2026-12-05T22:00', 2),
    'America/New_York',
    '2026-12-06T03:00:00Z',
    ['2026-12-06T03:00:00Z', '2026-12-06T05:00:00Z'],
  ],
  [
    'in a gap, before it exists',
    once('2026-03-29T02:30', 1),
    'Europe/Amsterdam',
    '2026-03-29T00:59:59Z',
    undefined,
  ],
  [
    'in a gap',
    once('2026-03-29T02:30', 1),
    'Europe/Amsterdam',
    '2026-03-29T01:00:00Z',
    ['2026-03-29T01:00:00Z', '2026-03-29T02:00:00Z'],
  ],
  [
    'in an overlap',
    once('2026-10-25T02:30', 1),
    'Europe/Amsterdam',
    '2026-10-25T00:30:00Z',
    ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
  ],
  [
    'the second time in an overlap',
    once('2026-10-25T02:30', 1),
    'Europe/Amsterdam',
    '2026-10-25T01:30:00Z',
    undefined,
  ],
  [
    'over an overlap: what passes is elapsed time',
    once('2026-10-24T22:00', 8),
    'Europe/Amsterdam',
    '2026-10-25T03:59:59Z',
    ['2026-10-24T20:00:00Z', '2026-10-25T04:00:00Z'],
  ],
  [
    'weekly, on its day',
    weekly([saturday], '22:00', 2),
    'UTC',
    '2026-11-21T22:00:00Z',
    ['2026-11-21T22:00:00Z', '2026-11-22T00:00:00Z'],
  ],
  [
    'weekly, on another day',
    weekly([saturday], '22:00', 2),
    'UTC',
    '2026-11-22T22:00:00Z',
    undefined,
  ],
  [
    'weekly, over midnight',
    weekly([saturday], '22:00', 4),
    'UTC',
    '2026-11-22T01:00:00Z',
    ['2026-11-21T22:00:00Z', '2026-11-22T02:00:00Z'],
  ],
  [
    'weekly, over midnight and the end of the week',
    weekly([sunday], '23:00', 4),
    'Australia/Lord_Howe',
    '2026-11-22T13:00:00Z',
    ['2026-11-22T12:00:00Z', '2026-11-22T16:00:00Z'],
  ],
  [
    'weekly, the local day counts',
    weekly([sunday], '00:30', 1),
    'Asia/Kolkata',
    '2026-11-21T19:00:00Z',
    ['2026-11-21T19:00:00Z', '2026-11-21T20:00:00Z'],
  ],
  [
    'weekly, nearly a week',
    weekly([saturday], '22:00', 167),
    'UTC',
    '2026-11-28T20:59:59Z',
    ['2026-11-21T22:00:00Z', '2026-11-28T21:00:00Z'],
  ],
  [
    'weekly, after nearly a week',
    weekly([saturday], '22:00', 167),
    'UTC',
    '2026-11-28T21:00:00Z',
    undefined,
  ],
  [
    'weekly, on several days that overlap',
    weekly([saturday, sunday], '22:00', 30),
    'UTC',
    '2026-11-22T23:00:00Z',
    ['2026-11-21T22:00:00Z', '2026-11-24T04:00:00Z'],
  ],
  [
    'weekly, across the day that has 25 hours',
    weekly([saturday], '02:30', 24),
    'Europe/Amsterdam',
    '2026-10-25T00:29:59Z',
    ['2026-10-24T00:30:00Z', '2026-10-25T00:30:00Z'],
  ],
  [
    'weekly, into the day after next where a day has 23 hours',
    weekly([saturday], '23:59', 23.5),
    'Europe/Amsterdam',
    '2026-03-29T22:10:00Z',
    ['2026-03-28T22:59:00Z', '2026-03-29T22:29:00Z'],
  ],
  [
    'weekly, before 1970',
    weekly([3], '22:00', 2),
    'UTC',
    '1969-12-24T23:00:00Z',
    ['1969-12-24T22:00:00Z', '1969-12-25T00:00:00Z'],
  ],
] as const)('%s', (_, schedule, timezone, instant, expected) => {
  const model = modelOf([{ id: 'web' }], { windows: [maintenance('w', schedule, { timezone })] });
  const { open } = calendarOf(model)(parseInstant(instant) ?? 0);
  expect(open.map(({ since, until }) => [sayInstant(since), sayInstant(until)])).toEqual(
    expected === undefined ? [] : [expected],
  );
});

const atNoon = once('2026-11-21T12:00', 1);
const until = '2026-11-21T13:00:00Z';
const slow = threshold('slow', { warn: 200, critical: 400 });
const failing = { web: { latency: 500 } };

test('a window that masks shows maintenance, keeps what is underneath, and leaves the rest alone', () => {
  const model = modelOf(
    [
      { id: 'shop', thresholds: [slow], dependsOn: { web: 'hard' } },
      { id: 'web', thresholds: [slow] },
    ],
    {
      windows: [
        maintenance('upgrade', atNoon, {
          matches: ({ id }) => id === 'web',
          masks: true,
          suppresses: false,
          ticket: 'OPS-1',
        }),
      ],
    },
  );
  const { report } = evaluate(model, emptyState(), {
    at: after(0),
    signals: { ...failing, shop: { latency: 100 } },
  });
  const reason = {
    code: 'maintenance',
    message: `in maintenance until ${until}: planned`,
    at: place('$.maintenance.upgrade'),
    values: { window: 'upgrade', until, ticket: 'OPS-1' },
  };
  const [shop, web] = report.systems;
  expect([web?.status, web?.score, web?.own, web?.underlying]).toEqual([
    'maintenance',
    50,
    'unhealthy',
    { status: 'unhealthy', score: 20 },
  ]);
  expect(web?.because.map(({ code }) => code)).toEqual(['maintenance', 'threshold']);
  expect(web?.because[0]).toEqual(reason);
  expect([shop?.status, shop?.score, shop?.underlying]).toEqual(['degraded', 20, undefined]);
  expect(shop?.because).toEqual([
    {
      code: 'dependency',
      message: 'it depends on `web` (hard), which is in maintenance',
      at: place('$.systems.shop.dependsOn.web'),
      values: { to: 'web', kind: 'hard', status: 'maintenance', score: 50 },
    },
  ]);
  expect(report.overall).toEqual({
    status: 'degraded',
    score: 20,
    coverage: 1,
    total: 2,
    counts: { healthy: 0, degraded: 1, unhealthy: 0, offline: 0, maintenance: 1, unknown: 0 },
  });
  expect(report.alerts.map(({ suppressedBy }) => suppressedBy)).toEqual([[]]);
  expect(report.maintenance).toEqual([
    {
      id: 'upgrade',
      systems: ['web'],
      since: after(0),
      until,
      reason: 'planned',
      masks: true,
      suppresses: false,
      at: place('$.maintenance.upgrade'),
    },
  ]);
});

test('a window that only suppresses leaves the status, and every such window is a reason', () => {
  const windows = [
    maintenance('a', atNoon),
    maintenance('b', atNoon, { matches: ({ id }) => id === 'other' }),
    maintenance('c', atNoon),
  ];
  const model = modelOf([{ id: 'other' }, { id: 'web', thresholds: [slow] }], { windows });
  const { report } = evaluate(model, emptyState(), { at: after(0), signals: failing });
  expect(report.systems.map(({ status }) => status)).toEqual(['healthy', 'unhealthy']);
  expect(report.alerts[0]?.suppressedBy.map(({ code, at }) => [code, at?.path])).toEqual([
    ['maintenance', '$.maintenance.a'],
    ['maintenance', '$.maintenance.c'],
  ]);
  expect(report.maintenance.map(({ id, systems }) => [id, systems])).toEqual([
    ['a', ['other', 'web']],
    ['b', ['other']],
    ['c', ['other', 'web']],
  ]);
});

test('what is unknown stays so underneath', () => {
  const model = modelOf([{ id: 'web', thresholds: [slow] }], {
    windows: [maintenance('w', atNoon, { masks: true })],
  });
  const { report } = evaluate(model, emptyState(), { at: after(0) });
  expect([report.systems[0]?.underlying, report.overall.status, report.overall.coverage]).toEqual([
    { status: 'unknown', score: null },
    'healthy',
    null,
  ]);
});
