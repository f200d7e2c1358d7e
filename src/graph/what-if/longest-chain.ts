import { componentsOf } from '../components.ts';
import { intAt, sortedByNumber } from '../integers.ts';
import type { Topology } from '../topology.ts';

export interface ChainQuestion {
  /** By edge, what it adds to a chain, 0 or more; below 0 where it is not followed. */
  readonly cost: Float64Array;
  /** Where the chain begins; undefined: wherever it is longest. */
  readonly from: number | undefined;
}

/** The chain that costs most. */
export interface LongestChain {
  readonly cost: number;
  /** Where it begins; -1 where there is nothing. */
  readonly first: number;
  /** Its edges in order. Inside a cycle there are none: one edge may end at another node of a cycle than the next begins. */
  readonly edges: readonly number[];
  /** The nodes of each cycle on the chain, by id, in the order of the chain. */
  readonly cycles: readonly (readonly number[])[];
}

/**
 * The longest chain of edges. What lies on a cycle counts as one: a chain enters it once, leaves it from any of its nodes, and what
 * lies between costs nothing. Of equal ones the one whose nodes have smaller ids, from its beginning on. Components are numbered
 * so that edges lead to smaller numbers, and are worked out in that order; the cost is that of a look at each edge.
 */
export function longestChain(topology: Topology, { cost, from }: ChainQuestion): LongestChain {
  if (topology.ids.length === 0) {
    return { cost: 0, first: -1, edges: [], cycles: [] };
  }
  const isFollowed = (edge: number): boolean => (cost[edge] ?? -1) >= 0;
  const { of, count } = componentsOf(topology, isFollowed);
  const { items, start } = sortedByNumber(of, count);
  const best = new Float64Array(count);
  const next = new Int32Array(count).fill(-1);
  const rankOf = (node: number): number => intAt(topology.rank, node);
  const isBefore = (edge: number, other: number): boolean => {
    const byFrom = rankOf(intAt(topology.from, edge)) - rankOf(intAt(topology.from, other));
    const byTo = rankOf(intAt(topology.to, edge)) - rankOf(intAt(topology.to, other));
    return byFrom < 0 || (byFrom === 0 && byTo < 0);
  };

  const consider = (component: number, edge: number): void => {
    const target = intAt(of, intAt(topology.to, edge));
    if (target === component || !isFollowed(edge)) {
      return;
    }
    const length = (cost[edge] ?? 0) + (best[target] ?? 0);
    const known = intAt(next, component);
    const longest = best[component] ?? 0;
    if (known < 0 || length > longest || (length === longest && isBefore(edge, known))) {
      best[component] = length;
      next[component] = edge;
    }
  };
  for (let place = 0; place < items.length; place += 1) {
    const node = intAt(items, place);
    const end = intAt(topology.outStart, node + 1);
    for (let edge = intAt(topology.outStart, node); edge < end; edge += 1) {
      consider(intAt(of, node), edge);
    }
  }

  const first = from ?? longestFrom(topology, of, best);
  const edges: number[] = [];
  const cycles: (readonly number[])[] = [];
  for (let component = intAt(of, first); component >= 0; ) {
    const members = items.subarray(intAt(start, component), intAt(start, component + 1));
    if (members.length > 1) {
      cycles.push([...members].sort((a, b) => rankOf(a) - rankOf(b)));
    }
    const edge = intAt(next, component);
    if (edge >= 0) {
      edges.push(edge);
    }
    component = edge < 0 ? -1 : intAt(of, intAt(topology.to, edge));
  }
  return { cost: best[intAt(of, first)] ?? 0, first, edges, cycles };
}

/** The system with the longest chain, of equal ones the one with the smallest id. */
function longestFrom({ systems, rank }: Topology, of: Int32Array, best: Float64Array): number {
  let first = 0;
  for (let node = 1; node < systems.length; node += 1) {
    const [here, there] = [best[intAt(of, node)] ?? 0, best[intAt(of, first)] ?? 0];
    if (here > there || (here === there && intAt(rank, node) < intAt(rank, first))) {
      first = node;
    }
  }
  return first;
}
