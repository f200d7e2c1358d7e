import type { Work } from '../../model/work.ts';
import { intAt } from '../integers.ts';
import type { Topology } from '../topology.ts';
import { distinctNeighbors } from './neighbors.ts';
import { type Paths, pathsFrom } from './shortest-paths.ts';

/** Edges that are looked at before the rest is estimated. */
const betweennessLooks = 50_000_000;

export interface Betweenness {
  /**
   * By system: the share of the pairs of other systems whose shortest way along dependencies leads over it, 0 to 1. Of several
   * shortest ways each counts for its part. Pairs without a way count, too.
   */
  readonly shares: Float64Array;
  /** From how many systems ways were followed: all, or where that is too much work some, evenly among the ids. */
  readonly sources: number;
}

/**
 * Betweenness after Brandes (2001): the ways from one system at a time, and what lies on them in the order of falling distance.
 * Groups lie on ways, and are no ends of one. Sources are taken in an order that is even over the ids however far it
 * gets; where `looks` edges do not suffice for all of them, the shares are scaled up from those that were taken
 * (Brandes and Pich, 2007), which is an estimate.
 */
export function betweennessOf(topology: Topology, looks: number = betweennessLooks): Betweenness {
  const work = betweennessWork(topology, looks);
  work.advance(Number.POSITIVE_INFINITY);
  return work.found();
}

/** The same in slices: what is found early is an estimate from the sources so far. */
export function betweennessWork(
  topology: Topology,
  looksMax: number = betweennessLooks,
): Work<Betweenness> {
  const systemCount = topology.systems.length;
  const sums = new Float64Array(systemCount);
  const paths = pathsFrom(distinctNeighbors(topology));
  const byRank = nodesByRank(topology);
  const stride = strideOf(systemCount);
  let [sources, spent, rank] = [0, 0, 0];
  const isDone = (): boolean => sources >= systemCount || spent >= looksMax;
  return {
    advance: (looks) => {
      const end = spent + looks;
      while (!isDone() && spent < end) {
        spent += addFrom(paths, intAt(byRank, rank), sums);
        sources += 1;
        rank = (rank + stride) % systemCount;
      }
      return isDone();
    },
    progress: () => ({ done: sources, total: systemCount, noun: 'systems' }),
    found: () => {
      const pairs = (systemCount - 1) * (systemCount - 2);
      const scale = pairs <= 0 || sources === 0 ? 0 : systemCount / (sources * pairs);
      return { shares: sums.map((sum) => Math.min(1, sum * scale)), sources };
    },
  };
}

/** Adds what lies on the ways from a source, and returns how many edges were looked at. */
function addFrom(paths: Paths, source: number, sums: Float64Array): number {
  const looks = paths.follow(source);
  const { order, dependence } = paths;
  const systemCount = sums.length;
  const reached = paths.reached();
  for (let place = reached - 1; place > 0; place -= 1) {
    const node = intAt(order, place);
    const passed = paths.passedOver(node, systemCount);
    dependence[node] = passed;
    if (node < systemCount) {
      sums[node] = (sums[node] ?? 0) + passed;
    }
  }
  return looks;
}

/** Systems by the place of their ids among those of systems. */
function nodesByRank({ systems, rank }: Topology): Int32Array {
  return Int32Array.from(systems.keys()).sort((a, b) => intAt(rank, a) - intAt(rank, b));
}

/** A step over the ids that meets each of them once, near the golden section, so that any number of steps is spread evenly. */
function strideOf(count: number): number {
  let stride = Math.max(1, Math.round(count * 0.618_033_988_749_895));
  while (commonDivisor(stride, count) > 1) {
    stride += 1;
  }
  return stride;
}

function commonDivisor(a: number, b: number): number {
  let [large, small] = [a, b];
  while (small > 0) {
    [large, small] = [small, large % small];
  }
  return large;
}
