import type { GraphEdge, GraphNode, GraphView, NodeFailure } from '../model/graph-view.ts';
import {
  failurePassedOn,
  impairmentPassedOn,
  type PassedOn,
  type SpreadFrom,
  spreadFrom,
} from './spread-from.ts';
import { isGroup, type Topology } from './topology.ts';

/**
 * A view with what the failure of some systems at once does to each of its nodes, and over which edges it comes: all that take
 * down what fails, and to what is only worse the one over which it loses most.
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
  const begins = new Set(failing);
  const nodeOf = (id: string): number => topology.nodeById.get(id) ?? -1;
  const fails = (id: string): boolean => (failure.loss[nodeOf(id)] ?? 0) > 0;
  const failureOf = (id: string): NodeFailure | undefined => {
    if (fails(id)) {
      return begins.has(id) ? 'failed' : 'fails';
    }
    return (impairment.loss[nodeOf(id)] ?? 0) > 0 ? 'impaired' : undefined;
  };
  const carries = ({ from, to, propagates }: GraphEdge): boolean => {
    if (begins.has(from)) {
      return false;
    }
    if (fails(from)) {
      return fails(to) && (propagates || isGroup(topology, nodeOf(from)));
    }
    const edge = impairment.through[nodeOf(from)] ?? -1;
    return edge >= 0 && topology.to[edge] === nodeOf(to);
  };
  const failures: Record<NodeFailure, number> = { failed: 0, fails: 0, impaired: 0 };
  for (const id of topology.systems) {
    const mark = failureOf(id);
    if (mark !== undefined) {
      failures[mark] += 1;
    }
  }
  return {
    ...view,
    failing: named,
    failures,
    nodes: view.nodes.map((node): GraphNode => {
      const mark = failureOf(node.id);
      return mark === undefined ? node : { ...node, failure: mark };
    }),
    edges: view.edges.map((edge): GraphEdge => (carries(edge) ? { ...edge, carries: true } : edge)),
  };
}
