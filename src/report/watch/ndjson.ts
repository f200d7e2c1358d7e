import type { Migration } from '../../model/migration.ts';
import type { Diagnostic, Notification, Report } from '../../model/report.generated.ts';
import { sayInstant } from '../../model/time.ts';
import type { WatchRecord } from '../../model/watch-event.generated.ts';
import type {
  ConfigurationEvent,
  DeliveryEvent,
  RunEvent,
  Stepped,
  WatchEvent,
} from '../../model/watch-event.ts';
import { escaped } from '../json.ts';
import { standingOf } from '../standing.ts';
import { changesBy, type Memory, nothingSeen, remember } from './memory.ts';
import type { WatchOutput } from './output.ts';

/** Changes that a record of a step lists. */
const changesMax = 1_000;
/** Ids, and diagnostics, that a record lists. */
const listMax = 100;

/** One JSON object a line, as schemas/watch-event.v1.schema.json says. A step in which nothing changed has none. */
export function ndjsonOutput(): WatchOutput {
  const memory = nothingSeen();
  return {
    tell: (event) => {
      remember(memory, event);
      const record = recordOf(memory, event);
      return record === undefined ? '' : `${escaped(JSON.stringify(record))}\n`;
    },
  };
}

function recordOf(memory: Memory, event: WatchEvent): WatchRecord | undefined {
  const start = { schemaVersion: 1, type: event.type, at: sayInstant(event.at) } as const;
  switch (event.type) {
    case 'started': {
      const { at, ...rest } = event;
      return { ...start, ...rest, type: 'started' };
    }
    case 'stopping':
      return { ...start, type: event.type, reason: event.reason };
    case 'stepped':
      return steppedRecord(memory, event);
    case 'batch-refused':
      return {
        ...start,
        type: event.type,
        source: event.source,
        found: foundOf(event.diagnostics),
      };
    case 'batch-unmatched': {
      const { type, source, count, unmatched } = event;
      return { ...start, type, source, count, unmatched: unmatched.slice(0, listMax) };
    }
    case 'batch-late':
      return { ...start, type: event.type, source: event.source, behindMs: event.behindMs };
    case 'storage-failing':
      return { ...start, type: event.type, reason: event.reason };
    case 'storage-mended':
      return { ...start, type: event.type };
    case 'source-failing':
      return { ...start, type: event.type, source: event.source, reason: event.reason };
    case 'source-mended':
      return { ...start, type: event.type, source: event.source };
    case 'notification-delivered':
    case 'notification-delayed':
    case 'notification-dead':
      return deliveryRecord(event);
    case 'run-done':
    case 'run-delayed':
    case 'run-dead':
      return runRecord(event);
    default:
      return configurationRecord(event);
  }
}

function configurationRecord(event: ConfigurationEvent): WatchRecord {
  const start = { schemaVersion: 1, at: sayInstant(event.at) } as const;
  switch (event.type) {
    case 'config-rejected': {
      const { type, keeping, diagnostics } = event;
      return { ...start, type, keeping, found: foundOf(diagnostics) };
    }
    case 'config-restored':
      return { ...start, type: event.type, revision: event.revision };
    case 'config-held': {
      const { type, revision, keeping, reason, migration } = event;
      return { ...start, type, revision, keeping, reason, migration: migrationOf(migration) };
    }
    case 'config-applied': {
      const { type, revision, before, epoch, migration, diagnostics, tookMs } = event;
      const [moved, found] = [migrationOf(migration), foundOf(diagnostics)];
      return { ...start, type, revision, before, epoch, migration: moved, found, tookMs };
    }
    default: {
      const { type, revision, to, reason } = event;
      return { ...start, type, revision, to, reason };
    }
  }
}

function deliveryRecord(event: DeliveryEvent): WatchRecord {
  const start = { schemaVersion: 1, at: sayInstant(event.at) } as const;
  const { attempts } = event;
  const notification = notificationOf(event.notification);
  switch (event.type) {
    case 'notification-delivered':
      return { ...start, type: event.type, notification, attempts };
    case 'notification-delayed': {
      const { type, reason } = event;
      return { ...start, type, notification, attempts, reason, nextAt: sayInstant(event.nextAt) };
    }
    default:
      return { ...start, type: event.type, notification, attempts, reason: event.reason };
  }
}

function runRecord(event: RunEvent): WatchRecord {
  const start = { schemaVersion: 1, at: sayInstant(event.at) } as const;
  const { attempts } = event;
  const { at: _, ...run } = event.run;
  switch (event.type) {
    case 'run-done':
      return { ...start, type: event.type, run, attempts };
    case 'run-delayed': {
      const { type, reason } = event;
      return { ...start, type, run, attempts, reason, nextAt: sayInstant(event.nextAt) };
    }
    default:
      return { ...start, type: event.type, run, attempts, reason: event.reason };
  }
}

function steppedRecord(
  memory: Memory,
  event: Stepped & Pick<WatchEvent, 'at'>,
): WatchRecord | undefined {
  const changes = changesBy(memory, event);
  const { at, type, report, batches, tookMs } = event;
  return changes.length === 0
    ? undefined
    : {
        schemaVersion: 1,
        type,
        at: sayInstant(at),
        revision: report.revision,
        stepAt: report.at,
        batches,
        tookMs,
        summary: summaryOf(report),
        changes: changes.slice(0, changesMax),
        omitted: Math.max(0, changes.length - changesMax),
      };
}

function summaryOf({ overall, alerts, incidents, findings, spofs }: Report) {
  const { status, score, coverage, counts } = overall;
  const { healthy, degraded, unhealthy, offline, maintenance, unknown } = counts;
  const of = (state: 'pending' | 'firing' | 'recovering'): number =>
    alerts.filter((alert) => alert.state === state).length;
  return {
    status,
    score,
    coverage,
    counts: { healthy, degraded, unhealthy, offline, maintenance, unknown },
    alerts: { pending: of('pending'), firing: of('firing'), recovering: of('recovering') },
    openIncidents: incidents.filter(({ state }) => state === 'open').length,
    findings: findings.filter((finding) => ['error', 'warning'].includes(standingOf(finding)))
      .length,
    spofs: spofs.length,
  };
}

function foundOf(diagnostics: readonly Diagnostic[]) {
  return {
    count: diagnostics.length,
    diagnostics: diagnostics
      .slice(0, listMax)
      .map(({ code, severity, message, at, related, help }) => ({
        code,
        severity,
        message,
        at,
        related,
        ...(help === undefined ? {} : { help }),
      })),
  };
}

function idsOf(ids: readonly string[]) {
  return { count: ids.length, ids: ids.slice(0, listMax) };
}

function migrationOf({ changes, changed, systems, alerts, spofs, findings, rerouted }: Migration) {
  return {
    changes,
    changed,
    systemsBefore: systems.before,
    systemsAdded: idsOf(systems.added),
    systemsRemoved: idsOf(systems.removed),
    systemsRenamed: systems.renamed.length,
    firingBefore: alerts.firingBefore,
    alertsResolve: idsOf(alerts.resolve),
    alertsFire: idsOf(alerts.fire),
    spofsAdded: idsOf(spofs.added),
    spofsRemoved: idsOf(spofs.removed),
    findingsBefore: findings.before,
    findingsAfter: findings.after,
    rerouted: idsOf(rerouted),
  };
}

function notificationOf(notification: Notification) {
  const { key, channel, group, sequence, reasons, state, priority, level, title } = notification;
  const incidents = notification.incidents.map(({ id }) => id);
  return { key, channel, group, sequence, reasons, state, priority, level, title, incidents };
}
