import { badness, type Status } from '../model/words.ts';
import { type Components, componentsOf } from './components.ts';
import { lossOver } from './impairment.ts';
import { carriesDegradation, carriesStatus, type Levels, levelOver, statusAt } from './levels.ts';
import { at, edgesFrom } from './topology.ts';

/** A dependency that made the status of a system worse than its own, and the status that its target shows. */
export interface Cause {
  readonly to: string;
  readonly kind: string;
  readonly status: Status;
}

/** What lies on cycles around which failure, or degradation, comes back. */
export interface Cycles {
  readonly failing: Components;
  readonly worsening: Components;
}

/** The cycles of a graph in its present state. */
export function cyclesOf({ topology, impairment }: Levels): Cycles {
  return {
    failing: componentsOf(topology, (edge) => carriesStatus(topology, edge)),
    worsening: componentsOf(topology, (edge) => carriesDegradation(topology, impairment, edge)),
  };
}

/**
 * Of the dependencies of a system that lead to its effective status, the one that takes most from the score, then the
 * one with the smallest target; undefined where there is none. On a cycle those count whose targets were this bad without
 * the system itself, so that two systems do not name each other.
 */
export function causeOf(levels: Levels, cycles: Cycles, node: number): Cause | undefined {
  const { topology, masked, level } = levels;
  const enough = [...edgesFrom(topology, node)].filter(
    (edge) => levelOver(levels, edge) === at(level, node),
  );
  const founded = enough.filter((edge) => isFounded(levels, cycles, edge));
  const [cause] = (founded.length === 0 ? enough : founded).sort(byGravity(levels));
  if (cause === undefined) {
    return undefined;
  }
  const target = at(topology.to, cause);
  return {
    to: topology.ids[target] ?? '',
    kind: topology.kinds[at(topology.kind, cause)] ?? '',
    status: at(masked, target) === 1 ? 'maintenance' : statusAt(levels, target),
  };
}

function byGravity({ topology, impairment }: Levels): (a: number, b: number) => number {
  const lossOf = (edge: number): number => lossOver(topology, impairment, edge);
  const rankOf = (edge: number): number => at(topology.rank, at(topology.to, edge));
  return (a, b) => lossOf(b) - lossOf(a) || rankOf(a) - rankOf(b);
}

/** Whether the target was this bad before its dependent was. It can be otherwise only on a cycle. */
function isFounded(levels: Levels, cycles: Cycles, edge: number): boolean {
  const { topology, fails, worsens, masked, level } = levels;
  const node = at(topology.from, edge);
  const target = at(topology.to, edge);
  const isDegraded = at(level, node) === badness.degraded;
  const { of } = isDegraded ? cycles.worsening : cycles.failing;
  const reach = isDegraded ? worsens : fails;
  const isEarlier = at(masked, target) === 1 || at(reach, target) < at(reach, node);
  return isEarlier || at(of, node) !== at(of, target);
}
