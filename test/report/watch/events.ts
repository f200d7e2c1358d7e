import type { Diagnostic } from '../../../src/model/diagnostic.ts';
import type { Migration } from '../../../src/model/migration.ts';
import type { Report } from '../../../src/model/report.generated.ts';
import { parseInstant } from '../../../src/model/time.ts';
import type { WatchEvent } from '../../../src/model/watch-event.ts';
import { outage } from '../outage.ts';
import { alert, healthy, incident, notification, place, run, system } from '../parts.ts';

function ms(instant: string): number {
  return parseInstant(instant) ?? Number.NaN;
}

/** An instant of the day of the fixtures. */
export function at(time: string): number {
  return ms(`2026-11-21T${time}Z`);
}

/** Both as the configuration and as a report know them. */
type Known = Diagnostic & { readonly code: 'schema/bad-value' };

export const badValue: Known = {
  code: 'schema/bad-value',
  severity: 'error',
  message: '`40o` is not a number',
  at: place('teams/payments/thresholds.yaml', 9, 15, { length: 3 }),
  related: [],
  help: 'did you mean `400`?',
};

export const noMigration: Migration = {
  changes: 0,
  changed: [],
  systems: { before: 12, added: [], removed: [], renamed: [] },
  alerts: { firingBefore: 0, resolve: [], fire: [] },
  emptied: [],
  spofs: { added: [], removed: [] },
  findings: { before: 0, after: 0 },
  rerouted: [],
};

export const migration: Migration = {
  changes: 1,
  changed: [
    {
      section: 'thresholds',
      id: 'checkout-latency',
      change: 'changed',
      words: 'critical 400 → 450',
      file: 'teams/payments/thresholds.yaml',
    },
  ],
  systems: { before: 12, added: ['web-eu'], removed: [], renamed: [] },
  alerts: { firingBefore: 3, resolve: ['a1', 'a2'], fire: [] },
  emptied: [],
  spofs: { added: [], removed: ['web'] },
  findings: { before: 3, after: 2 },
  rerouted: ['incident-of-orders-db'],
};

export const started: Extract<WatchEvent, { type: 'started' }> = {
  type: 'started',
  at: at('14:40:00'),
  name: 'acme-production',
  revision: '4f2c1ae0b1d2',
  systems: 12,
  memory: 'fresh',
  pendingBatches: 0,
  pendingNotifications: 0,
  tornBytes: 0,
  isDegraded: false,
  delivers: true,
  executes: false,
};

export function stepped(report: Report, batches = 1): Extract<WatchEvent, { type: 'stepped' }> {
  return { type: 'stepped', at: ms(report.at), report, batches, tookMs: 3 };
}

const pager = notification('payments-pager', { title: 'P1 orders-db: availability 0' });

export const rejected: Extract<WatchEvent, { type: 'config-rejected' }> = {
  type: 'config-rejected',
  at: at('14:51:02'),
  diagnostics: [badValue],
  sources: new Map([['teams/payments/thresholds.yaml', 'tower: v1\n']]),
  keeping: '4f2c1ae0b1d2',
};

export const held: Extract<WatchEvent, { type: 'config-held' }> = {
  type: 'config-held',
  at: at('14:51:02'),
  revision: '8b0e2d1f3a4b',
  migration: {
    ...noMigration,
    changes: 6,
    systems: { before: 20, added: [], removed: ['a', 'b', 'c', 'd', 'e', 'f'], renamed: [] },
  },
  reason: '6 of 20 systems would go (30 %, more than 20 %)',
  keeping: '4f2c1ae0b1d2',
};

/** One event of each kind, and of some two, in an order in which they could come. */
export const events: readonly WatchEvent[] = [
  {
    ...started,
    memory: 'recovered',
    pendingBatches: 2,
    pendingNotifications: 1,
    tornBytes: 17,
    isDegraded: true,
  },
  stepped({ ...healthy, at: '2026-11-21T14:46:00Z' }),
  stepped(outage),
  rejected,
  { type: 'config-restored', at: at('14:51:30'), revision: '4f2c1ae0b1d2' },
  held,
  {
    type: 'config-applied',
    at: at('14:51:40'),
    revision: '8b0e2d1f3a4b',
    before: '4f2c1ae0b1d2',
    epoch: 2,
    migration,
    diagnostics: [{ ...badValue, severity: 'warning' }],
    tookMs: 41,
  },
  {
    type: 'config-rolled-back',
    at: at('14:51:41'),
    revision: '8b0e2d1f3a4b',
    to: '4f2c1ae0b1d2',
    reason: 'the step failed',
  },
  { type: 'batch-refused', at: at('14:51:42'), source: 'http', diagnostics: [badValue] },
  {
    type: 'batch-unmatched',
    at: at('14:51:42'),
    source: 'http',
    count: 3,
    unmatched: [
      {
        kind: 'signal',
        system: 'orders-db',
        signal: 'latncy',
        reason: 'unknown-signal',
        help: 'did you mean `latency`?',
      },
      { kind: 'check', system: 'web', signal: null, reason: 'unknown-system', help: '' },
    ],
  },
  { type: 'batch-late', at: at('14:51:42'), source: 'signals.ndjson', behindMs: 31_023_500 },
  { type: 'notification-delivered', at: at('14:51:43'), notification: pager, attempts: 1 },
  {
    type: 'notification-delayed',
    at: at('14:51:44'),
    notification: pager,
    attempts: 2,
    reason: '503 Service Unavailable',
    nextAt: at('14:51:52'),
  },
  {
    type: 'notification-dead',
    at: at('14:51:45'),
    notification: pager,
    attempts: 8,
    reason: '404 Not Found',
  },
  { type: 'run-done', at: at('14:51:45'), run: run('restart-db'), attempts: 1 },
  {
    type: 'run-delayed',
    at: at('14:51:45'),
    run: run('restart-db'),
    attempts: 2,
    reason: '503 Service Unavailable',
    nextAt: at('14:51:52'),
  },
  {
    type: 'run-dead',
    at: at('14:51:45'),
    run: run('restart-db'),
    attempts: 2,
    reason: 'the incident is over',
  },
  { type: 'storage-failing', at: at('14:51:46'), reason: 'no space left on the device' },
  { type: 'storage-mended', at: at('14:51:47') },
  {
    type: 'source-failing',
    at: at('14:51:48'),
    source: 'http://prometheus:9090',
    reason: 'connection refused',
  },
  { type: 'source-mended', at: at('14:51:49'), source: 'http://prometheus:9090' },
  { type: 'stopping', at: at('14:51:50'), reason: 'interrupted' },
];

/** So many systems that fail, each with an alert and an incident of its own. */
export function storm(count: number): Report {
  const ids = Array.from({ length: count }, (_, index) => `web-${String(index).padStart(4, '0')}`);
  return {
    ...healthy,
    at: '2026-11-21T14:53:15Z',
    overall: {
      ...healthy.overall,
      status: 'unhealthy',
      score: 10,
      total: count,
      counts: { ...healthy.overall.counts, healthy: 0, unhealthy: count },
    },
    systems: ids.map((id) => system(id, { status: 'unhealthy', own: 'unhealthy', score: 20 })),
    alerts: ids.map((id) =>
      alert(id, 'latency_p99', {
        value: 690,
        limit: 400,
        unit: 'ms',
        incident: `incident-of-${id}`,
      }),
    ),
    incidents: ids.map((id) => incident(id, { alerts: [`${id}-latency_p99`] })),
  };
}
