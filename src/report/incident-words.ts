import type { Clock, Incident, Report } from '../model/report.generated.ts';
import { counted } from './look.ts';
import { between, sayFor, sayLeft } from './pretty/values.ts';

/** Who takes care of an incident: nobody yet, somebody, nobody is meant to, or it is over. */
export type Care = 'open' | 'acknowledged' | 'muted' | 'resolved';

const cares: readonly Care[] = ['open', 'acknowledged', 'muted', 'resolved'];

export function careOf(incident: Incident): Care {
  if (incident.state === 'resolved') {
    return 'resolved';
  }
  if (incident.acknowledged !== null) {
    return 'acknowledged';
  }
  return isMuted(incident) ? 'muted' : 'open';
}

/**
 * What hides other alerts is told, although it is silenced itself. The hours of a route keep nobody from being told whom an
 * escalation tells, or who was told before.
 */
function isMuted({ suppressedBy, hidden, escalation, told }: Incident): boolean {
  const codes = suppressedBy.map(({ code }) => code);
  const isOnlyLate = escalation === null && !told.some(({ isOpen }) => isOpen);
  return (
    hidden === 0 &&
    (codes.includes('maintenance') ||
      codes.includes('silence') ||
      (codes.includes('route-hours') && isOnlyLate))
  );
}

/** Those that somebody should look at first; of each kind in the order of the report. */
export function pressingFirst(incidents: readonly Incident[]): readonly Incident[] {
  return cares.flatMap((care) => incidents.filter((incident) => careOf(incident) === care));
}

/** `2 open, 1 acknowledged, 1 told to nobody, 3 resolved`. */
export function sayIncidents(incidents: readonly Incident[]): string {
  return cares
    .map((care) => ({ care, count: incidents.filter((one) => careOf(one) === care).length }))
    .filter(({ count }) => count > 0)
    .map(({ care, count }) => `${count} ${care === 'muted' ? 'told to nobody' : care}`)
    .join(', ');
}

/** `3 follow`; empty where nothing does. */
export function sayFollowers({ symptoms }: Incident): string {
  return symptoms.length === 0 ? '' : counted(symptoms.length, 'follows', 'follow');
}

/** How long an incident has lasted, or did. */
export function sayAge({ at }: Report, { openedAt, resolvedAt }: Incident): string {
  return between(openedAt, resolvedAt ?? at);
}

/** Where an incident stands: who takes care, which level has how much time left, or why nobody is told; then what is late. */
export function sayCare(report: Report, incident: Incident): string {
  const said = {
    open: sayTold,
    acknowledged: sayAcknowledged,
    muted: sayMuted,
    resolved: sayEnd,
  }[careOf(incident)](report, incident);
  return [said, ...sayBack(incident), ...sayClocks(report, incident)].join(', ');
}

function sayAcknowledged(report: Report, { acknowledged }: Incident): string {
  const { by = '', until = null } = acknowledged ?? {};
  return `${by} takes care of it${until === null ? '' : `, ${sayLeft(report, until)} left`}`;
}

function sayMuted(_: Report, { suppressedBy }: Incident): string {
  return `nobody is told: ${suppressedBy.map(({ message }) => message).join('; ')}`;
}

function sayEnd(report: Report, { resolvedAt, mergedInto }: Incident): string {
  const into = report.incidents.find(({ id }) => id === mergedInto);
  return mergedInto === null
    ? `over for ${sayFor(report, resolvedAt ?? report.at)}`
    : `follows from ${into?.root ?? mergedInto}`;
}

function sayTold(report: Report, incident: Incident): string {
  const { route, escalation, told, hidden } = incident;
  const behind = hidden === 0 ? '' : `${counted(hidden, 'alert')} hidden behind a silence, `;
  if (escalation !== null) {
    return `${behind}${sayLevel(report, escalation)}`;
  }
  const open = told.filter(({ isOpen }) => isOpen).map(({ channel }) => channel);
  if (open.length > 0) {
    return `${behind}told ${open.join(', ')}`;
  }
  return `${behind}${route === null ? 'nobody is told: it has no route' : 'nobody told yet'}`;
}

/** `payments › on_call, 8m55s left`. */
function sayLevel(report: Report, escalation: NonNullable<Incident['escalation']>): string {
  const { path, level, dueAt, paused, exhausted } = escalation;
  const left = dueAt === null ? [] : [`${sayLeft(report, dueAt)} left`];
  const standing = exhausted ? ['nobody answered'] : paused ? ['stands still'] : left;
  return [`${path} › ${level}`, ...standing].join(', ');
}

function sayBack({ reopened }: Incident): readonly string[] {
  return reopened === 0 ? [] : [`came back ${reopened === 1 ? 'once' : `${reopened} times`}`];
}

/** What is late, or about to be. */
function sayClocks(report: Report, { state, sla, acknowledged }: Incident): readonly string[] {
  if (state === 'resolved') {
    return [];
  }
  return [
    ...(acknowledged === null ? sayClock(report, 'acknowledge', sla.acknowledge) : []),
    ...sayClock(report, 'resolve', sla.resolve),
  ];
}

function sayClock(report: Report, name: string, clock: Clock | null): readonly string[] {
  switch (clock?.state) {
    case 'breached':
      return [`${name} overdue by ${sayFor(report, clock.dueAt)}`];
    case 'warning':
      return [`${name} due in ${sayLeft(report, clock.dueAt)}`];
    default:
      return [];
  }
}
