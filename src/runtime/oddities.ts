import type { Readings } from '../model/readings.ts';
import type { Unmatched } from '../model/report.generated.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import type { WatchEvent } from '../model/watch-event.ts';

/** What was said of batches that were accepted and are not as they should be, so that it is said once and not with each batch. */
export interface Oddities {
  /** What the observations were compared with. */
  vocabulary: Vocabulary | undefined;
  /** Observations that were told since then. */
  readonly told: Set<string>;
  /** When it was said last that batches are late, in milliseconds. */
  lateToldAt: number;
}

/** Batches this much older than now are late, and for so long that is said once. */
const lateMs = 300_000;
const lateAgainMs = 600_000;
/** Beyond it nothing more is told: a sender that makes names up would fill the log. */
const toldMax = 1_000;

export function noOddities(): Oddities {
  return { vocabulary: undefined, told: new Set(), lateToldAt: Number.NEGATIVE_INFINITY };
}

/** What nothing in a configuration takes, of batches that were accepted together: how many observations, and which, each once. */
export interface Unused {
  readonly count: number;
  readonly unmatched: readonly Unmatched[];
}

export function unusedIn(readings: readonly Readings[]): Unused | undefined {
  const count = readings.reduce((total, one) => total + one.unmatchedCount, 0);
  return count === 0 ? undefined : { count, unmatched: readings.flatMap((one) => one.unmatched) };
}

/** What is to be said of batches of a source that were accepted at an instant. */
export function oddEvents(
  oddities: Oddities,
  { source, vocabulary, readings }: Accepting,
  now: number,
): readonly WatchEvent[] {
  return [
    ...unmatchedEvents(oddities, { source, vocabulary, readings }, now),
    ...lateEvents(oddities, { source, readings }, now),
  ];
}

/** Batches as they are accepted, in the words of a configuration. */
export interface Accepting {
  readonly source: string;
  readonly vocabulary: Vocabulary;
  readonly readings: readonly Readings[];
}

function unmatchedEvents(
  oddities: Oddities,
  { source, vocabulary, readings }: Accepting,
  at: number,
): readonly WatchEvent[] {
  const unused = unusedIn(readings);
  if (unused === undefined) {
    return [];
  }
  if (oddities.vocabulary !== vocabulary) {
    oddities.vocabulary = vocabulary;
    oddities.told.clear();
  }
  const fresh = unused.unmatched.filter((one) => isNew(oddities.told, one));
  return fresh.length === 0
    ? []
    : [{ type: 'batch-unmatched', at, source, count: unused.count, unmatched: fresh }];
}

function isNew(told: Set<string>, { kind, system, signal, reason }: Unmatched): boolean {
  const key = JSON.stringify([kind, system, signal, reason]);
  if (told.has(key) || told.size >= toldMax) {
    return false;
  }
  told.add(key);
  return true;
}

function lateEvents(
  oddities: Oddities,
  { source, readings }: Pick<Accepting, 'source' | 'readings'>,
  at: number,
): readonly WatchEvent[] {
  const latest = readings.reduce((last, one) => Math.max(last, one.at), Number.NEGATIVE_INFINITY);
  const behindMs = at - latest;
  if (!(behindMs > lateMs) || at - oddities.lateToldAt < lateAgainMs) {
    return [];
  }
  oddities.lateToldAt = at;
  return [{ type: 'batch-late', at, source, behindMs }];
}
