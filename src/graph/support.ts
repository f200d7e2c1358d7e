import type { Propagation } from './columns.ts';
import { instantAt, isRootAt } from './instants.ts';
import { type PathEdge, pathEdge } from './path-edge.ts';
import { at, type Topology } from './topology.ts';

/** The path from a node to the root of its loss. What lies behind the first edge is shared with others, and never changes. */
export interface Support {
  readonly edge: number;
  readonly next: Support | undefined;
  /** The last edge of the path. */
  readonly last: number;
}

/** How many edges of a path are told: all paths together would cost the square of a long chain. */
export const pathLengthMax = 64;

/**
 * The path of a node that has one. It ends where a system has the loss from itself or from its window: a window that is felt
 * around a cycle begins a path of its own, which others do not share. All paths together cost no more than a look at each node.
 */
export function supportOf(
  { topology, kinds, loss, supports }: Propagation,
  node: number,
): Support | undefined {
  const { through, departure } = loss.wave;
  const followed: number[] = [];
  let support: Support | undefined;
  for (let here = node; support === undefined; ) {
    const edge = at(through, here);
    support = supports[here];
    if (support !== undefined || edge < 0) {
      break;
    }
    followed.push(here);
    here = at(topology.to, edge);
    if (isRootAt(kinds.clock, instantAt(departure, here))) {
      break;
    }
  }
  for (let place = followed.length - 1; place >= 0; place -= 1) {
    const here = followed[place] ?? node;
    const edge = at(through, here);
    support = { edge, next: support, last: support?.last ?? edge };
    supports[here] = support;
  }
  return support;
}

/**
 * The edges from a node to the system whose own health, or window, set its score: of a path longer than 64 the first 63
 * and the last. It never meets a node twice: where the root is the node's own window, felt around a cycle, it is empty.
 */
export function pathOf(topology: Topology, node: number, support: Support | undefined): PathEdge[] {
  if (support === undefined || at(topology.to, support.last) === node) {
    return [];
  }
  const path: PathEdge[] = [];
  let here: Support | undefined = support;
  while (here?.next !== undefined && path.length < pathLengthMax - 1) {
    path.push(pathEdge(topology, here.edge));
    here = here.next;
  }
  return [...path, pathEdge(topology, support.last)];
}
