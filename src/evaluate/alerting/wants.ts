import { digest } from '../../model/digest.ts';
import { beginning, type Location } from '../../model/location.ts';
import type { Route, System } from '../../model/model.ts';
import type { TellingReason } from '../../model/report.generated.ts';
import type { StepState } from '../../model/state.generated.ts';
import { type Incident, isAbove, type Told } from './alerting.ts';
import type { Call } from './escalation.ts';

/** A message that a channel is to be sent about an incident, and from when on. */
export interface Want {
  readonly incident: Incident;
  readonly channel: string;
  readonly group: string;
  readonly reason: TellingReason;
  /** Level of an escalation; undefined where a route tells directly. */
  readonly level: string | undefined;
  /** In milliseconds. */
  readonly notBefore: number;
  /** The step or the route that says so. */
  readonly at: Location;
}

/** An incident as far as it decides what is told. */
export interface Tellable {
  readonly incident: Incident;
  readonly root: System | undefined;
  readonly route: Route | undefined;
  /** Whether the route tells at this time. */
  readonly isActive: boolean;
  readonly isFlapping: boolean;
  /** The group that the route tells it in. */
  readonly group: string;
  /** Whether anything of it is live: an alert that only flaps keeps its incident open, and has nothing to tell. */
  readonly isLive: boolean;
  /** Whether a channel is configured. */
  readonly hasChannel: (channel: string) => boolean;
  /** Whether the route by which a channel was told names it, as the routes are now. */
  readonly namedBy: (told: Told) => boolean;
  /** How many alerts of the root are live. */
  readonly alerts: number;
  readonly now: number;
  /** When a channel was last told of a group, in milliseconds; minus infinity where it never was. */
  readonly lastAt: (group: string, channel: string) => number;
}

/** The group of everything that is told of one incident by its escalation. */
export function escalationGroup({ id }: Incident): string {
  return digest(['escalation', id], 16);
}

/** The group in which a route tells of an incident: those that share what `groupBy` names, and the channels. */
export function routeGroup(route: Route, incident: Incident, root: System | undefined): string {
  const values = route.groupBy.map((key) => {
    switch (key) {
      case 'rootCause':
        return incident.id;
      case 'priority':
        return incident.peak;
      default:
        return root?.[key] ?? '';
    }
  });
  return digest(['route', ...route.groupBy, ...values, ...route.notify], 16);
}

/** What an escalation calls for, at once. */
export function wantsOfCalls({ incident, now }: Tellable, calls: readonly Call[]): readonly Want[] {
  return calls.flatMap(({ channels, reason, step }) =>
    channels.map((channel) => {
      // Who was told in a group hears the end in it, so that everything between has to be there.
      const told = toldOf(incident, channel);
      const group = told?.isOpen === true ? told.group : escalationGroup(incident);
      const { level, place } = step;
      return { incident, channel, group, reason, level, notBefore: now, at: place };
    }),
  );
}

/** What the channels that a route tells directly are to be told of an open incident that may be told. */
export function wantsOfRoute(tellable: Tellable): readonly Want[] {
  const { incident, route, group, isActive } = tellable;
  if (route === undefined || !isActive) {
    return [];
  }
  const steps = incident.escalation?.steps ?? [];
  return route.notify.flatMap((channel) => {
    const told = toldOf(incident, channel);
    // One channel is not told twice because an escalation names it as well.
    const isCalled = steps.some(({ notify }) => notify.includes(channel));
    if (isCalled || !tellable.hasChannel(channel)) {
      return [];
    }
    const want =
      told?.isOpen === true
        ? changeOf(tellable, route, told)
        : firstOf(tellable, route, { told, group, channel });
    return want === undefined
      ? []
      : [
          {
            incident,
            channel,
            group: told?.isOpen === true ? told.group : group,
            level: undefined,
            at: route.at,
            ...want,
          },
        ];
  });
}

/** What the channels of an escalation that were told are to be told besides. */
export function wantsOfTold(tellable: Tellable, step: StepState | undefined): readonly Want[] {
  const { incident, now } = tellable;
  if (step === undefined) {
    return [];
  }
  return step.notify.flatMap((channel): readonly Want[] => {
    const told = toldOf(incident, channel);
    if (told?.isOpen !== true || !tellable.hasChannel(channel)) {
      return [];
    }
    const reason = urgent(tellable, told);
    return reason === undefined
      ? []
      : [
          {
            incident,
            channel,
            group: told.group,
            level: step.level,
            at: step.place,
            reason,
            notBefore: now,
          },
        ];
  });
}

