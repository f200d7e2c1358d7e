import { weaknessOf } from '../evaluate/spofs.ts';
import type { Topology } from '../graph/topology.ts';
import type { GraphView } from '../model/graph-view.ts';
import type { Model } from '../model/model.ts';

/** In larger graphs weak points are not marked: to find them takes longer than all else that a drawing needs. */
const edgesMax = 50_000;

/** A view in which each single point of failure says how many others fail with it. */
export function withWeakPoints(view: GraphView, model: Model, topology: Topology): GraphView {
  if (topology.to.length > edgesMax) {
    return view;
  }
  const weakness = weaknessOf(model, topology);
  return {
    ...view,
    nodes: view.nodes.map((node) => {
      const { isSpof = false, blastRadius = 0 } = weakness(node.id) ?? {};
      return isSpof ? { ...node, takesDown: blastRadius } : node;
    }),
  };
}
