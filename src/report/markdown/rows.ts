import type { Location } from '../../model/location.ts';
import type {
  Alert,
  Diagnostic,
  Finding,
  Group,
  Incident,
  Report,
  System,
  Unmatched,
  Window,
} from '../../model/report.generated.ts';
import type { Status } from '../../model/words.ts';
import type { RenderContext } from '../context.ts';
import { sayAge, sayCare } from '../incident-words.ts';
import { signsOf } from '../look.ts';
import { causeOf, decidingAlert, sayGroup } from '../pretty/health.ts';
import { careSign } from '../pretty/incidents.ts';
import { effectsOf } from '../pretty/maintenance.ts';
import { sayMisfit } from '../pretty/readings.ts';
import { sayFor, sayLeft, sayScore, sayStanding } from '../pretty/values.ts';
import { diagnosticStanding, type Standing, sayWaiver, standingOf } from '../standing.ts';
import { code, prose } from './escape.ts';

type Cells = readonly string[];

const relatedMax = 3;

const standingWords: Readonly<Record<Standing, string>> = {
  error: 'error',
  warning: 'warning',
  known: 'known',
  waived: 'waived',
  shadow: 'in shadow',
};

/** A mark in a cell: its sign and its word. */
function mark(context: RenderContext, sign: string, word: string): string {
  return prose(context, `${sign} ${word}`);
}

function standingMark(context: RenderContext, standing: Standing): string {
  const { fail, warn, note } = signsOf(context);
  const sign = { error: fail, warning: warn, known: note, waived: note, shadow: note }[standing];
  return mark(context, sign, standingWords[standing]);
}

export function statusMark(context: RenderContext, status: Status): string {
  return mark(context, signsOf(context).status[status], status);
}

/** Lines of a cell: the first as it is, the others small. */
function lines(first: string, others: readonly string[]): string {
  return [first, ...others.filter((text) => text !== '').map((text) => `<sub>${text}</sub>`)].join(
    '<br>',
  );
}

function place(context: RenderContext, at: Location): string {
  return code(context, `${at.file}:${at.line}`);
}

export const findingHeadings = ['', 'Policy', 'Subject', 'Finding', 'Place'];

export function findingCells(context: RenderContext, finding: Finding): Cells {
  const { docs, waivedBy } = finding;
  const rule = code(context, finding.rule);
  const help = waivedBy === null ? finding.help : sayWaiver(waivedBy);
  const reasons = finding.because
    .filter(({ message }) => !finding.message.includes(message))
    .slice(0, relatedMax)
    .map(({ message }) => prose(context, `because ${message}`));
  return [
    standingMark(context, standingOf(finding)),
    docs === null || !isPlainAddress(docs) ? rule : `[${rule}](<${docs.replaceAll('&', '&amp;')}>)`,
    code(context, finding.subject),
    lines(prose(context, finding.message), [...reasons, prose(context, help ?? '')]),
    place(context, finding.at),
  ];
}

/** Whether a text is an address, and has nothing that means something in Markdown. */
function isPlainAddress(text: string): boolean {
  return text.length <= 500 && /^https?:\/\/[\w.-]+(:\d+)?([/?#][\w\-./?#!&+,;=:~%]*)?$/.test(text);
}

export const diagnosticHeadings = ['', 'Rule', 'Problem', 'Place'];

export function diagnosticCells(context: RenderContext, diagnostic: Diagnostic): Cells {
  const { fail, warn, note } = signsOf(context);
  const standing = diagnosticStanding(diagnostic);
  const sign = { error: fail, warning: warn, info: note, known: note }[standing];
  const related = diagnostic.related
    .slice(0, relatedMax)
    .map(({ message, at }) => `${prose(context, message)}: ${place(context, at)}`);
  return [
    mark(context, sign, standing === 'info' ? 'note' : standing),
    code(context, diagnostic.code),
    lines(prose(context, diagnostic.message), [...related, prose(context, diagnostic.help ?? '')]),
    place(context, diagnostic.at),
  ];
}

export const healthHeadings = ['', 'System', 'Score', 'Why'];

export function systemCells(report: Report, context: RenderContext, system: System): Cells {
  const alert = decidingAlert(report, system);
  return healthCells(
    context,
    system,
    alert === undefined
      ? sayCause(context, system)
      : `${code(context, alert.signal)} ${standingValue(report, context, alert)}`,
  );
}

function sayCause(context: RenderContext, system: System): string {
  const step = causeOf(system);
  return step === undefined
    ? prose(context, system.because[0]?.message ?? '')
    : `via ${code(context, step.to)} (${prose(context, step.kind)})`;
}

export function groupCells(context: RenderContext, group: Group): Cells {
  return healthCells(context, group, sayGroup(group));
}

function healthCells(context: RenderContext, item: System | Group, why: string): Cells {
  const score = item.score === null ? '' : sayScore(item.score);
  return [statusMark(context, item.status), code(context, item.id), score, why];
}

/** `690 ms ≥ 400 ms for 4m, stale`. */
function standingValue(report: Report, context: RenderContext, alert: Alert): string {
  const stale = alert.stale && alert.kind !== 'no-data' ? ', stale' : '';
  return prose(
    context,
    `${sayStanding(context, alert)} for ${sayFor(report, alert.since)}${stale}`,
  );
}

export const incidentHeadings = ['', 'Incident', 'Since', 'Follow', 'Care'];

const followersMax = 5;

export function incidentCells(report: Report, context: RenderContext, incident: Incident): Cells {
  const { symptoms } = incident;
  const named = symptoms.slice(0, followersMax).map(({ system }) => code(context, system));
  const more = symptoms.length - named.length;
  return [
    mark(context, careSign(context, incident), incident.priority.toUpperCase()),
    code(context, incident.root),
    sayAge(report, incident),
    [...named, ...(more > 0 ? [`${more} more`] : [])].join(', '),
    prose(context, sayCare(report, incident)),
  ];
}

export const alertHeadings = ['', 'System', 'Signal', 'State', 'Value'];

export function alertCells(report: Report, context: RenderContext, alert: Alert): Cells {
  const { fail, warn } = signsOf(context);
  return [
    mark(context, alert.severity === 'critical' ? fail : warn, alert.priority.toUpperCase()),
    code(context, alert.system),
    code(context, alert.signal),
    alert.state,
    standingValue(report, context, alert),
  ];
}

export const suppressedHeadings = [...alertHeadings, 'Suppressed by'];

export function suppressedCells(report: Report, context: RenderContext, alert: Alert): Cells {
  const reasons = alert.suppressedBy.map(({ message }) => message).join('; ');
  return [...alertCells(report, context, alert), prose(context, reasons)];
}

export const windowHeadings = ['', 'Window', 'Systems', 'Why'];

export function windowCells(report: Report, context: RenderContext, window: Window): Cells {
  const shown = window.systems.slice(0, 10).map((id) => code(context, id));
  const more = window.systems.length - shown.length;
  return [
    statusMark(context, 'maintenance'),
    code(context, window.id),
    [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', '),
    lines(prose(context, window.reason), [
      [...effectsOf(window), `${sayLeft(report, window.until)} left`].join(', '),
    ]),
  ];
}

export const unmatchedHeadings = ['System', 'Observation', 'Why'];

export function unmatchedCells(context: RenderContext, unmatched: Unmatched): Cells {
  return [
    code(context, unmatched.system),
    code(context, unmatched.signal ?? unmatched.kind),
    prose(context, sayMisfit(unmatched)),
  ];
}
