import type { Model, Route, System } from '../../model/model.ts';
import { routeFor } from './alert-plan.ts';
import { type Incident, isAbove, note, type Told } from './alerting.ts';
import {
  type Call,
  dueAt,
  entered,
  escalate,
  levelOf,
  type Moment,
  pause,
  repeatAt,
  restart,
  resume,
} from './escalation.ts';
import { runsOfCalls } from './runs.ts';
import { clocksDueAt, runClocks, startClocks } from './service-level.ts';
import { type Muting, mutingOf } from './suppression.ts';
import {
  escalationGroup,
  isMoved,
  routeGroup,
  type Tellable,
  toldOf,
  type Want,
  wantsOfCalls,
  wantsOfEnd,
  wantsOfMoved,
  wantsOfRoute,
  wantsOfTold,
} from './wants.ts';
import { membersOf, type Step } from './watch.ts';

/** What is to be told of an incident, now or later. */
export interface Outlook {
  readonly wants: readonly Want[];
  /** When it has to be looked at again apart from what is wanted, in milliseconds. */
  readonly nextAt: number;
}

/**
 * Runs the clocks and the escalation of an incident to the instant of a step. Answers what the escalation wants told at once; what it wants run
 * is noted in the watch.
 */
export function advance(step: Step, tellable: Tellable): readonly Want[] {
  const { incident } = tellable;
  const { watch, now } = step;
  const { model } = watch.plan;
  const moment: Moment = { model, incident, now };
  startClocks(model, incident, tellable.root);
  runClocks(incident, now);
  if (incident.endedAt !== undefined) {
    watch.mutings.delete(incident.id);
    giveUp(moment);
    return [];
  }
  const muting = mutingOf(step, incident);
  watch.mutings.set(incident.id, muting);
  mute(moment, muting);
  const { route, isFlapping, isLive } = tellable;
  const calls = [
    ...(muting.isMuted ? [] : unanswered(step, moment)),
    ...called(moment, { route, muting, isFlapping, isLive }),
  ];
  if (muting.isMuted) {
    return [];
  }
  watch.runs = [...watch.runs, ...runsOfCalls(step, incident, calls)];
  return wantsOfCalls(tellable, calls);
}

/** A channel that is gone from the configuration cannot be told of the end. */
function giveUp({ model, incident, now }: Moment): void {
  const isGone = ({ channel, isOpen }: Told): boolean => isOpen && !model.channels.has(channel);
  if (!incident.told.some(isGone)) {
    return;
  }
  for (const { channel } of incident.told.filter(isGone)) {
    note(incident, now, 'no-target', {
      message: `\`${channel}\` is no longer configured: it is not told of the end`,
    });
  }
  incident.told = incident.told.map((told) => (isGone(told) ? { ...told, isOpen: false } : told));
}

/** What else is to be told of an incident as it stands now, and when it has to be looked at again. Changes nothing. */
export function outlook({ watch, now }: Step, tellable: Tellable): Outlook {
  const { incident } = tellable;
  if (incident.endedAt !== undefined) {
    return { wants: wantsOfEnd(tellable), nextAt: Number.POSITIVE_INFINITY };
  }
  const moment: Moment = { model: watch.plan.model, incident, now };
  const always = Math.min(clocksDueAt(incident), dueAt(moment));
  const moved = wantsOfMoved(tellable);
  if (incident.isMuted) {
    return { wants: moved, nextAt: always };
  }
  const { escalation, acknowledged } = incident;
  const heldUntil = escalation?.heldUntil ?? Number.POSITIVE_INFINITY;
  const isAnswered = acknowledged !== undefined && escalation?.acknowledgeStops !== false;
  return {
    wants: [...moved, ...wantsOfRoute(tellable), ...wantsOfTold(tellable, levelOf(incident))],
    nextAt: Math.min(
      always,
      acknowledged?.until ?? Number.POSITIVE_INFINITY,
      tellable.isLive ? repeatAt(moment) : Number.POSITIVE_INFINITY,
      isAnswered || !tellable.isLive ? Number.POSITIVE_INFINITY : heldUntil,
    ),
  };
}

