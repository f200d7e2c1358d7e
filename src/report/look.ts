import type { Severity } from '../model/diagnostic.ts';
import type { Status } from '../model/words.ts';
import type { RenderContext } from './context.ts';
import { asAscii, columnsOf, plain, wrapped } from './text.ts';

export type Paint = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

const sgr: Readonly<Record<Paint, string>> = {
  bold: '1',
  dim: '2',
  red: '31',
  yellow: '33',
  green: '32',
  cyan: '36',
};

/** A part of a line in one paint. Its text has no control characters. */
export interface Piece {
  readonly text: string;
  readonly paint?: Paint | undefined;
}

export type Line = readonly Piece[];

/** The signs of a drawing. */
export interface Signs {
  readonly status: Readonly<Record<Status, string>>;
  readonly pass: string;
  readonly fail: string;
  readonly warn: string;
  readonly note: string;
  readonly ellipsis: string;
  readonly bar: string;
  readonly mark: string;
  readonly tee: string;
  readonly elbow: string;
  readonly dot: string;
  readonly none: string;
}

const unicodeSigns: Signs = {
  status: {
    healthy: '●',
    degraded: '▲',
    unhealthy: '✖',
    offline: '✖',
    maintenance: '◆',
    unknown: '○',
  },
  pass: '✔',
  fail: '✖',
  warn: '▲',
  note: '○',
  ellipsis: '…',
  bar: '│',
  mark: '─',
  tee: '├─',
  elbow: '└─',
  dot: '·',
  none: '–',
};

const asciiSigns: Signs = {
  status: {
    healthy: '[OK]',
    degraded: '[!!]',
    unhealthy: '[XX]',
    offline: '[--]',
    maintenance: '[MT]',
    unknown: '[??]',
  },
  pass: '[OK]',
  fail: '[XX]',
  warn: '[!!]',
  note: '[--]',
  ellipsis: '...',
  bar: '|',
  mark: '^',
  tee: '|-',
  elbow: '`-',
  dot: '|',
  none: '-',
};

/** The signs of statuses where any character may be drawn. */
export const statusSigns = unicodeSigns.status;

export function signsOf(context: RenderContext): Signs {
  return context.ascii ? asciiSigns : unicodeSigns;
}

export const statusPaint: Readonly<Record<Status, Paint>> = {
  healthy: 'green',
  degraded: 'yellow',
  unhealthy: 'red',
  offline: 'red',
  maintenance: 'cyan',
  unknown: 'dim',
};

export const severityPaint: Readonly<Record<Severity, Paint>> = {
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
};

/** Columns that a line may take. */
export function widthOf(context: RenderContext): number {
  return Math.max(40, context.width);
}

/** A text of the author's, made safe for a terminal. */
export function words(context: RenderContext, text: string): string {
  const safe = plain(text);
  return context.ascii ? asAscii(safe) : safe;
}

export function columnsOfLine(line: Line): number {
  return line.reduce((sum, piece) => sum + columnsOf(piece.text), 0);
}

/**
 * A line as the terminal gets it, without blanks at its end. Build servers take a line that begins with `::` for a
 * command, so none does, and is not painted either.
 */
export function sayLine(context: RenderContext, line: Line): string {
  const end = line.findLastIndex((piece) => piece.text.trim() !== '');
  const pieces = line
    .slice(0, end + 1)
    .map((piece, index) => (index === end ? { ...piece, text: piece.text.trimEnd() } : piece));
  const text = pieces.map((piece) => piece.text).join('');
  if (/^\s*::/.test(text)) {
    return text.replace('::', context.ascii ? '..' : '··');
  }
  return context.color ? pieces.map(painted).join('') : text;
}

/** Blanks around a text stay outside of its paint. */
function painted(piece: Piece): string {
  const text = piece.text.trim();
  if (piece.paint === undefined || text === '') {
    return piece.text;
  }
  const start = piece.text.indexOf(text);
  const on = `\u001b[${sgr[piece.paint]}m`;
  return `${piece.text.slice(0, start)}${on}${text}\u001b[0m${piece.text.slice(start + text.length)}`;
}

