import { limits, sayCount } from './limits.ts';
import { didYouMean, sayKnown } from './nearest.ts';
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
  /** None that is behind this one is among the first any more. */
  last: Misfit | undefined;
}

/** What to do where no more silences are taken. */
export const tooManySilences = `there are ${sayCount(limits.silences)} silences already: end some of them`;

const listedMax = 100;
const foundMax = 4_096;

export function newMisfits(): Misfits {
  return { count: 0, found: new Map(), last: undefined };
}

/** Notes a misfit. No more are held than are needed to know the first of them. */
export function addMisfit(misfits: Misfits, misfit: Misfit): void {
  const { found, last } = misfits;
  misfits.count += 1;
  if (last !== undefined && compareMisfits(misfit, last) > 0) {
    return;
  }
  found.set(keyOf(misfit), misfit);
  if (found.size > foundMax) {
    const first = firstOf([...found], ([, one]) => one);
    found.clear();
    for (const [key, one] of first) {
      found.set(key, one);
    }
    misfits.last = first.at(-1)?.[1];
  }
}

/** The first misfits, each once, sorted, with what may have been meant. */
export function unmatchedOf(vocabulary: Vocabulary, { found }: Misfits): readonly Unmatched[] {
  const helps = helpsOf(vocabulary);
  const compared = new Set<string>();
  let comparedCount = 0;
  return firstOf([...found.values()], (misfit) => misfit).map((misfit) => {
    const { reason, system, signal } = misfit;
    const key = JSON.stringify([reason, reason === 'unknown-system' ? system : signal]);
    if (!compared.has(key)) {
      compared.add(key);
      comparedCount += knownFor(vocabulary, reason).size;
    }
    // Whether a name was compared before must make no difference.
    const isNear = comparedCount <= limits.comparedNames;
    const help = isNear ? (helps.near.get(key) ?? helpFor(vocabulary, misfit)) : helps.far(reason);
    if (isNear) {
      remember(helps.near, key, help);
    }
    return { ...misfit, help };
  });
}

/** The first of what several batches have that does not match, each once, sorted. */
export function mergedUnmatched(lists: readonly (readonly Unmatched[])[]): readonly Unmatched[] {
  const found = new Map<string, Unmatched>();
  for (const one of lists.flat()) {
    found.set(keyOf(one), one);
  }
  return firstOf([...found.values()], (misfit) => misfit);
}

function keyOf({ kind, system, signal, reason }: Misfit): string {
  return JSON.stringify([kind, system, signal, reason]);
}

/** Helps of a vocabulary. Those who name what is unknown do it in every batch, and to compare it with many names takes long. */
interface Helps {
  readonly near: Map<string, string>;
  /** Where there is too much that is unknown to compare it. */
  readonly far: (reason: Misfit['reason']) => string;
}

const helpsByVocabulary = new WeakMap<Vocabulary, Helps>();
const rememberedMax = 10 * listedMax;

function helpsOf(vocabulary: Vocabulary): Helps {
  const known = helpsByVocabulary.get(vocabulary);
  if (known !== undefined) {
    return known;
  }
  const lists = new Map<Misfit['reason'], string>();
  const far = (reason: Misfit['reason']): string => {
    const list = lists.get(reason) ?? sayKnown(knownFor(vocabulary, reason).keys());
    lists.set(reason, list);
    return list;
  };
  const helps: Helps = { near: new Map(), far };
  helpsByVocabulary.set(vocabulary, helps);
  return helps;
}

function remember(helps: Map<string, string>, key: string, help: string): void {
  if (helps.size >= rememberedMax) {
    helps.clear();
  }
  helps.set(key, help);
}

/** The names with which a wrong one is compared. */
function knownFor(
  { systemById, signalById }: Vocabulary,
  reason: Misfit['reason'],
): ReadonlyMap<string, number> {
  switch (reason) {
    case 'unknown-system':
      return systemById;
    case 'unknown-signal':
      return signalById;
    case 'bad-value':
    case 'too-many':
      return nothing;
  }
}

const nothing: ReadonlyMap<string, number> = new Map();

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
    case 'too-many':
      return tooManySilences;
  }
}
