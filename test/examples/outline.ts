import type { Alert, Edge, Finding, Report } from '../../src/model/report.generated.ts';

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
  const { system, source, state, severity, priority, status, since } = alert;
  const compared = [alert.value, alert.comparison, alert.limit, alert.unit ?? []].flat().join(' ');
  const by = alert.suppressedBy.map(({ values }) => String(values?.['window']));
  const suppressed = by.length === 0 ? '' : `, suppressed by ${by.join(', ')}`;
  return `${system}/${source} ${state} ${severity} ${priority} ${status}: ${compared}, since ${since}${suppressed}`;
}

function sayFinding({ severity, rule, subject, message, waivedBy }: Finding): string {
  const waived =
    waivedBy === null ? '' : `, waived by ${waivedBy.waiver} for ${waivedBy.daysLeft} more days`;
  return `${severity} ${rule} ${subject}: ${message}${waived}`;
}
