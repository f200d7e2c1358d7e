import type { GraphEdge, GraphNode, GraphView } from '../../model/graph-view.ts';
import { statuses } from '../../model/words.ts';
import { plain } from '../text.ts';
import { statusColors } from './colors.ts';
import type { HealthById } from './health.ts';
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
 * words of its language; systems are rounded, groups are boxes.
 */
export function mermaidOf(view: GraphView, health: HealthById): string {
  const strokeOf = strokesOf(view);
  const nameById = new Map(view.nodes.map(({ id }, index) => [id, `n${index}`]));
  const nameOf = (id: string): string => nameById.get(id) ?? '';
  const nodes = view.nodes.map((node) => `  ${nameOf(node.id)}${nodeOf(node, health)}`);
  const edges = view.edges.map(
    (edge) => `  ${nameOf(edge.from)} ${lineOf(edge, strokeOf(edge))} ${nameOf(edge.to)}`,
  );
  const classes = statuses.flatMap((status) => {
    const names = view.nodes
      .filter(({ id }) => health.status.get(id) === status)
      .map(({ id }) => nameOf(id));
    const { fill, border } = statusColors[status];
    return names.length === 0
      ? []
      : [
          `  classDef ${status} fill:${fill},stroke:${border},color:#000`,
          `  class ${names.join(',')} ${status}`,
        ];
  });
  return `${['flowchart LR', ...nodes, ...edges, ...classes].join('\n')}\n`;
}

function nodeOf({ id, kind, note }: GraphNode, health: HealthById): string {
  const up = health.up.get(id);
  const parts = [id, note, up === undefined ? undefined : `${up} up`, health.status.get(id)];
  const label = parts.flatMap((part) => (part === undefined ? [] : [escaped(part)])).join('<br/>');
  return kind === 'group' ? `["${label}"]` : `("${label}")`;
}

function lineOf({ kind }: GraphEdge, stroke: Stroke): string {
  if (stroke === 'member') {
    return '---';
  }
  const [start, end] = lines[stroke];
  return plainKind.test(kind) && kind !== 'end'
    ? `${start}${kind}${end}`
    : `${start} "${escaped(kind)}" ${end}`;
}

/** Signs with a meaning in Mermaid, in Markdown or in HTML as entities, which Mermaid writes with `#`. */
function escaped(text: string): string {
  return plain(text).replace(/[^\p{L}\p{N} ._/:,()-]/gu, (sign) => `#${sign.codePointAt(0)};`);
}
