import type { Letter } from '../model/letter.ts';
import type { SourcePosition } from '../ports/signal-source.ts';
import { type Accepted, addArrival, noArrivals, readArrival, takeOldest } from './arrivals.ts';
import type { Entry } from './journal/entry.ts';
import type { Kept } from './journal/recover.ts';
import { type Live, repeatStep } from './live.ts';
import { post } from './outbox.ts';
import { movePositions } from './positions.ts';
import type { DeadLetter, Outbox } from './postings.ts';
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
      repeatStep(live, takeOldest(arrivals, entry.arrivals), entry.at);
      letters.push(...entry.letters.map((letter) => ({ letter, at: entry.at })));
    }
  }
  for (const { letter, at } of letters) {
    if (settled.has(letter.notification.key)) {
      outbox.dead.push(...deadIn(settled, letter));
    } else {
      post(outbox, letter, at);
    }
  }
  return { arrivals, positions, outbox };
}

/** What became of letters, by key. */
type Settled = ReadonlyMap<string, Extract<Entry, { readonly kind: 'settled' }>>;

function settledIn(entries: readonly Entry[]): Settled {
  return new Map(
    entries.flatMap((entry) => (entry.kind === 'settled' ? [[entry.key, entry] as const] : [])),
  );
}

/** The outbox of a snapshot without the letters that were settled behind it. */
function outboxWithout(settled: Settled, saved: Kept['snapshot']['outbox']): Outbox {
  const letters = saved.letters.filter(({ letter }) => !settled.has(letter.notification.key));
  const lanes = new Set(letters.map(({ letter: { notification } }) => laneKey(notification)));
  const dead = saved.letters.flatMap(({ letter }) => deadIn(settled, letter));
  return loadedOutbox({
    ...saved,
    letters,
    lanes: saved.lanes.filter((lane) => lanes.has(laneKey(lane))),
    dead: [...saved.dead, ...dead],
  });
}

/** A letter that was given up; none where it was delivered, or was not settled. */
function deadIn(settled: Settled, letter: Letter): readonly DeadLetter[] {
  const { attempts = 0, reason, at = 0 } = settled.get(letter.notification.key) ?? {};
  return reason === undefined ? [] : [{ letter, attempts, reason, at }];
}

function laneKey({ channel, group }: { readonly channel: string; readonly group: string }): string {
  return `${channel} ${group}`;
}

function acceptedOf({ scanner }: Live, arrival: Pick<Accepted, 'file' | 'isLines'>): Accepted {
  return readArrival(scanner, { ...arrival, linesBefore: 0 }).accepted;
}
