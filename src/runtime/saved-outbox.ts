import type { Letter } from '../model/letter.ts';
import {
  append,
  type DeadLetter,
  laneOf,
  newOutbox,
  type Outbox,
  type Posted,
  recall,
  requeue,
  roadOf,
} from './postings.ts';

/** An outbox as plain JSON. What is under way is not told apart: after a restart it is due again, under the same key. */
export interface SavedOutbox {
  /** The latest clock that was seen, in milliseconds; null where there was none. */
  readonly now: number | null;
  /** In the order in which they were posted. */
  readonly letters: readonly SavedLetter[];
  /** Lanes in the order in which it is their turn. */
  readonly lanes: readonly SavedLane[];
  /** Channels that want to hear nothing before an instant, in milliseconds. */
  readonly rests: readonly { readonly channel: string; readonly until: number }[];
  readonly dead: readonly DeadLetter[];
}

export interface SavedLetter {
  readonly letter: Letter;
  readonly postedAt: number;
  readonly attempts: number;
}

export interface SavedLane {
  readonly channel: string;
  readonly group: string;
  readonly dueAt: number;
}

export function savedOutbox({ now, oldest, roads, dead }: Outbox): SavedOutbox {
  const letters: SavedLetter[] = [];
  for (let one: Posted | undefined = oldest; one !== undefined; one = one.newer) {
    const { letter, postedAt, attempts } = one;
    letters.push({ letter, postedAt, attempts });
  }
  const all = [...roads.values()];
  const lanes = all
    .flatMap((road) => [...road.lanes.values()])
    .sort((a, b) => a.turn - b.turn)
    .map(({ road, group, dueAt }) => ({ channel: road.channel, group, dueAt }));
  const rests = all
    .filter(({ restsUntil }) => restsUntil > now)
    .map(({ channel, restsUntil }) => ({ channel, until: restsUntil }));
  return { now: Number.isFinite(now) ? now : null, letters, lanes, rests, dead: [...dead] };
}

/** The outbox that was saved. Which channels there are is for `dropChannels` to say. */
export function loadedOutbox({ now, letters, lanes, rests, dead }: SavedOutbox): Outbox {
  const outbox = newOutbox();
  outbox.now = now ?? outbox.now;
  outbox.dead.push(...dead);
  for (const saved of letters) {
    const { channel, group } = saved.letter.notification;
    append(outbox, laneOf(outbox, channel, group), saved);
  }
  for (const { channel, group, dueAt } of lanes) {
    const lane = laneOf(outbox, channel, group);
    recall(lane);
    requeue(outbox, lane, dueAt);
  }
  for (const { channel, until } of rests) {
    roadOf(outbox, channel).restsUntil = until;
  }
  return outbox;
}
