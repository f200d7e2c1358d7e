import { type CutSetLimits, type CutSets, cutSetWork } from '../graph/cut-sets/cut-sets.ts';
import type { FailureUnits } from '../graph/fault-tree/failure-units.ts';
import { faultTreesOf } from '../graph/fault-tree/fault-tree.ts';
import type { Topology } from '../graph/topology.ts';
import type { TargetCutSets } from '../model/cut-sets.ts';
import type { Work } from '../model/work.ts';

export interface CutSetQuestion extends CutSetLimits {
  /** Ids of systems and groups. */
  readonly targets: readonly string[];
  /** The kinds of units, as they were asked for. */
  readonly kinds: readonly string[];
  readonly units: FailureUnits;
  /** How many sets of each target are listed. */
  readonly setsMax: number;
  /** How likely a target fails, where that can be told. */
  readonly probabilityOf?: (target: string) => number | null;
}

/**
 * The minimal cut sets of several targets, one after the other; what they share is made once. What was found stands whenever the
 * work ends: of a target that was not looked at yet nothing is told but that it is not complete.
 */
export function cutSetsOfTargets(
  topology: Topology,
  question: CutSetQuestion,
): Work<readonly TargetCutSets[]> {
  const { targets, units } = question;
  const trees = faultTreesOf(topology, units);
  const found: TargetCutSets[] = [];
  let current: Work<CutSets> | undefined;
  return {
    advance: (looks) => {
      const target = targets[found.length];
      if (target === undefined) {
        return true;
      }
      current ??= cutSetWork(trees.of(topology.nodeById.get(target) ?? -1), question);
      if (current.advance(looks)) {
        found.push(told(question, target, current.found()));
        current = undefined;
      }
      return found.length === targets.length;
    },
    // Of a single target the orders tell more.
    progress: () =>
      targets.length === 1 && current !== undefined
        ? current.progress()
        : { done: found.length, total: targets.length, noun: 'targets' },
    found: () =>
      targets.map(
        (target, index) =>
          found[index] ??
          told(question, target, index === found.length ? current?.found() : undefined),
      ),
  };
}

function told(
  { units, kinds, orderMax, setsMax, probabilityOf }: CutSetQuestion,
  target: string,
  found: CutSets | undefined,
): TargetCutSets {
  const counts = found?.counts ?? [];
  const sets = (found?.first(setsMax) ?? []).map((set) => set.map((unit) => units.ids[unit] ?? ''));
  return {
    target,
    units: kinds,
    maxOrder: orderMax ?? null,
    complete: found?.isComplete ?? false,
    completeTo: found === undefined ? 0 : (found.completeTo ?? null),
    counts,
    probability: found === undefined ? null : (probabilityOf?.(target) ?? null),
    sets,
    omitted: counts.reduce((sum, count) => sum + count, 0) - sets.length,
  };
}
