import { compareText } from '../../model/order.ts';
import type { Alert, Report } from '../../model/report.generated.ts';
import type { RenderContext } from '../context.ts';
import {
  andMore,
  hanging,
  heading,
  type Line,
  listed,
  type Paint,
  signsOf,
  words,
} from '../look.ts';
import { type Column, type Row, table } from '../table.ts';
import { sayFor, sayLimit, sayValue } from './values.ts';

const maxRows = 20;
const maxReasons = 5;

const columns: readonly Column[] = [
  { heading: '', drop: 0 },
  { heading: '', drop: 0, cut: true },
  { heading: '', drop: 0, cut: true },
  { heading: '', drop: 0 },
  { heading: '', drop: 0 },
];

/** Thresholds that are pending, firing or recovering; those that are suppressed apart, with why. */
export function alertLines(report: Report, context: RenderContext): readonly Line[] {
  const open = report.alerts.filter((alert) => alert.suppressedBy.length === 0);
  const suppressed = report.alerts.filter((alert) => alert.suppressedBy.length > 0);
  if (report.alerts.length === 0) {
    return [];
  }
  const rows = open.slice(0, maxRows).map((alert) => alertRow(report, context, alert));
  return [
    ...heading(context, 'Alerts', sayAlerts(open, suppressed.length)),
    ...table(context, { columns, fold: 3 }, rows),
    ...andMore(context, open.length - rows.length),
    ...suppressedLines(context, suppressed),
  ];
}

/** `3 firing, 1 pending, 2 suppressed`. */
export function sayAlerts(open: readonly Alert[], suppressed: number): string {
  const states = ['firing', 'pending', 'recovering'] as const;
  const parts = states
    .map((state) => ({ state, count: open.filter((alert) => alert.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`);
  return [...parts, ...(suppressed > 0 ? [`${suppressed} suppressed`] : [])].join(', ');
}

function paintOf(alert: Alert): Paint {
  if (alert.state !== 'firing') {
    return 'dim';
  }
  return alert.severity === 'critical' ? 'red' : 'yellow';
}

/** What else there is to say: a value that is out of date, a more severe level that is on its way. */
function more(report: Report, alert: Alert): readonly string[] {
  const [worst] = alert.levels;
  return [
    ...(alert.stale && alert.kind !== 'no-data' ? ['stale'] : []),
    ...(worst !== undefined && worst.severity !== alert.severity
      ? [`${worst.severity} ${worst.state} ${sayFor(report, worst.since)}`]
      : []),
  ];
}

function alertRow(report: Report, context: RenderContext, alert: Alert): Row {
  const signs = signsOf(context);
  const value = sayValue(context, alert.value, alert.unit);
  const limit = sayLimit(context, alert);
  const standing = alert.kind === 'no-data' ? absence(value) : comparison(alert, value, limit);
  return {
    cells: [
      {
        text: `${alert.severity === 'critical' ? signs.fail : signs.warn} ${alert.priority.toUpperCase()}`,
        paint: paintOf(alert),
      },
      { text: words(context, alert.system) },
      { text: words(context, alert.signal) },
      { text: `${alert.state} ${sayFor(report, alert.since)}`, paint: paintOf(alert) },
      {
        text: [standing, ...more(report, alert)].join(', '),
        paint: 'dim',
      },
    ],
  };
}

/** What recovers no longer reaches its limit. */
function comparison(alert: Alert, value: string, limit: string): string {
  return alert.state === 'recovering' ? `${value}, was ${limit}` : `${value} ${limit}`;
}

function absence(value: string): string {
  return value === 'no data' ? value : `no data, last ${value}`;
}

/** Grouped by the reason, so that one outage that hides forty alerts stays one line. */
function suppressedLines(context: RenderContext, alerts: readonly Alert[]): readonly Line[] {
  const byReason = new Map<string, string[]>();
  for (const alert of alerts) {
    const reason = alert.suppressedBy.map((one) => one.message).join('; ');
    const names = byReason.get(reason) ?? [];
    names.push(`${words(context, alert.system)} ${words(context, alert.signal)}`);
    byReason.set(reason, names);
  }
  const reasons = [...byReason].toSorted(
    ([a, namesA], [b, namesB]) => namesB.length - namesA.length || compareText(a, b),
  );
  const { elbow, note } = signsOf(context);
  const hidden = reasons.slice(maxReasons).reduce((sum, [, names]) => sum + names.length, 0);
  return [
    ...reasons.slice(0, maxReasons).flatMap(([reason, names]) => [
      ...hanging(context, [{ text: `  ${note} suppressed  `, paint: 'dim' }], {
        text: words(context, reason),
      }),
      ...listed(context, [{ text: `    ${elbow} `, paint: 'dim' }], names),
    ]),
    ...andMore(context, hidden, 'suppressed'),
  ];
}
