import type { Escalation, EscalationStep, Model } from '../../model/model.ts';
import type { StepState } from '../../model/state.generated.ts';
import { sayDuration, sayInstant } from '../../model/time.ts';
import { type Escalating, type Incident, note } from './alerting.ts';

/** What an escalation wants told in a step, at once. */
export interface Call {
  readonly channels: readonly string[];
  /** The level that calls them. */
  readonly step: StepState;
  readonly reason:
    | 'first'
    | 'escalated'
    | 'ack-expired'
    | 're-paged'
    | 'repeat'
    | 'reopened'
    | 'unsuppressed';
}

/** An incident at the instant of a step, in milliseconds. */
export interface Moment {
  readonly model: Model;
  readonly incident: Incident;
  readonly now: number;
}

/** The state of an escalation that begins. The path stays as it is now, whatever becomes of the configuration. */
export function entered(
  path: Escalation,
  peak: Escalating['peak'],
  now: number,
  heldUntil: number,
): Escalating {
  const { acknowledgeExpiresMs, repeatMs } = path;
  return {
    path: path.id,
    hash: path.hash,
    steps: path.steps.map(pinned),
    acknowledgeStops: path.acknowledgeStops,
    ...(acknowledgeExpiresMs === undefined ? {} : { acknowledgeExpiresMs }),
    ...(repeatMs === undefined ? {} : { repeatMs }),
    step: 0,
    enteredAt: now,
    pausedMs: 0,
    exhausted: false,
    peak,
    heldUntil,
  };
}

function pinned({ level, notify, run, waitMs, at }: EscalationStep): StepState {
  return {
    level,
    notify,
    ...(run === undefined ? {} : { run }),
    ...(waitMs === undefined ? {} : { waitMs }),
    place: at,
  };
}

/** How long a level lasts, and what says so. */
export interface Wait {
  /** Infinite where nothing ends the level. */
  readonly ms: number;
  /** The step, the window of its level, the time of the priority; none where the priority does not escalate by itself. */
  readonly from: 'step' | 'level' | 'priority' | 'none';
}

/**
 * How long a level lasts: as written, else the smaller of the window of the level and the time that the priority gives; for ever
 * where neither is, as priorities that do not escalate by themselves stay where they are.
 */
export function waitAt(
  { priorities, levels }: Model['catalog'],
  priority: Incident['priority'],
  { level, waitMs }: { readonly level: string; readonly waitMs?: number | undefined },
): Wait {
  if (waitMs !== undefined) {
    return { ms: waitMs, from: 'step' };
  }
  const { escalateAfterMs } = priorities[priority];
  if (escalateAfterMs === undefined) {
    return { ms: Number.POSITIVE_INFINITY, from: 'none' };
  }
  const windowMs = levels.get(level) ?? Number.POSITIVE_INFINITY;
  return windowMs <= escalateAfterMs
    ? { ms: windowMs, from: 'level' }
    : { ms: escalateAfterMs, from: 'priority' };
}

function waitOf({ model, incident }: Moment, step: StepState): number {
  return waitAt(model.catalog, incident.peak, step).ms;
}

/** When the level of an incident is over, in milliseconds; infinite while it stands still, and behind the last level. */
export function dueAt(moment: Moment): number {
  const { escalation } = moment.incident;
  const step = escalation?.steps[escalation.step];
  if (escalation === undefined || step === undefined || escalation.exhausted) {
    return Number.POSITIVE_INFINITY;
  }
  return escalation.pausedAt === undefined
    ? escalation.enteredAt + escalation.pausedMs + waitOf(moment, step)
    : Number.POSITIVE_INFINITY;
}

/** Stops the time at a level. */
export function pause({ incident, now }: Moment, why: string): void {
  const { escalation } = incident;
  if (escalation !== undefined && escalation.pausedAt === undefined) {
    escalation.pausedAt = now;
    note(incident, now, 'paused', { message: `the escalation stands still: ${why}` });
  }
}

/** Lets the time at a level go on. */
export function resume({ incident, now }: Moment): void {
  const { escalation } = incident;
  if (escalation?.pausedAt !== undefined) {
    escalation.pausedMs += now - escalation.pausedAt;
    Reflect.deleteProperty(escalation, 'pausedAt');
    note(incident, now, 'resumed', { message: 'the escalation goes on' });
  }
}

