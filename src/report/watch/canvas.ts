import type { RenderContext } from '../context.ts';
import { columnsOfLine, type Line, sayLine } from '../look.ts';
import { fitted } from '../table.ts';
import { columnsOf } from '../text.ts';

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
  const context = contextOf(canvas);
  return sayLine(context, fitted(context, line, canvas.columns));
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
