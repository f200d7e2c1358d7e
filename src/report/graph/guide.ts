import type { GraphEdge, GraphView } from '../../model/graph-view.ts';
import type { RenderContext } from '../context.ts';
import { signsOf, words } from '../look.ts';
import { columnsOf, cut } from '../text.ts';
import type { Branch, Direction } from './branches.ts';
import { type Stroke, strokesOf } from './stroke.ts';

const labelColumnsMax = 12;

/** What a line is drawn with: before and behind its label, and at its arrow. */
interface Pen {
  readonly fill: string;
  readonly end: string;
}

interface Corners {
  readonly tee: string;
  readonly last: Readonly<Record<Direction, string>>;
  readonly run: string;
  readonly arrow: Readonly<Record<Direction, string>>;
}

const unicodePens: Readonly<Record<Stroke, Pen>> = {
  thick: { fill: '─', end: '─' },
  solid: { fill: '─', end: '─' },
  dashed: { fill: '┄', end: '┄' },
  faint: { fill: ' ', end: '─' },
  member: { fill: '─', end: '─' },
};

const asciiPens: Readonly<Record<Stroke, Pen>> = {
  thick: { fill: '-', end: '-' },
  solid: { fill: '-', end: '-' },
  dashed: { fill: '.', end: '.' },
  faint: { fill: ' ', end: '-' },
  member: { fill: '-', end: '-' },
};

const unicodeCorners: Corners = {
  tee: '├',
  last: { up: '┌', down: '└' },
  run: '│',
  arrow: { up: '◀', down: '▶' },
};

const asciiCorners: Corners = {
  tee: '|',
  last: { up: ',', down: '`' },
  run: '|',
  arrow: { up: '<', down: '>' },
};

/** Columns of the longest label of a view. */
export function labelWidthOf(view: GraphView, context: RenderContext): number {
  const strokeOf = strokesOf(view);
  const labels = new Set(view.edges.map((edge) => labelOf(edge, strokeOf(edge), context)));
  return Math.max(0, ...[...labels].map(columnsOf));
}

/** The drawing before the name of a node: lines that run on, and the arrow of its edge with its kind. */
export function guideOf(
  context: RenderContext,
  strokeOf: (edge: GraphEdge) => Stroke,
  labelWidth: number,
): (branch: Branch, direction: Direction) => string {
  const pens = context.ascii ? asciiPens : unicodePens;
  const { tee, last, run, arrow } = context.ascii ? asciiCorners : unicodeCorners;
  const blank = ' '.repeat(labelWidth + 4);
  return ({ edge, runs, isLast }, direction) => {
    const stroke = strokeOf(edge);
    const { fill, end } = pens[stroke];
    const label = labelOf(edge, stroke, context);
    const filled = label + fill.repeat(labelWidth - columnsOf(label));
    const line =
      direction === 'down'
        ? `${fill}${filled}${end}${arrow.down}`
        : `${arrow.up}${end}${filled}${fill}`;
    const before = runs.map((runsOn) => `${runsOn ? run : ' '}${blank}`).join('');
    return `${before}${isLast ? last[direction] : tee}${line} `;
  };
}

/** Under a group all are members: their lines need no label. */
function labelOf({ kind, count = 1 }: GraphEdge, stroke: Stroke, context: RenderContext): string {
  const times = count === 1 ? '' : `${context.ascii ? 'x' : '\u00d7'}${count}`;
  if (stroke === 'member') {
    return times;
  }
  const short = kind === 'optional' ? 'opt' : kind;
  const room = Math.max(1, labelColumnsMax - columnsOf(times));
  return `${cut(words(context, short), room, signsOf(context).ellipsis)}${times}`;
}
