import type { StoreEffect } from '../../src/runtime/input.ts';
import { decodeEntries, type Entry } from '../../src/runtime/journal/entry.ts';
import { decodeFrames } from '../../src/runtime/journal/frame.ts';
import { decodeSnapshot, type Snapshot } from '../../src/runtime/journal/snapshot.ts';
import { must } from './law.ts';
import { type Ledger, savedAfter } from './ledger.ts';

/** What is on the disk, in terms of the ledger. */
export interface Durable {
  /** Number of the last step. */
  readonly step: number;
  /** Numbers of all steps that it may be, the last first: a step that changes nothing leaves what the one before left. */
  readonly steps: readonly number[];
  /** Names of arrivals that no step has taken, oldest first. */
  readonly pending: readonly string[];
  /** Keys of letters that were decided and not settled, sorted by nothing. */
  readonly outstanding: ReadonlySet<string>;
}

/** What is on the disk after something was stored. */
export function afterStore(
  ledger: Ledger,
  before: Durable,
  effect: StoreEffect,
  isSettled: (key: string) => boolean,
): Durable {
  if (effect.kind === 'append') {
    const { frames, flaw } = decodeFrames(effect.bytes);
    must('a frame is whole', frames.length === 1 && flaw === undefined, () => String(flaw));
    return afterEntries(
      ledger,
      before,
      frames.flatMap(({ payload }) => decodeEntries(payload)),
    );
  }
  const decoded = decodeSnapshot(effect.bytes);
  if (decoded === undefined || decoded === 'newer') {
    must('a snapshot can be read', false, () => effect.name);
    return before;
  }
  return ofSnapshot(ledger, decoded.snapshot, isSettled);
}

/** What a snapshot holds. It must be that of a step. */
export function ofSnapshot(
  ledger: Ledger,
  snapshot: Snapshot,
  isSettled: (key: string) => boolean,
): Durable {
  const pending = snapshot.arrivals.map(({ path }) => path);
  const text = JSON.stringify(snapshot.state);
  const steps = [...ledger.steps.entries()]
    .filter(([index, record]) => {
      const isOf = record.stateAt === snapshot.state.at && waits(ledger, index, pending);
      return isOf && savedAfter(ledger, index) === text;
    })
    .map(([index]) => index)
    .reverse();
  const [step = -1] = steps;
  must('a snapshot is of a step', step >= 0, () => {
    return `at ${snapshot.state.at}, with ${pending.join(' ')} pending: ${text}`;
  });
  const outstanding = new Set(
    [...snapshot.outbox.letters.map(({ letter }) => letter), ...snapshot.letters].map(
      ({ notification: { key } }) => key,
    ),
  );
  const count = snapshot.outbox.letters.length + snapshot.letters.length;
  must('a letter is in a snapshot once', outstanding.size === count, () => [...outstanding].join());
  for (const [key, decidedIn] of ledger.decided) {
    must(
      'a letter stays until it is settled',
      decidedIn > step || outstanding.has(key) || isSettled(key),
      () => `${key} of step ${decidedIn} is not in the snapshot of step ${step}`,
    );
  }
  for (const key of outstanding) {
    must(
      'a letter was decided',
      (ledger.decided.get(key) ?? Number.POSITIVE_INFINITY) <= step,
      () => key,
    );
  }
  return { step, steps, pending, outstanding };
}

function waits({ steps, took }: Ledger, step: number, pending: readonly string[]): boolean {
  const taken = steps[step]?.taken ?? 0;
  return pending.every((name, index) => took[taken + index]?.name === name);
}

/** What there is after entries of a journal. They must tell what happened, in its order. */
export function afterEntries(ledger: Ledger, before: Durable, entries: readonly Entry[]): Durable {
  let { steps } = before;
  const pending = [...before.pending];
  const outstanding = new Set(before.outstanding);
  for (const entry of entries) {
    switch (entry.kind) {
      case 'arrival': {
        pending.push(entry.file.path);
        steps = steps.filter((step) => waits(ledger, step, pending));
        must('arrivals are kept in order', steps.length > 0, () => entry.file.path);
        break;
      }
      case 'step': {
        steps = steps.filter((step) => isStep(ledger, step + 1, entry)).map((step) => step + 1);
        const isIt = steps.length > 0 && entry.arrivals <= pending.length;
        must('steps are kept as they were', isIt, () => JSON.stringify(entry));
        pending.splice(0, entry.arrivals);
        for (const { notification } of entry.letters) {
          outstanding.add(notification.key);
        }
        break;
      }
      case 'settled': {
        must('what is settled was decided', outstanding.delete(entry.key), () => entry.key);
        break;
      }
    }
  }
  const [step = -1] = steps;
  return { step, steps, pending, outstanding };
}

/** Whether a step is the one that an entry tells of. */
function isStep(
  { steps }: Ledger,
  step: number,
  { at, arrivals, letters }: Extract<Entry, { readonly kind: 'step' }>,
): boolean {
  const [before, record] = [steps[step - 1], steps[step]];
  return (
    before !== undefined &&
    record !== undefined &&
    record.at === at &&
    record.taken - before.taken === arrivals &&
    record.letters.join() === letters.map(({ notification }) => notification.key).join()
  );
}
