// Letters in the order in which they were posted, and by group and channel in lanes. All of it costs the same however many there are.
import type { Letter } from '../model/letter.ts';
import { enqueue, unqueue } from './lane-queue.ts';

export interface Outbox {
  readonly byKey: Map<string, Posted>;
  readonly roads: Map<string, Road>;
  oldest: Posted | undefined;
  newest: Posted | undefined;
  /** Letters that nobody will get, the latest last. */
  readonly dead: DeadLetter[];
  /** Next number for lanes that become due. */
  turn: number;
  /** The latest clock that was seen, in milliseconds. */
  now: number;
}

export interface DeadLetter {
  readonly letter: Letter;
  readonly attempts: number;
  readonly reason: string;
  /** In milliseconds. */
  readonly at: number;
}

/** A letter that waits for its turn, in its lane and among all that are posted. */
export interface Posted {
  readonly letter: Letter;
  readonly lane: Lane;
  /** In milliseconds. */
  postedAt: number;
  attempts: number;
  /** The one behind it in its lane. */
  next: Posted | undefined;
  /** Its neighbors in the order in which all were posted. */
  older: Posted | undefined;
  newer: Posted | undefined;
}

/** What one group has to tell one channel, in order: only the first one is ever attempted. */
export interface Lane {
  readonly group: string;
  readonly road: Road;
  first: Posted | undefined;
  last: Posted | undefined;
  /** When the first one is attempted, in milliseconds. */
  dueAt: number;
  /** Decides between lanes that are due at the same instant: who came later has the higher number. */
  turn: number;
  isUnderWay: boolean;
  /** Place in the queue of its channel; -1 where it is not in it. */
  place: number;
}

/** The lanes of a channel. */
export interface Road {
  readonly channel: string;
  readonly lanes: Map<string, Lane>;
  /** A binary heap of the lanes that wait, the one that is due first on top. */
  readonly queue: Lane[];
  underWay: number;
  /** The receiver wants to hear nothing before that; in milliseconds. */
  restsUntil: number;
  /** Whether the configuration no longer has the channel: what fails now is not tried again. */
  isClosed: boolean;
}

function newRoad(channel: string): Road {
  return {
    channel,
    lanes: new Map(),
    queue: [],
    underWay: 0,
    restsUntil: Number.NEGATIVE_INFINITY,
    isClosed: false,
  };
}

export function newOutbox(): Outbox {
  return {
    byKey: new Map(),
    roads: new Map(),
    oldest: undefined,
    newest: undefined,
    dead: [],
    turn: 0,
    now: Number.NEGATIVE_INFINITY,
  };
}

/** The lanes of a channel, which are made where there are none. */
export function roadOf({ roads }: Outbox, channel: string): Road {
  const road = roads.get(channel) ?? newRoad(channel);
  roads.set(channel, road);
  return road;
}

/** The lane of a group to a channel, which is made where there is none. */
export function laneOf(outbox: Outbox, channel: string, group: string): Lane {
  const road = roadOf(outbox, channel);
  const lane = road.lanes.get(group) ?? {
    group,
    road,
    first: undefined,
    last: undefined,
    dueAt: Number.POSITIVE_INFINITY,
    turn: 0,
    isUnderWay: false,
    place: -1,
  };
  road.lanes.set(group, lane);
  return lane;
}

/** Puts a letter behind those of its lane, and behind all that were posted. */
export function append(
  outbox: Outbox,
  lane: Lane,
  { letter, postedAt, attempts }: Pick<Posted, 'letter' | 'postedAt' | 'attempts'>,
): void {
  const older = outbox.newest;
  const posted: Posted = {
    ...{ letter, lane, postedAt, attempts },
    ...{ next: undefined, older, newer: undefined },
  };
  outbox.byKey.set(letter.notification.key, posted);
  outbox.newest = posted;
  if (older === undefined) {
    outbox.oldest = posted;
  } else {
    older.newer = posted;
  }
  if (lane.last === undefined) {
    lane.first = posted;
    requeue(outbox, lane, postedAt);
  } else {
    lane.last.next = posted;
  }
  lane.last = posted;
}

/** Has the first letter of a lane sent at an instant, behind all that are due at the same one. */
export function requeue(outbox: Outbox, lane: Lane, at: number): void {
  lane.dueAt = at;
  lane.turn = outbox.turn;
  outbox.turn += 1;
  enqueue(lane);
}

/** Takes a lane out of the queue, or back from an attempt. */
export function recall(lane: Lane): void {
  if (lane.isUnderWay) {
    lane.isUnderWay = false;
    lane.road.underWay -= 1;
  } else {
    unqueue(lane);
  }
}

/** Forgets a lane that is empty, and a channel that has no lanes and nothing to be remembered. */
export function tidy(outbox: Outbox, { road, first, group }: Lane): void {
  if (first !== undefined) {
    return;
  }
  road.lanes.delete(group);
  if (road.lanes.size === 0 && (road.isClosed || road.restsUntil <= outbox.now)) {
    outbox.roads.delete(road.channel);
  }
}

/** Takes a letter out that is the first of its lane, or stands behind the one that is under way. The place of the lane stays. */
export function remove(outbox: Outbox, { letter, lane, next, older, newer }: Posted): void {
  outbox.byKey.delete(letter.notification.key);
  if (lane.first?.letter === letter) {
    lane.first = next;
  } else if (lane.first !== undefined) {
    lane.first.next = next;
  }
  if (next === undefined) {
    lane.last = lane.first;
  }
  if (older === undefined) {
    outbox.oldest = newer;
  } else {
    older.newer = newer;
  }
  if (newer === undefined) {
    outbox.newest = older;
  } else {
    newer.older = older;
  }
}

/** A clock that is set back takes all instants along, so that nothing waits for the difference as well. */
export function advance(outbox: Outbox, now: number): void {
  const backMs = outbox.now - now;
  outbox.now = now;
  if (!(backMs > 0) || backMs === Number.POSITIVE_INFINITY) {
    return;
  }
  for (const posted of outbox.byKey.values()) {
    posted.postedAt -= backMs;
  }
  for (const road of outbox.roads.values()) {
    road.restsUntil -= backMs;
    for (const lane of road.lanes.values()) {
      lane.dueAt -= backMs;
    }
  }
}
