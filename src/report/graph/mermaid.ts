import type { GraphEdge, GraphNode, GraphView } from '../../model/graph-view.ts';
import { plain } from '../text.ts';
import { toneColors, tones } from './colors.ts';
import { edgeColor, edgeText } from './edge-text.ts';
import type { HealthById } from './health.ts';
import { linesOf, toneOf } from './marks.ts';
import { type Stroke, strokesOf } from './stroke.ts';

/** A line of Mermaid before and behind its label. */
const lines: Readonly<Record<Exclude<Stroke, 'member'>, readonly [string, string]>> = {
  thick: ['==', '==>'],
  solid: ['--', '-->'],
  dashed: ['-.', '.->'],
  faint: ['-.', '.->'],
};

/** A kind that may touch its line. An `x` or `o` beside a line is read as the head of an arrow. */
const plainKind = /^[a-np-wyz](?:[a-z0-9_]*[a-np-wyz0-9_])?$/;

/**
 * A view as a flowchart of Mermaid. Nodes are named `n0`, `n1` … in the order of the view, because ids such as `end` are
 * words of its language; systems are rounded, groups are boxes, what is merged has two sides.
 */
export function mermaidOf(view: GraphView, health: HealthById): string {
  const strokeOf = strokesOf(view);
  const nameById = new Map(view.nodes.map(({ id }, index) => [id, `n${index}`]));
  const nameOf = (id: string): string => nameById.get(id) ?? '';
  const nodes = view.nodes.map((node) => `  ${nameOf(node.id)}${nodeOf(node, health)}`);
  const edges = view.edges.map(
    (edge) => `  ${nameOf(edge.from)} ${lineOf(edge, strokeOf(edge))} ${nameOf(edge.to)}`,
  );
  const classes = tones.flatMap((tone) => {
    const names = view.nodes
      .filter((node) => toneOf(node, health) === tone)
      .map(({ id }) => nameOf(id));
    const { fill, border } = toneColors[tone];
    const dashed = tone === 'removed' ? ',stroke-dasharray:4 3' : '';
    return names.length === 0
      ? []
      : [
          `  classDef ${tone} fill:${fill},stroke:${border},color:#000${dashed}`,
          `  class ${names.join(',')} ${tone}`,
        ];
  });
  return `${['flowchart LR', ...nodes, ...edges, ...edgeStyles(view), ...classes].join('\n')}\n`;
}

/** Edges are colored by their places in the text. */
function edgeStyles({ edges }: GraphView): readonly string[] {
  const byColor = Map.groupBy(edges.keys(), (place) => {
    const edge = edges[place];
    return edge === undefined ? undefined : edgeColor(edge);
  });
  return [...byColor].flatMap(([color, places]) =>
    color === undefined ? [] : [`  linkStyle ${places.join(',')} stroke:${color}`],
  );
}

const frames: Readonly<Record<GraphNode['kind'], readonly [string, string]>> = {
  system: ['(', ')'],
  group: ['[', ']'],
  merged: ['[[', ']]'],
};

function nodeOf(node: GraphNode, health: HealthById): string {
  const label = linesOf(node, health).map(escaped).join('<br/>');
  const [start, end] = frames[node.kind];
  return `${start}"${label}"${end}`;
}

function lineOf(edge: GraphEdge, stroke: Stroke): string {
  const text = edgeText(edge, stroke);
  if (stroke === 'member') {
    return text === '' ? '---' : `-- "${escaped(text)}" ---`;
  }
  const [start, end] = lines[stroke];
  return plainKind.test(text) && text !== 'end'
    ? `${start}${text}${end}`
    : `${start} "${escaped(text)}" ${end}`;
}

/** Signs with a meaning in Mermaid, in Markdown or in HTML as entities, which Mermaid writes with `#`. */
function escaped(text: string): string {
  return plain(text).replace(/[^\p{L}\p{N} ._/:,()-]/gu, (sign) => `#${sign.codePointAt(0)};`);
}
