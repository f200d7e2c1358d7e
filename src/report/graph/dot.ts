import type { GraphNode, GraphView } from '../../model/graph-view.ts';
import { plain } from '../text.ts';
import { toneColors } from './colors.ts';
import { edgeColor, edgeText } from './edge-text.ts';
import type { HealthById } from './health.ts';
import { linesOf, toneOf } from './marks.ts';
import { type Stroke, strokesOf } from './stroke.ts';

const styles: Readonly<Record<Stroke, string>> = {
  thick: 'style=bold',
  solid: 'style=solid',
  dashed: 'style=dashed',
  faint: 'style=dotted',
  member: 'style=solid, arrowhead=none',
};

/** A view in the language of Graphviz. Systems are ellipses, groups boxes, and what is merged has a fold. */
export function dotOf(view: GraphView, health: HealthById): string {
  const strokeOf = strokesOf(view);
  const nodes = view.nodes.map((node) => `  ${quoted(node.id)} [${nodeAttributes(node, health)}];`);
  const edges = view.edges.map((edge) => {
    const stroke = strokeOf(edge);
    const text = edgeText(edge, stroke);
    const color = edgeColor(edge);
    const label = text === '' ? '' : `label=${quoted(text)}, `;
    const colored = color === undefined ? '' : `, color="${color}"`;
    return `  ${quoted(edge.from)} -> ${quoted(edge.to)} [${label}${styles[stroke]}${colored}];`;
  });
  return `${['digraph tower {', '  rankdir=LR;', ...nodes, ...edges, '}'].join('\n')}\n`;
}

const shapes = { system: 'ellipse', group: 'box', merged: 'folder' } as const;

function nodeAttributes(node: GraphNode, health: HealthById): string {
  const tone = toneOf(node, health);
  const label = linesOf(node, health).map(escaped).join('\\n');
  const start = `label="${label}", shape=${shapes[node.kind]}`;
  if (tone === undefined) {
    return start;
  }
  const { fill, border } = toneColors[tone];
  const style = tone === 'removed' ? '"filled,dashed"' : 'filled';
  return `${start}, style=${style}, fillcolor="${fill}", color="${border}"`;
}

function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

/** A backslash would begin an escape such as `\N`, the name of the node. */
function escaped(text: string): string {
  return plain(text).replace(/[\\"]/g, (sign) => `\\${sign}`);
}
