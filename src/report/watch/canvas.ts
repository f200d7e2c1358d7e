import type { RenderContext } from '../context.ts';
import { columnsOfLine, type Line, type Piece, sayLine, signsOf } from '../look.ts';
import { columnsOf, cut } from '../text.ts';

/** What a screen is drawn for. */
export interface Canvas {
  readonly columns: number;
  readonly rows: number;
  readonly color: boolean;
  readonly ascii: boolean;
  /** The clock of the machine, in milliseconds. */
  readonly at: number;
  /** Whether keys can be pressed. */
  readonly hasKeys: boolean;
}

/** A canvas as the rest of the reports knows it. */
export function contextOf({ columns, color, ascii }: Canvas): RenderContext {
  return { version: '', color, width: columns, ascii, sources: new Map() };
}

/** A line as the terminal gets it, cut where it is longer than the screen is wide. */
export function drawn(canvas: Canvas, line: Line): string {
  return sayLine(contextOf(canvas), fitted(canvas, line, canvas.columns));
}

/** As much of a line as fits into so many columns, with an ellipsis where something is missing. */
export function fitted(canvas: Canvas, line: Line, columns: number): Line {
  if (columnsOfLine(line) <= columns) {
    return line;
  }
  const { ellipsis } = signsOf(contextOf(canvas));
  const pieces: Piece[] = [];
  let left = columns;
  for (const piece of line) {
    const width = columnsOf(piece.text);
    if (width >= left) {
      // Blanks make the text too long in any case, so that the ellipsis tells of the pieces behind it.
      return [
        ...pieces,
        { ...piece, text: cut(`${piece.text}${' '.repeat(columns)}`, left, ellipsis) },
      ];
    }
    pieces.push(piece);
    left -= width;
  }
  return pieces;
}

/** Two lines as one, the second at the right edge; undefined where they do not fit. */
export function opposite(left: Line, right: Line, columns: number): Line | undefined {
  const blanks = columns - columnsOfLine(left) - columnsOfLine(right);
  return blanks < 2 ? undefined : [...left, { text: ' '.repeat(blanks) }, ...right];
}

/** Columns of the widest of some texts. */
export function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, columnsOf(text)), 0);
}
