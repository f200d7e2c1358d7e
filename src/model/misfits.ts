import { didYouMean } from './nearest.ts';
import { compareText } from './order.ts';
import type { Unmatched } from './report.generated.ts';
import type { Vocabulary } from './vocabulary.ts';

/** An observation that names what the model does not have, or says what the signal cannot. */
export type Misfit = Omit<Unmatched, 'help'>;

/** Misfits as they are found. */
export interface Misfits {
  /** Of all of them, however often one is repeated. */
  count: number;
  /** Each once, and those that can still be among the first. */
  readonly found: Map<string, Misfit>;
}

const listedMax = 100;
const foundMax = 4_096;

export function newMisfits(): Misfits {
  return { count: 0, found: new Map() };
}

/** Notes a misfit. No more are held than are needed to know the first of them. */
export function addMisfit(misfits: Misfits, misfit: Misfit): void {
  const { found } = misfits;
  misfits.count += 1;
  found.set(JSON.stringify([misfit.kind, misfit.system, misfit.signal, misfit.reason]), misfit);
  if (found.size > foundMax) {
    const first = firstOf([...found], ([, one]) => one);
    found.clear();
    for (const [key, one] of first) {
      found.set(key, one);
    }
  }
}

/** The first misfits, each once, sorted, with what may have been meant. */
export function unmatchedOf(vocabulary: Vocabulary, { found }: Misfits): readonly Unmatched[] {
  const helps = new Map<string, string>();
  return firstOf([...found.values()], (misfit) => misfit).map((misfit) => {
    const wrong = misfit.reason === 'unknown-system' ? misfit.system : misfit.signal;
    const key = JSON.stringify([misfit.reason, wrong]);
    const help = helps.get(key) ?? helpFor(vocabulary, misfit);
    helps.set(key, help);
    return { ...misfit, help };
  });
}

/** The first of two lists of unmatched observations that have none in common. */
export function firstUnmatched(
  a: readonly Unmatched[],
  b: readonly Unmatched[],
): readonly Unmatched[] {
  return firstOf([...a, ...b], (one) => one);
}

function firstOf<T>(items: T[], misfitOf: (item: T) => Misfit): T[] {
  return items.sort((a, b) => compareMisfits(misfitOf(a), misfitOf(b))).slice(0, listedMax);
}

function compareMisfits(a: Misfit, b: Misfit): number {
  return (
    compareText(a.system, b.system) ||
    compareText(a.signal ?? '', b.signal ?? '') ||
    compareText(a.kind, b.kind) ||
    compareText(a.reason, b.reason)
  );
}

function helpFor({ systemById, signalById, signals }: Vocabulary, misfit: Misfit): string {
  const signal = misfit.signal ?? '';
  switch (misfit.reason) {
    case 'unknown-system':
      return didYouMean(misfit.system, systemById.keys());
    case 'unknown-signal':
      return didYouMean(signal, signalById.keys());
    case 'bad-value': {
      const words = signals[signalById.get(signal) ?? -1]?.values;
      return words === undefined
        ? 'it takes a number, "+Inf" or "-Inf", and null where there is none'
        : `its words are, best first: ${words.join(', ')}`;
    }
  }
}