/** A number and its noun: `1 system`, `12 systems`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/**
 * A text behind a beginning, continued under its own first column; below the beginning and four columns in where the
 * beginning leaves it too little room.
 */
export function hanging(context: RenderContext, start: Line, text: Piece): readonly Line[] {
  const width = widthOf(context);
  const taken = columnsOfLine(start);
  const fits = taken + columnsOf(text.text) <= width || taken <= 12 || width - taken >= 40;
  const indent = fits ? taken : 4;
  const lines = wrapped(text.text, width - indent).map((line) => ({ ...text, text: line }));
  const [first, ...rest] = lines;
  const below = (piece: Piece): Line => [{ text: ' '.repeat(indent) }, piece];
  if (first === undefined) {
    return [start];
  }
  return fits ? [[...start, first], ...rest.map(below)] : [start, below(first), ...rest.map(below)];
}

/** Names behind a beginning on one line, as many as fit, and how many more there are; below each other only where not even one fits. */
export function listed(
  context: RenderContext,
  start: Line,
  names: readonly string[],
): readonly Line[] {
  const room = widthOf(context) - columnsOfLine(start);
  const more = (rest: number): string =>
    rest === 0 ? '' : ` ${signsOf(context).ellipsis} and ${rest} more`;
  let shown = 1;
  while (shown < names.length) {
    const text = names.slice(0, shown + 1).join(', ') + more(names.length - shown - 1);
    if (columnsOf(text) > room) {
      break;
    }
    shown += 1;
  }
  return hanging(context, start, {
    text: names.slice(0, shown).join(', ') + more(names.length - shown),
  });
}

/** Parts two columns apart, as many on a line as fit, behind a beginning and then under its end. */
export function flowing(
  context: RenderContext,
  start: Line,
  parts: readonly Piece[],
): readonly Line[] {
  const indent: Piece = { text: ' '.repeat(columnsOfLine(start)) };
  const lines: Line[] = [];
  let line: Line = start;
  let isFirst = true;
  for (const part of parts) {
    const longer: Line = isFirst ? [...line, part] : [...line, { text: '  ' }, part];
    if (!isFirst && columnsOfLine(longer) > widthOf(context)) {
      lines.push(line);
      line = [indent, part];
    } else {
      line = longer;
    }
    isFirst = false;
  }
  return [...lines, line];
}

/** A section's heading, and what it sums up. */
export function heading(context: RenderContext, title: string, sum: string): readonly Line[] {
  return hanging(context, [{ text: `${title}  `, paint: 'bold' }], { text: sum });
}

/** What stands for the rows that are not shown; nothing where all are. */
export function andMore(
  context: RenderContext,
  count: number,
  noun = '',
  said = String(count),
): readonly Line[] {
  const rest = noun === '' ? `${said} more` : `${said} more ${noun}`;
  return count > 0 ? [[{ text: `  ${signsOf(context).ellipsis} and ${rest}`, paint: 'dim' }]] : [];
}

/** Commands to go on with, on one line where they fit, else each on its own. */
export function nextSteps(context: RenderContext, commands: readonly string[]): readonly Line[] {
  const [first, ...others] = commands.map((command) => words(context, command));
  if (first === undefined) {
    return [];
  }
  const start: Line = [{ text: 'Next', paint: 'bold' }, { text: '    ' }];
  const apart = `   ${signsOf(context).dot}   `;
  const whole: Line = [...start, { text: [first, ...others].join(apart) }];
  return columnsOfLine(whole) <= widthOf(context)
    ? [whole]
    : [
        ...hanging(context, start, { text: first }),
        ...others.flatMap((command) => hanging(context, [{ text: '        ' }], { text: command })),
      ];
}
