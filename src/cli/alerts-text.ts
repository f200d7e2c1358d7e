import { compareText } from '../model/order.ts';
import type { Alert, Incident, Report } from '../model/report.generated.ts';
import type { RenderContext } from '../report/context.ts';
import {
  type Care,
  careOf,
  pressingFirst,
  sayAge,
  sayCare,
  sayFollowers,
  sayIncidents,
} from '../report/incident-words.ts';
import {
  counted,
  hanging,
  heading,
  type Line,
  listed,
  signsOf,
  widthOf,
  words,
} from '../report/look.ts';
import { priorityPiece } from '../report/pretty/incidents.ts';
import { sayFor, sayStanding } from '../report/pretty/values.ts';
import { type Column, type Row, table } from '../report/table.ts';

const columns: readonly Column[] = [
  { heading: '', drop: 0, cut: true },
  { heading: '', drop: 0, cut: true },
  { heading: '', drop: 0 },
];

const calm: readonly Care[] = ['muted', 'resolved'];

/**
 * Incidents, those that somebody should look at first, each with the alerts of its root. `isAll` shows also what follows from the
 * root, what is suppressed or over, and what is pending; otherwise it is counted.
 */
export function alertLines(
  report: Report,
  isAll: boolean,
  context: RenderContext,
): readonly Line[] {
  const shown = pressingFirst(report.incidents).filter(
    (incident) => isAll || !calm.includes(careOf(incident)),
  );
  const sum = sayIncidents(report.incidents) || 'none';
  const alertById = new Map(report.alerts.map((alert) => [alert.id, alert]));
  return [
    ...heading(context, 'Incidents', `${sum}, at ${report.at}`),
    ...shown.flatMap((incident) => [
      [],
      ...incidentBlock({ report, alertById, incident, isAll }, context),
    ]),
    ...(isAll ? pendingLines(report, context) : hiddenLines(report, context)),
  ];
}

interface Shown {
  readonly report: Report;
  readonly alertById: ReadonlyMap<string, Alert>;
  readonly incident: Incident;
  readonly isAll: boolean;
}

function incidentBlock(shown: Shown, context: RenderContext): readonly Line[] {
  const { report, incident, isAll } = shown;
  const own = alertsOf(shown, incident.alerts);
  const start: Line = [
    priorityPiece(context, incident),
    { text: '  ' },
    { text: words(context, incident.root), paint: 'bold' },
    { text: `  ${sayAge(report, incident)}  ` },
  ];
  return [
    ...hanging(context, start, { text: words(context, sayCare(report, incident)) }),
    ...alertTable(
      context,
      own.map((alert) => alertRow({ report, context }, alert, '')),
    ),
    ...(isAll ? symptomLines(shown, context) : followerLines(incident, context)),
  ];
}

function alertsOf(
  { alertById }: Pick<Shown, 'alertById'>,
  ids: readonly string[],
): readonly Alert[] {
  return ids
    .flatMap((id) => alertById.get(id) ?? [])
    .sort((a, b) => compareText(a.priority, b.priority) || compareText(a.source, b.source));
}

/** So many columns further in than a table stands. */
function alertTable(context: RenderContext, rows: readonly Row[], indent = 2): readonly Line[] {
  const narrower = { ...context, width: widthOf(context) - indent };
  const start = { text: ' '.repeat(indent) };
  return table(narrower, { columns, fold: 2 }, rows).map((line): Line => [start, ...line]);
}

function alertRow(
  { report, context }: { readonly report: Report; readonly context: RenderContext },
  alert: Alert,
  via: string,
): Row {
  const stale = alert.stale && alert.kind !== 'no-data' ? ', stale' : '';
  return {
    cells: [
      { text: words(context, alert.system) },
      { text: words(context, alert.signal) },
      { text: `${alert.state} ${sayFor(report, alert.since)}` },
    ],
    tail: {
      text: words(context, `${sayStanding(context, alert)}${stale}${via}`),
      paint: 'dim',
    },
  };
}

function followerLines(incident: Incident, context: RenderContext): readonly Line[] {
  const names = incident.symptoms.map(({ system }) => words(context, system));
  const start = `    ${signsOf(context).elbow} ${sayFollowers(incident)}: `;
  return names.length === 0 ? [] : listed(context, [{ text: start, paint: 'dim' }], names);
}

/** The alerts of everything that follows, each with what stands between it and the root. */
function symptomLines(shown: Shown, context: RenderContext): readonly Line[] {
  const { report, incident } = shown;
  const rows = incident.symptoms.flatMap(({ alerts, path }) => {
    const between = path.slice(1, -1);
    const via = between.length === 0 ? '' : `, by ${between.join(', ')}`;
    return alertsOf(shown, alerts).map((alert) => alertRow({ report, context }, alert, via));
  });
  return rows.length === 0
    ? []
    : [
        [{ text: `    ${signsOf(context).elbow} ${sayFollowers(incident)}`, paint: 'dim' }],
        ...alertTable(context, rows, 5),
      ];
}

function pendingOf({ alerts }: Report): readonly Alert[] {
  return alerts.filter(({ state }) => state === 'pending');
}

function pendingLines(report: Report, context: RenderContext): readonly Line[] {
  const pending = pendingOf(report);
  return pending.length === 0
    ? []
    : [
        [],
        ...heading(context, 'Pending', counted(pending.length, 'alert')),
        ...alertTable(
          context,
          pending.map((alert) => alertRow({ report, context }, alert, '')),
        ),
      ];
}

/** What is left out, and how to see it. */
function hiddenLines(report: Report, context: RenderContext): readonly Line[] {
  const { incidents } = report;
  const pressing = incidents.filter((incident) => !calm.includes(careOf(incident)));
  const symptoms = pressing
    .flatMap((incident) => incident.symptoms)
    .reduce((sum, { alerts }) => sum + alerts.length, 0);
  const parts = [
    ...(symptoms > 0 ? [counted(symptoms, 'symptom')] : []),
    ...(pendingOf(report).length > 0 ? [`${pendingOf(report).length} pending`] : []),
    ...(incidents.length > pressing.length
      ? [counted(incidents.length - pressing.length, 'incident')]
      : []),
  ];
  return parts.length === 0
    ? []
    : [
        [],
        ...hanging(context, [], {
          text: `Not shown: ${parts.join(', ')}. --all shows all`,
          paint: 'dim',
        }),
      ];
}
