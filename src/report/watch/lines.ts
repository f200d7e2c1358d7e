import { sayLocation } from '../../model/location.ts';
import type { Diagnostic, Notification, Run } from '../../model/report.generated.ts';
import { sayDuration, sayElapsed, sayInstant } from '../../model/time.ts';
import type { Change } from '../../model/watch-event.generated.ts';
import type {
  BatchUnmatched,
  ConfigurationApplied,
  ConfigurationEvent,
  DeliveryEvent,
  RunEvent,
  Started,
  WatchEvent,
} from '../../model/watch-event.ts';
import { shortRevision } from '../pretty/totals.ts';
import { type Fields, sayFields } from './fields.ts';
import { changesBy, type Memory, nothingSeen, remember } from './memory.ts';
import { migrationFields } from './migration-words.ts';
import type { WatchOutput } from './output.ts';

/** Lines of one step; what changed beyond is counted. */
const stepLinesMax = 50;
/** Lines of one rejected configuration or refused batch. */
const diagnosticLinesMax = 20;

/** One line an event: `2026-11-21T14:51:02Z config rejected file=… rule=…`. A step has a line for each thing that changed. */
export function linesOutput(): WatchOutput {
  const memory = nothingSeen();
  return {
    tell: (event) => {
      remember(memory, event);
      const start = sayInstant(event.at);
      return linesOf(memory, event)
        .map((line) => `${start} ${sayLine(line)}\n`)
        .join('');
    },
  };
}

/** What a line is about, what happened, and the rest. */
type EventLine = readonly [subject: string, change: string, fields: Fields];

function sayLine([subject, change, fields]: EventLine): string {
  return `${subject} ${change} ${sayFields(fields)}`.trimEnd();
}

function linesOf(memory: Memory, event: WatchEvent): readonly EventLine[] {
  switch (event.type) {
    case 'started':
      return [['watch', 'started', startFields(event)]];
    case 'stopping':
      return [['watch', 'stopping', [['reason', event.reason]]]];
    case 'stepped':
      return stepLines(changesBy(memory, event));
    case 'batch-refused':
      return diagnosticLines(['batch', 'refused'], [['source', event.source]], event.diagnostics);
    case 'batch-unmatched':
      return unmatchedLines(event);
    case 'batch-late':
      return [
        [
          'batch',
          'late',
          [
            ['source', event.source],
            ['behind', sayElapsed(event.behindMs)],
          ],
        ],
      ];
    case 'storage-failing':
      return [['storage', 'failing', [['reason', event.reason]]]];
    case 'storage-mended':
      return [['storage', 'mended', []]];
    case 'source-failing':
      return [
        [
          'source',
          'failing',
          [
            ['source', event.source],
            ['reason', event.reason],
          ],
        ],
      ];
    case 'source-mended':
      return [['source', 'mended', [['source', event.source]]]];
    case 'notification-delivered':
    case 'notification-delayed':
    case 'notification-dead':
      return [attemptLine('notify', notificationFields(event.notification), event)];
    case 'run-done':
    case 'run-delayed':
    case 'run-dead':
      return [attemptLine('run', runFields(event.run), event)];
    default:
      return configurationLines(event);
  }
}

function unmatchedLines({ source, count, unmatched }: BatchUnmatched): readonly EventLine[] {
  const shown = unmatched.slice(0, diagnosticLinesMax).map(
    ({ kind, system, signal, reason, help }): EventLine => [
      'batch',
      'unmatched',
      [
        ['kind', kind],
        ['system', system],
        ['signal', signal],
        ['reason', reason],
        ['source', source],
        ['help', help],
      ],
    ],
  );
  const more = unmatched.length - shown.length;
  return more === 0
    ? shown
    : [
        ...shown,
        [
          'batch',
          'unmatched',
          [
            ['more', more],
            ['count', count],
            ['source', source],
          ],
        ],
      ];
}

function startFields(event: Started): Fields {
  return [
    ['name', event.name],
    ['revision', shortRevision(event.revision)],
    ['systems', event.systems],
    ['memory', event.memory],
    ['delivers', event.delivers],
    ['executes', event.executes || null],
    ['degraded', event.isDegraded || null],
    ['pending-batches', event.pendingBatches || null],
    ['pending-notifications', event.pendingNotifications || null],
    ['torn-bytes', event.tornBytes || null],
  ];
}

