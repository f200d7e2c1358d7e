import type { Alert, Edge, Finding, Incident, Report } from '../../src/model/report.generated.ts';

/** A system as `[id, status, own status, score, path to the root cause]`. */
export type SystemRow = readonly [string, string, string, number | null, string];
/** A group as `[id, status, score, members up]`. */
export type GroupRow = readonly [string, string, number | null, number];

/** Every number and verdict of a report, without prose and places, so that it can be written down by hand. */
export interface Outline {
  readonly at: string;
  readonly overall: Report['overall'];
  /** All systems but those that are healthy with 100 points. */
  readonly systems: readonly SystemRow[];
  readonly groups: readonly GroupRow[];
  /** As `system/threshold state severity priority status: value comparison limit unit, since …`. */
  readonly alerts: readonly string[];
  /** Those that are open, as `priority root: alerts of the root, what follows, route and level of the escalation`, and why nobody is told. */
  readonly incidents: readonly string[];
  /** As `severity rule subject: message`, and who waived it. */
  readonly findings: readonly string[];
  readonly maintenance: readonly string[];
  readonly readings: Report['readings'];
  /** As `kind system signal: reason`. */
  readonly unmatched: readonly string[];
  readonly exit: readonly [number, string];
}

export function outline(report: Report): Outline {
  return {
    at: report.at,
    overall: report.overall,
    systems: report.systems
      .filter(
        ({ status, own, score }) => status !== 'healthy' || own !== 'healthy' || score !== 100,
      )
      .map(({ id, status, own, score, via }) => [id, status, own, score, sayPath(via)]),
    groups: report.groups.map(({ id, status, score, up }) => [id, status, score, up]),
    alerts: report.alerts.map(sayAlert),
    incidents: report.incidents.filter(({ state }) => state === 'open').map(sayIncident),
    findings: report.findings.map(sayFinding),
    maintenance: report.maintenance.map(
      ({ id, systems, since, until }) => `${id} (${systems.join(', ')}) ${since} to ${until}`,
    ),
    readings: report.readings,
    unmatched: report.unmatched.map(
      ({ kind, system, signal, reason }) =>
        `${kind} ${[system, signal ?? []].flat().join(' ')}: ${reason}`,
    ),
    exit: [report.exitCode, report.exitReason],
  };
}

function sayPath(via: readonly Edge[]): string {
  const [first] = via;
  return first === undefined
    ? ''
    : via.reduce((path, { kind, to }) => `${path} -${kind}-> ${to}`, first.from);
}

function sayAlert(alert: Alert): string {
  const { system, source, kind, state, severity, priority, status, since } = alert;
  const name = kind === source ? `${system} ${kind}` : `${system}/${source}`;
  const compared = [
    alert.value ?? 'nothing',
    alert.limit === null && alert.comparison === '=' ? [] : alert.comparison,
    alert.limit ?? [],
    alert.unit ?? [],
  ]
    .flat()
    .join(' ');
  return `${name} ${state} ${severity} ${priority} ${status}: ${compared}, since ${since}${saySuppression(alert)}`;
}

function saySuppression({ suppressedBy }: Alert | Incident): string {
  const by = suppressedBy.map(({ code, values }) =>
    String(values?.['window'] ?? values?.['root'] ?? code),
  );
  return by.length === 0 ? '' : `, suppressed by ${by.join(', ')}`;
}

function sayIncident(incident: Incident): string {
  const { priority, root, alerts, symptoms, route, escalation } = incident;
  const followers = symptoms.map(({ path }) => path.slice(1).join(' < '));
  return [
    `${priority} ${root}: ${alerts.length === 1 ? '1 alert' : `${alerts.length} alerts`}`,
    ...(followers.length === 0 ? [] : [`then ${followers.join(', ')}`]),
    `route ${route?.number}${escalation === null ? '' : ` ${escalation.path} at ${escalation.level}`}${saySuppression(incident)}`,
  ].join('; ');
}

function sayFinding({ severity, rule, subject, message, waivedBy }: Finding): string {
  const waived =
    waivedBy === null ? '' : `, waived by ${waivedBy.waiver} for ${waivedBy.daysLeft} more days`;
  return `${severity} ${rule} ${subject}: ${message}${waived}`;
}
