import type { Location } from '../../model/location.ts';
import { sayDuration } from '../../model/time.ts';
import type { Clock } from './alerting.ts';
import { dueAt, levelOf, type Moment, repeatAt, waitAt } from './escalation.ts';
import type { Remembered } from './untold.ts';

/** What is to happen to an incident by itself, if nothing else does. */
export interface Upcoming {
  /** In milliseconds. */
  readonly at: number;
  readonly message: string;
  /** What says so. */
  readonly why: string;
  readonly place?: Location;
}

/** What is to come of an incident by itself, the nearest first. */
export function upcoming(remembered: Remembered): readonly Upcoming[] {
  const { incident } = remembered;
  const all =
    incident.endedAt === undefined
      ? [
          ...firstNotice(remembered),
          ...nextLevel(remembered),
          ...repetition(remembered),
          ...expiry(remembered),
          ...clock('acknowledge', incident.acknowledgeBy),
          ...clock('resolve', incident.resolveBy),
        ]
      : comeback(remembered);
  return all
    .filter(({ at }) => at >= remembered.now && Number.isFinite(at))
    .sort((a, b) => a.at - b.at);
}

function firstNotice({ incident }: Remembered): readonly Upcoming[] {
  const { escalation } = incident;
  const level = levelOf(incident);
  const isStill = incident.acknowledged !== undefined || incident.isMuted;
  if (escalation?.heldUntil === undefined || isStill || level === undefined) {
    return [];
  }
  const { notify, run, place } = level;
  const told = notify.map((channel) => `\`${channel}\``).join(', ');
  const acts = [
    ...(notify.length === 0 ? [] : [`${told} told first`]),
    ...(run === undefined ? [] : [`\`${run}\` runs`]),
  ];
  const at = escalation.heldUntil;
  const why = 'the first notice waits for `groupWait`';
  return [{ at, message: acts.join(', '), why, place }];
}

function nextLevel({ model, incident, now }: Remembered): readonly Upcoming[] {
  const moment: Moment = { model, incident, now };
  const level = levelOf(incident);
  if (level === undefined) {
    return [];
  }
  const wait = waitAt(model.catalog, incident.peak, level);
  const next = incident.escalation?.steps[(incident.escalation?.step ?? 0) + 1];
  return [
    {
      at: dueAt(moment),
      message: next === undefined ? 'nobody is left to escalate to' : `escalates to ${next.level}`,
      why: `${level.level} has ${sayDuration(wait.ms)}`,
      place: next?.place ?? level.place,
    },
  ];
}

function repetition({ model, incident, now }: Remembered): readonly Upcoming[] {
  const level = levelOf(incident);
  const { repeatMs, path } = incident.escalation ?? {};
  return level === undefined || repeatMs === undefined
    ? []
    : [
        {
          at: repeatAt({ model, incident, now }),
          message: `${level.level} is told again`,
          why: `\`${path}\` repeats its last level every ${sayDuration(repeatMs)}`,
        },
      ];
}

function expiry({ incident }: Remembered): readonly Upcoming[] {
  const { acknowledged } = incident;
  return acknowledged?.until === undefined
    ? []
    : [
        {
          at: acknowledged.until,
          message: `the acknowledgement of ${acknowledged.by} ends`,
          why: 'its level is told again then',
        },
      ];
}

/** What has ended may come back as the same for a while. */
function comeback({ incident }: Remembered): readonly Upcoming[] {
  const { endedAt, end, reopenWithinMs } = incident;
  return endedAt === undefined || end === 'merged'
    ? []
    : [
        {
          at: endedAt + reopenWithinMs,
          message: 'what fires later is a new incident',
          why: `\`reopenWithin\` is ${sayDuration(reopenWithinMs)}`,
        },
      ];
}

function clock(name: string, { dueAt: at, metAt, breachedAt }: Clock = never): readonly Upcoming[] {
  return metAt === undefined && breachedAt === undefined
    ? [{ at, message: `the time to ${name} it ends`, why: 'service level' }]
    : [];
}

const never: Clock = { dueAt: Number.POSITIVE_INFINITY, warned: true };