/** An incident as far as it decides what is told. */
export function tellableOf(
  { watch, now }: Step,
  incident: Incident,
  activeRoutes: ReadonlySet<Route>,
): Tellable {
  const { model } = watch.plan;
  const root = model.systemById.get(incident.root);
  const route = root === undefined ? undefined : routeFor(model, root, incident.peak);
  let alerts = 0;
  let isFlapping = false;
  let isLive = false;
  for (const { system, endedAt, flappingSince } of membersOf(watch, incident)) {
    isLive ||= endedAt === undefined;
    if (system === incident.root) {
      alerts += Number(endedAt === undefined);
      isFlapping ||= flappingSince !== undefined;
    }
  }
  return {
    incident,
    root,
    route,
    isActive: route !== undefined && activeRoutes.has(route),
    group: groupFor(watch, incident, { route, root }),
    isFlapping,
    isLive,
    hasChannel: (channel) => model.channels.has(channel),
    namedBy: (told) => isNamed(model, incident, told),
    alerts,
    now,
    lastAt: (group, channel) =>
      watch.alerting.groups.get(group)?.channels.get(channel)?.at ?? Number.NEGATIVE_INFINITY,
  };
}

/** Whether the route of what a channel was told of still names it: directly, or by its escalation. */
function isNamed(model: Model, { root: own }: Incident, { channel, ...told }: Told): boolean {
  const root = model.systemById.get(told.root ?? own);
  if (root === undefined) {
    // What is gone is told of its end.
    return true;
  }
  const route = routeFor(model, root, told.peak ?? told.priority);
  const steps = model.escalations.get(route?.escalation ?? '')?.steps ?? [];
  return (
    route?.notify.includes(channel) === true || steps.some(({ notify }) => notify.includes(channel))
  );
}

/** The group of a route, which is worked out once for each of them. */
function groupFor(
  { groupOf }: Step['watch'],
  incident: Incident,
  { route, root }: { readonly route: Route | undefined; readonly root: System | undefined },
): string {
  const known = groupOf.get(incident);
  if (known !== undefined && known.route === route && known.peak === incident.peak) {
    return known.group;
  }
  const group =
    route === undefined || route.notify.length === 0 ? '' : routeGroup(route, incident, root);
  groupOf.set(incident, { route, peak: incident.peak, group });
  return group;
}

function mute({ incident, now }: Moment, { isMuted, reasons }: Muting): void {
  const wasMuted = incident.isMuted;
  incident.isMuted = isMuted;
  if (isMuted) {
    incident.wasMuted = true;
    Reflect.deleteProperty(incident, 'readyAt');
  } else {
    incident.readyAt ??= now;
  }
  if (isMuted && !wasMuted) {
    note(incident, now, 'suppressed', {
      message: reasons.map(({ message }) => message).join('; '),
      ...(reasons[0]?.at === undefined ? {} : { place: reasons[0].at }),
    });
  } else if (!isMuted && wasMuted) {
    note(incident, now, 'unsuppressed', { message: 'nothing keeps it from being told any more' });
  }
}

/** Ends an acknowledgement that expired, or that was given for less than the incident has become. */
function unanswered({ watch }: Step, moment: Moment): readonly Call[] {
  const { incident, now } = moment;
  const { acknowledged } = incident;
  if (acknowledged === undefined) {
    return [];
  }
  const known = new Set(acknowledged.systems);
  const isWorse =
    isAbove(incident.priority, acknowledged.priority) ||
    systemsIn(watch, incident).some((system) => !known.has(system));
  const isOver = acknowledged.until !== undefined && now >= acknowledged.until;
  if (!(isWorse || isOver)) {
    return [];
  }
  Reflect.deleteProperty(incident, 'acknowledged');
  const reason = isWorse ? 're-paged' : 'ack-expired';
  note(incident, now, reason, {
    message: isWorse
      ? `it became worse since ${acknowledged.by} acknowledged it`
      : `the acknowledgement of ${acknowledged.by} is over`,
  });
  if (incident.escalation?.acknowledgeStops === true) {
    restart(moment);
  }
  const level = levelOf(incident);
  return level === undefined ? [] : [{ channels: level.notify, step: level, reason }];
}

