import type { Progress } from '../../model/work.ts';
import type { FailureGraph } from '../failure-graph.ts';
import { byteAt, intAt } from '../integers.ts';
import { jointFailure } from './joint-failure.ts';
import { knownFailures } from './known-failures.ts';
import { lossWalk, type Units } from './loss-walk.ts';
import { leadingTo } from './unit-failures.ts';

export interface PairQuestion {
  readonly units: Units;
  /** By component, 1 where it matters whether it fails. What does not must not lead to what does. */
  readonly isRelevant: Uint8Array;
  /** How many pairs are worked out at most. */
  readonly pairsMax: number;
  /**
   * Called for each pair that takes down more than its units do one by one: the components beyond that are the first `length`
   * of `extra`. The first of them is a group that the two take down together.
   */
  readonly onPair: (first: number, second: number, extra: Int32Array, length: number) => void;
}

export interface PairFailures {
  /** Goes on for about as many looks; whether there is nothing left to do. */
  readonly advance: (looks: number) => boolean;
  readonly progress: () => Progress;
  /** How many pairs were worked out. */
  readonly pairCount: () => number;
  /** Whether a budget was used up before everything was looked at. */
  readonly isCut: () => boolean;
}

/** What units take down one by one is kept up to so many integers, 4 bytes each. */
const keptMax = 60_000_000;
/** And looked for over so many edges. */
const looksMax = 4_000_000_000;

/**
 * All pairs that are worse than what their units take down one by one. Two failures do more together only where they meet in a
 * group that each leaves short and neither takes down, so that only units that meet in one are tried, and of these only those whose
 * losses there may be enough together; what is new is followed from there. First every unit is noted by itself, then the pairs are worked out.
 */
export function pairFailures(graph: FailureGraph, question: PairQuestion): PairFailures {
  const { units, isRelevant, pairsMax, onPair } = question;
  const walk = lossWalk(graph, isRelevant);
  const known = knownFailures(graph);
  const joint = jointFailure(graph, isRelevant);
  let pairCount = 0;
  let noted = 0;
  let paired = 0;
  let isCut = false;
  const looks = (): number => walk.looks() + known.looks() + joint.looks() + 10 * pairCount;
  const failWith = (unit: number): number => walk.fail(units[unit] ?? nothing);

  const leads = leadingToGroups(graph);
  const noteNext = (): void => {
    // What leads to no group that can lose a member has no part in any pair.
    const isPart = units[noted]?.some((component) => byteAt(leads, component) === 1) === true;
    known.note(walk, isPart ? failWith(noted) : walk.fail(nothing));
    noted += 1;
    isCut = known.size() > keptMax || looks() > looksMax;
  };
  const pairNext = (): void => {
    const first = paired;
    const partners = known.partnersOf(first);
    if (partners.length > 0) {
      failWith(first);
    }
    for (const { unit, groups } of partners) {
      if (pairCount >= pairsMax || looks() > looksMax) {
        isCut = true;
        return;
      }
      pairCount += 1;
      const isFailed = (component: number): boolean =>
        walk.isFailed(component) || known.isFailed(unit, component);
      const areApart = known.isApart(unit, walk.isFailed);
      const length = joint.spread(groups, isFailed, areApart);
      if (length > 0) {
        onPair(first, unit, joint.failed, length);
      }
    }
    paired += 1;
  };
  const isDone = (): boolean => isCut || paired === units.length;
  return {
    advance: (slice) => {
      const end = looks() + slice;
      while (!isDone() && looks() < end) {
        if (noted < units.length) {
          noteNext();
        } else {
          pairNext();
        }
      }
      return isDone();
    },
    progress: () => ({ done: noted + paired, total: 2 * units.length, noun: 'steps' }),
    pairCount: () => pairCount,
    isCut: () => isCut,
  };
}

const nothing = new Int32Array(0);

function leadingToGroups(graph: FailureGraph): Uint8Array {
  const groups: number[] = [];
  for (let component = 0; component < graph.count; component += 1) {
    if (intAt(graph.threshold, component) > 1) {
      groups.push(component);
    }
  }
  return leadingTo(graph, Int32Array.from(groups));
}
