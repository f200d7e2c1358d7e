import type { Notification, Report, Run } from '../../model/report.generated.ts';
import type { RenderContext } from '../context.ts';
import { andMore, heading, type Line, words } from '../look.ts';
import { type Column, type Row, table } from '../table.ts';

const maxRows = 20;

const columns: readonly Column[] = [
  { heading: '', drop: 0, cut: true },
  { heading: '', drop: 0 },
];

/** Whom this step tells what, and why now. */
export function notificationLines(
  { notifications }: Report,
  context: RenderContext,
): readonly Line[] {
  return stepLines(context, 'Notifications', notifications, notificationRow);
}

/** What this step wants run. Nothing runs but in a watch that executes. */
export function runLines({ runs }: Report, context: RenderContext): readonly Line[] {
  return stepLines(context, 'Runs', runs, runRow);
}

function stepLines<T>(
  context: RenderContext,
  title: string,
  items: readonly T[],
  rowOf: (context: RenderContext, item: T) => Row,
): readonly Line[] {
  if (items.length === 0) {
    return [];
  }
  const rows = items.slice(0, maxRows).map((item) => rowOf(context, item));
  return [
    ...heading(context, title, `${items.length} of this step`),
    ...table(context, { columns, fold: 1 }, rows),
    ...andMore(context, items.length - rows.length, 'in -o json'),
  ];
}

function runRow(context: RenderContext, { executor, root, level, title }: Run): Row {
  return {
    cells: [
      { text: words(context, executor) },
      { text: words(context, `for ${root} at ${level}`), paint: 'dim' },
    ],
    tail: { text: words(context, title) },
  };
}

function notificationRow(context: RenderContext, notification: Notification): Row {
  return {
    cells: [
      { text: words(context, notification.channel) },
      { text: words(context, sayReasons(notification)), paint: 'dim' },
    ],
    tail: { text: words(context, notification.title) },
  };
}

/** `escalated, new-alerts at on_call`. */
function sayReasons({ reasons, level }: Pick<Notification, 'reasons' | 'level'>): string {
  return `${reasons.join(', ')}${level === null ? '' : ` at ${level}`}`;
}
