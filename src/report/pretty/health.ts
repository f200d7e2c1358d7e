import { compareText } from '../../model/order.ts';
import type { Alert, Edge, Group, Report, System } from '../../model/report.generated.ts';
import { badness, criticalities, type Status } from '../../model/words.ts';
import type { RenderContext } from '../context.ts';
import {
  andMore,
  counted,
  type Line,
  listed,
  type Piece,
  signsOf,
  statusPaint,
  words,
} from '../look.ts';
import { type Column, type Row, table } from '../table.ts';
import { sayFor, sayLimit, sayScore, sayValue } from './values.ts';

const maxRows = 20;

const columns: readonly Column[] = [
  { heading: 'SYSTEM', drop: 0, cut: true },
  { heading: 'HEALTH', drop: 0 },
  { heading: 'SCORE', align: 'right', drop: 2 },
  { heading: 'SIGNAL', drop: 0, cut: true },
  { heading: 'VALUE', align: 'right', drop: 0 },
  { heading: 'LIMIT', align: 'right', drop: 0 },
  { heading: 'FOR', align: 'right', drop: 1 },
];

/** The systems and groups that are not healthy, worst first, each with what made it so; unknown ones by name. */
export function healthLines(report: Report, context: RenderContext): readonly Line[] {
  const { systems, groups } = impaired(report);
  const rows = [
    ...systems.map((system) => systemRow(report, context, system)),
    ...groups.map((group) => groupRow(context, group)),
  ];
  return [
    ...table(context, { columns, fold: 3 }, rows.slice(0, maxRows)),
    ...andMore(context, rows.length - maxRows),
    ...unknownLines(report, context),
  ];
}

/** The systems that are not healthy, worst first, and the groups. */
export function impaired(report: Report): Pick<Report, 'systems' | 'groups'> {
  return {
    systems: report.systems.filter((system) => isImpaired(system.status)).toSorted(worstFirst),
    groups: report.groups.filter((group) => isImpaired(group.status)),
  };
}

/** Whether a status is worse than it should be. */
export function isImpaired(status: Status): boolean {
  return status === 'degraded' || status === 'unhealthy' || status === 'offline';
}

function badnessOf(status: Status): number {
  return status === 'maintenance' ? -1 : badness[status];
}

/** Worst status first; of equal ones the lowest score, then causes before those hit by them, then the most critical. */
function worstFirst(a: System, b: System): number {
  return (
    badnessOf(b.status) - badnessOf(a.status) ||
    (a.score ?? 0) - (b.score ?? 0) ||
    badnessOf(b.own) - badnessOf(a.own) ||
    criticalities.indexOf(a.criticality) - criticalities.indexOf(b.criticality) ||
    compareText(a.id, b.id)
  );
}

function beginning(
  context: RenderContext,
  item: { readonly id: string; readonly status: Status; readonly score: number | null },
): readonly Piece[] {
  const { status, none } = signsOf(context);
  return [
    { text: words(context, item.id) },
    { text: `${status[item.status]} ${item.status}`, paint: statusPaint[item.status] },
    { text: item.score === null ? none : sayScore(item.score) },
  ];
}

function systemRow(report: Report, context: RenderContext, system: System): Row {
  const start = beginning(context, system);
  const alert = decidingAlert(report, system);
  return alert === undefined
    ? { cells: start, tail: { text: words(context, sayCause(system)), paint: 'dim' } }
    : {
        cells: [
          ...start,
          { text: words(context, alert.signal) },
          { text: sayValue(context, alert.value, alert.unit) },
          { text: sayLimit(context, alert) },
          { text: sayFor(report, alert.since) },
        ],
        ...(alert.stale ? { tail: { text: 'stale', paint: 'dim' } as const } : {}),
      };
}

function sayCause(system: System): string {
  const step = causeOf(system);
  return step === undefined ? (system.because[0]?.message ?? '') : `via ${step.to} (${step.kind})`;
}

/** The dependency that made a system worse than it is by itself; undefined where its own reasons did. */
export function causeOf(system: System): Edge | undefined {
  return isImpaired(system.own) ? undefined : system.via[0];
}

/** The alert that made the system's own status, the first in the order of the report; a value says more than a probe. */
export function decidingAlert(report: Report, system: System): Alert | undefined {
  if (!isImpaired(system.own)) {
    return undefined;
  }
  const own = report.alerts.filter((alert) => alert.system === system.id);
  return decidingOf(own, system.own);
}

/** Of the alerts of a system, the one that made its own status. */
export function decidingOf(alerts: readonly Alert[], own: System['own']): Alert | undefined {
  const deciding = alerts.filter(({ state, status }) => state !== 'pending' && status === own);
  return deciding.find(({ kind }) => kind === 'threshold' || kind === 'no-data') ?? deciding[0];
}

/** `group, 2 of 3 up, needs 2`. */
export function sayGroup(group: Group): string {
  return `group, ${group.up} of ${group.size} up, needs ${group.need}`;
}

function groupRow(context: RenderContext, group: Group): Row {
  return {
    cells: beginning(context, group),
    tail: { text: sayGroup(group), paint: 'dim' },
  };
}

function unknownLines(report: Report, context: RenderContext): readonly Line[] {
  const ids = report.systems
    .filter((system) => system.status === 'unknown')
    .map((system) => words(context, system.id));
  if (ids.length === 0) {
    return [];
  }
  const start: Line = [
    { text: '  ' },
    {
      text: `${signsOf(context).status.unknown} ${counted(ids.length, 'unknown', 'unknown')}`,
      paint: 'dim',
    },
    { text: '  ' },
  ];
  return listed(context, start, ids);
}
