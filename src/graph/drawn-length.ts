import type { GraphView } from '../model/graph-view.ts';
import { byteAt, intAt, sortedByNumber } from './integers.ts';

/**
 * How many layers the edges of a view cross in all when it is drawn layer by layer: what a layout costs follows from it more than from the number
 * of edges. Each node lies below all that leads to it, edges that close a cycle left out, as a walk in depth meets them.
 */
export function drawnLength({ nodes, edges }: Pick<GraphView, 'nodes' | 'edges'>): number {
  const placeOf = new Map(nodes.map(({ id }, place) => [id, place]));
  const from = Int32Array.from(edges, (edge) => placeOf.get(edge.from) ?? 0);
  const to = Int32Array.from(edges, (edge) => placeOf.get(edge.to) ?? 0);
  const { items, start } = sortedByNumber(from, nodes.length);
  const { order, closes } = walked({ items, start, to });
  const layer = new Int32Array(nodes.length);
  // What a node leads to is left before the node is, so that from the last one left all layers above are final.
  for (let place = order.length - 1; place >= 0; place -= 1) {
    const node = intAt(order, place);
    for (let index = intAt(start, node); index < intAt(start, node + 1); index += 1) {
      const edge = intAt(items, index);
      const target = intAt(to, edge);
      if (byteAt(closes, edge) === 0) {
        layer[target] = Math.max(intAt(layer, target), intAt(layer, node) + 1);
      }
    }
  }
  return from.reduce(
    (sum, node, edge) => sum + Math.abs(intAt(layer, node) - intAt(layer, intAt(to, edge))),
    0,
  );
}

interface Walkable {
  readonly items: Int32Array;
  readonly start: Int32Array;
  readonly to: Int32Array;
}

interface Walk {
  /** Nodes in the order in which they are left. */
  readonly order: Int32Array;
  /** By edge, 1 where it leads to a node that the walk is still inside of. */
  readonly closes: Uint8Array;
}

const inside = 1;
const left = 2;

function walked({ items, start, to }: Walkable): Walk {
  const nodeCount = start.length - 1;
  const order = new Int32Array(nodeCount);
  const closes = new Uint8Array(items.length);
  const state = new Uint8Array(nodeCount);
  const next = start.slice(0, nodeCount);
  const path = new Int32Array(nodeCount);
  let leftCount = 0;
  /** A node that an edge leads to and that was never met; -1 where there is none any more. */
  const unmet = (node: number): number => {
    const end = intAt(start, node + 1);
    for (let index = intAt(next, node); index < end; index += 1) {
      const edge = intAt(items, index);
      const target = intAt(to, edge);
      if (byteAt(state, target) === 0) {
        next[node] = index + 1;
        return target;
      }
      closes[edge] = byteAt(state, target) === inside ? 1 : 0;
    }
    next[node] = end;
    return -1;
  };
  for (let first = 0; first < nodeCount; first += 1) {
    let depth = byteAt(state, first) === 0 ? 0 : -1;
    path[0] = first;
    while (depth >= 0) {
      const node = intAt(path, depth);
      state[node] = inside;
      const child = unmet(node);
      if (child >= 0) {
        depth += 1;
        path[depth] = child;
      } else {
        state[node] = left;
        order[leftCount] = node;
        leftCount += 1;
        depth -= 1;
      }
    }
  }
  return { order, closes };
}
