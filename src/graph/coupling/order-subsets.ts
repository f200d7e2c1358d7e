import { intAt } from '../integers.ts';
import type { Arcs } from './arcs.ts';

/** More nodes than this make too many subsets. */
export const subsetNodesMax = 16;

/**
 * The arcs of least cost without which there is no cycle: those that lead back in the best order of the nodes. The best order of a
 * set ends with one of its nodes, which comes behind the best order of the others (Held and Karp, 1962); a subset is a
 * number with a bit for each node.
 */
export function cheapestBackArcs({ nodeCount, from, to, cost }: Arcs): readonly number[] {
  const costs = new Float64Array(nodeCount * nodeCount);
  for (let arc = 0; arc < from.length; arc += 1) {
    const place = intAt(from, arc) * nodeCount + intAt(to, arc);
    costs[place] = (costs[place] ?? 0) + (cost[arc] ?? 0);
  }
  const position = positionsOf(bestLast(costs, nodeCount), nodeCount);
  return Array.from(from.keys()).filter(
    (arc) => intAt(position, intAt(from, arc)) >= intAt(position, intAt(to, arc)),
  );
}

/** By subset, the node that its best order ends with. */
function bestLast(costs: Float64Array, nodeCount: number): Int32Array {
  const least = new Float64Array(2 ** nodeCount);
  const last = new Int32Array(2 ** nodeCount);
  for (let subset = 1; subset < least.length; subset += 1) {
    let best = Number.POSITIVE_INFINITY;
    for (let node = 0; node < nodeCount; node += 1) {
      if ((subset & (1 << node)) !== 0) {
        const others = subset ^ (1 << node);
        const total = (least[others] ?? 0) + backCost(costs, nodeCount, node, others);
        if (total < best) {
          best = total;
          last[subset] = node;
        }
      }
    }
    least[subset] = best;
  }
  return last;
}

/** What the arcs from a node back to those before it cost. */
function backCost(costs: Float64Array, nodeCount: number, node: number, before: number): number {
  let sum = 0;
  for (let other = 0; other < nodeCount; other += 1) {
    if ((before & (1 << other)) !== 0) {
      sum += costs[node * nodeCount + other] ?? 0;
    }
  }
  return sum;
}

function positionsOf(last: Int32Array, nodeCount: number): Int32Array {
  const position = new Int32Array(nodeCount);
  let subset = 2 ** nodeCount - 1;
  for (let place = nodeCount - 1; place >= 0; place -= 1) {
    const node = intAt(last, subset);
    position[node] = place;
    subset ^= 1 << node;
  }
  return position;
}
