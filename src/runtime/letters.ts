import type { Letter, LetterAlert, LetterIncident } from '../model/letter.ts';
import { limits } from '../model/limits.ts';
import type { Alert, Incident, Notification, Report } from '../model/report.generated.ts';
import { parseInstant } from '../model/time.ts';

/** What the notifications of a step tell, each with what it tells of as the report has it. In their order. */
export function lettersOf(report: Report): readonly Letter[] {
  const { notifications } = report;
  if (notifications.length === 0) {
    return [];
  }
  const named = new Set(notifications.flatMap(({ incidents }) => incidents.map(({ id }) => id)));
  const incidents = new Map(
    report.incidents.filter(({ id }) => named.has(id)).map((incident) => [incident.id, incident]),
  );
  const members = new Set([...incidents.values()].flatMap(({ alerts }) => alerts));
  const alerts = report.alerts.filter(({ id }) => members.has(id));
  return notifications.map((notification) => letterOf(report, { notification, incidents, alerts }));
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
