import type { Notification, Report } from '../../model/report.generated.ts';
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
