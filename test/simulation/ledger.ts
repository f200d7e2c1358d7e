// What a watch must come to, worked out a second time in the simplest way: all arrivals in order, all steps with whole batches.
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { continueNumbers, forkState, type State, saveState } from '../../src/evaluate/state.ts';
import type { Batch } from '../../src/model/batch.generated.ts';
import type { Letter } from '../../src/model/letter.ts';
import type { Model } from '../../src/model/model.ts';
import type { Report } from '../../src/model/report.generated.ts';
import { sayInstant } from '../../src/model/time.ts';
import type { WatchEvent } from '../../src/model/watch-event.ts';
import { must } from './law.ts';

/** Something that was accepted. */
export interface Took {
  readonly name: string;
  readonly batches: readonly Batch[];
}

/** What there was after a step. */
interface StepRecord {
  /** By the clock of the machine, in milliseconds. */
  readonly at: number;
  readonly model: Model;
  /** Instant of the state, in milliseconds. */
  readonly stateAt: number;
  /** A copy; to make one of each would cost more than the steps. */
  readonly state: State | undefined;
  /** How much had been taken in all. */
  readonly taken: number;
  /** Decided in this step. */
  readonly letters: readonly string[];
}

export interface Ledger {
  /** Everything that was accepted in the history that survives, oldest first. */
  readonly took: Took[];
  /** The first is what a watch begins with. */
  readonly steps: StepRecord[];
  model: Model;
  state: State;
  /** What there is to go back to while a configuration is new. */
  probation:
    | {
        readonly model: Model;
        readonly state: State;
        readonly taken: number;
        readonly told: Set<string>;
        left: number;
      }
    | undefined;
  /** Keys that were decided, by which step. */
  readonly decided: Map<string, number>;
  /** Of the key, where it is known. */
  readonly letterOf: Map<string, Letter>;
}

export function newLedger(model: Model, state: State): Ledger {
  return {
    took: [],
    steps: [{ at: 0, model, stateAt: 0, state: forkState(state), taken: 0, letters: [] }],
    model,
    state,
    probation: undefined,
    decided: new Map(),
    letterOf: new Map(),
  };
}

/** Another configuration is live. */
export function noteSwap(ledger: Ledger, model: Model): void {
  const { state } = ledger;
  ledger.probation = {
    model: ledger.model,
    state,
    taken: takenBy(ledger),
    told: new Set(),
    left: 4,
  };
  ledger.state = forkState(state);
  ledger.model = model;
}

/** The one before is live again. */
export function noteRollback(ledger: Ledger): void {
  const { probation } = ledger;
  must('a configuration is taken back only while it is new', probation !== undefined, () => '');
  if (probation !== undefined) {
    probation.left = 0;
  }
}

/** What is evaluated anew after a configuration was taken back: everything since it was live. */
function takenBack(
  ledger: Ledger,
  failed: readonly Took[],
  at: number,
): readonly Took[] | undefined {
  const { probation, took } = ledger;
  if (probation?.left !== 0) {
    return undefined;
  }
  // The step that failed had given numbers already.
  evaluate(ledger.model, ledger.state, joined(failed, at));
  continueNumbers(probation.state, ledger.state);
  ledger.model = probation.model;
  ledger.state = probation.state;
  return took.slice(probation.taken, takenBy(ledger) + failed.length);
}

