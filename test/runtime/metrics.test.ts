import { expect, test } from 'vitest';
import { readLine } from '../../src/import/exposition.ts';
import type { WatchEvent } from '../../src/model/watch-event.ts';
import { metricsFormatOf, renderMetrics } from '../../src/report/metrics.ts';
import { type Gauges, metricFamilies } from '../../src/runtime/metric-families.ts';
import { type Metrics, newMetrics, noteAnswer, noteEvent } from '../../src/runtime/metrics.ts';
import { expectGolden } from '../report/golden.ts';
import { notifications } from '../report/incidents.ts';
import { outage } from '../report/outage.ts';
import { noMigration } from '../report/watch/events.ts';

const at = Date.UTC(2026, 10, 21, 14, 52, 15);
const gauges: Gauges = {
  now: at + 60_000,
  letters: 2,
  oldestLetterAt: at + 15_000,
  usage: { cpuSeconds: 12.5, residentBytes: 104_857_600, startedAt: at - 1_000 },
};
const [first] = notifications;
if (first === undefined) {
  throw new Error('there is no notification');
}
const notification = first;
const started: WatchEvent = {
  at,
  type: 'started',
  name: 'shop',
  revision: '4f2c1aeb0011',
  systems: 4,
  memory: 'fresh',
  pendingBatches: 0,
  pendingNotifications: 0,
  tornBytes: 0,
  isDegraded: false,
  delivers: true,
  executes: false,
};
const stepped = (tookMs: number): WatchEvent => ({
  at: at + 30_000,
  type: 'stepped',
  report: outage,
  batches: 3,
  tookMs,
});

function after(...events: readonly WatchEvent[]): Metrics {
  const metrics = newMetrics('0.1.0');
  for (const event of events) {
    noteEvent(metrics, event);
  }
  return metrics;
}

/** The lines with values, by name and labels. */
function valuesOf(metrics: Metrics): Map<string, number> {
  const text = renderMetrics(metricFamilies(metrics, gauges), 'prometheus');
  return new Map(
    text.split('\n').flatMap((line) => {
      const read = readLine(line, { from: 0, to: line.length }, () => true);
      if (read === undefined || !('value' in read)) {
        return read === undefined ? [] : [[`${line} is none: ${read.message}`, Number.NaN]];
      }
      const labels = [...(read.labels ?? [])].map(([name, value]) => `${name}=${value}`).join(',');
      return [[labels === '' ? read.name : `${read.name}{${labels}}`, read.value] as const];
    }),
  );
}

const full = after(
  started,
  stepped(0.8),
  stepped(12),
  stepped(60_000),
  { at, type: 'config-rejected', diagnostics: [], sources: new Map(), keeping: '4f2c1aeb0011' },
  { at, type: 'notification-delivered', notification, attempts: 1 },
  { at, type: 'notification-delayed', notification, attempts: 1, reason: 'slow', nextAt: at },
  { at, type: 'batch-refused', source: 'http', diagnostics: [] },
  { at, type: 'source-failing', source: 'in/"x"\\y\n', reason: 'it is gone' },
);
noteAnswer(full, { kind: 'accepted', batches: 1_233 });
noteAnswer(full, { kind: 'accepted', batches: 1, unused: { count: 5, unmatched: [] } });
noteAnswer(full, { kind: 'busy', reason: 'full', afterMs: 1 });

test('metrics in both formats', () => {
  const families = metricFamilies(full, gauges);
  expectGolden('metrics.prom', renderMetrics(families, 'prometheus'));
  expectGolden('metrics.openmetrics', renderMetrics(families, 'openmetrics'));
});