type Timed = Pick<Want, 'reason' | 'notBefore'>;

function firstOf(
  { incident, isLive, lastAt, now }: Tellable,
  { groupWaitMs, groupIntervalMs }: Route,
  {
    told,
    group,
    channel,
  }: { readonly told: Told | undefined; readonly group: string; readonly channel: string },
): Timed | undefined {
  if (incident.acknowledged !== undefined || !isLive) {
    return undefined;
  }
  if (told !== undefined && !isMoved(told)) {
    return { reason: 'reopened', notBefore: now };
  }
  if (told !== undefined) {
    // It hears of it once more, as if it never had.
    return { reason: incident.wasMuted ? 'unsuppressed' : 'first', notBefore: now };
  }
  const last = lastAt(group, channel);
  const readyAt = (incident.readyAt ?? now) + groupWaitMs;
  // Long after the last message a group begins anew.
  const isFirst = last + groupIntervalMs <= (incident.readyAt ?? now);
  return {
    reason: incident.wasMuted ? 'unsuppressed' : isFirst ? 'first' : 'new-alerts',
    notBefore: Math.max(readyAt, last + groupIntervalMs),
  };
}

function changeOf(tellable: Tellable, route: Route, told: Told): Timed | undefined {
  const { incident, isFlapping, isLive, alerts, now, lastAt } = tellable;
  const reason = urgent(tellable, told);
  if (reason !== undefined) {
    return { reason, notBefore: now };
  }
  if (isFlapping || !isLive || incident.acknowledged !== undefined) {
    return undefined;
  }
  if (alerts > told.alerts) {
    const last = lastAt(told.group, told.channel);
    return { reason: 'new-alerts', notBefore: last + route.groupIntervalMs };
  }
  return route.repeatMs === undefined
    ? undefined
    : { reason: 'repeat', notBefore: told.at + route.repeatMs };
}

/** What cannot wait for the interval of a group. */
function urgent({ incident, isFlapping }: Tellable, told: Told): TellingReason | undefined {
  if (isAbove(incident.priority, told.priority)) {
    return 'severity-raised';
  }
  if (isFlapping !== told.flapping) {
    return isFlapping ? 'flapping-start' : 'flapping-end';
  }
  return undefined;
}

/**
 * What is to be told to channels that a change of the configuration took an incident away from: neither the route that it takes, nor
 * its escalation, nor the route by which they were told names them any more. They hear of it no more.
 */
export function wantsOfMoved(tellable: Tellable): readonly Want[] {
  const { incident, route, root, namedBy, now } = tellable;
  const steps = incident.escalation?.steps ?? [];
  return incident.told
    .filter(
      (told) =>
        told.isOpen &&
        tellable.hasChannel(told.channel) &&
        route?.notify.includes(told.channel) !== true &&
        !steps.some(({ notify }) => notify.includes(told.channel)) &&
        !namedBy(told),
    )
    .map(({ channel, group }) => ({
      incident,
      channel,
      group,
      reason: 'moved',
      level: undefined,
      notBefore: now,
      at: route?.at ?? root?.at ?? beginning,
    }));
}

/** The end of an incident, for everybody who was told of it and not of its end, whatever keeps other things from being told. */
export function wantsOfEnd({
  incident,
  route,
  root,
  group: own,
  lastAt,
  now,
}: Tellable): readonly Want[] {
  return incident.told
    .filter(({ isOpen }) => isOpen)
    .map(({ channel, group }) => {
      const isOfRoute = route !== undefined && group === own;
      const last = lastAt(group, channel);
      const step = incident.escalation?.steps.find(({ notify }) => notify.includes(channel));
      return {
        incident,
        channel,
        group,
        reason: incident.end === 'config-removed' ? 'config-removed' : 'all-resolved',
        level: isOfRoute ? undefined : step?.level,
        notBefore: isOfRoute ? Math.max(now, last + route.groupIntervalMs) : now,
        at: (isOfRoute ? undefined : step?.place) ?? route?.at ?? root?.at ?? beginning,
      };
    });
}

/** Whether the last word to a channel was that it hears of the incident no more. */
export function isMoved({ reasons }: Told): boolean {
  return reasons.includes('moved');
}

export function toldOf({ told }: Incident, channel: string): Told | undefined {
  return told.find((one) => one.channel === channel);
}
