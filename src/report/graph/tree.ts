import type { GraphNode, GraphView } from '../../model/graph-view.ts';
import type { RenderContext } from '../context.ts';
import {
  columnsOfLine,
  counted,
  type Line,
  type Piece,
  sayLine,
  signsOf,
  statusPaint,
  widthOf,
  words,
} from '../look.ts';
import { columnsOf, cut } from '../text.ts';
import { type Block, blocksOf } from './blocks.ts';
import type { Branch, Direction } from './branches.ts';
import { guideOf, labelWidthOf } from './guide.ts';
import type { HealthById } from './health.ts';
import { strokesOf } from './stroke.ts';

const columnsMax = 100;
const noteGap = 3;
/** A note that has less room than this is left out. */
const noteColumnsMin = 12;

/** A line of a tree and what is said behind it. */
interface Row {
  readonly line: Line;
  readonly note: string;
}

/**
 * A view as trees of at most 100 columns: around the focus what depends on it above and what it depends on below, or from
 * the nodes on which nothing depends downwards.
 */
export function treeOf(view: GraphView, context: RenderContext, health: HealthById): string {
  const width = Math.min(columnsMax, widthOf(context));
  const { ellipsis } = signsOf(context);
  const nodeById = new Map(view.nodes.map((node) => [node.id, node]));
  const label = labelWidthOf(view, context);
  const guide = guideOf(context, strokesOf(view), label);
  const step = label + 5;
  const tail = columnsOf(` ${signsOf(context).status.unknown} ${ellipsis} below`);
  const names = view.nodes.map(({ id }) => columnsOf(words(context, id)));
  const room = Math.min(
    names.reduce((most, columns) => Math.max(most, columns), 1),
    width - step - tail,
  );
  const levels = Math.max(1, Math.floor((width - tail - room) / step));

  const nameOf = (id: string): Line => {
    const status = health.status.get(id);
    const name = { text: cut(words(context, id), room, ellipsis) };
    return status === undefined
      ? [name]
      : [name, { text: ` ${signsOf(context).status[status]}`, paint: statusPaint[status] }];
  };
  const branchRow = (branch: Branch, direction: Direction): Row => {
    const { id, edge, rest } = branch;
    const noted = rest === 'elsewhere' ? [] : [noteOf(nodeById.get(id), health)];
    return {
      line: [
        { text: guide(branch, direction), paint: 'dim' },
        ...nameOf(id),
        ...markOf(rest, ellipsis),
      ],
      note: words(context, [...noted, edge.note ?? ''].filter((text) => text !== '').join(', ')),
    };
  };
  const linesOf = ({ root, above, below }: Block): readonly string[] => {
    const [name = { text: '' }, ...status] = nameOf(root);
    const rows = [
      ...above.map((branch) => branchRow(branch, 'up')),
      {
        line: [{ ...name, paint: 'bold' as const }, ...status],
        note: words(context, noteOf(nodeById.get(root), health)),
      },
      ...below.map((branch) => branchRow(branch, 'down')),
    ];
    return withNotes(rows, width, ellipsis).map((line) => sayLine(context, line));
  };

  const blocks = blocksOf(view, levels).map(linesOf);
  const trees = blocks.length === 0 ? [] : [...spaced(blocks), ''];
  return `${[...trees, footer(view, context)].join('\n')}\n`;
}

/** How many members a group needs, and has. */
function noteOf(node: GraphNode | undefined, health: HealthById): string {
  const up = health.up.get(node?.id ?? '');
  return [node?.note, up === undefined ? undefined : `${up} up`]
    .filter((part) => part !== undefined)
    .join(', ');
}

function markOf(rest: Branch['rest'], ellipsis: string): readonly Piece[] {
  switch (rest) {
    case 'here':
      return [];
    case 'elsewhere':
      return [{ text: ` ${ellipsis}`, paint: 'dim' }];
    case 'later':
      return [{ text: ` ${ellipsis} below`, paint: 'dim' }];
  }
}

/** Notes stand in a column of their own, or closer where that leaves too little room. */
function withNotes(rows: readonly Row[], width: number, ellipsis: string): readonly Line[] {
  const start = rows
    .filter(({ note }) => note !== '')
    .reduce((most, { line }) => Math.max(most, columnsOfLine(line) + noteGap), 0);
  return rows.map(({ line, note }) => {
    const end = columnsOfLine(line);
    const place = start + columnsOf(note) <= width ? start : end + noteGap;
    if (note === '' || width - place < Math.min(noteColumnsMin, columnsOf(note))) {
      return line;
    }
    const text = ' '.repeat(place - end) + cut(note, width - place, ellipsis);
    return [...line, { text, paint: 'dim' }];
  });
}

/** An empty line around every block of more than one line. */
function spaced(blocks: readonly (readonly string[])[]): readonly string[] {
  return blocks.flatMap((lines, index) => {
    const isApart = lines.length > 1 || (blocks[index - 1]?.length ?? 0) > 1;
    return index > 0 && isApart ? ['', ...lines] : lines;
  });
}

function footer(view: GraphView, context: RenderContext): string {
  const shown = view.nodes.filter(({ kind }) => kind === 'system').length;
  const total = shown + view.omitted;
  const count =
    view.omitted === 0 ? counted(total, 'system') : `${shown} of ${counted(total, 'system')}`;
  return sayLine(context, [
    { text: `${count} shown.` },
    { text: '  --format dot | mermaid | json', paint: 'dim' },
  ]);
}
