import { emptyHeap } from './heap.ts';
import { at, edgesInto, membership, spareOf, type Topology } from './topology.ts';

/** Full availability, in hundredths of a point. */
export const full = 10_000;

/** What a window of maintenance takes from what dependents see, at least: it leaves them 60 points. */
export const lostToMaintenance = 4_000;

/** How impaired each node is, in hundredths of a point below full, and why. */
export interface Impairment {
  /** Of the node itself, no window applied. */
  readonly lost: Int32Array;
  /** As its dependents see it. */
  readonly offered: Int32Array;
  /** Edges from the node to the root of what its dependents see; 0 where it is the root itself. */
  readonly distance: Int32Array;
  /** The edge that set `lost`, -1 where the node did so itself. */
  readonly through: Int32Array;
}

/** What reaches a dependent over an edge, in hundredths of a point. */
export function lossOver(topology: Topology, impairment: Impairment, edge: number): number {
  const impact = at(topology.impact, at(topology.kind, edge));
  return Math.round((impact * at(impairment.offered, at(topology.to, edge))) / 100);
}

/**
 * The least impairment that satisfies every edge, on cycles too. The largest impairment is settled first: no edge adds
 * to it, so nothing that settles later can change it. Of equal impairments the one nearest to its root settles first,
 * then the smallest id. A group settles with the member whose loss is one more than it can spare. Beyond one look at each
 * node, the cost is that of a heap over what is impaired. `ownLost` and `masked` are by node.
 */
export function impairmentOf(
  topology: Topology,
  ownLost: Int32Array,
  masked: Uint8Array,
): Impairment {
  const nodeCount = topology.ids.length;
  const impairment: Impairment = {
    lost: new Int32Array(nodeCount),
    offered: new Int32Array(nodeCount),
    distance: new Int32Array(nodeCount),
    through: new Int32Array(nodeCount).fill(-1),
  };
  const { lost, offered, distance, through } = impairment;
  const hops = new Int32Array(nodeCount);
  const isSettled = new Uint8Array(nodeCount);
  const membersLost = new Int32Array(nodeCount);
  // An item is a node, or a node's window of maintenance, which lies `nodeCount` higher.
  const queue = emptyHeap((item) => at(topology.rank, item % nodeCount));

  const suggest = (node: number, loss: number, steps: number, edge: number): void => {
    if (at(isSettled, node) === 1 || loss === 0 || loss < at(lost, node)) {
      return;
    }
    if (loss === at(lost, node) && !isNearer(node, steps, edge)) {
      return;
    }
    lost[node] = loss;
    hops[node] = steps;
    through[node] = edge;
    queue.push(keyOf(loss, steps), node);
  };
  const isNearer = (node: number, steps: number, edge: number): boolean => {
    const before = at(through, node);
    return (
      steps < at(hops, node) ||
      (steps === at(hops, node) &&
        before >= 0 &&
        at(topology.rank, at(topology.to, edge)) < at(topology.rank, at(topology.to, before)))
    );
  };
  const reach = (edge: number, loss: number, steps: number): void => {
    const dependent = at(topology.from, edge);
    if (at(topology.kind, edge) !== membership) {
      suggest(dependent, lossOver(topology, impairment, edge), steps, edge);
      return;
    }
    membersLost[dependent] = at(membersLost, dependent) + 1;
    if (at(membersLost, dependent) === spareOf(topology, dependent) + 1) {
      suggest(dependent, loss, steps, edge);
    }
  };
  const offer = (node: number, loss: number, steps: number): void => {
    if (at(offered, node) > 0) {
      return;
    }
    offered[node] = loss;
    distance[node] = steps;
    for (const edge of edgesInto(topology, node)) {
      reach(edge, loss, steps + 1);
    }
  };

  for (const [node, loss] of ownLost.entries()) {
    suggest(node, loss, 0, -1);
    if (at(masked, node) === 1) {
      queue.push(keyOf(lostToMaintenance, 0), node + nodeCount);
    }
  }
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    if (item >= nodeCount) {
      offer(item - nodeCount, lostToMaintenance, 0);
    } else if (at(isSettled, item) === 0) {
      isSettled[item] = 1;
      offer(item, at(lost, item), at(hops, item));
    }
  }
  return impairment;
}

/** An edge of a path, as a report shows it. */
export interface Step {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
}

/** How many edges of a path are told: all paths together would cost the square of a long chain. */
export const pathLengthMax = 64;

/**
 * Answers the edges from a node to the system whose own health, or window, set its score: of a path longer than
 * `pathLengthMax` the first ones and the last. It never meets a node twice: where the root is the node's own window, felt
 * around a cycle, the path is empty.
 */
export function pathsToRoot(topology: Topology, impairment: Impairment): (node: number) => Step[] {
  const lastEdgeOf = lastEdges(topology, impairment);
  const stepOf = (edge: number): Step => ({
    from: topology.ids[at(topology.from, edge)] ?? '',
    to: topology.ids[at(topology.to, edge)] ?? '',
    kind: topology.kinds[at(topology.kind, edge)] ?? '',
  });
  return (node) => {
    const last = lastEdgeOf(node);
    if (last < 0 || at(topology.to, last) === node) {
      return [];
    }
    const path: Step[] = [];
    let edge = at(impairment.through, node);
    while (edge !== last && path.length < pathLengthMax - 1) {
      path.push(stepOf(edge));
      edge = at(impairment.through, at(topology.to, edge));
    }
    return [...path, stepOf(last)];
  };
}

/** Answers the last edge of the path of a node, -1 where there is none. Each part of a path is followed once. */
function lastEdges(
  topology: Topology,
  { through, distance }: Impairment,
): (node: number) => number {
  const known = new Int32Array(topology.ids.length).fill(-1);
  return (node) => {
    const followed: number[] = [];
    let last = at(through, node);
    for (let here = node; last >= 0; here = at(topology.to, last), last = at(through, here)) {
      if (at(known, here) >= 0) {
        last = at(known, here);
        break;
      }
      followed.push(here);
      if (at(distance, at(topology.to, last)) === 0) {
        break;
      }
    }
    // A window that is felt around a cycle begins a path of its own, which others that end there do not share.
    for (const here of followed.filter((each) => each === node || at(distance, each) > 0)) {
      known[here] = last;
    }
    return last;
  };
}

/** Larger losses first, then fewer steps. Both fit in one exact number: 14 bits above 32. */
function keyOf(loss: number, steps: number): number {
  return (full - loss) * 2 ** 32 + steps;
}
