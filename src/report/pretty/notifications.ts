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
  if (notifications.length === 0) {
    return [];
  }
  const rows = notifications.slice(0, maxRows).map((one) => notificationRow(context, one));
  return [
    ...heading(context, 'Notifications', `${notifications.length} of this step`),
    ...table(context, { columns, fold: 1 }, rows),
    ...andMore(context, notifications.length - rows.length, 'in -o json'),
  ];
}

/** What this step wants run. Nothing runs but in a watch that executes. */
export function runLines({ runs }: Report, context: RenderContext): readonly Line[] {
  if (runs.length === 0) {
    return [];
  }
  const rows = runs.slice(0, maxRows).map((run) => runRow(context, run));
  return [
    ...heading(context, 'Runs', `${runs.length} of this step`),
    ...table(context, { columns, fold: 1 }, rows),
    ...andMore(context, runs.length - rows.length, 'in -o json'),
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
export function sayReasons({ reasons, level }: Pick<Notification, 'reasons' | 'level'>): string {
  return `${reasons.join(', ')}${level === null ? '' : ` at ${level}`}`;
}
