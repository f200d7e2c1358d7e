import type { RenderContext } from './context.ts';
import {
  columnsOfLine,
  flowing,
  hanging,
  type Line,
  type Piece,
  sayLine,
  signsOf,
  widthOf,
} from './look.ts';
import { columnsOf, cut, padded } from './text.ts';

export interface Column {
  readonly heading: string;
  readonly align?: 'left' | 'right';
  /** Columns with larger numbers are left out first where the width is short; 0 stays. */
  readonly drop: number;
  /** Whether long texts are cut to two fifths of the width. */
  readonly cut?: boolean;
}

export interface Row {
  /** One piece for each column, or for the first few where `tail` takes the place of the others. */
  readonly cells: readonly Piece[];
  readonly tail?: Piece;
}

export interface Layout {
  readonly columns: readonly Column[];
  /** Columns from this one on go to a second line where the width is too short even without those that may drop. */
  readonly fold: number;
  /** Whether what goes there is told with its heading, because a number alone says nothing. */
  readonly isNamed?: boolean;
}

const gap: Piece = { text: '  ' };

/** Lines of a table two columns in, its headings dim; none where there are no rows. */
export function table(
  context: RenderContext,
  layout: Layout,
  rows: readonly Row[],
): readonly Line[] {
  if (rows.length === 0) {
    return [];
  }
  const all = layout.columns.map((_, index) => index);
  const short = rows.map((row) => shortened(context, layout, row));
  const kept = fitting(context, layout, short);
  const lines =
    kept === undefined
      ? foldedTable(context, layout, short, widthsOf(layout, short, all))
      : flatTable(context, layout, short, kept);
  return lines.map((line) => clamped(context, line));
}

function shortened(context: RenderContext, layout: Layout, row: Row): Row {
  const most = Math.floor((widthOf(context) * 2) / 5);
  const cells = row.cells.map((piece, index) =>
    layout.columns[index]?.cut === true
      ? { ...piece, text: cut(piece.text, most, signsOf(context).ellipsis) }
      : piece,
  );
  return { ...row, cells };
}

function widthsOf(
  layout: Layout,
  rows: readonly Row[],
  kept: readonly number[],
): ReadonlyMap<number, number> {
  const natural = (index: number): number =>
    Math.max(
      columnsOf(layout.columns[index]?.heading ?? ''),
      ...rows.map((row) => columnsOf(row.cells[index]?.text ?? '')),
    );
  return new Map(kept.map((index) => [index, natural(index)]));
}

/** Indexes of the columns that fit side by side, or undefined where they do not fit even without those that may drop. */
function fitting(
  context: RenderContext,
  layout: Layout,
  rows: readonly Row[],
): readonly number[] | undefined {
  const drops = layout.columns.map((column) => column.drop);
  const most = Math.max(0, ...drops);
  for (let level = most; level >= 0; level -= 1) {
    const kept = [...drops.keys()].filter((index) => (drops[index] ?? 0) <= level);
    const widths = [...widthsOf(layout, rows, kept).values()];
    if (widths.reduce((sum, width) => sum + gap.text.length + width, 0) <= widthOf(context)) {
      return kept;
    }
  }
  return undefined;
}

function flatTable(
  context: RenderContext,
  layout: Layout,
  rows: readonly Row[],
  kept: readonly number[],
): readonly Line[] {
  const widths = widthsOf(layout, rows, kept);
  const headings = layout.columns.map((column): Piece => ({ text: column.heading, paint: 'dim' }));
  const isHeaded = headings.some((heading) => heading.text !== '');
  return [...(isHeaded ? [{ cells: headings }] : []), ...rows].flatMap((row: Row) => {
    const cells = [...widths].flatMap(([index, width]) =>
      aligned(layout, row.cells[index], { index, width }),
    );
    const tail = row.tail === undefined ? [] : [gap, row.tail];
    // What stands behind the columns goes below them before it is cut: it may be a place.
    return tail.length > 0 && columnsOfLine([...cells, ...tail]) > widthOf(context)
      ? [cells, ...hanging(context, [gap, gap], row.tail ?? gap)]
      : [[...cells, ...tail]];
  });
}

