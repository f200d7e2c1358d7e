import type { Adjacency } from './components.ts';
import { intAt, sortedByNumber } from './integers.ts';

/** The same edges the other way round: from each node to those that lead to it, ascending. */
export function reversed({ start, to }: Adjacency): Adjacency {
  const nodeCount = start.length - 1;
  const from = new Int32Array(to.length);
  for (let node = 0; node < nodeCount; node += 1) {
    from.fill(node, intAt(start, node), intAt(start, node + 1));
  }
  const entering = sortedByNumber(to, nodeCount);
  return { start: entering.start, to: entering.items.map((edge) => intAt(from, edge)) };
}
