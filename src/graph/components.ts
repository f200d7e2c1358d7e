import { at, type Topology } from './topology.ts';

/** The strongly connected components of a graph, numbered so that an edge never leads to a larger number. */
export interface Components {
  /** Number of the component of each node. */
  readonly of: Int32Array;
  readonly count: number;
}

/**
 * Strongly connected components by Tarjan's algorithm, over the edges that `follows` accepts. Its stack is an array, so
 * that a chain of any length fits. Cost grows with nodes and edges.
 */
export function componentsOf(topology: Topology, follows: (edge: number) => boolean): Components {
  const nodeCount = topology.ids.length;
  const component = new Int32Array(nodeCount).fill(-1);
  const visit = new Int32Array(nodeCount);
  const low = new Int32Array(nodeCount);
  const nextEdge = topology.outStart.slice(0, nodeCount);
  const path: number[] = [];
  const open: number[] = [];
  let visits = 0;
  let count = 0;

  const enter = (node: number): void => {
    visits += 1;
    visit[node] = visits;
    low[node] = visits;
    path.push(node);
    open.push(node);
  };
  const lower = (node: number, to: number): void => {
    low[node] = Math.min(at(low, node), to);
  };
  const close = (root: number): void => {
    let node: number | undefined;
    do {
      node = open.pop();
      component[node ?? root] = count;
    } while (node !== undefined && node !== root);
    count += 1;
  };
  const leave = (node: number): void => {
    path.pop();
    if (at(low, node) === at(visit, node)) {
      close(node);
    }
    const parent = path.at(-1);
    if (parent !== undefined) {
      lower(parent, at(low, node));
    }
  };
  const look = (node: number, edge: number): void => {
    const target = at(topology.to, edge);
    if (at(visit, target) === 0) {
      enter(target);
    } else if (at(component, target) < 0) {
      lower(node, at(visit, target));
    }
  };

  for (let start = 0; start < nodeCount; start += 1) {
    if (at(visit, start) === 0) {
      enter(start);
    }
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const edge = at(nextEdge, node);
      if (edge === at(topology.outStart, node + 1)) {
        leave(node);
        continue;
      }
      nextEdge[node] = edge + 1;
      if (follows(edge)) {
        look(node, edge);
      }
    }
  }
  return { of: component, count };
}
