import type { Adjacency } from '../components.ts';
import { intAt } from '../integers.ts';
import type { Topology } from '../topology.ts';

/** The edges of a topology without those to itself, and each pair of nodes joined once, however often it is. */
export function distinctNeighbors({ outStart, to }: Topology): Adjacency {
  const nodeCount = outStart.length - 1;
  const start = new Int32Array(nodeCount + 1);
  const kept = new Int32Array(to.length);
  const seenBy = new Int32Array(nodeCount).fill(-1);
  let count = 0;
  for (let node = 0; node < nodeCount; node += 1) {
    seenBy[node] = node;
    const end = intAt(outStart, node + 1);
    for (let edge = intAt(outStart, node); edge < end; edge += 1) {
      const target = intAt(to, edge);
      if (intAt(seenBy, target) !== node) {
        seenBy[target] = node;
        kept[count] = target;
        count += 1;
      }
    }
    start[node + 1] = count;
  }
  return { start, to: kept.subarray(0, count) };
}