test('every line reads as it was meant', () => {
  const values = valuesOf(full);
  const wanted: Record<string, number> = {
    'tower_config_info{revision=4f2c1aeb0011}': 1,
    tower_config_last_reload_successful: 0,
    tower_config_last_reload_success_timestamp_seconds: at / 1_000,
    'tower_config_reloads_total{result=rejected}': 1,
    'tower_config_reloads_total{result=applied}': 0,
    'tower_step_duration_seconds_bucket{le=0.001}': 1,
    'tower_step_duration_seconds_bucket{le=0.025}': 2,
    'tower_step_duration_seconds_bucket{le=10.0}': 2,
    'tower_step_duration_seconds_bucket{le=+Inf}': 3,
    tower_step_duration_seconds_count: 3,
    tower_steps_total: 3,
    tower_batches_accepted_total: 1_234,
    tower_observations_unmatched_total: 5,
    tower_batches_refused_total: 1,
    'tower_source_failing{source=in/"x"\\y\n}': 1,
    [`tower_notifications_total{channel=${notification.channel},result=delivered}`]: 1,
    [`tower_notifications_total{channel=${notification.channel},result=delayed}`]: 1,
    [`tower_notifications_total{channel=${notification.channel},result=dead}`]: 0,
    tower_outbox_letters: 2,
    tower_outbox_oldest_age_seconds: 45,
    'tower_systems{status=offline}': outage.overall.counts.offline,
    tower_health_score: outage.overall.score ?? Number.NaN,
    process_resident_memory_bytes: 104_857_600,
    'tower_build_info{version=0.1.0}': 1,
  };
  expect(Object.fromEntries(Object.keys(wanted).map((key) => [key, values.get(key)]))).toEqual(
    wanted,
  );
  expect([...values.keys()].filter((key) => key.includes('is none'))).toEqual([]);
});

const applied: WatchEvent = {
  at: at + 5_000,
  type: 'config-applied',
  revision: 'b',
  before: '4f2c1aeb0011',
  epoch: 2,
  migration: noMigration,
  diagnostics: [],
  tookMs: 41,
};
const rejected: WatchEvent = {
  at,
  type: 'config-rejected',
  diagnostics: [],
  sources: new Map(),
  keeping: 'b',
};

test.each<[string, readonly WatchEvent[], number, string, number]>([
  ['a start', [started], 1, '4f2c1aeb0011', at],
  ['a start on the last good one', [{ ...started, isDegraded: true }], 0, '4f2c1aeb0011', 0],
  ['a change', [started, applied], 1, 'b', at + 5_000],
  ['a mistake', [started, applied, rejected], 0, 'b', at + 5_000],
  [
    'a mistake that is taken back',
    [started, applied, rejected, { at, type: 'config-restored', revision: 'b' }],
    1,
    'b',
    at + 5_000,
  ],
  [
    'a change that is held',
    [
      started,
      {
        at,
        type: 'config-held',
        revision: 'c',
        migration: noMigration,
        reason: 'much',
        keeping: 'b',
      },
    ],
    0,
    '4f2c1aeb0011',
    at,
  ],
  [
    'a change that is rolled back',
    [started, applied, { at, type: 'config-rolled-back', revision: 'b', to: 'a', reason: 'bug' }],
    0,
    'a',
    at + 5_000,
  ],
])(
  'after %s it is told whether what is on the disk is live',
  (_, events, isCurrent, revision, loadedAt) => {
    const values = valuesOf(after(...events));
    expect([
      values.get('tower_config_last_reload_successful'),
      values.get(`tower_config_info{revision=${revision}}`),
      values.get('tower_config_last_reload_success_timestamp_seconds'),
    ]).toEqual([isCurrent, 1, loadedAt / 1_000]);
  },
);

test('however many channels there are, only so many are told apart', () => {
  const events = Array.from(
    { length: 1_000 },
    (_, index): WatchEvent => ({
      at,
      type: 'notification-dead',
      notification: { ...notification, channel: `channel-${index}` },
      attempts: 9,
      reason: 'gone',
    }),
  );
  const dead = [...valuesOf(after(...events))].filter(([name]) => name.includes('result=dead'));
  expect([dead.length, dead.find(([name]) => name.includes('=other'))?.[1]]).toEqual([201, 800]);
});

test.each([
  ['', 'prometheus'],
  ['*/*', 'prometheus'],
  ['text/plain', 'prometheus'],
  ['application/openmetrics-text', 'openmetrics'],
  [
    'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1',
    'openmetrics',
  ],
  ['text/plain;q=0.9, application/openmetrics-text;q=0.2', 'prometheus'],
  ['application/openmetrics-text;q=0', 'prometheus'],
  ['application/openmetrics-text;q=lots', 'prometheus'],
])('who accepts `%s` is given %s', (accept, format) => {
  expect(metricsFormatOf(accept)).toBe(format);
});