function configurationLines(event: ConfigurationEvent): readonly EventLine[] {
  switch (event.type) {
    case 'config-rejected':
      return diagnosticLines(
        ['config', 'rejected'],
        [['keeping', shortRevision(event.keeping)]],
        event.diagnostics,
      );
    case 'config-restored':
      return [['config', 'restored', [['revision', shortRevision(event.revision)]]]];
    case 'config-held':
      return [
        [
          'config',
          'held',
          [
            ['revision', shortRevision(event.revision)],
            ['keeping', shortRevision(event.keeping)],
            ['reason', event.reason],
            ...migrationFields(event.migration),
          ],
        ],
      ];
    case 'config-applied':
      return appliedLines(event);
    default:
      return [
        [
          'config',
          'rolled-back',
          [
            ['revision', shortRevision(event.revision)],
            ['to', shortRevision(event.to)],
            ['reason', event.reason],
          ],
        ],
      ];
  }
}

function appliedLines(event: ConfigurationApplied): readonly EventLine[] {
  const fields: Fields = [
    ['revision', shortRevision(event.revision)],
    ['before', shortRevision(event.before)],
    ...migrationFields(event.migration),
    ['warnings', event.diagnostics.length || null],
    ['took', sayDuration(event.tookMs)],
  ];
  const changed = event.migration.changed.map(
    ({ section, id, change, words, file }): EventLine => [
      'config',
      'changed',
      [
        ['file', file],
        ['section', section],
        ['id', id],
        ['change', change],
        ['words', words],
      ],
    ],
  );
  return [['config', 'applied', fields], ...changed];
}

function diagnosticLines(
  [subject, change]: readonly [string, string],
  fields: Fields,
  diagnostics: readonly Diagnostic[],
): readonly EventLine[] {
  const shown = diagnostics
    .slice(0, diagnosticLinesMax)
    .map(
      ({ code, message, at, help }): EventLine => [
        subject,
        change,
        [
          ['file', sayLocation(at)],
          ['rule', code],
          ...fields,
          ['message', message],
          ['help', help ?? null],
        ],
      ],
    );
  const more = diagnostics.length - shown.length;
  return more > 0 || shown.length === 0
    ? [...shown, [subject, change, [['more', more || null], ...fields]]]
    : shown;
}

/** What became of an attempt to tell somebody, or to run something. */
function attemptLine(
  subject: 'notify' | 'run',
  about: Fields,
  event: DeliveryEvent | RunEvent,
): EventLine {
  const fields: Fields = [...about, ['attempts', event.attempts]];
  switch (event.type) {
    case 'notification-delivered':
      return [subject, 'delivered', fields];
    case 'run-done':
      return [subject, 'done', fields];
    case 'notification-delayed':
    case 'run-delayed': {
      const next = sayInstant(event.nextAt);
      return [subject, 'delayed', [...fields, ['reason', event.reason], ['next', next]]];
    }
    default:
      return [subject, 'dead', [...fields, ['reason', event.reason]]];
  }
}

function notificationFields({ channel, key, title }: Notification): Fields {
  return [
    ['channel', channel],
    ['key', key],
    ['title', title],
  ];
}

function runFields({ executor, root, key }: Run): Fields {
  return [
    ['executor', executor],
    ['root', root],
    ['key', key],
  ];
}

function stepLines(changes: readonly Change[]): readonly EventLine[] {
  const shown = changes.slice(0, stepLinesMax).map(changeLine);
  const left = changes.slice(stepLinesMax);
  if (left.length === 0) {
    return shown;
  }
  const counts = [...Map.groupBy(left, ({ subject }) => subject)].map(
    ([subject, some]) => [subject, some.length] as const,
  );
  return [...shown, ['step', 'cut', [['more', left.length], ...counts]]];
}

/** Names of fields as they stand in a line; the others have their own. */
const names: ReadonlyMap<string, string> = new Map([
  ['takesDown', 'takes-down'],
  ['suppressedBy', 'suppressed-by'],
]);

function changeLine(change: Change): EventLine {
  const { subject, change: what, ...rest } = change;
  const fields = Object.entries<string | number | boolean | readonly string[] | null>(rest).map(
    ([name, value]) => [names.get(name) ?? name, value === false ? null : value] as const,
  );
  return [subject, what, fields];
}
