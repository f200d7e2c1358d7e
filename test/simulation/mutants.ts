import type { Effect, Input } from '../../src/runtime/input.ts';
import type { Kept, Recovered } from '../../src/runtime/journal/recover.ts';
import type { Watch } from '../../src/runtime/watch.ts';
import { type Machine, realMachine } from './machine.ts';

/** A machine with a mistake that somebody could make. */
interface Mutant {
  readonly name: string;
  readonly machine: Machine;
}

/** Changes what a state folder is read as. */
function forgets(name: string, change: (kept: Kept) => Kept): Mutant {
  const recover: Machine['recover'] = (folder) => {
    const recovered: Recovered = realMachine.recover(folder);
    return recovered.kind === 'kept' ? change(recovered) : recovered;
  };
  return { name, machine: { ...realMachine, recover } };
}

/** Changes what is fed, or what comes of it. */
function feeds(
  name: string,
  feed: (watch: Watch, input: Input, now: number) => readonly Effect[],
): Mutant {
  return { name, machine: { ...realMachine, feed } };
}

const applies = (effects: readonly Effect[]): boolean =>
  effects.some((one) => one.kind === 'say' && one.event.type === 'config-applied');

export const mutants: readonly Mutant[] = [
  feeds('letters leave before they are on the disk', (watch, input, now) => {
    const effects = realMachine.feed(watch, input, now);
    const letters = watch.journal.held.flatMap((one) =>
      one.kind === 'letter' ? [{ kind: 'send' as const, letter: one.letter }] : [],
    );
    return [...effects, ...letters];
  }),
  feeds('answers leave before what they are about is on the disk', (watch, input, now) => {
    const effects = realMachine.feed(watch, input, now);
    const answers = watch.journal.held.flatMap((one) => (one.kind === 'answer' ? [one] : []));
    watch.journal.held = watch.journal.held.filter(({ kind }) => kind !== 'answer');
    return [...effects, ...answers];
  }),
  feeds('how far a file was read is not kept', (watch, input, now) => {
    if (input.kind !== 'batches') {
      return realMachine.feed(watch, input, now);
    }
    const { position: _, ...rest } = input;
    return realMachine.feed(watch, rest, now);
  }),
  feeds('what waits is dropped when a configuration becomes live', (watch, input, now) => {
    const effects = realMachine.feed(watch, input, now);
    if (applies(effects)) {
      watch.arrivals.waiting.length = 0;
      watch.arrivals.batchCount = 0;
      watch.arrivals.byteCount = 0;
    }
    return effects;
  }),
  feeds('a failed store is tried twice at once', (watch, input, now) => {
    const effects = realMachine.feed(watch, input, now);
    const again = watch.journal.failure === undefined ? undefined : watch.journal.underWay;
    return again?.isTried === true && !effects.includes(again.effect)
      ? [...effects, again.effect]
      : effects;
  }),
  feeds('a store that failed counts as done', (watch, input, now) =>
    realMachine.feed(watch, input.kind === 'stored' ? { kind: 'stored' } : input, now),
  ),
  forgets('what was settled is not remembered', (kept) => ({
    ...kept,
    entries: kept.entries.filter(({ kind }) => kind !== 'settled'),
  })),
  forgets('letters that wait for the disk are not part of a snapshot', (kept) => ({
    ...kept,
    snapshot: { ...kept.snapshot, letters: [] },
  })),
  forgets('arrivals that wait are not part of a snapshot', (kept) => ({
    ...kept,
    snapshot: { ...kept.snapshot, arrivals: [] },
  })),
  forgets('the outbox is not part of a snapshot', (kept) => ({
    ...kept,
    snapshot: { ...kept.snapshot, outbox: { ...kept.snapshot.outbox, letters: [], lanes: [] } },
  })),
  forgets('steps are taken again at another instant', (kept) => ({
    ...kept,
    entries: kept.entries.map((entry) =>
      entry.kind === 'step' ? { ...entry, at: entry.at + 1_000 } : entry,
    ),
  })),
  forgets('the letters of a step are those of nobody', (kept) => ({
    ...kept,
    entries: kept.entries.map((entry) =>
      entry.kind === 'step' ? { ...entry, letters: [] } : entry,
    ),
  })),
  forgets('what was written half is written behind', (kept) => ({
    ...kept,
    byteCount: kept.byteCount + kept.tornBytes,
  })),
];