function aligned(
  layout: Layout,
  piece: Piece | undefined,
  place: { readonly index: number; readonly width: number },
): Line {
  const align = layout.columns[place.index]?.align;
  return piece === undefined
    ? []
    : [gap, { ...piece, text: padded(piece.text, place.width, align) }];
}

/** Rows on two lines or more: nothing is left out, and nothing stands in columns but what comes before the fold. */
function foldedTable(
  context: RenderContext,
  layout: Layout,
  rows: readonly Row[],
  widths: ReadonlyMap<number, number>,
): readonly Line[] {
  return rows.flatMap((row) => {
    const first = row.cells
      .slice(0, layout.fold)
      .flatMap((piece, index) => aligned(layout, piece, { index, width: widths.get(index) ?? 0 }));
    const rest = row.cells
      .slice(layout.fold)
      .map((piece, index) => named(layout, piece, layout.fold + index))
      .filter((piece) => piece.text !== '');
    // A name that stands alone goes on below; a cut one would be lost.
    const [alone] = layout.fold === 1 ? row.cells : [];
    const isLong = columnsOf(alone?.text ?? '') + gap.text.length > widthOf(context);
    const head = alone !== undefined && isLong ? hanging(context, [gap], alone) : [first];
    return [...head, ...behind(context, rest, row.tail)];
  });
}

function named({ columns, isNamed }: Layout, piece: Piece, index: number): Piece {
  const heading = columns[index]?.heading.toLowerCase() ?? '';
  return isNamed === true && piece.text !== ''
    ? { ...piece, text: `${heading} ${piece.text}` }
    : piece;
}

/** What stands behind the fold, four columns in. */
function behind(
  context: RenderContext,
  cells: readonly Piece[],
  tail: Piece | undefined,
): readonly Line[] {
  const flowed = cells.length === 0 ? [] : flowing(context, [gap, gap], cells);
  // A line is too long only where a single cell is.
  const lines = flowed.flatMap((line) =>
    columnsOfLine(line) > widthOf(context)
      ? hanging(context, [gap, gap], line.at(-1) ?? gap)
      : [line],
  );
  const last = lines.at(-1);
  if (tail === undefined || tail.text === '') {
    return lines;
  }
  return last !== undefined && columnsOfLine([...last, gap, tail]) <= widthOf(context)
    ? [...lines.slice(0, -1), [...last, gap, tail]]
    : [...lines, ...hanging(context, [gap, gap], tail)];
}

/** The line, cut where it is longer than the width. */
export function clamped(context: RenderContext, line: Line): Line {
  return fitted(context, line, widthOf(context));
}

/** As much of a line as fits into so many columns, with an ellipsis where something is missing. */
export function fitted(context: RenderContext, line: Line, columns: number): Line {
  if (columnsOfLine(line) <= columns) {
    return line;
  }
  const pieces: Piece[] = [];
  let left = columns;
  for (const piece of line) {
    const taken = columnsOf(piece.text);
    if (taken >= left) {
      // Blanks make the text too long in any case, so that the ellipsis tells of the pieces behind it.
      const text = `${piece.text}${' '.repeat(columns)}`;
      return [...pieces, { ...piece, text: cut(text, left, signsOf(context).ellipsis) }];
    }
    pieces.push(piece);
    left -= taken;
  }
  return pieces;
}

/** Sections as text, apart by an empty line: empty ones are left out, and no line is wider than the width. */
export function saySections(
  context: RenderContext,
  sections: readonly (readonly Line[])[],
): string {
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${sayLine(context, clamped(context, line))}\n`).join(''))
    .join('\n');
}
