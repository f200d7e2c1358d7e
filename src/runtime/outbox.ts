// What is still to be delivered, and when. It sends nothing: it says what is due, and is told what came of it.
import { executorAt, type Letter } from '../model/letter.ts';
import { limits, sayCount } from '../model/limits.ts';
import type { Delivery } from '../ports/channel.ts';
import { heededMs, isGivenUp, waitMs } from './backoff.ts';
import { unqueue } from './lane-queue.ts';
import {
  advance,
  append,
  type DeadLetter,
  type Lane,
  laneOf,
  type Outbox,
  type Posted,
  type Road,
  recall,
  remove,
  requeue,
  tidy,
} from './postings.ts';

/** How many letters one channel is sent at once. */
const underWayMax = 8;

/** What became of a letter. */
export type Settlement =
  | { readonly kind: 'delivered'; readonly letter: Letter; readonly attempts: number }
  | {
      readonly kind: 'delayed';
      readonly letter: Letter;
      readonly attempts: number;
      readonly reason: string;
      /** When the next attempt is made, in milliseconds. */
      readonly nextAt: number;
    }
  | ({ readonly kind: 'dead' } & DeadLetter);

/**
 * Takes a letter, to be sent behind those of its group to its channel. One whose key waits already is ignored. Beyond
 * `limits.outbox` the oldest that is not under way goes for it, which is the answer.
 */
export function post(outbox: Outbox, letter: Letter, now: number): DeadLetter | undefined {
  advance(outbox, now);
  const { key, channel, group } = letter.notification;
  if (outbox.byKey.has(key)) {
    return undefined;
  }
  append(outbox, laneOf(outbox, channel, group), { letter, postedAt: now, attempts: 0 });
  return outbox.byKey.size > limits.outbox ? evicted(outbox, now) : undefined;
}

/**
 * The letters that are to be sent now, which are under way from here on. Each channel has at most eight under way, one of
 * each group, and those that have been due for longest go first: no channel and no group waits for another one's receiver.
 */
export function due(outbox: Outbox, now: number): readonly Letter[] {
  advance(outbox, now);
  return [...outbox.roads.values()].flatMap((road) => dueOn(road, now));
}

function dueOn(road: Road, now: number): readonly Letter[] {
  const letters: Letter[] = [];
  while (roadDueAt(road) <= now) {
    const [lane] = road.queue;
    if (lane?.first === undefined) {
      break;
    }
    unqueue(lane);
    lane.isUnderWay = true;
    road.underWay += 1;
    letters.push(lane.first.letter);
  }
  return letters;
}

/** The first instant at which something is due, in milliseconds; infinite while everything is under way or there is nothing. */
export function nextDue({ roads }: Outbox): number {
  let first = Number.POSITIVE_INFINITY;
  for (const road of roads.values()) {
    first = Math.min(first, roadDueAt(road));
  }
  return first;
}

function roadDueAt({ queue: [lane], underWay, restsUntil }: Road): number {
  return lane === undefined || underWay >= underWayMax
    ? Number.POSITIVE_INFINITY
    : Math.max(lane.dueAt, restsUntil);
}

/**
 * Takes note of what came of a letter, which may also be one that was under way before a restart. Undefined for a letter
 * that is not there any more or whose turn it is not.
 */
export function settle(
  outbox: Outbox,
  key: string,
  delivery: Delivery,
  now: number,
): Settlement | undefined {
  advance(outbox, now);
  const posted = outbox.byKey.get(key);
  if (posted === undefined || posted.lane.first !== posted) {
    return undefined;
  }
  const { lane, letter } = posted;
  recall(lane);
  posted.attempts += 1;
  const { attempts } = posted;
  if (delivery.kind === 'delivered') {
    leave(outbox, posted, now);
    return { kind: 'delivered', letter, attempts };
  }
  const sentence = lane.road.isClosed
    ? gone(lane.road.channel)
    : reasonToStop(posted, delivery, now);
  if (sentence !== undefined) {
    leave(outbox, posted, now);
    return { kind: 'dead', ...bury(outbox, posted, sentence, now) };
  }
  const askedMs = delivery.kind === 'later' ? heededMs(delivery.afterMs) : 0;
  if (askedMs > 0) {
    lane.road.restsUntil = Math.max(lane.road.restsUntil, now + askedMs);
  }
  const ageMs = now - posted.postedAt;
  requeue(outbox, lane, now + Math.max(askedMs, waitMs({ key, attempts, ageMs })));
  const nextAt = Math.max(lane.dueAt, lane.road.restsUntil);
  return { kind: 'delayed', letter, attempts, reason: delivery.reason, nextAt };
}

/** The first letter of a lane is settled, and it is the turn of the next one. */
function leave(outbox: Outbox, posted: Posted, now: number): void {
  const { lane } = posted;
  remove(outbox, posted);
  if (lane.first === undefined) {
    tidy(outbox, lane);
  } else {
    requeue(outbox, lane, now);
  }
}

