import { sayCount } from '../../model/limits.ts';
import { sayInstant } from '../../model/time.ts';
import { statuses } from '../../model/words.ts';
import { flowing, type Line, type Paint, type Piece, signsOf, words } from '../look.ts';
import { isHealthEvaluated } from '../pretty/values.ts';
import { padded } from '../text.ts';
import { type Canvas, contextOf, drawn, widest } from './canvas.ts';
import { headerLines } from './header.ts';
import { helpLines } from './help.ts';
import { keyLine } from './key-line.ts';
import type { LogEntry, Tone } from './log.ts';
import { noticeLines } from './notices.ts';
import { ranked } from './ranked.ts';
import { systemPane } from './system-pane.ts';
import { systemRows } from './system-rows.ts';
import type { WatchView } from './view.ts';

/** The lines of the screen: never more than there are rows, none wider than there are columns. */
export function screenOf(view: WatchView, canvas: Canvas): readonly string[] {
  const frame = frameOf(view, canvas);
  const rule: Line = [
    { text: ` ${line(canvas).repeat(Math.max(0, canvas.columns - 2))}`, paint: 'dim' },
  ];
  const rules = (name: keyof Rules): readonly Line[] => (frame.rules[name] ? [rule] : []);
  const top = [
    ...frame.header,
    ...rules('top'),
    ...frame.notices,
    ...(frame.notices.length > 0 && frame.rules.top ? [[]] : []),
    ...bodyLines(view, canvas, frame),
  ];
  const log = logLines(view.log.slice(0, frame.logRows), canvas);
  const bottom = [...rules('bottom'), keyLine(view, canvas)];
  const middle = frame.logRows > 0 ? [...rules('middle'), ...log] : [];
  const blanks = canvas.rows - top.length - middle.length - bottom.length;
  const filler = Array.from({ length: Math.max(0, blanks) }, (): Line => []);
  return [...top, ...middle, ...filler, ...bottom]
    .slice(0, Math.max(0, canvas.rows))
    .map((one) => drawn(canvas, one));
}

/** What is left to be seen when the screen is gone: how everything stood. */
export function parting(view: WatchView, canvas: Canvas): readonly string[] {
  return headerLines(view, canvas).map((one) => drawn(canvas, one));
}

interface Rules {
  readonly top: boolean;
  readonly middle: boolean;
  readonly bottom: boolean;
}

/** How the rows are shared out. */
interface Frame {
  readonly header: readonly Line[];
  readonly rules: Rules;
  readonly notices: readonly Line[];
  readonly bodyRows: number;
  readonly logRows: number;
}

/** What is wrong has up to half of the rows, the list what it needs but for a quarter, and the log the rest. */
function frameOf(view: WatchView, canvas: Canvas): Frame {
  const header = headerLines(view, canvas);
  const free = canvas.rows - header.length - 1;
  const rules = { top: free >= 7, middle: free >= 5, bottom: free >= 9 };
  const ruleRows = Number(rules.top) + Number(rules.middle) + Number(rules.bottom);
  const room = Math.max(0, free - ruleRows);
  const notices = cropped(noticeLines(view, canvas), Math.ceil(room / 2), canvas);
  const gap = notices.length > 0 && rules.top ? 1 : 0;
  const left = Math.max(0, room - notices.length - gap);
  if (view.stance.pane !== 'list') {
    return { header, rules, notices, bodyRows: left + Number(rules.middle), logRows: 0 };
  }
  const logMin = Math.min(view.log.length, Math.floor(left / 4));
  const bodyRows = Math.min(listLength(view), left - logMin);
  return { header, rules, notices, bodyRows, logRows: Math.max(0, left - bodyRows) };
}

/** Rows of the list or the pane. */
export function bodyRows(view: WatchView, canvas: Canvas): number {
  return frameOf(view, canvas).bodyRows;
}

function cropped(lines: readonly Line[], rows: number, canvas: Canvas): readonly Line[] {
  if (lines.length <= rows) {
    return lines;
  }
  const { ellipsis } = signsOf(contextOf(canvas));
  const more: Line = [
    { text: `   ${ellipsis} ${lines.length - rows + 1} lines more`, paint: 'dim' },
  ];
  return rows <= 1 ? lines.slice(0, rows) : [...lines.slice(0, rows - 1), more];
}

function line({ ascii }: Canvas): string {
  return ascii ? '-' : '─';
}

/** The systems that are listed, and the line that counts the others. */
function listLength({ report, stance }: WatchView): number {
  return report === undefined ? 1 : ranked(report, stance.isAll).length + 1;
}

