import { type CutSets, cutSetWork } from '../graph/cut-sets/cut-sets.ts';
import type { FaultTree } from '../graph/fault-tree/fault-tree.ts';
import type { CutSetCount } from '../model/availability.ts';

/** How many sets are looked at to see who is in them. */
const setsMax = 100_000;
/** Families of sets that may be held for that. */
const nodesMax = 500_000;

/** The minimal cut sets of one and of two units, and how many of them each unit is in. */
export interface CutSetsByUnit {
  readonly count: CutSetCount;
  readonly byUnit: ReadonlyMap<number, number>;
}

export function cutSetsOf(tree: FaultTree): CutSetsByUnit {
  const { counts, isComplete, first } = upToPairs(tree);
  const sets = first(setsMax).filter(({ length }) => length <= 2);
  const byUnit = new Map<number, number>();
  for (const unit of sets.flat()) {
    byUnit.set(unit, (byUnit.get(unit) ?? 0) + 1);
  }
  const [alone = 0, pairs = 0] = counts;
  return {
    count: { alone, pairs, isComplete: isComplete && sets.length === alone + pairs },
    byUnit,
  };
}

function upToPairs(tree: FaultTree): CutSets {
  const work = cutSetWork(tree, { orderMax: 2, nodesMax });
  while (!work.advance(Number.POSITIVE_INFINITY)) {
    // It answers when it is done.
  }
  return work.found();
}
