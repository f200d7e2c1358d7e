import type { Alert, Report } from '../../model/report.generated.ts';
import type { AlertChange, Change } from '../../model/watch-event.generated.ts';
import { differences } from './differences.ts';

/** Alerts that began, went on to another state or severity, or ended. */
export function alertChanges(
  before: Pick<Report, 'alerts'>,
  after: Pick<Report, 'alerts'>,
): readonly Change[] {
  const { added, changed, removed } = differences(before.alerts, after.alerts, ({ id }) => id);
  return [
    ...added.map((alert) => alertChange(alert.state, alert)),
    ...changed.flatMap((pair) => {
      const change = wordOf(pair.before, pair.after);
      return change === undefined ? [] : [alertChange(change, pair.after)];
    }),
    ...removed.map((alert) =>
      alertChange(alert.state === 'pending' ? 'cleared' : 'resolved', alert),
    ),
  ];
}

function wordOf(before: Alert, after: Alert): AlertChange['change'] | undefined {
  if (before.state !== after.state) {
    return after.state;
  }
  if (before.severity !== after.severity) {
    return after.severity === 'critical' ? 'raised' : 'lowered';
  }
  return undefined;
}

function alertChange(change: AlertChange['change'], alert: Alert): Change {
  const { id, system, signal, source, severity, priority, value, limit, unit, incident } = alert;
  return {
    subject: 'alert',
    change,
    alert: id,
    system,
    signal,
    source,
    severity,
    priority,
    value,
    limit,
    unit,
    incident,
    suppressedBy: alert.suppressedBy[0]?.message ?? null,
  };
}
