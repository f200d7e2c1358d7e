import type { GraphEdge, GraphNode, GraphView } from '../../model/graph-view.ts';
import type { RenderContext } from '../context.ts';
import {
  columnsOfLine,
  counted,
  flowing,
  hanging,
  type Line,
  type Piece,
  sayLine,
  signsOf,
  widthOf,
  words,
} from '../look.ts';
import { clamped } from '../table.ts';
import { columnsOf, cut } from '../text.ts';
import { type Block, blocksOf } from './blocks.ts';
import type { Branch, Direction } from './branches.ts';
import { guideOf, labelWidthOf } from './guide.ts';
import type { HealthById } from './health.ts';
import { notesOf, signPieces } from './marks.ts';
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
  const signsWidth = view.nodes.reduce(
    (most, node) => Math.max(most, columnsOfLine(signPieces(node, health, context))),
    columnsOf(` ${signsOf(context).status.unknown}`),
  );
  const tail = signsWidth + columnsOf(` ${ellipsis} below`);
  const names = view.nodes.map(({ id }) => columnsOf(words(context, id)));
  const room = Math.min(
    names.reduce((most, columns) => Math.max(most, columns), 1),
    width - step - tail,
  );
  const levels = Math.max(1, Math.floor((width - tail - room) / step));

  const nameOf = (id: string): Line => {
    const name = { text: cut(words(context, id), room, ellipsis) };
    return [name, ...signPieces(nodeById.get(id), health, context)];
  };
  const branchRow = (branch: Branch, direction: Direction): Row => {
    const { id, edge, rest } = branch;
    const noted = rest === 'elsewhere' ? [] : [noteOf(nodeById.get(id), health)];
    return {
      line: [
        { text: guide(branch, direction), paint: edge.carries === true ? 'red' : 'dim' },
        ...nameOf(id),
        ...markOf(rest, ellipsis),
      ],
      note: words(
        context,
        [...noted, edge.note ?? '', changeOf(edge)].filter((text) => text !== '').join(', '),
      ),
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

/** What is said of a node behind its name. */
function noteOf(node: GraphNode | undefined, health: HealthById): string {
  return node === undefined ? '' : notesOf(node, health).join(', ');
}

/** That a line is new or gone shows where both of its ends are as they were. */
function changeOf({ change }: GraphEdge): string {
  return change === undefined ? '' : `dependency ${change}`;
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

/** What happened in a word, how much is shown, and what else could be. */
function footer(view: GraphView, context: RenderContext): string {
  const shown = systemsIn(view);
  const total = shown + view.omitted;
  const isMerged = view.nodes.some(({ kind }) => kind === 'merged');
  const count =
    view.omitted === 0 ? counted(total, 'system') : `${shown} of ${counted(total, 'system')}`;
  const hints = [
    '--format dot | mermaid | json | svg',
    ...(view.since === undefined ? ['--affected REV'] : []),
    ...(isMerged ? [] : ['--collapse owner']),
  ];
  const parts = hints.map((text, index): Piece => {
    const comma = index + 1 < hints.length ? ',' : '';
    return { text: `${text}${comma}`, paint: 'dim' };
  });
  const whole = flowing(context, [{ text: `${count} shown.  ` }], parts);
  const lines =
    whole.length === 1
      ? whole
      : [[{ text: `${count} shown.` }], ...flowing(context, [{ text: '  ' }], parts)];
  const said = summaries(view).flatMap((text) =>
    hanging(context, [], { text: words(context, text) }),
  );
  return [...said, ...lines].map((line) => sayLine(context, clamped(context, line))).join('\n');
}

function systemsIn({ nodes }: GraphView): number {
  return nodes.reduce((sum, { kind, systems = 0 }) => sum + (kind === 'system' ? 1 : systems), 0);
}

/** What changed, and what fails: one sentence each, where it was asked. It counts what is not shown, too. */
function summaries({ since, changes, failing, failures }: GraphView): readonly string[] {
  return [
    ...(since === undefined || changes === undefined
      ? []
      : [
          `Since ${since}: ${changes.added} added, ${changes.removed} removed, ${changes.changed} changed, ${changes.affected} affected by it.`,
        ]),
    ...(failing === undefined || failures === undefined
      ? []
      : [
          `When ${failing.join(', ')} ${failing.length === 1 ? 'fails' : 'fail'}: ${failures.failed} first, ${failures.fails} with it, ${failures.impaired} impaired.`,
        ]),
  ];
}