/** Begins the level again, with all of its time. */
export function restart({ incident, now }: Moment): void {
  const { escalation } = incident;
  if (escalation !== undefined) {
    escalation.enteredAt = now;
    escalation.pausedMs = 0;
    Reflect.deleteProperty(escalation, 'pausedAt');
  }
}

/** The level that an incident is at. */
export function levelOf({ escalation }: Incident): StepState | undefined {
  return escalation?.steps[escalation.step];
}

/**
 * Goes on to the next level if that is due, at most one in a step. A level with no channel that still exists is passed at once; none
 * is passed twice. Answers whom to tell.
 */
export function escalate(moment: Moment): readonly Call[] {
  const { incident, now } = moment;
  const { escalation } = incident;
  const waited = levelOf(incident);
  if (escalation === undefined || waited === undefined || escalation.exhausted) {
    return [];
  }
  const isDeaf = escalation.pausedAt === undefined && !reaches(moment, waited);
  if (now < dueAt(moment) && !isDeaf) {
    return [];
  }
  const next = nextLevel(moment, escalation);
  if (next === undefined) {
    escalation.exhausted = true;
    note(incident, now, 'exhausted', {
      message: `nobody acknowledged, and there is no level behind ${waited.level}`,
      place: waited.place,
    });
    return [];
  }
  restart(moment);
  Reflect.deleteProperty(escalation, 'heldUntil');
  note(incident, now, 'escalated', {
    message: isDeaf
      ? `escalated to ${next.level}: ${waited.level} has no channel that is still configured`
      : `escalated to ${next.level}: nobody acknowledged within ${sayDuration(waitOf(moment, waited))}`,
    place: next.place,
  });
  return next.notify.length === 0 && next.run === undefined
    ? []
    : [{ channels: next.notify, step: next, reason: 'escalated' }];
}

/** Whether a level has something to do: an executor or a channel that is configured. */
function reaches({ model }: Pick<Moment, 'model'>, { run, notify }: StepState): boolean {
  return (
    (run !== undefined && model.executors.has(run)) ||
    notify.some((channel) => model.channels.has(channel))
  );
}

function nextLevel(
  { model, incident, now }: Moment,
  escalation: Escalating,
): StepState | undefined {
  for (let at = escalation.step + 1; at < escalation.steps.length; at += 1) {
    const step = escalation.steps[at];
    if (step === undefined) {
      return undefined;
    }
    if (reaches({ model }, step)) {
      escalation.step = at;
      return step;
    }
    note(incident, now, 'no-target', {
      message: `level ${step.level} has no channel that is still configured`,
      place: step.place,
    });
  }
  return undefined;
}

/** When the last level is told again, in milliseconds; infinite where it is not. */
export function repeatAt({ model, incident }: Moment): number {
  const { escalation, acknowledged, told } = incident;
  const step = levelOf(incident);
  const isStopped = acknowledged !== undefined && escalation?.acknowledgeStops === true;
  if (
    escalation?.repeatMs === undefined ||
    step === undefined ||
    isStopped ||
    escalation.pausedAt !== undefined ||
    escalation.step < escalation.steps.length - 1
  ) {
    return Number.POSITIVE_INFINITY;
  }
  const last = told
    .filter(
      ({ channel, isOpen }) =>
        isOpen && step.notify.includes(channel) && model.channels.has(channel),
    )
    .reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY);
  return last === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : last + escalation.repeatMs;
}

/** Takes note of somebody who takes care of an incident; `forMs` is how long, the time of the path where it is undefined. */
export function acknowledge(
  moment: Moment,
  {
    by,
    forMs,
    systems,
  }: {
    readonly by: string;
    readonly forMs: number | undefined;
    readonly systems: readonly string[];
  },
): void {
  const { incident, now } = moment;
  const { escalation } = incident;
  const lastsMs = forMs ?? escalation?.acknowledgeExpiresMs;
  incident.acknowledged = {
    by,
    at: now,
    priority: incident.priority,
    systems,
    ...(lastsMs === undefined ? {} : { until: now + lastsMs }),
  };
  note(incident, now, 'acknowledged', {
    message: `${by} takes care of it${lastsMs === undefined ? '' : `, until ${sayInstant(now + lastsMs)}`}`,
  });
}
