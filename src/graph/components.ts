import { byteAt, intAt, sortedByNumber } from './integers.ts';
import type { Topology } from './topology.ts';

/** The strongly connected components of a graph, numbered so that an edge never leads to a larger number. */
export interface Components {
  /** Number of the component of each node. */
  readonly of: Int32Array;
  readonly count: number;
}

/** A graph as where the edges of each node begin, and where each leads. */
export interface Adjacency {
  /** One longer than there are nodes. */
  readonly start: Int32Array;
  readonly to: Int32Array;
}

/** The components of the whole graph, or of the edges that `follows` accepts. */
export function componentsOf(topology: Topology, follows?: (edge: number) => boolean): Components {
  return follows === undefined
    ? componentsOfAdjacency({ start: topology.outStart, to: topology.to })
    : componentsOfAdjacency(adjacencyOf(topology, follows));
}

/** The edges that `follows` accepts, along their direction. */
function adjacencyOf(topology: Topology, follows: (edge: number) => boolean): Adjacency {
  const start = new Int32Array(topology.outStart.length);
  const to = new Int32Array(topology.to.length);
  let kept = 0;
  for (let node = 0; node + 1 < start.length; node += 1) {
    const end = intAt(topology.outStart, node + 1);
    for (let edge = intAt(topology.outStart, node); edge < end; edge += 1) {
      if (follows(edge)) {
        to[kept] = intAt(topology.to, edge);
        kept += 1;
      }
    }
    start[node + 1] = kept;
  }
  return { start, to: to.subarray(0, kept) };
}

/**
 * Tarjan's algorithm with the single number for each node of Pearce (2016): while a node is open it is the earliest visit that
 * the node reaches, afterwards a number counted down from the largest, which no later visit is beyond. The path is in an
 * array, so that a chain of any length fits. Cost grows with nodes and edges.
 */
export function componentsOfAdjacency({ start, to }: Adjacency): Components {
  const nodeCount = start.length - 1;
  const reached = new Int32Array(nodeCount);
  const isRoot = new Uint8Array(nodeCount);
  const nextEdge = start.slice(0, nodeCount);
  const path = new Int32Array(nodeCount);
  const open = new Int32Array(nodeCount);
  let openCount = 0;
  let visits = 1;
  let closing = nodeCount;

  for (let first = 0; first < nodeCount; first += 1) {
    let depth = intAt(reached, first) === 0 ? 0 : -1;
    path[0] = first;
    while (depth >= 0) {
      const node = intAt(path, depth);
      if (intAt(reached, node) === 0) {
        reached[node] = visits;
        isRoot[node] = 1;
        visits += 1;
      }
      const child = descend(node);
      if (child >= 0) {
        depth += 1;
        path[depth] = child;
        continue;
      }
      depth -= 1;
      if (byteAt(isRoot, node) === 1) {
        close(node);
      } else {
        open[openCount] = node;
        openCount += 1;
      }
    }
  }
  return { of: reached.map((number) => nodeCount - number), count: nodeCount - closing };

  /** The next node to visit from a node, -1 where all its edges have been looked at. */
  function descend(node: number): number {
    const end = intAt(start, node + 1);
    let edge = intAt(nextEdge, node);
    let least = intAt(reached, node);
    let child = -1;
    for (; edge < end; edge += 1) {
      const target = intAt(to, edge);
      const number = intAt(reached, target);
      if (number === 0) {
        child = target;
        break;
      }
      if (number < least) {
        least = number;
        isRoot[node] = 0;
      }
    }
    // The edge to the child is looked at again when the child is done.
    nextEdge[node] = edge;
    reached[node] = least;
    return child;
  }

  /** Takes the component of a root from the open nodes. */
  function close(root: number): void {
    const visit = intAt(reached, root);
    visits -= 1;
    while (openCount > 0 && intAt(reached, intAt(open, openCount - 1)) >= visit) {
      openCount -= 1;
      reached[intAt(open, openCount)] = closing;
      visits -= 1;
    }
    reached[root] = closing;
    closing -= 1;
  }
}

/**
 * The level of each component in the graph between components: 0 where no edge enters it from another one, otherwise one more
 * than the highest level that an edge enters it from. Every edge between components leads to a higher level.
 */
export function levelsOfComponents(
  { start, to }: Adjacency,
  { of, count }: Components,
): Int32Array {
  const { items: nodes } = sortedByNumber(of, count);
  const level = new Int32Array(count);
  // Edges never lead to a larger number, so that from the largest down every level is final before it is passed on.
  for (let place = nodes.length - 1; place >= 0; place -= 1) {
    const node = intAt(nodes, place);
    const component = intAt(of, node);
    const next = intAt(level, component) + 1;
    const end = intAt(start, node + 1);
    for (let edge = intAt(start, node); edge < end; edge += 1) {
      const target = intAt(of, intAt(to, edge));
      if (target !== component && intAt(level, target) < next) {
        level[target] = next;
      }
    }
  }
  return level;
}
