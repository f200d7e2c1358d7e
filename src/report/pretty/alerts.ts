import { compareText } from '../../model/order.ts';
import type { Alert, Report } from '../../model/report.generated.ts';
import type { RenderContext } from '../context.ts';
import {
  andMore,
  counted,
  hanging,
  heading,
  type Line,
  listed,
  type Paint,
  signsOf,
  words,
} from '../look.ts';
import { type Column, type Row, table } from '../table.ts';
import { sayFor, sayStanding } from './values.ts';

const maxRows = 20;
const maxReasons = 5;

const alertColumns: readonly Column[] = [
  { heading: '', drop: 0 },
  { heading: '', drop: 0, cut: true },
  { heading: '', drop: 0, cut: true },
  { heading: '', drop: 0 },
];

/**
 * Alerts of their own: pending, firing, recovering. What follows from another system is counted, as its incident tells of it; what
 * is silenced or in maintenance stands apart, with why.
 */
export function alertLines(report: Report, context: RenderContext): readonly Line[] {
  if (report.alerts.length === 0) {
    return [];
  }
  const { heard, symptoms, muted } = alertParts(report);
  const rows = heard.slice(0, maxRows).map((alert) => alertRow(report, context, alert));
  return [
    ...heading(context, 'Alerts', sayAlerts(heard, symptoms.length, muted.length)),
    ...table(context, { columns: alertColumns, fold: 3 }, rows),
    ...andMore(context, heard.length - rows.length),
    ...suppressedLines(context, muted),
  ];
}

/** Alerts by what they are to a reader. */
export interface AlertParts {
  readonly heard: readonly Alert[];
  /** Those that follow from another system. */
  readonly symptoms: readonly Alert[];
  /** Those in maintenance or silenced. */
  readonly muted: readonly Alert[];
}

export function alertParts({ alerts }: Pick<Report, 'alerts'>): AlertParts {
  const parts = Map.groupBy(alerts, partOf);
  return {
    heard: parts.get('heard') ?? [],
    symptoms: parts.get('symptoms') ?? [],
    muted: parts.get('muted') ?? [],
  };
}

/** That somebody takes care of an alert, or that it flaps, is no reason not to show it. */
function partOf({ suppressedBy }: Alert): keyof AlertParts {
  const codes = suppressedBy.map(({ code }) => code);
  if (codes.includes('dependency')) {
    return 'symptoms';
  }
  return codes.includes('maintenance') || codes.includes('silence') ? 'muted' : 'heard';
}

/** `3 firing, 1 pending, 8 symptoms, 2 suppressed`. */
export function sayAlerts(heard: readonly Alert[], symptoms: number, muted: number): string {
  const states = ['firing', 'pending', 'recovering'] as const;
  const parts = states
    .map((state) => ({ state, count: heard.filter((alert) => alert.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`);
  return [
    ...parts,
    ...(symptoms > 0 ? [counted(symptoms, 'symptom')] : []),
    ...(muted > 0 ? [`${muted} suppressed`] : []),
  ].join(', ');
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
    ...(alert.flapping ? ['flapping'] : []),
    ...(worst !== undefined && worst.severity !== alert.severity
      ? [`${worst.severity} ${worst.state} ${sayFor(report, worst.since)}`]
      : []),
  ];
}

/** An alert in the columns `alertColumns`. */
function alertRow(report: Report, context: RenderContext, alert: Alert): Row {
  const signs = signsOf(context);
  return {
    cells: [
      {
        text: `${alert.severity === 'critical' ? signs.fail : signs.warn} ${alert.priority.toUpperCase()}`,
        paint: paintOf(alert),
      },
      { text: words(context, alert.system) },
      { text: words(context, alert.signal) },
      { text: `${alert.state} ${sayFor(report, alert.since)}`, paint: paintOf(alert) },
    ],
    tail: {
      text: [sayStanding(context, alert), ...more(report, alert)].join(', '),
      paint: 'dim',
    },
  };
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
