import { continueNumbers, saveState } from '../evaluate/state.ts';
import type { Letter } from '../model/letter.ts';
import type { Model } from '../model/model.ts';
import { sortedBy } from '../model/order.ts';
import { instantIn } from '../model/read-batch.ts';
import type { Report } from '../model/report.generated.ts';
import { type Accepted, takeArrivals } from './arrivals.ts';
import { dropNeedless } from './dead-letter.ts';
import { beginAnew, heldLetters, holdBack, remember } from './journal/journal.ts';
import { encodeSnapshot } from './journal/snapshot.ts';
import { lettersOf } from './letters.ts';
import { stepOn } from './live.ts';
import { activate, reject } from './reload.ts';
import { savedOutbox } from './saved-outbox.ts';
import { type Probation, say, type Watch } from './watch.ts';

/** Evaluates what arrived, remembers what that decided, and lets the letters leave once it is remembered. */
export function turn(watch: Watch, now: number): void {
  const startedAt = watch.settings.clock();
  const taken = takeArrivals(watch.arrivals);
  const { probation } = watch;
  const report =
    probation === undefined
      ? stepOn(watch.live, taken, now)
      : stepOnProbation(watch, probation, taken, now);
  conclude(watch, report, taken.length, now);
  endProbation(watch);
  const tookMs = Math.max(0, watch.settings.clock() - startedAt);
  watch.restsUntil = watch.time + Math.max(restMinMs, restFactor * tookMs);
  const batches = taken.reduce((count, { readings }) => count + readings.length, 0);
  say(watch, { type: 'stepped', at: now, report, batches, tookMs });
}

/** Between steps: evaluating takes at most a fifth of the time, however much arrives. */
const restMinMs = 50;
const restFactor = 4;

/** Remembers a step that took the oldest arrivals, and holds its letters back until it is remembered. */
export function conclude(watch: Watch, report: Report, arrivals: number, now: number): void {
  const { settings, journal, live, probation } = watch;
  const isRolledBack = probation?.before.model === live.model;
  const letters = lettersOf(report, settings).filter(
    (one) => !(isRolledBack && probation.told.has(tidingsOf(one))),
  );
  remember(journal, { kind: 'step', at: now, arrivals, letters });
  for (const letter of letters) {
    holdBack(journal, { kind: 'letter', letter });
    probation?.told.add(tidingsOf(letter));
  }
  watch.report = report;
  dropNeedless(watch, now);
  watch.deadline = watch.time + Math.min(live.model.settings.everyMs, restOf(report, now));
}

/** What a letter comes to for those who get it, whatever its number. */
function tidingsOf({ notification }: Letter): string {
  const { channel, group, state, incidents } = notification;
  return JSON.stringify([channel, group, state, incidents.map((one) => [one.id, one.state])]);
}

/**
 * How long after a step something may happen although nothing is heard, in milliseconds. By the clock and not by the instant of the
 * step: where the clock was set back, steps stand still until it has caught up.
 */
function restOf({ nextDeadline }: Report, now: number): number {
  return nextDeadline === null
    ? Number.POSITIVE_INFINITY
    : Math.max(0, instantIn(nextDeadline) - now);
}

/** A step of a new configuration, or of the one before it where that fails. */
function stepOnProbation(
  watch: Watch,
  probation: Probation,
  taken: readonly Accepted[],
  now: number,
): Report {
  probation.arrivals.push(...taken);
  probation.stepsLeft -= 1;
  try {
    return stepOn(watch.live, taken, now);
  } catch (error) {
    return takenBack(watch, probation, error, now);
  }
}

/**
 * A new configuration that fails is a bug in Tower: the one before it is live again, and is given what was evaluated since. Returns
 * what that comes to.
 */
function takenBack(watch: Watch, probation: Probation, error: unknown, now: number): Report {
  const { live } = watch;
  const { before } = probation;
  // The letters of the new configuration have left under their numbers: the next ones need others.
  continueNumbers(before.state, live.state);
  watch.live = { ...before, epoch: live.epoch + 1 };
  activate(watch.reload, before.hash);
  reject(watch.reload, live.hash);
  sayRolledBack(watch, live.model, error, now);
  return stepOn(watch.live, probation.arrivals, now);
}

/** Says that a configuration fails, and that the one that is live stays, or is so again. */
export function sayRolledBack(
  watch: Watch,
  { revision }: Pick<Model, 'revision'>,
  error: unknown,
  now: number,
): void {
  const { revision: to } = watch.live.model;
  const reason = error instanceof Error ? error.message : String(error);
  say(watch, { type: 'config-rolled-back', at: now, revision, to, reason });
}

/** Begins a new journal for a new configuration, or goes back to the one before it where that fails. */
export function renew(watch: Watch, now: number): void {
  const { probation } = watch;
  try {
    keepAll(watch);
  } catch (error) {
    if (probation === undefined) {
      throw error;
    }
    const report = takenBack(watch, probation, error, now);
    conclude(watch, report, 0, now);
    endProbation(watch);
    say(watch, { type: 'stepped', at: now, report, batches: 0, tookMs: 0 });
  }
}

/** Ends the probation after its last step, or because the configuration before it is live again: then the journal is of another revision. */
function endProbation(watch: Watch): void {
  const { probation, live } = watch;
  if (probation === undefined) {
    return;
  }
  const isRolledBack = live.model === probation.before.model;
  if (isRolledBack) {
    keepAll(watch);
  }
  if (isRolledBack || probation.stepsLeft <= 0) {
    watch.probation = undefined;
  }
}

/** Begins a new journal with everything that the watch is now. */
export function keepAll(watch: Watch): void {
  watch.renewal = 'no';
  const { journal, live, outbox, arrivals, positions, settings } = watch;
  const letters = heldLetters(journal);
  beginAnew(journal, (sequence) =>
    encodeSnapshot(sequence, {
      schemaVersion: 1,
      epoch: live.epoch,
      revision: live.model.revision,
      hash: live.hash,
      files: live.files,
      state: saveState(live.model, live.state),
      outbox: savedOutbox(outbox),
      letters,
      arrivals: arrivals.waiting.map(({ file: { path, bytes }, isLines }) => ({
        path,
        isLines,
        text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
      })),
      positions: sortedBy(positions.values(), ({ path }) => path),
      delivers: settings.delivers,
    }),
  );
}
