import type { Model, Route, System } from '../../model/model.ts';
import type { Reason } from '../../model/report.generated.ts';
import type { StepState } from '../../model/state.generated.ts';
import { sayDuration, sayInstant } from '../../model/time.ts';
import { routeFor } from './alert-plan.ts';
import type { Alerting, Incident } from './alerting.ts';
import { levelOf } from './escalation.ts';
import { directChannels } from './prospect.ts';
import { routeGroup } from './wants.ts';

/** An incident that alerting remembers, at an instant in milliseconds. */
export interface Remembered {
  readonly model: Model;
  readonly alerting: Alerting;
  readonly incident: Incident;
  readonly now: number;
}

/** An incident with the route that it takes. */
interface Routed extends Remembered {
  readonly root: System | undefined;
  readonly route: Route | undefined;
  readonly level: StepState | undefined;
}

/**
 * Why nobody is told of an incident at present besides those who were, beyond what suppresses it: a wait, a path that ends, channels
 * that are gone. Nothing where somebody is about to be told, or everybody was.
 */
export function untold(remembered: Remembered): readonly Reason[] {
  const { model, incident } = remembered;
  const root = model.systemById.get(incident.root);
  const route = root === undefined ? undefined : routeFor(model, root, incident.peak);
  const routed = { ...remembered, root, route, level: levelOf(incident) };
  if (incident.endedAt !== undefined) {
    return endReasons(routed);
  }
  const reasons = [
    ...(route === undefined ? [routeless(routed)] : heldReasons(routed, route)),
    ...levelReasons(routed),
    ...goneReasons(routed),
  ];
  // An escalation and the route that it is on wait alike.
  return [...new Map(reasons.map((reason) => [reason.message, reason])).values()];
}

function endReasons({ incident, now }: Routed): readonly Reason[] {
  const waiting = incident.told.filter(({ isOpen }) => isOpen);
  if (waiting.length > 0) {
    const channels = waiting.map(({ channel }) => `\`${channel}\``).join(', ');
    return [{ code: 'interval', message: `its end waits to be told to ${channels}` }];
  }
  return incident.told.length > 0
    ? []
    : [
        {
          code: 'over',
          message: `it was over after ${sayDuration((incident.endedAt ?? now) - incident.openedAt)}, before anybody was told`,
        },
      ];
}

function routeless({ root, incident }: Routed): Reason {
  return root === undefined
    ? { code: 'root-removed', message: `\`${incident.root}\` is no longer configured` }
    : {
        code: 'no-route',
        message: `no route takes a ${incident.peak} of \`${root.id}\``,
        at: root.at,
      };
}

/** What keeps the channels waiting that have not been told: the first notice, a group. */
function heldReasons(routed: Routed, route: Route): readonly Reason[] {
  const { incident, level } = routed;
  // What is muted begins to wait when that is over.
  if (incident.isMuted) {
    return [];
  }
  const told = new Set(incident.told.map(({ channel }) => channel));
  const direct = directChannels(route, incident.escalation).filter((one) => !told.has(one));
  const isHeld = (level?.notify ?? []).some((channel) => !told.has(channel));
  return [
    ...(isHeld ? firstNotice(routed, route, incident.escalation?.heldUntil) : []),
    ...(direct.length === 0 ? [] : directReasons(routed, route, direct)),
  ];
}

function firstNotice({ now }: Routed, route: Route, until: number | undefined): readonly Reason[] {
  return until === undefined || until <= now
    ? []
    : [
        {
          code: 'group-wait',
          message: `the first notice waits until ${sayInstant(until)}, so that what it may follow from shows first: \`groupWait\` is ${sayDuration(route.groupWaitMs)}`,
          at: route.at,
          values: { until: sayInstant(until) },
        },
      ];
}

function directReasons(
  routed: Routed,
  route: Route,
  channels: readonly string[],
): readonly Reason[] {
  const { incident, alerting, root, now } = routed;
  const group = alerting.groups.get(routeGroup(route, incident, root));
  const lastAt = Math.max(...channels.map((one) => group?.channels.get(one)?.at ?? 0));
  const readyAt = (incident.readyAt ?? now) + route.groupWaitMs;
  const nextAt = lastAt + route.groupIntervalMs;
  return [
    ...firstNotice(routed, route, readyAt),
    ...(lastAt > 0 && nextAt > Math.max(now, readyAt)
      ? [
          {
            code: 'group-interval',
            message: `its group was told at ${sayInstant(lastAt)} and is told again from ${sayInstant(nextAt)} on: \`groupInterval\` is ${sayDuration(route.groupIntervalMs)}`,
            at: route.at,
            values: { until: sayInstant(nextAt) },
          },
        ]
      : []),
  ];
}

function levelReasons({ incident, level }: Routed): readonly Reason[] {
  const { escalation } = incident;
  if (escalation === undefined || level === undefined) {
    return [];
  }
  return [
    ...(level.notify.length === 0
      ? [
          {
            code: 'no-target',
            message: `level ${level.level} tells nobody${level.run === undefined ? '' : `: it only runs \`${level.run}\``}`,
            at: level.place,
          },
        ]
      : []),
    ...(escalation.exhausted && escalation.repeatMs === undefined
      ? [
          {
            code: 'exhausted',
            message: `${level.level} was the last level of \`${escalation.path}\`, which does not repeat it`,
            at: level.place,
          },
        ]
      : []),
  ];
}

/** Channels that an open incident pinned, and that have left the configuration since. */
function goneReasons({ model, level }: Routed): readonly Reason[] {
  return (level?.notify ?? [])
    .filter((channel) => !model.channels.has(channel))
    .map((channel) => ({
      code: 'channel-removed',
      message: `\`${channel}\` is no longer configured`,
      ...(level === undefined ? {} : { at: level.place }),
    }));
}
