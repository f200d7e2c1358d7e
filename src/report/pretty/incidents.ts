import type { Incident, Report } from '../../model/report.generated.ts';
import type { RenderContext } from '../context.ts';
import {
  careOf,
  pressingFirst,
  sayAge,
  sayCare,
  sayFollowers,
  sayIncidents,
} from '../incident-words.ts';
import { andMore, heading, type Line, type Paint, type Piece, signsOf, words } from '../look.ts';
import { type Column, type Row, table } from '../table.ts';

const maxRows = 20;

const columns: readonly Column[] = [
  { heading: '', drop: 0 },
  { heading: '', drop: 0, cut: true },
  { heading: '', drop: 0 },
  { heading: '', drop: 0 },
];

/** Incidents, those that somebody should look at first, each with how many systems follow and who takes care. */
export function incidentLines(report: Report, context: RenderContext): readonly Line[] {
  const { incidents } = report;
  if (incidents.length === 0) {
    return [];
  }
  const rows = pressingFirst(incidents)
    .slice(0, maxRows)
    .map((incident) => incidentRow(report, context, incident));
  return [
    ...heading(context, 'Incidents', sayIncidents(incidents)),
    ...table(context, { columns, fold: 3 }, rows),
    ...andMore(context, incidents.length - rows.length),
  ];
}

function incidentRow(report: Report, context: RenderContext, incident: Incident): Row {
  return {
    cells: [
      priorityPiece(context, incident),
      { text: words(context, incident.root) },
      { text: sayAge(report, incident) },
      { text: sayFollowers(incident) },
    ],
    tail: { text: words(context, sayCare(report, incident)), paint: 'dim' },
  };
}

/** The sign and the priority of an incident: `✖ P1`. */
export function priorityPiece(context: RenderContext, incident: Incident): Piece {
  return {
    text: `${careSign(context, incident)} ${incident.priority.toUpperCase()}`,
    paint: carePaint(incident),
  };
}

export function careSign(context: RenderContext, incident: Incident): string {
  const { fail, warn, note, pass } = signsOf(context);
  return {
    open: isUrgent(incident) ? fail : warn,
    acknowledged: warn,
    muted: note,
    resolved: pass,
  }[careOf(incident)];
}

function carePaint(incident: Incident): Paint {
  const open = isUrgent(incident) ? 'red' : 'yellow';
  const paints = { open, acknowledged: 'yellow', muted: 'dim', resolved: 'green' } as const;
  return paints[careOf(incident)];
}

/** Those that people have to answer at once. */
function isUrgent({ priority }: Incident): boolean {
  return priority === 'p1' || priority === 'p2';
}