/** The systems of an incident: its root and what follows from it, by id. */
export function systemsIn(watch: Step['watch'], incident: Incident): readonly string[] {
  const systems = new Set([...membersOf(watch, incident)].map(({ system }) => system));
  systems.add(incident.root);
  return [...systems].sort();
}

interface Standing {
  readonly route: Route | undefined;
  readonly muting: Muting;
  readonly isFlapping: boolean;
  readonly isLive: boolean;
}

/** Begins, stops, continues or advances the escalation. */
function called(moment: Moment, { route, muting, isFlapping, isLive }: Standing): readonly Call[] {
  const { incident } = moment;
  if (!muting.isMuted && isLive && isNewPath(incident, route)) {
    enter(moment, route);
  }
  const { escalation, acknowledged } = incident;
  if (escalation === undefined) {
    return [];
  }
  const isAnswered = acknowledged !== undefined && escalation.acknowledgeStops;
  const [why] = [
    ...(isAnswered ? ['it is acknowledged'] : []),
    ...(muting.isMuted ? ['it is suppressed'] : []),
    ...(isFlapping ? ['it is flapping'] : []),
    // Only what flaps among what follows keeps it open.
    ...(isLive ? [] : ['nothing of it lasts']),
  ];
  if (why === undefined) {
    resume(moment);
  } else {
    pause(moment, why);
  }
  if (muting.isMuted || isAnswered || !isLive) {
    return [];
  }
  return [...back(incident), ...held(moment), ...escalate(moment), ...again(moment)];
}

/** Whether an incident has no escalation yet, or became more urgent and takes another route since it has one. */
function isNewPath({ escalation, peak }: Incident, route: Route | undefined): boolean {
  return (
    escalation === undefined ||
    (isAbove(peak, escalation.peak) &&
      route?.escalation !== undefined &&
      route.escalation !== escalation.path)
  );
}

/** Begins the escalation of a route at its first level. */
function enter({ model, incident, now }: Moment, route: Route | undefined): void {
  const path = model.escalations.get(route?.escalation ?? '');
  if (route === undefined || path === undefined) {
    return;
  }
  // What is already told to somebody need not wait for what it may follow from.
  const isKnown = incident.escalation !== undefined;
  incident.escalation = entered(path, incident.peak, now, isKnown ? now : now + route.groupWaitMs);
  const level = levelOf(incident);
  note(incident, now, 'escalated', {
    message: `escalation \`${path.id}\` began at ${level?.level ?? 'its end'}`,
    ...(level === undefined ? {} : { place: level.place }),
  });
}

/** The channels of the level that were told of the end of what has come back. */
function back(incident: Incident): readonly Call[] {
  const level = levelOf(incident);
  const closed = (level?.notify ?? []).filter((channel) => {
    const told = toldOf(incident, channel);
    return told?.isOpen === false && !isMoved(told);
  });
  return level === undefined || closed.length === 0
    ? []
    : [{ channels: closed, step: level, reason: 'reopened' }];
}

/**
 * The first notice, which was held so that what turns out to follow from something else is never told. Nobody is passed over: it is
 * held no longer than its level lasts.
 */
function held(moment: Moment): readonly Call[] {
  const { incident, now } = moment;
  const { escalation } = incident;
  const level = levelOf(incident);
  if (
    escalation?.heldUntil === undefined ||
    level === undefined ||
    now < Math.min(escalation.heldUntil, dueAt(moment))
  ) {
    return [];
  }
  Reflect.deleteProperty(escalation, 'heldUntil');
  const own = escalationGroup(incident);
  // Who knows of what turned out to follow from this is told of this.
  const channels = level.notify.filter((channel) => toldOf(incident, channel)?.group !== own);
  return channels.length === 0 && level.run === undefined
    ? []
    : [{ channels, step: level, reason: incident.wasMuted ? 'unsuppressed' : 'first' }];
}

function again(moment: Moment): readonly Call[] {
  const level = levelOf(moment.incident);
  return level === undefined || moment.now < repeatAt(moment)
    ? []
    : [{ channels: level.notify, step: level, reason: 'repeat' }];
}
