import { layoutOf } from '../adapters/graphviz.ts';
import { drawnLength } from '../graph/drawn-length.ts';
import type { GraphView } from '../model/graph-view.ts';
import { sayCount } from '../model/limits.ts';
import { type GraphHealth, healthById } from '../report/graph/health.ts';
import { layoutRequest, svgMax, svgOf } from '../report/graph/svg.ts';
import { counted } from '../report/look.ts';
import { failed, type Outcome } from './outcome.ts';

/** A view as SVG, or the outcome where it is too large to be one. */
export async function drawingOf(
  view: GraphView,
  health: GraphHealth | undefined,
): Promise<{ readonly svg: string } | { readonly outcome: Outcome }> {
  const { nodes, edges } = view;
  const wayOut =
    'show a part of it with `--focus ID --depth 2`, or merge systems with `--collapse owner`';
  if (nodes.length > svgMax.nodes || edges.length > svgMax.edges) {
    const size = `${counted(nodes.length, 'node')} and ${counted(edges.length, 'edge')}`;
    const most = `${svgMax.nodes} and ${svgMax.edges}`;
    return {
      outcome: failed(3, `${size} are too many for a drawing, which has at most ${most}`, wayOut),
    };
  }
  const length = drawnLength(view);
  if (length > svgMax.length) {
    const what = `edges that cross ${sayCount(length)} layers in all`;
    const most = `at most ${sayCount(svgMax.length)} are drawn`;
    return { outcome: failed(3, `${what} are too long for a drawing: ${most}`, wayOut) };
  }
  const known = healthById(health);
  const { value, failure } = await layoutOf(layoutRequest(view, known));
  return value === undefined
    ? { outcome: failed(2, `the graph cannot be laid out: ${failure}`) }
    : { svg: svgOf(view, value, known) };
}
