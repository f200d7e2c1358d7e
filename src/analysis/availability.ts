import { targetsOf } from '../evaluate/spofs.ts';
import {
  type ChanceLimits,
  chanceLimits,
  type FailureChance,
  failureChance,
  failureChanceSteps,
} from '../graph/availability/failure-chance.ts';
import { gatesOf } from '../graph/availability/gates.ts';
import { finished, type Steps } from '../graph/availability/steps.ts';
import type { FaultTree } from '../graph/fault-tree/fault-tree.ts';
import { isGroup, type Topology } from '../graph/topology.ts';
import type { Availability, Range } from '../model/availability.ts';
import type { Model } from '../model/model.ts';
import type { Work } from '../model/work.ts';
import { cutSetsOf } from './cut-set-counts.ts';
import { importanceOf } from './importance.ts';
import { improvementsOf } from './improvements.ts';
import { type Likelihoods, likelihoodsOf } from './likelihoods.ts';
import { inYear, significant } from './shares-of-time.ts';

/** The availability of targets, one after the other; of those of the model where none are named. */
export function availabilityWork(
  model: Model,
  topology: Topology,
  targets: readonly string[] = targetsOf(model),
): Work<readonly Availability[]> {
  const likelihoods = likelihoodsOf(model, topology);
  const found: Availability[] = [];
  const steps = work();
  let isDone = false;
  return {
    advance: () => {
      isDone ||= steps.next().done === true;
      return isDone;
    },
    progress: () => ({ done: found.length, total: targets.length, noun: 'targets' }),
    found: () => found,
  };

  function* work(): Steps<undefined> {
    for (const target of targets) {
      found.push(yield* availabilitySteps(likelihoods, target));
      yield;
    }
  }
}

/** The availability of a system or a group that is in the topology. */
export function availabilityOf(likelihoods: Likelihoods, target: string): Availability {
  return finished(availabilitySteps(likelihoods, target));
}

function* availabilitySteps(likelihoods: Likelihoods, target: string): Steps<Availability> {
  const { topology, trees, systemTrees, units, chance } = likelihoods;
  const node = topology.nodeById.get(target) ?? -1;
  const tree = trees.of(node);
  const concerned = concernedBy(likelihoods, tree);
  const cutSets = cutSetsOf(systemTrees.of(node));
  const known = concerned.isKnown
    ? yield* failureChanceSteps(gatesOf(tree, units.ids.length), chance)
    : undefined;
  const { bounds, sample } = known ?? {};
  yield;
  const shares = known?.shares?.();
  return {
    target,
    kind: isGroup(topology, node) ? 'group' : 'system',
    systems: concerned.systems,
    undeclared: concerned.undeclared,
    method: methodOf(known),
    unavailability: bounds === undefined ? null : rounded(bounds),
    availability: bounds === undefined ? null : worksOf(bounds),
    downtimePerYearMs:
      bounds === undefined ? null : { from: inYear(bounds.from), to: inYear(bounds.to) },
    estimate:
      sample === undefined
        ? null
        : {
            trials: sample.trials,
            unavailability: significant(sample.value),
            interval: rounded(sample.interval),
          },
    importance: importanceOf(units.ids, chance, shares, bounds?.from ?? 0),
    cutSets: cutSets.count,
    improvements: improvementsOf(likelihoods, shares?.worth ?? known?.leastWorth, cutSets.byUnit),
  };
}

/**
 * The exact probability that a target is down, where everything that it needs says how likely it fails; otherwise null. What
 * hangs on what is not worked out, so that it is the quicker question.
 */
export function probabilityOf(likelihoods: Likelihoods, target: string): number | null {
  const { topology, trees, units, chance } = likelihoods;
  const tree = trees.of(topology.nodeById.get(target) ?? -1);
  const { undeclared, isKnown } = concernedBy(likelihoods, tree);
  if (undeclared > 0 || !isKnown) {
    return null;
  }
  const { bounds, isExact } = failureChance(gatesOf(tree, units.ids.length), chance, quickly);
  return isExact ? significant(bounds.from) : null;
}

/** Where it is not exact, nobody asks how close it could be told. */
const quickly: ChanceLimits = { ...chanceLimits, caseMax: 1, trialWork: 1 };

function methodOf(known: FailureChance | undefined): Availability['method'] {
  if (known === undefined) {
    return 'unknown';
  }
  return known.isExact ? 'exact' : 'bounds';
}

interface Concerned {
  readonly systems: number;
  readonly undeclared: number;
  /** Whether anything says how likely it fails. */
  readonly isKnown: boolean;
}

/** The systems that a fault tree is about, and whether they say how likely they fail. */
function concernedBy({ model, units }: Likelihoods, tree: FaultTree): Concerned {
  const ids = [...new Set(tree.units)].map((unit) => units.ids[unit] ?? '');
  const systems = ids.flatMap((id) => model.systemById.get(id) ?? []);
  const undeclared = systems.filter(
    ({ failureProbability }) => failureProbability === undefined,
  ).length;
  return {
    systems: systems.length,
    undeclared,
    isKnown: undeclared < systems.length || ids.length > systems.length,
  };
}

function rounded({ from, to }: Range): Range {
  return { from: significant(Math.min(1, from)), to: significant(Math.min(1, to)) };
}

function worksOf({ from, to }: Range): Range {
  const works = (fails: number): number => Number((1 - Math.min(1, fails)).toFixed(15));
  return { from: works(to), to: works(from) };
}
