import type { Incident, Report, System } from '../../model/report.generated.ts';
import { parseInstant, sayDuration } from '../../model/time.ts';
import { careOf } from '../incident-words.ts';
import { type Line, type Piece, signsOf, statusPaint, words } from '../look.ts';
import { cut, padded } from '../text.ts';
import { sayAge } from './age.ts';
import { type Canvas, contextOf, widest } from './canvas.ts';
import { decidingReason } from './deciding-reason.ts';
import { incidentOf } from './ranked.ts';
import type { WatchView } from './view.ts';

/** A system in words: what stands in the columns of the list. */
interface Row {
  readonly system: System;
  readonly name: string;
  readonly reason: string;
  readonly age: string;
  readonly care: string;
}

/** Columns that a reason should have at least; columns beside it go until it has. */
const reasonMin = 20;

/** One line for each system: status, the reason that decided, since when, and who takes care of it. */
export function systemRows(
  view: WatchView & { readonly report: Report },
  systems: readonly System[],
  canvas: Canvas,
): readonly Line[] {
  const rows = systems.map((system) => rowOf(view, system, canvas));
  const context = contextOf(canvas);
  const signs = signsOf(context);
  const nameMax = Math.max(8, Math.floor((canvas.columns * 2) / 5));
  const name = Math.min(nameMax, widest(rows.map((row) => row.name)));
  const sizes = {
    name,
    status: widest(rows.map((row) => row.system.status)),
    age: widest(rows.map((row) => row.age)),
    care: widest(rows.map((row) => row.care)),
  };
  const kept = columnsThatFit(canvas, sizes, widest(rows.map((row) => row.reason)));
  return rows.map((row) => {
    const { status, id } = row.system;
    const isSelected = view.stance.selected === id;
    const paint = statusPaint[status];
    const sign = signs.status[status];
    const cells: readonly (Piece & { readonly columns: number })[] = [
      {
        text: cut(row.name, name, signs.ellipsis),
        columns: name,
        ...(isSelected ? { paint: 'bold' as const } : {}),
      },
      ...(kept.status ? [{ text: status, paint, columns: sizes.status }] : []),
      { text: cut(row.reason, kept.reason, signs.ellipsis), columns: kept.reason },
      { text: padded(row.age, sizes.age, 'right'), paint: 'dim', columns: sizes.age },
      ...(kept.care ? [{ text: row.care, columns: sizes.care }] : []),
    ];
    const marker = isSelected ? (canvas.ascii ? '>' : '›') : ' ';
    return [
      { text: marker },
      { text: sign, paint },
      { text: ' ' },
      ...cells
        .filter(({ columns }) => columns > 0)
        .flatMap(
          ({ columns, ...piece }, index): Line => [
            ...(index === 0 ? [] : [{ text: '  ' }]),
            { ...piece, text: padded(piece.text, columns) },
          ],
        ),
    ];
  });
}

interface Sizes {
  readonly name: number;
  readonly status: number;
  readonly age: number;
  readonly care: number;
}

/** Which columns stay beside the reason, and how wide it may be. */
function columnsThatFit(
  canvas: Canvas,
  { name, status, age, care }: Sizes,
  wanted: number,
): { readonly status: boolean; readonly care: boolean; readonly reason: number } {
  const signColumns = canvas.ascii ? 4 : 1;
  const fixed = 2 + signColumns + name + between(age);
  const choices = [
    { status: true, care: true },
    { status: false, care: true },
    { status: true, care: false },
    { status: false, care: false },
  ];
  const roomOf = (choice: { readonly status: boolean; readonly care: boolean }): number =>
    canvas.columns -
    fixed -
    2 -
    (choice.status ? between(status) : 0) -
    (choice.care ? between(care) : 0);
  const found = choices.find((choice) => roomOf(choice) >= Math.min(wanted, reasonMin));
  const choice = found ?? { status: false, care: false };
  return { ...choice, reason: Math.max(0, Math.min(wanted, roomOf(choice))) };
}

function between(columns: number): number {
  return columns === 0 ? 0 : columns + 2;
}

function rowOf(view: WatchView & { readonly report: Report }, system: System, canvas: Canvas): Row {
  const context = contextOf(canvas);
  const { via, because, since } = decidingReason(view.report, system);
  const isWell = system.status === 'healthy';
  const sinceMs = (since === null ? undefined : parseInstant(since)) ?? view.since.get(system.id);
  const incident = incidentOf(view.report, system.id);
  return {
    system,
    name: words(context, system.id),
    reason: isWell ? '' : words(context, via === null ? because : `by ${via}`),
    age: sinceMs === undefined || isWell ? '' : sayAge(canvas, sinceMs),
    care: incident === undefined ? '' : words(context, sayCare(incident, system, canvas)),
  };
}

/** `P1 on_call 3m40s`: who is told next and when, who takes care, or what it follows from. */
function sayCare(incident: Incident, system: System, canvas: Canvas): string {
  if (incident.root !== system.id) {
    return `suppressed by ${incident.root}`;
  }
  const priority = incident.priority.toUpperCase();
  const { acknowledged, escalation, told } = incident;
  switch (careOf(incident)) {
    case 'acknowledged':
      return `${priority} ${acknowledged?.by ?? ''} takes care`;
    case 'muted':
      return `${priority} told to nobody`;
    default:
  }
  if (escalation !== null) {
    return `${priority} ${escalation.level}${sayNextLevel(escalation, canvas)}`;
  }
  const open = told.filter(({ isOpen }) => isOpen).map(({ channel }) => channel);
  return open.length === 0 ? `${priority} nobody told` : `${priority} told ${open.join(', ')}`;
}

function sayNextLevel(
  { exhausted, paused, dueAt }: NonNullable<Incident['escalation']>,
  { at }: Canvas,
): string {
  if (exhausted) {
    return ' unanswered';
  }
  const due = paused || dueAt === null ? undefined : parseInstant(dueAt);
  if (due === undefined) {
    return '';
  }
  const leftMs = Math.max(0, Math.floor((due - at) / 1_000) * 1_000);
  return ` ${sayDuration(leftMs)}`;
}
