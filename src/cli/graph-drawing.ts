import { layoutOf } from '../adapters/graphviz.ts';
import type { GraphView } from '../model/graph-view.ts';
import { type GraphHealth, healthById } from '../report/graph/health.ts';
import { layoutRequest, svgMax, svgOf } from '../report/graph/svg.ts';
import { failed, type Outcome } from './outcome.ts';

/** A view as SVG, or the outcome where it is too large to be one. */
export async function drawingOf(
  view: GraphView,
  health: GraphHealth | undefined,
): Promise<{ readonly svg: string } | { readonly outcome: Outcome }> {
  const { nodes, edges } = view;
  if (nodes.length > svgMax.nodes || edges.length > svgMax.edges) {
    return {
      outcome: failed(
        3,
        `${nodes.length} nodes and ${edges.length} edges are too many for a drawing: at most ${svgMax.nodes} and ${svgMax.edges} are drawn`,
        'show a part of it with `--focus ID --depth 2`, or merge systems with `--collapse owner`',
      ),
    };
  }
  const known = healthById(health);
  const { value, failure } = await layoutOf(layoutRequest(view, known));
  return value === undefined
    ? { outcome: failed(2, `the graph cannot be laid out: ${failure}`) }
    : { svg: svgOf(view, value, known) };
}
