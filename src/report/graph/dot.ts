import type { GraphNode, GraphView } from '../../model/graph-view.ts';
import { plain } from '../text.ts';
import { statusColors } from './colors.ts';
import type { HealthById } from './health.ts';
import { type Stroke, strokesOf } from './stroke.ts';

const styles: Readonly<Record<Stroke, string>> = {
  thick: 'style=bold',
  solid: 'style=solid',
  dashed: 'style=dashed',
  faint: 'style=dotted',
  member: 'style=solid, arrowhead=none',
};

/** A view in the language of Graphviz. Systems are ellipses, groups boxes. */
export function dotOf(view: GraphView, health: HealthById): string {
  const strokeOf = strokesOf(view);
  const nodes = view.nodes.map((node) => `  ${quoted(node.id)} [${nodeAttributes(node, health)}];`);
  const edges = view.edges.map((edge) => {
    const stroke = strokeOf(edge);
    const label = stroke === 'member' ? '' : `label=${quoted(edge.kind)}, `;
    return `  ${quoted(edge.from)} -> ${quoted(edge.to)} [${label}${styles[stroke]}];`;
  });
  return `${['digraph tower {', '  rankdir=LR;', ...nodes, ...edges, '}'].join('\n')}\n`;
}

function nodeAttributes({ id, kind, note }: GraphNode, health: HealthById): string {
  const status = health.status.get(id);
  const up = health.up.get(id);
  const lines = [id, note, up === undefined ? undefined : `${up} up`, status];
  const label = lines.flatMap((line) => (line === undefined ? [] : [escaped(line)])).join('\\n');
  const shape = kind === 'group' ? 'box' : 'ellipse';
  const colors = status === undefined ? undefined : statusColors[status];
  return colors === undefined
    ? `label="${label}", shape=${shape}`
    : `label="${label}", shape=${shape}, style=filled, fillcolor="${colors.fill}", color="${colors.border}"`;
}

function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

/** A backslash would begin an escape such as `\N`, the name of the node. */
function escaped(text: string): string {
  return plain(text).replace(/[\\"]/g, (sign) => `\\${sign}`);
}