function reasonToStop(
  { letter, attempts, postedAt }: Posted,
  delivery: Exclude<Delivery, { kind: 'delivered' }>,
  now: number,
): string | undefined {
  if (delivery.kind === 'refused') {
    return delivery.reason;
  }
  const { key } = letter.notification;
  return isGivenUp({ key, attempts, ageMs: now - postedAt })
    ? `given up after ${sayCount(attempts)} attempts: ${delivery.reason}`
    : undefined;
}

/** Gives up on what is for channels that are not among `existing`. What is under way may still be delivered, and is not tried again. */
export function dropChannels(
  outbox: Outbox,
  existing: { readonly has: (channel: string) => boolean },
  now: number,
): readonly DeadLetter[] {
  advance(outbox, now);
  const dropped: DeadLetter[] = [];
  for (const road of outbox.roads.values()) {
    road.isClosed = !existing.has(road.channel);
    if (road.isClosed) {
      for (const lane of road.lanes.values()) {
        dropped.push(...dropFrom(outbox, lane, { reasonOf: () => gone(road.channel), now }));
      }
      if (road.lanes.size === 0) {
        outbox.roads.delete(road.channel);
      }
    }
  }
  return dropped;
}

/**
 * Gives up on what waits at executors and is not wanted any more, in the order of its lane: `reasonOf` says why. What is under way is not
 * called back.
 */
export function withdraw(
  outbox: Outbox,
  reasonOf: (letter: Letter) => string | undefined,
  now: number,
): readonly DeadLetter[] {
  advance(outbox, now);
  const dropped: DeadLetter[] = [];
  for (const road of outbox.roads.values()) {
    const lanes = executorAt(road.channel) === undefined ? [] : road.lanes.values();
    for (const lane of lanes) {
      dropped.push(...dropFrom(outbox, lane, { reasonOf, now }));
    }
  }
  return dropped;
}

/** Gives up on the letters of a lane in their order, but for what is under way, up to the first that there is no reason for. */
function dropFrom(
  outbox: Outbox,
  lane: Lane,
  {
    reasonOf,
    now,
  }: { readonly reasonOf: (letter: Letter) => string | undefined; readonly now: number },
): readonly DeadLetter[] {
  const dropped: DeadLetter[] = [];
  for (let one = nextIdle(lane); one !== undefined; one = nextIdle(lane)) {
    const reason = reasonOf(one.letter);
    if (reason === undefined) {
      break;
    }
    expel(outbox, one);
    dropped.push(bury(outbox, one, reason, now));
  }
  return dropped;
}

function gone(address: string): string {
  const executor = executorAt(address);
  return executor === undefined
    ? `\`${address}\` is no longer a channel`
    : `this watch does not execute \`${executor}\` any more`;
}

/** How long the letter that has waited for longest has waited, in milliseconds; 0 where there is none. */
export function outboxAge({ oldest }: Outbox, now: number): number {
  return oldest === undefined ? 0 : Math.max(0, now - oldest.postedAt);
}

export interface OutboxCounts {
  /** Letters that are to be delivered, those under way among them. */
  readonly letters: number;
  readonly underWay: number;
  readonly dead: number;
}

export function outboxCounts({ byKey, roads, dead }: Outbox): OutboxCounts {
  let underWay = 0;
  for (const road of roads.values()) {
    underWay += road.underWay;
  }
  return { letters: byKey.size, underWay, dead: dead.length };
}

/** The first letter of a lane that is not under way. */
function nextIdle({ first, isUnderWay }: Lane): Posted | undefined {
  return isUnderWay ? first?.next : first;
}

/** Takes a letter out that is not under way, and its lane where it was the only one. */
function expel(outbox: Outbox, posted: Posted): void {
  const { lane } = posted;
  remove(outbox, posted);
  if (lane.first === undefined) {
    unqueue(lane);
    tidy(outbox, lane);
  }
}

/** Makes room: the oldest letter that is not under way is dead. */
function evicted(outbox: Outbox, now: number): DeadLetter | undefined {
  let victim = outbox.oldest;
  while (victim?.lane.isUnderWay && victim.lane.first === victim) {
    victim = victim.newer;
  }
  if (victim === undefined) {
    return undefined;
  }
  expel(outbox, victim);
  return bury(
    outbox,
    victim,
    `more than ${sayCount(limits.outbox)} notifications wait, and it was the oldest`,
    now,
  );
}

function bury(
  { dead }: Outbox,
  { letter, attempts }: Posted,
  reason: string,
  now: number,
): DeadLetter {
  const one = { letter, attempts, reason, at: now };
  dead.push(one);
  if (dead.length > limits.deadLetters) {
    dead.shift();
  }
  return one;
}
