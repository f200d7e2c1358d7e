import type { Letter } from '../../src/model/letter.ts';
import { must } from './law.ts';

/** What a channel was told by a receiver's own account, which remembers keys. */
export interface Receivers {
  /** Notes that a message is under way. */
  readonly sent: (letter: Letter) => void;
  /** Takes a message, however often it comes. `incarnation` counts the processes that there were. */
  readonly receive: (letter: Letter, incarnation: number) => void;
  /** Notes that the sender was told of a delivery. */
  readonly confirmed: (key: string, incarnation: number) => void;
  /** Notes that a message will never come, or that the sender may count anew from here on. */
  readonly dead: (letter: Pick<Letter, 'notification'>) => void;
  readonly recount: () => void;
  /** Notes which channels there are: the others cannot be told what they would have been. */
  readonly reachable: (channels: { readonly has: (channel: string) => boolean }) => void;
  /** The last message of each channel and group, by both. */
  readonly last: ReadonlyMap<string, Letter>;
  /** By key. */
  readonly seen: ReadonlyMap<string, Letter>;
  /** Groups and channels that were not told something that was decided. */
  readonly unheard: ReadonlySet<string>;
}

export function newReceivers(): Receivers {
  const last = new Map<string, Letter>();
  const seen = new Map<string, Letter>();
  const confirmedIn = new Map<string, number>();
  const deadNumbers = new Map<string, Set<number>>();
  const unheard = new Set<string>();
  const underWay = new Map<string, Letter>();
  /** Messages that were under way while their channel left the configuration, by key. */
  const late = new Set<string>();
  let isRecounted = false;
  const inOrder = (letter: Letter): void => {
    const { sequence } = letter.notification;
    const lane = laneOf(letter);
    const before = last.get(lane)?.notification.sequence ?? 0;
    if (sequence === 1 || isRecounted) {
      return;
    }
    must('a group is told in order', sequence > before, () => {
      return `${lane} is told ${sequence} after ${before}`;
    });
    for (let missing = before + 1; missing < sequence; missing += 1) {
      must(
        'a group is told everything',
        deadNumbers.get(lane)?.has(missing) === true,
        () => `${lane} is told ${sequence} after ${before}`,
      );
    }
  };
  return {
    sent: (letter) => {
      underWay.set(letter.notification.key, letter);
    },
    receive: (letter, incarnation) => {
      const { key } = letter.notification;
      underWay.delete(key);
      const known = seen.get(key);
      if (known !== undefined) {
        must('a key stands for one message', sameText(known, letter), () => key);
        must('nothing is told twice', confirmedIn.get(key) !== incarnation, () => key);
        return;
      }
      inOrder(letter);
      seen.set(key, letter);
      last.set(laneOf(letter), letter);
      if (late.has(key)) {
        unheard.add(laneOf(letter));
      } else {
        unheard.delete(laneOf(letter));
      }
    },
    confirmed: (key, incarnation) => {
      confirmedIn.set(key, incarnation);
    },
    dead: (letter) => {
      const lane = laneOf(letter);
      const numbers = deadNumbers.get(lane) ?? new Set();
      deadNumbers.set(lane, numbers.add(letter.notification.sequence));
      if (!seen.has(letter.notification.key)) {
        unheard.add(lane);
      }
    },
    recount: () => {
      isRecounted = true;
    },
    reachable: (channels) => {
      for (const [lane, { notification }] of last) {
        if (!channels.has(notification.channel)) {
          unheard.add(lane);
        }
      }
      for (const [key, { notification }] of underWay) {
        if (!channels.has(notification.channel)) {
          late.add(key);
        }
      }
    },
    last,
    seen,
    unheard,
  };
}

function laneOf({ notification }: Pick<Letter, 'notification'>): string {
  return `${notification.channel} ${notification.group}`;
}

function sameText(a: Letter, b: Letter): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
