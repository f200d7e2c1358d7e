import type { GraphEdge, GraphNode, GraphView } from '../../model/graph-view.ts';

/** How strong a line is: one that propagates failure, then by impact. A member is no dependency. */
export type Stroke = 'thick' | 'solid' | 'dashed' | 'faint' | 'member';

/** Finds the stroke of each edge of a view. */
export function strokesOf(view: GraphView): (edge: GraphEdge) => Stroke {
  const groups = new Set(view.nodes.filter(isGroup).map(({ id }) => id));
  return (edge) => {
    if (groups.has(edge.from)) {
      return 'member';
    }
    if (edge.propagates) {
      return 'thick';
    }
    if (edge.impact >= 0.8) {
      return 'solid';
    }
    return edge.impact >= 0.3 ? 'dashed' : 'faint';
  };
}

function isGroup({ kind }: GraphNode): boolean {
  return kind === 'group';
}
