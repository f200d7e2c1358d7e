import type { GraphView } from '../../model/graph-view.ts';
import {
  type Branch,
  branchesOf,
  type Direction,
  edgesInDirection,
  neighborsOf,
} from './branches.ts';

/** A node with what hangs on it: what depends on it above, what it depends on below. */
export interface Block {
  readonly root: string;
  readonly above: readonly Branch[];
  readonly below: readonly Branch[];
}

/**
 * A view as blocks of at most so many levels. With a focus the first block stands around it. Without, blocks begin at the
 * nodes on which nothing depends, then at what is left on cycles, smallest id first. What is too deep for its block
 * follows in one of its own, right after it. Every node is followed once in each direction; the cost grows with nodes and
 * edges.
 */
export function blocksOf(view: GraphView, levels: number): readonly Block[] {
  const neighbors = neighborsOf(view);
  const seen = { up: new Set<string>(), down: new Set<string>() };
  const blocks: Block[] = [];
  const hang = (root: string, direction: Direction): readonly Branch[] => {
    seen[direction].add(root);
    const edgesOf = edgesInDirection(neighbors, direction);
    return branchesOf(root, edgesOf, levels, seen[direction]);
  };
  const draw = (root: string, directions: readonly Direction[]): void => {
    const open = [{ root, directions }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const above = next.directions.includes('up') ? hang(next.root, 'up') : [];
      const below = next.directions.includes('down') ? hang(next.root, 'down') : [];
      blocks.push({ root: next.root, above: [...above].reverse(), below });
      open.push(...later(below, 'down').reverse(), ...later(above, 'up'));
    }
  };

  if (view.focus !== undefined && neighbors.down.has(view.focus)) {
    draw(view.focus, ['up', 'down']);
    return blocks;
  }
  const roots = view.nodes.filter(({ id }) => (neighbors.up.get(id) ?? []).length === 0);
  for (const { id } of [...roots, ...view.nodes]) {
    if (!seen.down.has(id)) {
      draw(id, ['down']);
    }
  }
  return blocks;
}

function later(
  branches: readonly Branch[],
  direction: Direction,
): { readonly root: string; readonly directions: readonly Direction[] }[] {
  return branches
    .filter(({ rest }) => rest === 'later')
    .map(({ id }) => ({ root: id, directions: [direction] }));
}
