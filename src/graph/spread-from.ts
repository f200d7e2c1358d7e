import { emptyHeap } from './heap.ts';
import { intAt } from './integers.ts';
import { type PathEdge, pathEdge } from './path-edge.ts';
import { edgesInto, membership, spareOf, type Topology } from './topology.ts';

/** The whole of a score, in the units in which losses are counted. */
export const wholeLoss = 1_000_000_000;

/** How far the failure of one node goes. */
export interface SpreadFrom {
  /** By node: how much it loses, 0 to `wholeLoss`. */
  readonly loss: Int32Array;
  /** By node: the edge over which it lost it, -1 where there is none, and at the node that failed first. */
  readonly through: Int32Array;
  /** By node: the last edge of the path back to the node that failed first, -1 where there is none. */
  readonly last: Int32Array;
}

/** How much of a loss an edge of a kind passes on: nothing, or something. */
export type PassedOn = (kind: number, loss: number) => number;

/**
 * Passes the loss of everything from one node, or from several at once, on to what depends on it, the largest first, so that what is settled is final
 * (Knuth's generalization of Dijkstra's algorithm, 1977). Of equal losses the one that came over fewer edges counts, then the one
 * of the smaller id. A group loses as much as the member whose loss is one more than it can spare. An edge must not pass on more
 * than it is given.
 */
export function spreadFrom(
  topology: Topology,
  first: number | readonly number[],
  passedOn: PassedOn,
): SpreadFrom {
  const nodeCount = topology.ids.length;
  const loss = new Int32Array(nodeCount);
  const steps = new Int32Array(nodeCount);
  const through = new Int32Array(nodeCount).fill(-1);
  const last = new Int32Array(nodeCount).fill(-1);
  const isSettled = new Uint8Array(nodeCount);
  const lostMembers = new Int32Array(nodeCount);
  const queue = emptyHeap((node) => intAt(topology.rank, node));

  const suggest = (node: number, edge: number, lost: number, stepCount: number): void => {
    const isBetter =
      lost > intAt(loss, node) || (lost === intAt(loss, node) && stepCount < intAt(steps, node));
    if (isSettled[node] === 0 && lost > 0 && isBetter) {
      loss[node] = lost;
      steps[node] = stepCount;
      through[node] = edge;
      queue.push((wholeLoss - lost) * 2 ** 22 + stepCount, node);
    }
  };
  /** What a node lost it from is settled before it. */
  const lastOf = (node: number): number => {
    const edge = intAt(through, node);
    const before = edge < 0 ? -1 : intAt(last, intAt(topology.to, edge));
    return before < 0 ? edge : before;
  };
  for (const node of typeof first === 'number' ? [first] : first) {
    suggest(node, -1, wholeLoss, 0);
  }
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (isSettled[node] === 1) {
      continue;
    }
    isSettled[node] = 1;
    last[node] = lastOf(node);
    const lost = intAt(loss, node);
    for (const edge of edgesInto(topology, node)) {
      const dependent = intAt(topology.from, edge);
      const kind = topology.kind[edge] ?? membership;
      if (kind !== membership) {
        suggest(dependent, edge, passedOn(kind, lost), intAt(steps, node) + 1);
        continue;
      }
      lostMembers[dependent] = intAt(lostMembers, dependent) + 1;
      if (intAt(lostMembers, dependent) > spareOf(topology, dependent)) {
        suggest(dependent, edge, lost, intAt(steps, node) + 1);
      }
    }
  }
  return { loss, through, last };
}

/** Everything or nothing: who fails. */
export function failurePassedOn({ propagates }: Topology): PassedOn {
  return (kind, loss) => (propagates[kind] === 1 ? loss : 0);
}

/**
 * The share that each kind passes on. What passes anything on never passes nothing on, so that who loses something does not depend
 * on how finely it is counted.
 */
export function impairmentPassedOn({ impact, propagates }: Topology): PassedOn {
  return (kind, loss) => {
    const share = intAt(impact, kind);
    return share > 0 || propagates[kind] === 1 ? Math.max(1, Math.round((loss * share) / 100)) : 0;
  };
}

/** The edges from a node to what failed first: of a path longer than `lengthMax` the first ones and the last. */
export function pathBack(
  topology: Topology,
  { through, last }: SpreadFrom,
  node: number,
  lengthMax: number,
): readonly PathEdge[] {
  const path: PathEdge[] = [];
  for (let edge = intAt(through, node); edge >= 0; ) {
    if (path.length === lengthMax - 1) {
      return [...path, pathEdge(topology, intAt(last, node))];
    }
    path.push(pathEdge(topology, edge));
    edge = intAt(through, intAt(topology.to, edge));
  }
  return path;
}
