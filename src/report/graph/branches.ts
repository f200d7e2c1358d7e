import type { GraphEdge, GraphView } from '../../model/graph-view.ts';

/** Up to what depends on a node, or down to what it depends on. */
export type Direction = 'up' | 'down';

/** One node below, or above, another. */
export interface Branch {
  readonly edge: GraphEdge;
  readonly id: string;
  /** For each level above this one: whether a line runs on to a later sibling. */
  readonly runs: readonly boolean[];
  readonly isLast: boolean;
  /** Whether what hangs on it is shown here, was shown elsewhere, or follows in a block of its own. */
  readonly rest: 'here' | 'elsewhere' | 'later';
}

/** The edges of a view by the node that they leave and by the node that they enter, the strongest first. */
export interface Neighbors {
  readonly down: ReadonlyMap<string, readonly GraphEdge[]>;
  readonly up: ReadonlyMap<string, readonly GraphEdge[]>;
}

export function neighborsOf(view: GraphView): Neighbors {
  const down = new Map<string, GraphEdge[]>();
  const up = new Map<string, GraphEdge[]>();
  for (const { id } of view.nodes) {
    down.set(id, []);
    up.set(id, []);
  }
  for (const edge of [...view.edges].sort(byStrength)) {
    down.get(edge.from)?.push(edge);
    up.get(edge.to)?.push(edge);
  }
  return { down, up };
}

/** The order of a view stays where two are equally strong. */
function byStrength(a: GraphEdge, b: GraphEdge): number {
  return Number(b.propagates) - Number(a.propagates) || b.impact - a.impact;
}

/**
 * What hangs on a node in a direction, depth first, at most `levels` deep. Nodes in `seen` are named and not followed;
 * the others are added to it, so that every node is followed once.
 */
export function branchesOf(
  root: string,
  edgesOf: (id: string) => readonly Omit<Branch, 'runs' | 'isLast' | 'rest'>[],
  levels: number,
  seen: Set<string>,
): readonly Branch[] {
  const branches: Branch[] = [];
  const open: Omit<Branch, 'rest'>[] = [];
  const push = (id: string, runs: readonly boolean[]): void => {
    const next = edgesOf(id).map((found, index, all) => ({
      ...found,
      runs,
      isLast: index === all.length - 1,
    }));
    open.push(...next.reverse());
  };
  push(root, []);
  for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
    const { id, runs, isLast } = branch;
    if (seen.has(id)) {
      branches.push({ ...branch, rest: 'elsewhere' });
      continue;
    }
    seen.add(id);
    if (runs.length + 1 < levels) {
      branches.push({ ...branch, rest: 'here' });
      push(id, [...runs, !isLast]);
    } else {
      branches.push({ ...branch, rest: edgesOf(id).length === 0 ? 'here' : 'later' });
    }
  }
  return branches;
}

/** The branches of a direction, nearest the root first. */
export function edgesInDirection(
  neighbors: Neighbors,
  direction: Direction,
): (id: string) => readonly Omit<Branch, 'runs' | 'isLast' | 'rest'>[] {
  return direction === 'down'
    ? (id) => (neighbors.down.get(id) ?? []).map((edge) => ({ edge, id: edge.to }))
    : (id) => (neighbors.up.get(id) ?? []).map((edge) => ({ edge, id: edge.from })).reverse();
}
