import type { GraphView } from '../../model/graph-view.ts';
import type { RenderContext } from '../context.ts';
import { dotOf } from './dot.ts';
import { type GraphHealth, type HealthById, healthById, statusOf } from './health.ts';
import { mermaidOf } from './mermaid.ts';
import { treeOf } from './tree.ts';

const graphFormats = ['tree', 'dot', 'mermaid', 'json'] as const;
export type GraphFormat = (typeof graphFormats)[number];

/**
 * A view of the topology as text in a format, with a line break at its end. With `health`, such as a report, nodes show
 * their status. Context counts for the tree; `compact` puts JSON on one line.
 */
export function renderGraph(
  format: GraphFormat,
  view: GraphView,
  context: RenderContext,
  health?: GraphHealth,
): string {
  const known = healthById(health);
  switch (format) {
    case 'tree':
      return treeOf(view, context, known);
    case 'dot':
      return dotOf(view, known);
    case 'mermaid':
      return mermaidOf(view, known);
    case 'json':
      return jsonOf(view, context, known);
  }
}

function jsonOf(view: GraphView, { compact }: RenderContext, health: HealthById): string {
  const nodes = view.nodes.map((node) => {
    const status = statusOf(node, health);
    const up = health.up.get(node.id);
    return {
      ...node,
      ...(status === undefined ? {} : { status }),
      ...(up === undefined ? {} : { up }),
    };
  });
  return `${JSON.stringify({ ...view, nodes }, null, compact === true ? undefined : 2)}\n`;
}
