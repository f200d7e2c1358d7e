import { onPropagatingCycle } from './cycles.ts';
import { byteAt, intAt } from './integers.ts';
import type { Topology } from './topology.ts';

/** How a system hangs together with its neighbors. */
export interface Coupling {
  /** Afferent: other systems that depend on it, or on a group it is a member of, directly. */
  readonly fanIn: number;
  /** Efferent: systems and groups that it depends on directly. */
  readonly fanOut: number;
  /** fanOut / (fanIn + fanOut) to four places: 0 where others lean on it, 1 where it leans on others, 0 for one that stands alone. */
  readonly instability: number;
  /** Whether it lies on a cycle of dependencies that propagate failure. */
  readonly inCycle: boolean;
}

/** The coupling of every system, by id. The cost grows with the edges, and with those of the groups of each system. */
export function couplingOf(topology: Topology): ReadonlyMap<string, Coupling> {
  const inCycle = onPropagatingCycle(topology);
  const seenBy = new Int32Array(topology.ids.length).fill(-1);
  const fansOut = topology.systems.map((_, node) => countTargets(topology, node, seenBy));
  seenBy.fill(-1);
  return new Map(
    topology.systems.map((id, node) => {
      const fanIn = countDependents(topology, node, seenBy);
      const fanOut = fansOut[node] ?? 0;
      const instability =
        fanIn + fanOut === 0 ? 0 : Math.round((10_000 * fanOut) / (fanIn + fanOut)) / 10_000;
      return [id, { fanIn, fanOut, instability, inCycle: byteAt(inCycle, node) === 1 }];
    }),
  );
}

/** How many nodes a node leads to. `seenBy` holds the last node that counted each. */
function countTargets({ outStart, to }: Topology, node: number, seenBy: Int32Array): number {
  const end = intAt(outStart, node + 1);
  let count = 0;
  for (let edge = intAt(outStart, node); edge < end; edge += 1) {
    const target = intAt(to, edge);
    if (intAt(seenBy, target) !== node) {
      seenBy[target] = node;
      count += 1;
    }
  }
  return count;
}

/** How many other systems lead to a node, directly or over one group. */
function countDependents(topology: Topology, node: number, seenBy: Int32Array): number {
  const { systems, inStart, entering, from } = topology;
  const [start, end] = [intAt(inStart, node), intAt(inStart, node + 1)];
  let count = 0;
  seenBy[node] = node;
  const see = (dependent: number): void => {
    if (intAt(seenBy, dependent) !== node) {
      seenBy[dependent] = node;
      count += dependent < systems.length ? 1 : 0;
    }
  };
  for (let place = start; place < end; place += 1) {
    const near = intAt(from, intAt(entering, place));
    if (near >= systems.length && intAt(seenBy, near) !== node) {
      const last = intAt(inStart, near + 1);
      for (let inner = intAt(inStart, near); inner < last; inner += 1) {
        see(intAt(from, intAt(entering, inner)));
      }
    }
    see(near);
  }
  return count;
}
