import { targetsOf } from '../evaluate/spofs.ts';
import { type FailureChance, failureChanceSteps } from '../graph/availability/failure-chance.ts';
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
    importance: known === undefined ? [] : importanceOf(units.ids, chance, known),
    cutSets: cutSets.count,
    improvements: improvementsOf(likelihoods, known?.shares, cutSets.byUnit),
  };
}

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
