import type { Wait } from '../evaluate/alerting/escalation.ts';
import type { PriorityName } from '../model/config.generated.ts';
import type { Escalation, EscalationStep, Route } from '../model/model.ts';
import { sayDuration } from '../model/time.ts';

/** All priorities, the most urgent first. */
export const priorities = ['p1', 'p2', 'p3', 'p4', 'p5'] as const satisfies readonly PriorityName[];

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** How long a level lasts: `15m`; `no end` where it is not left. */
export function sayWait({ ms }: Wait): string {
  return Number.isFinite(ms) ? sayDuration(ms) : 'no end';
}

/** What says how long a level lasts. */
export function sayWaitSource({ from }: Wait, level: string, priority: PriorityName): string {
  switch (from) {
    case 'step':
      return 'written in its step';
    case 'level':
      return `the window of ${level}`;
    case 'priority':
      return `the time that ${priority} has before it escalates`;
    case 'none':
      return `${priority} does not escalate by itself`;
  }
}

/** Times that a route tells at; undefined where it always does. */
function sayHours({ active }: Route): string | undefined {
  if (active === undefined) {
    return undefined;
  }
  const { schedule, timezone } = active;
  const length = sayDuration(schedule.forMs);
  if ('once' in schedule) {
    const { year, month, day, hour, minute } = schedule.once;
    return `${year}-${twoDigits(month)}-${twoDigits(day)} ${clockTime(hour, minute)} for ${length} (${timezone})`;
  }
  const names = schedule.weekly.map((day) => days[day] ?? '').join(', ');
  return `${names} ${clockTime(schedule.hour, schedule.minute)} for ${length} (${timezone})`;
}

function clockTime(hour: number, minute: number): string {
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

function twoDigits(amount: number): string {
  return String(amount).padStart(2, '0');
}

/** What a route tells together, and when again. */
export function sayTelling(route: Route): string {
  const { groupBy, groupIntervalMs, repeatMs } = route;
  const together = groupBy.includes('rootCause')
    ? 'each incident alone'
    : `together by ${groupBy.join(', ')}`;
  const again = repeatMs === undefined ? 'not repeated' : `repeated every ${sayDuration(repeatMs)}`;
  const hours = sayHours(route);
  return [
    together,
    `changes at most every ${sayDuration(groupIntervalMs)}`,
    again,
    ...(hours === undefined ? [] : [`only ${hours}`]),
  ].join(', ');
}

/** What happens when somebody acknowledges, and when nobody does. */
export function sayAnswers(escalation: Escalation): string {
  const { acknowledgeStops, acknowledgeExpiresMs, repeatMs } = escalation;
  const lasts =
    acknowledgeExpiresMs === undefined ? '' : ` for ${sayDuration(acknowledgeExpiresMs)}`;
  return [
    `an acknowledgement ${acknowledgeStops ? `stops it${lasts}` : `does not stop it`}`,
    ...(repeatMs === undefined ? [] : [`its last level is told every ${sayDuration(repeatMs)}`]),
  ].join(', ');
}

/** Whom a level tells; a level that tells nobody says what it does instead. */
export function sayTargets({ notify, run }: EscalationStep): string {
  const runs = run === undefined ? [] : [`runs ${run}`];
  return [...notify, ...runs].join(', ');
}
