import { at, edgesInto, isGroup, spareOf, type Topology } from './topology.ts';

/** How a level of failure, such as "fails" or "is degraded", spreads from where it begins. */
export interface Level {
  /** Whether an edge from a system passes the level on. Groups count their members. */
  readonly carries: (edge: number) => boolean;
  /** By node, 1 where a window of maintenance keeps the level from the dependents. */
  readonly masked: Uint8Array;
  /** Systems that are at the level by themselves. */
  readonly roots: readonly number[];
  /** Systems that look to their dependents as if they were at the level, whether they are or not. */
  readonly seeming: readonly number[];
  /** Systems that are at the level in any case, where nothing that spread to them says why. */
  readonly late: readonly number[];
}

/** By node: the number of steps from where the level begins, -1 where it never comes. */
export type Reach = Int32Array;

/**
 * Where a level comes to. A group is at it when it loses one member more than it can spare. What a node takes its level
 * from has a smaller number of steps than itself. The cost grows with the edges into what is reached.
 */
export function spread(topology: Topology, level: Level): Reach {
  const nodeCount = topology.ids.length;
  const reach: Reach = new Int32Array(nodeCount).fill(-1);
  const membersLost = new Int32Array(nodeCount);
  const queue: number[] = [];
  const steps: number[] = [];
  let walked = 0;

  const pass = (node: number, stepCount: number): void => {
    queue.push(node);
    steps.push(stepCount);
  };
  const arrive = (node: number, stepCount: number): void => {
    if (at(reach, node) < 0) {
      reach[node] = stepCount;
      if (at(level.masked, node) === 0) {
        pass(node, stepCount);
      }
    }
  };
  const carries = (edge: number): boolean => {
    const dependent = at(topology.from, edge);
    if (!isGroup(topology, dependent)) {
      return level.carries(edge);
    }
    membersLost[dependent] = at(membersLost, dependent) + 1;
    return at(membersLost, dependent) > spareOf(topology, dependent);
  };
  // Breadth first, so that numbers of steps are the smallest.
  const walk = (): void => {
    for (let node = queue[walked]; node !== undefined; node = queue[walked]) {
      const next = (steps[walked] ?? 0) + 1;
      for (const edge of edgesInto(topology, node)) {
        if (carries(edge)) {
          arrive(at(topology.from, edge), next);
        }
      }
      walked += 1;
    }
  };

  for (const node of level.seeming) {
    pass(node, 0);
  }
  for (const node of level.roots) {
    arrive(node, 0);
  }
  walk();
  for (const node of level.late) {
    arrive(node, nodeCount);
  }
  walk();
  return reach;
}