function bodyLines(view: WatchView, canvas: Canvas, { bodyRows: rows }: Frame): readonly Line[] {
  if (view.stance.pane === 'list') {
    return listLines(view, canvas, rows);
  }
  const lines = paneLines(view, canvas);
  const first = Math.min(view.stance.scroll, Math.max(0, lines.length - rows));
  return lines.slice(first, first + rows);
}

/** All lines of the pane that is open; none of the list. */
export function paneLines({ report, stance }: WatchView, canvas: Canvas): readonly Line[] {
  switch (stance.pane) {
    case 'help':
      return helpLines(canvas);
    case 'system':
      return report === undefined || stance.selected === undefined
        ? []
        : systemPane(report, stance.selected, canvas);
    case 'list':
      return [];
  }
}

/** As many systems as fit, so that the selected one is among them, and how many others there are. */
function listLines(view: WatchView, canvas: Canvas, rows: number): readonly Line[] {
  const { report, stance } = view;
  if (rows <= 0) {
    return [];
  }
  if (report === undefined) {
    return [[{ text: ' waiting for the first batch', paint: 'dim' }]];
  }
  const systems = ranked(report, stance.isAll);
  const room = Math.max(0, Math.min(systems.length, rows - 1));
  const selected =
    stance.selected === undefined ? -1 : systems.findIndex(({ id }) => id === stance.selected);
  const first = Math.min(Math.max(0, selected - room + 1), systems.length - room);
  const shown = systems.slice(first, first + room);
  return [
    ...systemRows({ ...view, report }, shown, canvas),
    ...restLines(view, canvas, systems.length - room),
  ].slice(0, rows);
}

/** `… 480 more, 4,500 healthy, 1 maintenance`. */
function restLines({ report, stance }: WatchView, canvas: Canvas, hidden: number): readonly Line[] {
  if (report === undefined) {
    return [];
  }
  const context = contextOf(canvas);
  const listed = ranked(report, false);
  const lost = listed.filter(({ status }) => status === 'unknown').length;
  const counts = { ...report.overall.counts, unknown: report.overall.counts.unknown - lost };
  const calm = statuses.filter(
    (status) =>
      (status === 'healthy' || status === 'maintenance' || status === 'unknown') &&
      counts[status] > 0,
  );
  const parts = [
    ...(hidden > 0 ? [`${sayCount(hidden)} more`] : []),
    ...(stance.isAll ? [] : calm.map((status) => `${sayCount(counts[status])} ${status}`)),
  ];
  if (parts.length === 0) {
    return [];
  }
  const isNothing = !stance.isAll && listed.length === 0;
  const start: Piece =
    isNothing && isHealthEvaluated(report)
      ? calmPiece(counts.unknown, canvas)
      : { text: ` ${signsOf(context).ellipsis} `, paint: 'dim' };
  return flowing(context, [start], [{ text: parts.join(', '), paint: 'dim' }]);
}

/** Of what nothing is known, nobody can say that it does not fail. */
function calmPiece(unknown: number, canvas: Canvas): Piece {
  const { status } = signsOf(contextOf(canvas));
  return unknown === 0
    ? { text: ` ${status.healthy} nothing fails  `, paint: 'green' }
    : { text: ` ${status.unknown} nothing is known to fail  `, paint: 'dim' };
}

const tonePaint: Readonly<Record<Tone, Paint>> = {
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  change: 'cyan',
  note: 'dim',
};

function toneSign(tone: Tone, canvas: Canvas): string {
  const { pass, fail, warn, dot } = signsOf(contextOf(canvas));
  return { good: pass, bad: fail, warn, change: '~', note: canvas.ascii ? '-' : dot }[tone];
}

function logLines(entries: readonly LogEntry[], canvas: Canvas): readonly Line[] {
  const context = contextOf(canvas);
  const subjects = widest(entries.map(({ subject }) => subject));
  const signs = widest(entries.map(({ tone }) => toneSign(tone, canvas)));
  const isNarrow = canvas.columns < 60;
  return entries.map(({ at, tone, subject, text }) => [
    { text: ` ${sayInstant(at).slice(11, isNarrow ? 16 : 19)}  `, paint: 'dim' },
    { text: `${padded(toneSign(tone, canvas), signs)} `, paint: tonePaint[tone] },
    ...(isNarrow ? [] : [{ text: `${padded(subject, subjects)}  `, paint: 'dim' as const }]),
    { text: words(context, text) },
  ]);
}
