import { byteAt, intAt } from '../integers.ts';
import { edgesInto, isGroup, membership, spareOf, type Topology } from '../topology.ts';

/** What got worse, and what of it fails. By node. */
export interface Worsened {
  /** 1 where something is worse than before. */
  readonly isWorse: Uint8Array;
  /** 1 where it fails now, as its dependents see it. */
  readonly fails: Uint8Array;
  /** 1 where it failed before. */
  readonly failed: Uint8Array;
  /** The edge over which most of the loss came to what does not fail; -1 where that is not known. */
  readonly chosen: Int32Array;
}

/** How far everything that got worse is from where it began. */
export interface Rounds {
  /** By node: edges from where it began; -1 where nothing got worse. */
  readonly hop: Int32Array;
  /** By node: the edge to what is one hop nearer; -1 where there is none. */
  readonly through: Int32Array;
}

/**
 * Tells in which round each node got worse: breadth first from where it began, over edges that explain it. What fails is
 * explained by a dependency that takes it down, or as a group by the member that was one too many, what is only worse by the
 * edge that was chosen. The cost grows with what got worse.
 */
export function roundsFrom(
  topology: Topology,
  first: Iterable<number>,
  worsened: Worsened,
): Rounds {
  const { isWorse, fails, failed, chosen } = worsened;
  const nodeCount = topology.ids.length;
  const hop = new Int32Array(nodeCount).fill(-1);
  const through = new Int32Array(nodeCount).fill(-1);
  const lost = lostBefore(topology, failed);
  const order: number[] = [];

  const explains = (edge: number, dependent: number, target: number): boolean => {
    if (byteAt(fails, dependent) === 1 && byteAt(failed, dependent) === 0) {
      return byteAt(fails, target) === 1 && takesDown(edge, dependent, target);
    }
    return intAt(chosen, dependent) < 0 || intAt(chosen, dependent) === edge;
  };
  const takesDown = (edge: number, dependent: number, target: number): boolean => {
    if (!isGroup(topology, dependent)) {
      return topology.propagates[topology.kind[edge] ?? membership] === 1;
    }
    lost[dependent] = intAt(lost, dependent) + (byteAt(failed, target) === 1 ? 0 : 1);
    return intAt(lost, dependent) > spareOf(topology, dependent);
  };
  const spread = (accepts: typeof explains): void => {
    // Grows while it is walked.
    for (const target of order) {
      for (const edge of edgesInto(topology, target)) {
        const dependent = intAt(topology.from, edge);
        const isNext = byteAt(isWorse, dependent) === 1 && intAt(hop, dependent) < 0;
        if (isNext && accepts(edge, dependent, target)) {
          hop[dependent] = intAt(hop, target) + 1;
          through[dependent] = edge;
          order.push(dependent);
        }
      }
    }
  };
  for (const node of first) {
    hop[node] = 0;
    order.push(node);
  }
  spread(explains);
  // What several edges made worse together, none of which explains it alone.
  spread(() => true);
  return { hop, through };
}

/** By group: how many of its members failed already. */
function lostBefore(topology: Topology, failed: Uint8Array): Int32Array {
  const lost = new Int32Array(topology.ids.length);
  for (let edge = 0; edge < topology.to.length; edge += 1) {
    if (topology.kind[edge] === membership && byteAt(failed, intAt(topology.to, edge)) === 1) {
      const group = intAt(topology.from, edge);
      lost[group] = intAt(lost, group) + 1;
    }
  }
  return lost;
}
