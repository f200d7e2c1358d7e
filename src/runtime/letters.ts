import { addressOf, type Letter, type LetterAlert, type LetterIncident } from '../model/letter.ts';
import { limits } from '../model/limits.ts';
import type { Alert, Incident, Notification, Report, Run } from '../model/report.generated.ts';
import { parseInstant } from '../model/time.ts';

/** Which letters are wanted of a step. */
export interface Wanted {
  readonly delivers: boolean;
  readonly executes: boolean;
}

/** What a step tells and orders, each with what it is about as the report has it: notifications in their order, then runs. */
export function lettersOf(report: Report, { delivers, executes }: Wanted): readonly Letter[] {
  const runs = executes ? report.runs : [];
  const notifications = [
    ...(delivers ? report.notifications : []),
    ...runs.map((run) => orderNotice(report, run)),
  ];
  if (notifications.length === 0) {
    return [];
  }
  const named = new Set(notifications.flatMap(({ incidents }) => incidents.map(({ id }) => id)));
  const incidents = new Map(
    report.incidents.filter(({ id }) => named.has(id)).map((incident) => [incident.id, incident]),
  );
  const members = new Set([...incidents.values()].flatMap(({ alerts }) => alerts));
  const alerts = report.alerts.filter(({ id }) => members.has(id));
  const runByKey = new Map(runs.map((run) => [run.key, run]));
  return notifications.map((notification) => {
    const letter = letterOf(report, { notification, incidents, alerts });
    const run = runByKey.get(notification.key);
    return run === undefined ? letter : { ...letter, run };
  });
}

/** A run as the outbox knows what it carries: what an executor has to do for one incident is done one after the other. */
function orderNotice({ incidents }: Report, run: Run): Notification {
  const { key, executor, incident: id, root, reason, priority, level, title, at } = run;
  const incident = incidents.find((one) => one.id === id);
  const counts = {
    alerts: incident?.alerts.length ?? 0,
    symptoms: incident?.symptoms.length ?? 0,
  };
  return {
    ...{ key, channel: addressOf(executor), group: id, sequence: 1, reasons: [reason] },
    ...{ state: 'firing', priority, level, title, at },
    incidents: [{ id, root, state: 'firing', priority, ...counts }],
  };
}

interface Told {
  readonly notification: Notification;
  readonly incidents: ReadonlyMap<string, Incident>;
  /** Live alerts of the roots of all incidents, the most urgent first. */
  readonly alerts: readonly Alert[];
}

function letterOf(
  { name, revision, at }: Report,
  { notification, incidents, alerts }: Told,
): Letter {
  const told = notification.incidents.map((one) => incidents.get(one.id) ?? forgotten(one, at));
  const members = new Set(told.flatMap((incident) => incident.alerts));
  return {
    notification,
    name,
    revision,
    at: parseInstant(at) ?? 0,
    incidents: told.map(letterIncident),
    alerts: alerts
      .filter(({ id }) => members.has(id))
      .slice(0, limits.letterAlerts)
      .map(letterAlert),
  };
}

type Shown = Pick<
  Incident,
  'id' | 'root' | 'state' | 'priority' | 'openedAt' | 'resolvedAt' | 'acknowledged' | 'alerts'
> & { readonly symptoms: readonly Pick<Incident['symptoms'][number], 'system'>[] };

/** An incident that a report no longer has: it is over, and this is the last that is told of it. */
function forgotten(
  { id, root, state, priority }: Notification['incidents'][number],
  at: string,
): Shown {
  const isOpen = state === 'firing';
  return {
    ...{ id, root, priority, openedAt: at, resolvedAt: isOpen ? null : at },
    ...{ state: isOpen ? 'open' : 'resolved', acknowledged: null, alerts: [], symptoms: [] },
  };
}

function letterIncident(incident: Shown): LetterIncident {
  const { id, root, state, priority, openedAt, resolvedAt, acknowledged, symptoms } = incident;
  return {
    ...{ id, root, state, priority, openedAt, resolvedAt, acknowledged },
    symptoms: symptoms.slice(0, limits.letterAlerts).map(({ system }) => system),
  };
}

function letterAlert(alert: Alert): LetterAlert {
  const { id, system, signal, source, kind, state, severity, priority, since } = alert;
  const { value, limit, comparison, unit, incident, runbook } = alert;
  return {
    ...{ id, system, signal, source, kind, state, severity, priority, since },
    ...{ value, limit, comparison, unit, incident, runbook },
  };
}
