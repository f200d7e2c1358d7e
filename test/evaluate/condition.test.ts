import { expect, test } from 'vitest';
import { emptyState } from '../../src/evaluate/state.ts';
import type { Threshold } from '../../src/model/model.ts';
import type { Report } from '../../src/model/report.generated.ts';
import { parseInstant } from '../../src/model/time.ts';
import { after, modelOf, reportsOf, start, threshold } from './model-builder.ts';

/** A step: seconds after the start, the value that it brings (null where it brings none), and what it comes to. */
type Row = readonly [seconds: number, value: number | string | null, expected: string];

/** The alerts and the own status: `firing critical since 10 · unhealthy`. */
function standing({ alerts, systems }: Report): string {
  const said = alerts.map((alert) => {
    const seconds = ((parseInstant(alert.since) ?? 0) - start) / 1_000;
    const stale = alert.stale ? ' stale' : '';
    const kind = alert.kind === 'no-data' ? ' no-data' : '';
    return `${alert.state} ${alert.severity}${kind} since ${seconds}${stale}`;
  });
  return [...said, systems[0]?.own].join(' · ');
}

/** Medium systems are stale after 180 s. */
const cases: readonly { name: string; threshold: Threshold; rows: readonly Row[] }[] = [
  {
    name: 'without `for` the first sample at the limit fires, and the first inside of it ends it',
    threshold: threshold('t', { warn: 200 }),
    rows: [
      [0, 199, 'healthy'],
      [10, 200, 'firing warn since 10 · degraded'],
      [20, 250, 'firing warn since 10 · degraded'],
      [30, 199.9, 'healthy'],
      [40, '+Inf', 'firing warn since 40 · degraded'],
      [50, '-Inf', 'healthy'],
    ],
  },
  {
    name: 'where higher is better, the limit is reached from above',
    threshold: threshold('t', { signal: 'availability', warn: 0.99, critical: 0.9 }),
    rows: [
      [0, 0.995, 'healthy'],
      [10, 0.99, 'firing warn since 10 · degraded'],
      [20, 0.9, 'firing critical since 20 · unhealthy'],
      [30, 0.95, 'firing warn since 10 · degraded'],
      [40, '-Inf', 'firing critical since 40 · unhealthy'],
      [50, '+Inf', 'healthy'],
    ],
  },
  {
    name: 'words are compared by their order',
    threshold: threshold('t', { signal: 'status', warn: 1, critical: { limit: 2, as: 'offline' } }),
    rows: [
      [0, 'ok', 'healthy'],
      [10, 'degraded', 'firing warn since 10 · degraded'],
      [20, 'down', 'firing critical since 20 · offline'],
      [30, 'ok', 'healthy'],
    ],
  },
  {
    name: '`for` runs from the first breaching sample and goes on over the held value',
    threshold: threshold('t', { warn: { limit: 200, forMs: 60_000 } }),
    rows: [
      [0, 300, 'pending warn since 0 · healthy'],
      [30, 300, 'pending warn since 0 · healthy'],
      [59, null, 'pending warn since 0 · healthy'],
      [60, null, 'firing warn since 0 · degraded'],
      [70, 100, 'healthy'],
    ],
  },
  {
    name: 'a breach that ends before `for` has passed tells nobody and earns nothing',
    threshold: threshold('t', { warn: { limit: 200, forMs: 60_000 } }),
    rows: [
      [0, 300, 'pending warn since 0 · healthy'],
      [50, 100, 'healthy'],
      [60, 300, 'pending warn since 60 · healthy'],
      [110, 300, 'pending warn since 60 · healthy'],
      [120, 300, 'firing warn since 60 · degraded'],
    ],
  },
  {
    name: 'each level has its own clock',
    threshold: threshold('t', {
      warn: { limit: 200, forMs: 60_000 },
      critical: { limit: 400, forMs: 30_000 },
    }),
    rows: [
      [0, 300, 'pending warn since 0 · healthy'],
      [40, 500, 'pending critical since 40 · healthy'],
      [60, 500, 'firing warn since 0 · degraded'],
      [70, 500, 'firing critical since 40 · unhealthy'],
      [80, 300, 'firing warn since 0 · degraded'],
    ],
  },
  {
    name: '`clear` is inclusive, and between it and the limit nothing changes',
    threshold: threshold('t', { warn: { limit: 200, clear: 150 } }),
    rows: [
      [0, 160, 'healthy'],
      [10, 210, 'firing warn since 10 · degraded'],
      [20, 151, 'firing warn since 10 · degraded'],
      [30, 150, 'healthy'],
      [40, 199, 'healthy'],
    ],
  },
  {
    name: 'between `clear` and the limit a breach that had not fired is over',
    threshold: threshold('t', { warn: { limit: 200, clear: 150, forMs: 60_000 } }),
    rows: [
      [0, 210, 'pending warn since 0 · healthy'],
      [10, 160, 'healthy'],
      [70, 210, 'pending warn since 70 · healthy'],
    ],
  },
  {
    name: '`keepFiring` counts from the first clear sample, over the held value too',
    threshold: threshold('t', { warn: 200, keepFiringMs: 60_000 }),
    rows: [
      [0, 300, 'firing warn since 0 · degraded'],
      [10, 100, 'recovering warn since 0 · degraded'],
      [40, 120, 'recovering warn since 0 · degraded'],
      [69, null, 'recovering warn since 0 · degraded'],
      [70, null, 'healthy'],
    ],
  },
  {
    name: 'what is not clear while recovering fires again, as the same breach',
    threshold: threshold('t', { warn: { limit: 200, clear: 150 }, keepFiringMs: 60_000 }),
    rows: [
      [0, 300, 'firing warn since 0 · degraded'],
      [10, 100, 'recovering warn since 0 · degraded'],
      [20, 160, 'firing warn since 0 · degraded'],
      [30, 100, 'recovering warn since 0 · degraded'],
      [89, 100, 'recovering warn since 0 · degraded'],
      [90, 100, 'healthy'],
    ],
  },
  {
    name: 'a level that recovers still outranks a lower one that fires',
    threshold: threshold('t', { warn: 200, critical: 400, keepFiringMs: 60_000 }),
    rows: [
      [0, 500, 'firing critical since 0 · unhealthy'],
      [10, 300, 'recovering critical since 0 · unhealthy'],
      [70, 300, 'firing warn since 0 · degraded'],
    ],
  },
  {
    name: 'of two levels that fire, the one that makes the system worse decides its status',
    threshold: threshold('t', {
      warn: { limit: 200, as: 'offline' },
      critical: { limit: 400, as: 'degraded' },
    }),
    rows: [
      [0, 500, 'firing critical since 0 · offline'],
      [10, 300, 'firing warn since 0 · offline'],
    ],
  },
  {
    name: 'a missing value does not count as a sample',
    threshold: threshold('t', { warn: { limit: 200, forMs: 60_000 } }),
    rows: [
      [0, 300, 'pending warn since 0 · healthy'],
      [60, 'NaN', 'firing warn since 0 · degraded'],
      [180, 'NaN', 'firing warn since 0 · degraded'],
      [181, 'NaN', 'firing warn since 0 stale · unknown'],
    ],
  },
  {
    name: 'a long way between two steps costs nothing: runs minutes apart keep their `for`',
    threshold: threshold('t', { warn: { limit: 200, forMs: 400_000 } }),
    rows: [
      [0, 300, 'pending warn since 0 · healthy'],
      [300, 300, 'pending warn since 0 · healthy'],
      [600, 300, 'firing warn since 0 · degraded'],
    ],
  },
  {
    name: 'a value is held only until it is stale, however late the next step is',
    threshold: threshold('t', { warn: { limit: 200, forMs: 200_000 } }),
    rows: [
      [0, 300, 'pending warn since 0 · healthy'],
      [300, 100, 'healthy'],
    ],
  },
  {
    name: 'a value that was held long enough has fired, even where the next step is late',
    threshold: threshold('t', { warn: { limit: 200, forMs: 60_000 }, keepFiringMs: 60_000 }),
    rows: [
      [0, 300, 'pending warn since 0 · healthy'],
      [170, 100, 'recovering warn since 0 · degraded'],
    ],
  },
  {
    name: 'after a gap that a step has seen, `for` starts anew',
    threshold: threshold('t', { warn: { limit: 200, forMs: 200_000 } }),
    rows: [
      [0, 300, 'pending warn since 0 · healthy'],
      [181, null, 'unknown'],
      [190, 300, 'pending warn since 190 · healthy'],
      [389, 300, 'pending warn since 190 · healthy'],
      [390, 300, 'firing warn since 190 · degraded'],
    ],
  },
  {
    name: 'a gap ends no breach that fired',
    threshold: threshold('t', { warn: 200 }),
    rows: [
      [0, 300, 'firing warn since 0 · degraded'],
      [181, null, 'firing warn since 0 stale · unknown'],
      [190, 300, 'firing warn since 0 · degraded'],
      [371, null, 'firing warn since 0 stale · unknown'],
      [380, 100, 'healthy'],
    ],
  },
  {
    name: 'being clear starts anew after a gap',
    threshold: threshold('t', { warn: 200, keepFiringMs: 240_000 }),
    rows: [
      [0, 300, 'firing warn since 0 · degraded'],
      [10, 100, 'recovering warn since 0 · degraded'],
      [200, null, 'recovering warn since 0 stale · unknown'],
      [260, 100, 'recovering warn since 0 · degraded'],
      [430, 100, 'recovering warn since 0 · degraded'],
      [499, null, 'recovering warn since 0 · degraded'],
      [500, null, 'healthy'],
    ],
  },
  {
    name: '`absent.for` decides when a series is stale, to the millisecond',
    threshold: threshold('t', { warn: 200, absentForMs: 30_000 }),
    rows: [
      [0, 100, 'healthy'],
      [30, null, 'healthy'],
      [30.001, null, 'unknown'],
    ],
  },
  {
    name: 'a series that was never seen counts from the first step',
    threshold: threshold('t', { warn: 200, absentAs: 'offline' }),
    rows: [
      [0, null, 'unknown'],
      [180, null, 'unknown'],
      [181, null, 'firing critical no-data since 180 stale · offline'],
    ],
  },
  {
    name: 'absent as hold: what fires goes on, and nothing new does',
    threshold: threshold('t', {
      warn: 200,
      critical: { limit: 250, forMs: 500_000 },
      absentAs: 'hold',
    }),
    rows: [
      [0, 300, 'firing warn since 0 · degraded'],
      [600, null, 'firing warn since 0 stale · degraded'],
    ],
  },
  {
    name: 'absent as alert: an alert of its own, since the data were due',
    threshold: threshold('t', { warn: 200, absentAs: 'alert' }),
    rows: [
      [0, 300, 'firing warn since 0 · degraded'],
      [200, null, 'firing warn no-data since 180 stale · firing warn since 0 stale · unknown'],
      [210, 100, 'healthy'],
    ],
  },
  {
    name: 'absent as alert: also where the series was never seen',
    threshold: threshold('t', { warn: 200, absentAs: 'alert' }),
    rows: [
      [0, null, 'unknown'],
      [200, null, 'firing warn no-data since 180 stale · unknown'],
    ],
  },
  {
    name: 'absent as resolve: it is over, and what comes later is new',
    threshold: threshold('t', { warn: 200, absentAs: 'resolve' }),
    rows: [
      [0, 300, 'firing warn since 0 · degraded'],
      [181, null, 'healthy'],
      [190, 300, 'firing warn since 190 · degraded'],
    ],
  },
  ...(
    [
      ['unknown', ''],
      ['degraded', 'firing warn no-data since 180 stale · '],
      ['unhealthy', 'firing critical no-data since 180 stale · '],
      ['offline', 'firing critical no-data since 180 stale · '],
    ] as const
  ).map(([absentAs, alert]) => ({
    name: `absent as ${absentAs}: that is the status, whatever the level made of it`,
    threshold: threshold('t', { warn: { limit: 200, as: 'offline' as const }, absentAs }),
    rows: [
      [0, 300, 'firing warn since 0 · offline'],
      [181, null, `${alert}firing warn since 0 stale · ${absentAs}`],
      [182, 100, 'healthy'],
    ] as const,
  })),
];

test.each(cases)('$name', ({ threshold: one, rows }) => {
  const model = modelOf([{ id: 'web', thresholds: [one] }]);
  const batches = rows.map(([seconds, value]) => ({
    at: after(seconds),
    ...(value === null ? {} : { signals: { web: { [one.signal]: value } } }),
  }));
  const reports = reportsOf(model, emptyState(), batches);
  expect(
    reports.map((report, index) => [rows[index]?.[0], rows[index]?.[1], standing(report)]),
  ).toEqual(rows);
});
