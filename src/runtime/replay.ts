import { stepReadings } from '../evaluate/evaluate.ts';
import type { SourcePosition } from '../ports/signal-source.ts';
import {
  type Accepted,
  type Arrivals,
  addArrival,
  noArrivals,
  readArrival,
  readingsIn,
} from './arrivals.ts';
import type { Entry } from './journal/entry.ts';
import type { Kept } from './journal/recover.ts';
import type { Live } from './live.ts';
import { mergeReadings } from './merge-readings.ts';
import { post } from './outbox.ts';
import { movePositions } from './positions.ts';
import type { Outbox } from './postings.ts';
import { loadedOutbox } from './saved-outbox.ts';
import type { Watch } from './watch.ts';

/** What a journal leaves to do. */
export type Replayed = Pick<Watch, 'arrivals' | 'outbox'> & {
  readonly positions: Map<string, SourcePosition>;
};

/**
 * Takes the steps of a journal again, which changes the state of what is live. What they decided to send is what the journal says,
 * and what was settled is not sent again.
 */
export function replay(live: Live, { snapshot, entries }: Kept): Replayed {
  const settled = settledIn(entries);
  const arrivals = noArrivals();
  for (const { path, text, isLines } of snapshot.arrivals) {
    const bytes = new TextEncoder().encode(text);
    addArrival(arrivals, acceptedOf(live, { file: { path, bytes }, isLines }));
  }
  const positions = new Map(snapshot.positions.map((position) => [position.path, position]));
  const outbox = outboxWithout(settled, snapshot.outbox);
  const letters = snapshot.letters.map((letter) => ({ letter, at: snapshot.state.at }));
  for (const entry of entries) {
    if (entry.kind === 'arrival') {
      addArrival(arrivals, acceptedOf(live, entry));
      movePositions(positions, entry);
    } else if (entry.kind === 'step') {
      step(live, shifted(arrivals, entry.arrivals), entry.at);
      letters.push(...entry.letters.map((letter) => ({ letter, at: entry.at })));
    }
  }
  for (const { letter, at } of letters) {
    const { key } = letter.notification;
    const end = settled.get(key);
    if (end === undefined) {
      post(outbox, letter, at);
    } else if (end.reason !== undefined) {
      outbox.dead.push({ letter, attempts: end.attempts, reason: end.reason, at: end.at });
    }
  }
  return { arrivals, positions, outbox };
}

type Settled = Extract<Entry, { readonly kind: 'settled' }>;

function settledIn(entries: readonly Entry[]): ReadonlyMap<string, Settled> {
  return new Map(
    entries.flatMap((entry) => (entry.kind === 'settled' ? [[entry.key, entry] as const] : [])),
  );
}

/** The outbox of a snapshot without the letters that were settled behind it. */
function outboxWithout(
  settled: ReadonlyMap<string, Settled>,
  saved: Kept['snapshot']['outbox'],
): Outbox {
  const letters = saved.letters.filter(({ letter }) => !settled.has(letter.notification.key));
  const lanes = new Set(letters.map(({ letter: { notification } }) => laneKey(notification)));
  const dead = saved.letters.flatMap(({ letter }) => {
    const end = settled.get(letter.notification.key);
    return end?.reason === undefined
      ? []
      : [{ letter, attempts: end.attempts, reason: end.reason, at: end.at }];
  });
  return loadedOutbox({
    ...saved,
    letters,
    lanes: saved.lanes.filter((lane) => lanes.has(laneKey(lane))),
    dead: [...saved.dead, ...dead],
  });
}

function laneKey({ channel, group }: { readonly channel: string; readonly group: string }): string {
  return `${channel} ${group}`;
}

function acceptedOf({ scanner }: Live, arrival: Pick<Accepted, 'file' | 'isLines'>): Accepted {
  return readArrival(scanner, { ...arrival, linesBefore: 0 }).accepted;
}

/** Takes the oldest arrivals. */
function shifted(arrivals: Arrivals, count: number): readonly Accepted[] {
  const taken = arrivals.waiting.splice(0, count);
  for (const { file, readings } of taken) {
    arrivals.batchCount -= readings.length;
    arrivals.byteCount -= file.bytes.length;
  }
  return taken;
}

function step({ model, state, scanner }: Live, taken: readonly Accepted[], at: number): void {
  stepReadings(model, state, mergeReadings(readingsIn(scanner.vocabulary, taken), at));
}
