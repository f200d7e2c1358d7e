import { Graph } from '@dagrejs/graphlib';
import type { GraphEdge, GraphNode, GraphView } from '../model/graph-view.ts';

/**
 * A view as a graphlib graph, for its algorithms and `json.write`. Nodes are named `system/web` or `group/bus`, because
 * graphlib keeps them as keys of plain objects, where ids such as `constructor` and `__proto__` would get lost; labels are
 * the nodes and edges of the view. Nodes and edges are added in the order of the view.
 */
export function toGraphlib(view: GraphView): Graph<string, GraphNode, GraphEdge> {
  const graph = new Graph<string, GraphNode, GraphEdge>({ directed: true });
  const nameById = new Map(view.nodes.map(({ id, kind }) => [id, `${kind}/${id}`]));
  for (const node of view.nodes) {
    graph.setNode(nameById.get(node.id) ?? node.id, node);
  }
  for (const edge of view.edges) {
    graph.setEdge(nameById.get(edge.from) ?? edge.from, nameById.get(edge.to) ?? edge.to, edge);
  }
  return graph;
}
