import type { Location } from '../model/location.ts';
import type { RenderContext } from './context.ts';
import { type Line, type Paint, type Piece, signsOf, words } from './look.ts';
import { cellsOf, columnsOf, padded } from './text.ts';

/** How the lines around a place are shown. */
export interface ExcerptStyle {
  readonly paint: Paint;
  /** What to say behind the mark, where it fits. */
  readonly note: string | undefined;
  /** Columns before the line numbers. */
  readonly indent: number;
  /** Columns that a line may take. */
  readonly width: number;
  readonly after: boolean;
}

export interface Excerpt {
  readonly lines: readonly Line[];
  /** Whether the note stands behind the mark. */
  readonly noted: boolean;
}

const tabStop = 4;

/** The source line with the place, one before and where asked one after, and a mark under its exact columns; undefined without the source. */
export function excerpt(
  context: RenderContext,
  at: Location,
  style: ExcerptStyle,
): Excerpt | undefined {
  const source = context.sources.get(at.file)?.split('\n');
  const line = source?.[at.line - 1];
  if (source === undefined || line === undefined) {
    return undefined;
  }
  const numberColumns = String(Math.min(at.line + (style.after ? 1 : 0), source.length)).length;
  const room = Math.max(8, style.width - style.indent - numberColumns - 3);
  const mark = markOf(context, line, at);
  const from = mark.start + Math.min(mark.length, 12) <= room - 2 ? 0 : windowStart(mark, room);
  const row = (number: string, text: Piece): Line => [
    { text: ' '.repeat(style.indent) },
    { text: `${padded(number, numberColumns, 'right')} ${signsOf(context).bar} `, paint: 'dim' },
    text,
  ];
  const sourceRow = (index: number): readonly Line[] => {
    const text = source[index];
    const isShown = text !== undefined && !(index === source.length - 1 && text === '');
    return isShown
      ? [row(String(index + 1), { text: visibleWindow(context, text, { from, room }) })]
      : [];
  };
  const start = mark.start - from;
  const length = Math.max(1, Math.min(mark.length, room - start));
  const underline = ' '.repeat(start) + signsOf(context).mark.repeat(length);
  const note = style.note === undefined ? '' : ` ${style.note}`;
  const noted = note !== '' && columnsOf(underline) + columnsOf(note) <= room;
  return {
    lines: [
      ...sourceRow(at.line - 2),
      ...sourceRow(at.line - 1),
      row('', { text: underline + (noted ? note : ''), paint: style.paint }),
      ...(style.after ? sourceRow(at.line) : []),
    ],
    noted,
  };
}

interface Mark {
  /** Columns before it. */
  readonly start: number;
  readonly length: number;
}

/** Where the place stands in the line as it is shown; one that goes on to other lines ends with its first. */
function markOf(context: RenderContext, line: string, at: Location): Mark {
  const end = at.endLine > at.line ? line.trimEnd().length : at.endColumn - 1;
  const first = Math.min(at.column - 1, line.length);
  const start = columnsOf(shownText(context, line.slice(0, first)));
  const whole = columnsOf(shownText(context, line.slice(0, Math.max(first, end))));
  return { start, length: Math.max(1, whole - start) };
}

/** First column shown of a line that is too long: the mark stands a third in. */
function windowStart(mark: Mark, room: number): number {
  return Math.max(0, mark.start - Math.floor(room / 3));
}

/** A source line with tabs as blanks up to the next stop and everything else visible. */
function shownText(context: RenderContext, line: string): string {
  let shown = '';
  for (const [index, part] of line.split('\t').entries()) {
    if (index > 0) {
      shown += ' '.repeat(tabStop - (columnsOf(shown) % tabStop));
    }
    shown += words(context, part);
  }
  return shown;
}

/** The columns of a line from one on, with an ellipsis at each end where something is missing. */
function visibleWindow(
  context: RenderContext,
  line: string,
  window: { readonly from: number; readonly room: number },
): string {
  const text = shownText(context, line).trimEnd();
  const total = columnsOf(text);
  const { ellipsis } = signsOf(context);
  const head = window.from > 0 && total > 0 ? ellipsis : '';
  const tail = total > window.from + window.room ? ellipsis : '';
  const last = window.from + window.room - columnsOf(tail);
  const first = window.from + columnsOf(head);
  let column = 0;
  let shown = head;
  for (const cell of cellsOf(text)) {
    const before = column;
    column += cell.columns;
    if (before >= first && column <= last) {
      shown += cell.text;
    } else if (column > first && before < last) {
      // Half of a wide character at an edge: blanks keep the columns.
      shown += ' '.repeat(Math.min(column, last) - Math.max(before, first));
    }
  }
  return shown + tail;
}
