import type { GraphEdge, GraphNode, GraphView } from '../../model/graph-view.ts';
import type { EdgeLine, Layout, Point } from '../../model/layout.ts';
import { columnsOf, plain } from '../text.ts';
import { xmlText } from '../xml.ts';
import { edgeText } from './edge-text.ts';
import type { HealthById } from './health.ts';
import { linesOf, signOf, toneOf } from './marks.ts';
import { type Stroke, strokesOf } from './stroke.ts';
import { svgStyle } from './svg-style.ts';

/** More nodes and edges are no picture any more, and edges that cross more layers in all take a layout too long. */
export const svgMax = { nodes: 400, edges: 800, length: 2_500 } as const;

const lineHeight = 15;
/** Of a character in the monospaced letters of names. */
const nameColumn = 7.3;
const padding = { x: 11, y: 7 };
const margin = 12;

interface Box {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** The graph as Graphviz takes it to lay it out: boxes of the right size and nothing of what is written in them. */
export function layoutRequest(view: GraphView, health: HealthById): string {
  const strokeOf = strokesOf(view);
  const placeOf = new Map(view.nodes.map(({ id }, place) => [id, place]));
  const nodes = view.nodes.map((node, place) => {
    const { width, height } = boxOf(node, health);
    return `n${place}[width=${inches(width)},height=${inches(height)}];`;
  });
  const edges = view.edges.map((edge, place) => {
    const text = edgeText(edge, strokeOf(edge));
    const label = text === '' ? '' : `,label="${'x'.repeat(columnsOf(plain(text)))}"`;
    const head = strokeOf(edge) === 'member' ? ',arrowhead=none' : '';
    return `n${placeOf.get(edge.from)}->n${placeOf.get(edge.to)}[id=e${place}${label}${head}];`;
  });
  return [
    'digraph{',
    'graph[rankdir=LR,nodesep=0.2,ranksep=0.5,nslimit=4,nslimit1=4,mclimit=0.5];',
    'node[shape=box,fixedsize=true,label=""];edge[fontname=Courier,fontsize=10];',
    ...nodes,
    ...edges,
    '}',
  ].join('\n');
}

function inches(points: number): string {
  return (points / 72).toFixed(3);
}

function boxOf(node: GraphNode, health: HealthById): Box {
  const lines = linesOf(node, health).map(plain);
  // A sign stands before what is said last, where there is one.
  const columns = Math.max(...lines.map(columnsOf)) + 2;
  return {
    lines,
    width: columns * nameColumn + 2 * padding.x,
    height: lines.length * lineHeight + 2 * padding.y,
  };
}

/**
 * A view as a drawing of its own: no scripts, nothing from elsewhere, and colors for light and for dark. Systems are rounded, groups
 * are boxes, and what is merged has a second frame.
 */
export function svgOf(view: GraphView, layout: Layout, health: HealthById): string {
  const strokeOf = strokesOf(view);
  const [width, height] = [layout.width, layout.height].map((size) => Math.ceil(size + 2 * margin));
  const edges = view.edges.flatMap((edge, place) => {
    const line = layout.edges[place];
    return line === undefined ? [] : edgeLines(edge, strokeOf(edge), line);
  });
  const nodes = view.nodes.flatMap((node, place) => {
    const at = layout.nodes[place];
    return at === undefined ? [] : nodeLines(node, at, health);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-margin} ${-margin} ${width} ${height}" role="img">`,
    `<title>${xmlText(plain(titleOf(view)))}</title>`,
    `<style>${svgStyle}</style>`,
    // A page may be light where the reader's colors are dark: the drawing brings its own ground.
    `<rect class="ground" x="${-margin}" y="${-margin}" width="${width}" height="${height}"/>`,
    ...edges,
    ...nodes,
    '</svg>',
    '',
  ].join('\n');
}

function titleOf({ focus, since, failing }: GraphView): string {
  return [
    focus === undefined ? 'Topology' : `Topology around ${focus}`,
    ...(since === undefined ? [] : [`changes since ${since}`]),
    ...(failing === undefined
      ? []
      : [`when ${failing.join(', ')} ${failing.length === 1 ? 'fails' : 'fail'}`]),
  ].join(', ');
}

function edgeLines(edge: GraphEdge, stroke: Stroke, line: EdgeLine): readonly string[] {
  const [start, ...rest] = line.points;
  if (start === undefined) {
    return [];
  }
  const marks = [edge.carries === true ? ' carries' : '', edge.change ? ` ${edge.change}` : ''];
  const text = plain(edgeText(edge, stroke));
  return [
    `<g class="edge ${stroke}${marks.join('')}">`,
    `<path d="M${said(start)}C${rest.map(said).join(' ')}"/>`,
    ...(line.tip === undefined ? [] : [arrowHead(rest.at(-1) ?? start, line.tip)]),
    ...(line.text === undefined || text === ''
      ? []
      : [`<text x="${round(line.text.x)}" y="${round(line.text.y + 3)}">${xmlText(text)}</text>`]),
    '</g>',
  ];
}

/** A triangle from where the line ends to its tip. */
function arrowHead(from: Point, tip: Point): string {
  const [dx, dy] = [tip.x - from.x, tip.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const [sideX, sideY] = [(-dy / length) * 3.5, (dx / length) * 3.5];
  const corners = [
    tip,
    { x: from.x + sideX, y: from.y + sideY },
    { x: from.x - sideX, y: from.y - sideY },
  ];
  return `<polygon points="${corners.map(said).join(' ')}"/>`;
}

function nodeLines(node: GraphNode, at: Point, health: HealthById): readonly string[] {
  const { lines, width, height } = boxOf(node, health);
  const [left, top] = [at.x - width / 2, at.y - height / 2];
  const tone = toneOf(node, health);
  const rounded = node.kind === 'system' ? ' rx="9"' : '';
  const frame = (inset: number): string =>
    `<rect x="${round(left + inset)}" y="${round(top + inset)}" width="${round(width - 2 * inset)}" height="${round(height - 2 * inset)}"${rounded}/>`;
  const texts = lines.map((line, index) => {
    const y = round(top + padding.y + index * lineHeight + 11);
    const sign = index === 0 && tone !== undefined ? `${signOf(tone)} ` : '';
    const kind = index === 0 ? 'name' : 'note';
    return `<text class="${kind}" x="${round(at.x)}" y="${y}">${xmlText(`${sign}${line}`)}</text>`;
  });
  return [
    `<g class="node ${node.kind}${tone === undefined ? '' : ` ${tone}`}">`,
    frame(0),
    ...(node.kind === 'merged' ? [frame(3)] : []),
    ...texts,
    '</g>',
  ];
}

function said({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}

/** Two digits are finer than any screen. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
