import type { Progress, Work, Worked } from '../model/work.ts';
import type { World } from '../ports.ts';
import { fault, type Outcome } from './outcome.ts';
import { progressLine } from './progress-line.ts';

/** How long a slice should take: an interrupt waits no longer, and a line that moves looks alive. */
const sliceMs = 50;
const firstLooks = 100_000;
const looksMax = 2 ** 40;

/**
 * Carries out long work. An interrupt ends it between two slices, and what was found until then is the answer, not complete.
 * Work that takes longer than a second says how far it is, in one line on standard error where that is a terminal; the line
 * is gone when the answer comes. `title` says what is done: `pairs of failures`.
 */
export async function carriedOut<T>(
  world: Pick<World, 'clock' | 'interrupts' | 'stderr'>,
  work: Work<T>,
  title: string,
): Promise<Worked<T>> {
  const { clock, interrupts } = world;
  const line = progressLine(world);
  let isInterrupted = false;
  let isDone = false;
  const release = interrupts.watch(() => {
    isInterrupted = true;
  });
  for (let looks = firstLooks; !isDone && !isInterrupted; ) {
    const startedAt = clock.now();
    isDone = work.advance(looks);
    looks = nextLooks(looks, clock.now() - startedAt);
    if (!isDone) {
      line.draw(() => sayProgress(title, work.progress()));
      await interrupts.turn();
    }
  }
  release();
  line.erase();
  return { found: work.found(), isComplete: isDone };
}

/** The outcome of work that may have been interrupted: whatever it found is printed, and the process ends with 130. */
export function endingOfWork(
  outcome: Outcome,
  { isComplete }: Pick<Worked<unknown>, 'isComplete'>,
): Outcome {
  return isComplete
    ? outcome
    : {
        ...outcome,
        exitCode: 130,
        notes: [
          ...(outcome.notes ?? []),
          ...fault('interrupted', 'what was found until then is printed, and is not complete'),
        ],
      };
}

/** So many looks that the next slice takes about as long as it should; the length changes by no more than four times. */
function nextLooks(looks: number, tookMs: number): number {
  const factor = Math.min(4, Math.max(1 / 4, sliceMs / Math.max(1, tookMs)));
  return Math.min(looksMax, Math.max(1, Math.round(looks * factor)));
}

/** `pairs of failures: 41%, 1,200 of 2,900 groups (Ctrl-C prints what was found)`. */
function sayProgress(title: string, { done, total, noun }: Progress): string {
  const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');
  const standing =
    total === undefined
      ? `${count(done)} ${noun}`
      : `${Math.floor((100 * done) / Math.max(1, total))}%, ${count(done)} of ${count(total)} ${noun}`;
  return `${title}: ${standing} (Ctrl-C prints what was found)`;
}
