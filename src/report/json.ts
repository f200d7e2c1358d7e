import { compareText } from '../model/order.ts';
import type { Report } from '../model/report.generated.ts';
import type { RenderContext, Validation } from './context.ts';

/** Keys of an object in the order they are written, with the order inside their values; `undefined` sorts by key. */
export type KeyOrder = readonly (string | readonly [string, KeyOrder | undefined])[];

const location: KeyOrder = ['file', 'line', 'column', 'endLine', 'endColumn', 'path'];
const reason: KeyOrder = ['code', 'message', ['at', location], ['values', undefined]];
const edge: KeyOrder = ['from', 'to', 'kind'];

const system: KeyOrder = [
  'id',
  'type',
  'criticality',
  'owner',
  'status',
  'own',
  'score',
  'observed',
  ['underlying', ['status', 'score']],
  ['via', edge],
  ['because', reason],
];

const spof: KeyOrder = [
  'system',
  'replicas',
  'takesDown',
  'omitted',
  'criticalTakenDown',
  'blastRadius',
  'impaired',
  'share',
];

const alert: KeyOrder = [
  'id',
  'system',
  'signal',
  'source',
  'kind',
  'state',
  'severity',
  'priority',
  ['levels', ['severity', 'state', 'since', 'limit']],
  'status',
  'since',
  'value',
  'limit',
  'comparison',
  'unit',
  'stale',
  'incident',
  'flapping',
  ['suppressedBy', reason],
  'runbook',
  ['at', location],
];

const clock: KeyOrder = ['dueAt', 'state', 'at'];

const escalation: KeyOrder = [
  'path',
  'level',
  'step',
  'enteredAt',
  'dueAt',
  'paused',
  'exhausted',
  ['at', location],
];

const incident: KeyOrder = [
  'id',
  'root',
  'state',
  'priority',
  'openedAt',
  'resolvedAt',
  'reopened',
  'alerts',
  ['symptoms', ['system', 'alerts', 'path']],
  ['route', ['number', ['at', location]]],
  ['escalation', escalation],
  ['acknowledged', ['by', 'at', 'until']],
  [
    'sla',
    [
      ['acknowledge', clock],
      ['resolve', clock],
    ],
  ],
  ['suppressedBy', reason],
  'hidden',
  ['told', ['channel', 'at', 'reasons', 'isOpen']],
  'mergedInto',
  ['timeline', ['at', 'kind', 'message', ['place', location]]],
];

const notification: KeyOrder = [
  'key',
  'channel',
  'group',
  'sequence',
  'reasons',
  'state',
  'priority',
  'level',
  ['incidents', ['id', 'root', 'state', 'priority', 'alerts', 'symptoms']],
  'title',
  ['at', location],
];

const run: KeyOrder = [
  'key',
  'executor',
  'incident',
  'root',
  'escalation',
  'level',
  'reason',
  'priority',
  'title',
  ['at', location],
];

const maintenance: KeyOrder = [
  'id',
  'systems',
  'since',
  'until',
  'reason',
  'masks',
  'suppresses',
  ['at', location],
];

const waived: KeyOrder = [
  'waiver',
  'reason',
  'approvedBy',
  'expires',
  'daysLeft',
  'ticket',
  ['at', location],
];

const finding: KeyOrder = [
  'rule',
  'title',
  'enforcement',
  'severity',
  'scope',
  'subject',
  'message',
  ['at', location],
  ['policyAt', location],
  ['because', reason],
  'help',
  'docs',
  ['waivedBy', waived],
  'known',
  'fingerprint',
];

const diagnostic: KeyOrder = [
  'code',
  'severity',
  'message',
  ['at', location],
  ['related', ['message', ['at', location]]],
  'help',
  'known',
];

const baseline: KeyOrder = ['file', 'known', ['resolved', ['rule', 'subject', 'file']]];

const policy: KeyOrder = [
  'id',
  'title',
  'enforcement',
  'scope',
  'passed',
  'violated',
  'waived',
  'docs',
  ['at', location],
];

const counts: KeyOrder = ['healthy', 'degraded', 'unhealthy', 'offline', 'maintenance', 'unknown'];

/** The order of the report's schema. */
export const reportOrder: KeyOrder = [
  'schemaVersion',
  'name',
  'environment',
  'at',
  'revision',
  ['totals', ['systems', 'groups', 'dependencies', 'thresholds', 'policies', 'waivers']],
  ['overall', ['status', 'score', 'coverage', 'total', ['counts', counts]]],
  ['systems', system],
  ['groups', ['id', 'status', 'score', 'need', 'size', 'up']],
  ['spofs', spof],
  ['alerts', alert],
  ['incidents', incident],
  ['notifications', notification],
  ['runs', run],
  'nextDeadline',
  ['maintenance', maintenance],
  ['policies', policy],
  ['findings', finding],
  ['diagnostics', diagnostic],
  ['baseline', baseline],
  ['readings', ['accepted', 'late', 'skewed', 'missing', 'unmatched']],
  ['unmatched', ['kind', 'system', 'signal', 'reason', 'help']],
  'exitCode',
  'exitReason',
];

const validationOrder: KeyOrder = [
  ['diagnostics', diagnostic],
  ['baseline', baseline],
  'exitCode',
  'exitReason',
];

/** The report as JSON, keys in the order of its schema whatever order they were made in; a line break at the end. */
export function jsonReport(report: Report, context: RenderContext): string {
  return written(ordered(report, reportOrder), context);
}

/** Incidents and alerts as JSON, with the instant at which they stand so. */
export function jsonAlerts(
  shown: Pick<Report, 'at' | 'incidents' | 'alerts'>,
  context: RenderContext,
): string {
  return written(ordered(shown, ['at', ['incidents', incident], ['alerts', alert]]), context);
}

/** A validation as JSON: the diagnostics, exit code and reason. */
export function jsonValidation(validation: Validation, context: RenderContext): string {
  return written(ordered(validation, validationOrder), context);
}

/** What JSON lets stand as it is and a terminal obeys: late control characters, and those that turn the direction of writing. */
const obeyed = /[\u007f-\u009f\u2028\u2029\p{Bidi_Control}]/gu;

/** Two blanks a level, or one line where JSON is to be compact. */
export function written(value: unknown, context: RenderContext): string {
  return `${escaped(JSON.stringify(value, null, context.compact === true ? 0 : 2))}\n`;
}

/** JSON with everything escaped that a terminal would obey. */
export function escaped(json: string): string {
  return json.replace(obeyed, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function ordered(value: unknown, order: KeyOrder | undefined): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => ordered(item, order));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = new Map<string, unknown>(Object.entries(value));
  const keys = order ?? [...entries.keys()].sort(compareText);
  return Object.fromEntries(
    keys.flatMap((key): readonly (readonly [string, unknown])[] => {
      const [name, inside] = typeof key === 'string' ? [key, undefined] : key;
      return entries.has(name) ? [[name, ordered(entries.get(name), inside)]] : [];
    }),
  );
}
