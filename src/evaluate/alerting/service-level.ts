import type { Model, System } from '../../model/model.ts';
import { sayDuration } from '../../model/time.ts';
import { type Clock, type Incident, note } from './alerting.ts';

/** The share of the time after which there is a warning. */
const warnAfter = 0.8;

/** Sets the clocks of an incident: to acknowledge by its priority, to resolve by the criticality of its root. */
export function startClocks(model: Model, incident: Incident, root: System | undefined): void {
  const { respondMs } = model.catalog.priorities[incident.peak];
  if (respondMs !== undefined) {
    const dueAt = incident.openedAt + respondMs;
    incident.acknowledgeBy ??= { dueAt, warned: false };
    if (isRunning(incident.acknowledgeBy)) {
      incident.acknowledgeBy.dueAt = Math.min(dueAt, incident.acknowledgeBy.dueAt);
    }
  }
  if (root !== undefined && incident.resolveBy === undefined) {
    const { responseSlaMs } = model.catalog.criticalities[root.criticality];
    incident.resolveBy = { dueAt: incident.openedAt + responseSlaMs, warned: false };
  }
}

function isRunning({ metAt, breachedAt }: Clock): boolean {
  return metAt === undefined && breachedAt === undefined;
}

/** Lets the clocks of an incident run to an instant. What is met or breached stays so. */
export function runClocks(incident: Incident, now: number): void {
  const { acknowledgeBy, resolveBy, acknowledged, endedAt } = incident;
  if (acknowledgeBy !== undefined) {
    const isMet = acknowledged !== undefined || endedAt !== undefined;
    run(incident, acknowledgeBy, { name: 'acknowledge', isMet, now });
  }
  if (resolveBy !== undefined) {
    run(incident, resolveBy, { name: 'resolve', isMet: endedAt !== undefined, now });
  }
}

interface Run {
  readonly name: 'acknowledge' | 'resolve';
  readonly isMet: boolean;
  readonly now: number;
}

function run(incident: Incident, clock: Clock, { name, isMet, now }: Run): void {
  if (!isRunning(clock)) {
    return;
  }
  const { openedAt } = incident;
  const time = sayDuration(clock.dueAt - openedAt);
  if (now >= clock.dueAt) {
    clock.breachedAt = clock.dueAt;
    note(incident, now, 'sla-breach', { message: `the ${time} to ${name} it have passed` });
  } else if (isMet) {
    clock.metAt = now;
  } else if (!clock.warned && now >= warningAt(clock, openedAt)) {
    clock.warned = true;
    note(incident, now, 'sla-warning', {
      message: `${sayDuration(clock.dueAt - now)} of ${time} are left to ${name} it`,
    });
  }
}

function warningAt({ dueAt }: Clock, openedAt: number): number {
  return openedAt + Math.round((dueAt - openedAt) * warnAfter);
}

/** When a clock of an incident next has something to say, in milliseconds; infinite where neither does. */
export function clocksDueAt({ acknowledgeBy, resolveBy, openedAt }: Incident): number {
  return [acknowledgeBy, resolveBy]
    .filter((clock) => clock !== undefined)
    .filter(isRunning)
    .reduce(
      (first, clock) => Math.min(first, clock.warned ? clock.dueAt : warningAt(clock, openedAt)),
      Number.POSITIVE_INFINITY,
    );
}

/** Where a clock stands, in the word that reports have for it. */
export function clockState(clock: Clock): 'running' | 'warning' | 'met' | 'breached' {
  if (clock.breachedAt !== undefined) {
    return 'breached';
  }
  if (clock.metAt !== undefined) {
    return 'met';
  }
  return clock.warned ? 'warning' : 'running';
}
