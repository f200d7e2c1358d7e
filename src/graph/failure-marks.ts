import type { GraphEdge, GraphNode, GraphView, NodeFailure } from '../model/graph-view.ts';
import {
  failurePassedOn,
  impairmentPassedOn,
  type PassedOn,
  type SpreadFrom,
  spreadFrom,
} from './spread-from.ts';
import type { Topology } from './topology.ts';

/**
 * A view with what the failure of some systems at once does to each of its nodes, and over which edges it comes. What fails is
 * explained by the edge that takes it down, what is only worse by the one over which it loses most.
 */
export function withFailures(
  view: GraphView,
  topology: Topology,
  failing: readonly string[],
  named: readonly string[],
): GraphView {
  const first = failing.flatMap((id) => topology.nodeById.get(id) ?? []);
  const spread = (passedOn: PassedOn): SpreadFrom => spreadFrom(topology, first, passedOn);
  const failure = spread(failurePassedOn(topology));
  const impairment = spread(impairmentPassedOn(topology));
  const begins = new Set(first);
  const failureOf = (id: string): NodeFailure | undefined => {
    const node = topology.nodeById.get(id) ?? -1;
    if (begins.has(node)) {
      return 'failed';
    }
    if ((failure.loss[node] ?? 0) > 0) {
      return 'fails';
    }
    return (impairment.loss[node] ?? 0) > 0 ? 'impaired' : undefined;
  };
  const carrying = new Set<string>();
  for (const [node, fails] of failure.loss.entries()) {
    const edge = (fails > 0 ? failure : impairment).through[node] ?? -1;
    if (edge >= 0) {
      carrying.add(ends(topology.ids[node], topology.ids[topology.to[edge] ?? -1]));
    }
  }
  return {
    ...view,
    failing: named,
    nodes: view.nodes.map((node): GraphNode => {
      const mark = failureOf(node.id);
      return mark === undefined ? node : { ...node, failure: mark };
    }),
    edges: view.edges.map(
      (edge): GraphEdge =>
        carrying.has(ends(edge.from, edge.to)) ? { ...edge, carries: true } : edge,
    ),
  };
}

function ends(from: string | undefined, to: string | undefined): string {
  return JSON.stringify([from, to]);
}
