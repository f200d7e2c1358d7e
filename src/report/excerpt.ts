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
  place: Location,
  style: ExcerptStyle,
): Excerpt | undefined {
  const text = context.sources.get(place.file);
  const near = text === undefined ? undefined : linesNear(text, place.line);
  if (near === undefined) {
    return undefined;
  }
  const { at, crop } = cropped(place);
  const [before, own, after] = [near.before, near.own, near.after].map((line) => crop(line));
  const hasNext = style.after && after !== undefined;
  const numberColumns = String(at.line + (hasNext ? 1 : 0)).length;
  const room = Math.max(8, style.width - style.indent - numberColumns - 3);
  const mark = markOf(context, own?.text ?? '', at);
  const from = mark.start + Math.min(mark.length, 12) <= room - 2 ? 0 : windowStart(mark, room);
  const row = (number: string, shown: Piece): Line => [
    { text: ' '.repeat(style.indent) },
    { text: `${padded(number, numberColumns, 'right')} ${signsOf(context).bar} `, paint: 'dim' },
    shown,
  ];
  const sourceRow = (number: number, line: Cropped | undefined): readonly Line[] =>
    line === undefined
      ? []
      : [row(String(number), { text: visibleWindow(context, line, { from, room }) })];
  const start = mark.start - from;
  const length = Math.max(1, Math.min(mark.length, room - start));
  const underline = ' '.repeat(start) + signsOf(context).mark.repeat(length);
  const note = style.note === undefined ? '' : ` ${style.note}`;
  const noted = note !== '' && columnsOf(underline) + columnsOf(note) <= room;
  return {
    lines: [
      ...sourceRow(at.line - 1, before),
      ...sourceRow(at.line, own),
      row('', { text: underline + (noted ? note : ''), paint: style.paint }),
      ...(isEmptyEnd(near) || !style.after ? [] : sourceRow(at.line + 1, after)),
    ],
    noted,
  };
}

/** A line and its neighbors, where there are any. */
interface LinesNear {
  readonly before: string | undefined;
  readonly own: string;
  readonly after: string | undefined;
  /** Whether the line after is the last one. */
  readonly isAfterLast: boolean;
}

/** Finds a line by its number from 1 without taking apart the others, of which there can be millions. */
function linesNear(text: string, line: number): LinesNear | undefined {
  let [previous, start] = [-1, 0];
  for (let number = 1; number < line; number += 1) {
    const end = text.indexOf('\n', start);
    if (end === -1) {
      return undefined;
    }
    [previous, start] = [start, end + 1];
  }
  const end = text.indexOf('\n', start);
  const next = end === -1 ? -1 : text.indexOf('\n', end + 1);
  return {
    before: previous === -1 ? undefined : text.slice(previous, start - 1),
    own: text.slice(start, end === -1 ? undefined : end),
    after: end === -1 ? undefined : text.slice(end + 1, next === -1 ? undefined : next),
    isAfterLast: next === -1,
  };
}

/** Behind the last line break there is no line to show. */
function isEmptyEnd({ after, isAfterLast }: LinesNear): boolean {
  return isAfterLast && after === '';
}

/** The part of a line that could be shown, and whether something is missing before and behind it. */
interface Cropped {
  readonly text: string;
  readonly before: boolean;
  readonly behind: boolean;
}

/** Characters of a line that are looked at. Its columns are counted sign by sign, and a line can have millions. */
const lineLengthMax = 2_000;

/** The place as it is in lines that are cropped around it. */
function cropped(at: Location): {
  readonly at: Location;
  readonly crop: (line: string | undefined) => Cropped | undefined;
} {
  const from = at.column > lineLengthMax / 2 ? at.column - lineLengthMax / 4 : 0;
  const to = from + lineLengthMax;
  return {
    at: { ...at, column: at.column - from, endColumn: at.endColumn - from },
    crop: (line) =>
      line === undefined
        ? undefined
        : { text: line.slice(from, to), before: from > 0 && line !== '', behind: line.length > to },
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
  line: Cropped,
  window: { readonly from: number; readonly room: number },
): string {
  const text = shownText(context, line.text).trimEnd();
  const total = columnsOf(text);
  const { ellipsis } = signsOf(context);
  const head = (window.from > 0 && total > 0) || line.before ? ellipsis : '';
  const tail = total > window.from + window.room || line.behind ? ellipsis : '';
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
