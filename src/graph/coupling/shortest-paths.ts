import type { Adjacency } from '../components.ts';
import { intAt } from '../integers.ts';

/** The shortest ways from one node after the other, over the same arrays. */
export interface Paths {
  /** Follows the ways from a node and returns how many edges were looked at. */
  readonly follow: (source: number) => number;
  /** How many nodes the last source reaches, itself included. */
  readonly reached: () => number;
  /** Those nodes, by distance. */
  readonly order: Int32Array;
  /** By node: in how many ends, in parts, the ways over it lead. Filled in from the far end by whoever asks for `passedOver`. */
  readonly dependence: Float64Array;
  /** What the ways behind a node come to, of which nodes below `endCount` are ends. Those behind it must be filled in. */
  readonly passedOver: (node: number, endCount: number) => number;
}

/** Numbers of ways grow with every diamond: before they are too large for a number, those of a level are scaled. */
const waysMax = 2 ** 400;

/** Breadth-first search that counts the shortest ways. Only quotients of counts are used, so that a level may be scaled. */
export function pathsFrom({ start, to }: Adjacency): Paths {
  const nodeCount = start.length - 1;
  const distance = new Int32Array(nodeCount).fill(-1);
  const order = new Int32Array(nodeCount);
  /** By node: ways to it, over the scale of its level. */
  const ways = new Float64Array(nodeCount);
  /** By level: how much smaller its ways are written than those of the level before. */
  const scale = new Float64Array(nodeCount + 1);
  const dependence = new Float64Array(nodeCount);
  let reached = 0;

  function follow(source: number): number {
    for (let place = 0; place < reached; place += 1) {
      const node = intAt(order, place);
      distance[node] = -1;
      ways[node] = 0;
    }
    order[0] = source;
    distance[source] = 0;
    ways[source] = 1;
    scale[0] = 1;
    reached = 1;
    let looks = 1;
    let level = 0;
    for (let first = 0; first < reached; ) {
      const end = reached;
      looks += advance(first, end, level + 1);
      level += 1;
      scale[level] = rescaled(end, reached);
      first = end;
    }
    return looks;
  }

  /** Visits what the nodes at some places lead to. */
  function advance(first: number, end: number, level: number): number {
    let looks = 0;
    for (let place = first; place < end; place += 1) {
      const node = intAt(order, place);
      const own = ways[node] ?? 0;
      const last = intAt(start, node + 1);
      for (let edge = intAt(start, node); edge < last; edge += 1) {
        const next = intAt(to, edge);
        looks += 1;
        if (intAt(distance, next) < 0) {
          distance[next] = level;
          order[reached] = next;
          reached += 1;
        }
        if (intAt(distance, next) === level) {
          ways[next] = (ways[next] ?? 0) + own;
        }
      }
    }
    return looks;
  }

  /** Scales the ways of a level where they are too many. */
  function rescaled(first: number, end: number): number {
    let most = 0;
    for (let place = first; place < end; place += 1) {
      most = Math.max(most, ways[intAt(order, place)] ?? 0);
    }
    if (most <= waysMax) {
      return 1;
    }
    for (let place = first; place < end; place += 1) {
      const node = intAt(order, place);
      // A node that hardly any of the ways lead to keeps one that is not nothing: it is divided by.
      ways[node] = Math.max((ways[node] ?? 0) / most, 2 ** -500);
    }
    return most;
  }

  function passedOver(node: number, endCount: number): number {
    const level = intAt(distance, node) + 1;
    const own = ways[node] ?? 0;
    const end = intAt(start, node + 1);
    let sum = 0;
    for (let edge = intAt(start, node); edge < end; edge += 1) {
      const next = intAt(to, edge);
      if (intAt(distance, next) === level) {
        const isEnd = next < endCount ? 1 : 0;
        sum += ((isEnd + (dependence[next] ?? 0)) * own) / (ways[next] ?? 1);
      }
    }
    return sum / (scale[level] ?? 1);
  }

  return { follow, reached: () => reached, order, dependence, passedOver };
}