/** Takes the same step, and compares. */
export function noteStep(
  ledger: Ledger,
  { at, batches, report }: Extract<WatchEvent, { readonly type: 'stepped' }>,
): void {
  const { took, probation } = ledger;
  const begin = takenBy(ledger);
  let [taken, count] = [begin, 0];
  for (; count < batches && taken < took.length; taken += 1) {
    count += took[taken]?.batches.length ?? 0;
  }
  must('a step takes whole arrivals, oldest first', count === batches, () => {
    return `${batches} batches, and ${took.length - begin} arrivals wait`;
  });
  const fresh = took.slice(begin, taken);
  const again = takenBack(ledger, fresh, at);
  const step = evaluate(ledger.model, ledger.state, joined(again ?? fresh, at));
  // To compare all of it takes longer than the step.
  const isWhole = ledger.steps.length % copyEvery === 0;
  const isSame = isWhole
    ? sameText(step.report, report)
    : sameText(gist(step.report), gist(report));
  must('a step comes to what its batches come to', isSame, () => difference(step.report, report));
  const tidings = report.notifications.map((one) => ({ key: one.key, text: tidingsOf(one) }));
  const letters = tidings
    .filter(({ text }) => !(again !== undefined && probation?.told.has(text)))
    .map(({ key }) => key);
  for (const { text } of tidings) {
    probation?.told.add(text);
  }
  for (const key of letters) {
    must('a key is of one message', !ledger.decided.has(key), () => key);
    ledger.decided.set(key, ledger.steps.length);
  }
  const { model, state } = ledger;
  const isCopied =
    ledger.steps.length % copyEvery === 0 ||
    ledger.steps.at(-1)?.model !== model ||
    again !== undefined;
  const copy = isCopied ? forkState(state) : undefined;
  ledger.steps.push({ at, model, stateAt: state.at, state: copy, taken, letters });
  if (probation !== undefined) {
    probation.left -= 1;
    if (probation.left <= 0) {
      ledger.probation = undefined;
    }
  }
}

const copyEvery = 16;

/** The state after a step, worked out from the last copy. */
function stateAfter({ steps, took }: Ledger, step: number): State {
  const from = steps.findLastIndex(({ state }, index) => index <= step && state !== undefined);
  const state = steps[from]?.state;
  if (state === undefined) {
    throw new RangeError(`there is no step ${step}`);
  }
  const copy = forkState(state);
  for (let index = from + 1; index <= step; index += 1) {
    const [before, record] = [steps[index - 1], steps[index]];
    if (before !== undefined && record !== undefined) {
      evaluate(record.model, copy, joined(took.slice(before.taken, record.taken), record.at));
    }
  }
  return copy;
}

function takenBy({ steps }: Ledger): number {
  return steps.at(-1)?.taken ?? 0;
}

/** Goes back to a step, with what waited then. */
export function rewind(ledger: Ledger, step: number, pending: number): void {
  const record = ledger.steps[step];
  if (record === undefined) {
    throw new RangeError(`there is no step ${step}`);
  }
  for (const { letters } of ledger.steps.slice(step + 1)) {
    for (const key of letters) {
      ledger.decided.delete(key);
    }
  }
  ledger.state = stateAfter(ledger, step);
  ledger.steps.length = step + 1;
  ledger.took.length = record.taken + pending;
  ledger.model = record.model;
  ledger.probation = undefined;
}

/** What a saved state must be after a step. */
export function savedAfter(ledger: Ledger, step: number): string {
  const { model } = ledger.steps[step] ?? ledger;
  return JSON.stringify(saveState(model, stateAfter(ledger, step)));
}

/** Several arrivals as one batch: what has no instant of its own gets that of its batch. */
function joined(since: readonly Took[], at: number): Batch {
  const batches = since.flatMap((one) => one.batches);
  return {
    at: sayInstant(at),
    signals: batches.flatMap((batch) =>
      Array.isArray(batch.signals)
        ? batch.signals.map((sample) => ({ at: batch.at, ...sample }))
        : [],
    ),
    heartbeats: batches.flatMap(({ at: own, heartbeats = [] }) =>
      heartbeats.map((one) => ({ at: own, ...one })),
    ),
    acknowledgements: batches.flatMap(({ at: own, acknowledgements = [] }) =>
      acknowledgements.map((one) => ({ at: own, ...one })),
    ),
  };
}

function tidingsOf({ channel, group, state, incidents }: Report['notifications'][number]): string {
  return [channel, group, state, ...incidents.flatMap((one) => [one.id, one.state])].join();
}

function gist({ at, revision, overall, readings, nextDeadline, alerts, notifications }: Report) {
  const standing = alerts.map(({ id, state, since }) => [id, state, since]);
  return { at, revision, overall, readings, nextDeadline, standing, notifications };
}

function sameText(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function difference(expected: object, found: object): string {
  const other = new Map(Object.entries(found));
  const keys = Object.entries(expected).filter(([key, value]) => !sameText(value, other.get(key)));
  return keys
    .map(([key, value]) => {
      return `${key}: ${JSON.stringify(value).slice(0, 600)}, not ${JSON.stringify(other.get(key)).slice(0, 600)}`;
    })
    .join('\n');
}
