import { onPropagatingCycle } from './cycles.ts';
import { dependentCounts } from './dependent-counts.ts';
import { neighborsOf } from './reach.ts';
import { at, isGroup, type Topology } from './topology.ts';

/** How a system hangs together with others. */
export interface Coupling {
  /** Systems that depend on it, or on a group it is a member of, directly. */
  readonly fanIn: number;
  /** Systems and groups that it depends on directly. */
  readonly fanOut: number;
  /** fanOut / (fanIn + fanOut): 0 where others lean on it, 1 where it leans on others, 0 for one that stands alone. */
  readonly instability: number;
  /** Systems that depend on it, directly or not, by any kind of dependency. */
  readonly dependents: number;
  /** Whether it lies on a cycle of dependencies that propagate failure. */
  readonly inCycle: boolean;
}

/** The coupling of every system, by id. The cost is that of a walk over the graph for every 32 systems. */
export function couplingOf(topology: Topology): ReadonlyMap<string, Coupling> {
  const dependents = dependentCounts(topology);
  const inCycle = onPropagatingCycle(topology);
  return new Map(
    topology.systems.map((id, node) => {
      const fanIn = directDependents(topology, node).size;
      const fanOut = new Set(neighborsOf(topology, node, 'dependencies')).size;
      const instability = fanIn + fanOut === 0 ? 0 : fanOut / (fanIn + fanOut);
      const coupling = {
        fanIn,
        fanOut,
        instability,
        dependents: at(dependents, node),
        inCycle: at(inCycle, node) === 1,
      };
      return [id, coupling];
    }),
  );
}

function directDependents(topology: Topology, node: number): ReadonlySet<number> {
  const found = new Set<number>();
  for (const near of neighborsOf(topology, node, 'dependents')) {
    const systems = isGroup(topology, near) ? neighborsOf(topology, near, 'dependents') : [near];
    for (const system of systems) {
      found.add(system);
    }
  }
  return found;
}
