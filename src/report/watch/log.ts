import { sayLocation } from '../../model/location.ts';
import { sayDuration, sayElapsed } from '../../model/time.ts';
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
import { counted } from '../look.ts';
import { sayMisfit } from '../pretty/readings.ts';
import { shortRevision } from '../pretty/totals.ts';
import { changeEntry } from './change-words.ts';
import { sayMigration } from './migration-words.ts';

/** Something that happened, in words. They are made safe where they are shown. */
export interface LogEntry {
  /** In milliseconds. */
  readonly at: number;
  readonly tone: Tone;
  readonly subject: string;
  readonly text: string;
}

/** What it means to whoever watches: an end of something bad, something bad, something to know, another configuration, the rest. */
export type Tone = 'good' | 'bad' | 'warn' | 'change' | 'note';

/** Of one kind of change, those of a step that have entries of their own; more become one entry. */
const entriesMax = 3;

/** What an event adds to the log, the latest first. */
export function logOf(event: WatchEvent, changes: readonly Change[]): readonly LogEntry[] {
  const { at } = event;
  const bare = event.type === 'stepped' ? changeEntries(changes) : eventEntries(event);
  return bare.map((entry) => ({ at, ...entry })).reverse();
}

type Bare = Omit<LogEntry, 'at'>;

/** Alerts are told by the systems and incidents that they make. */
function changeEntries(changes: readonly Change[]): readonly Bare[] {
  const bySubject = Map.groupBy(
    changes.filter(({ subject }) => subject !== 'alert'),
    ({ subject }) => subject,
  );
  return [...bySubject.values()]
    .toReversed()
    .flatMap((some) =>
      some.length <= entriesMax ? some.toReversed().map(changeEntry) : [summary(some)],
    );
}

/** `1 offline, 4 degraded: orders-db, event-bus-b, fraud-agent …`. */
function summary(changes: readonly Change[]): Bare {
  const [first] = changes;
  const counts = [...Map.groupBy(changes, ({ change }) => change)].map(
    ([change, some]) => `${some.length} ${change}`,
  );
  const names = changes.slice(0, entriesMax).map(nameOf).join(', ');
  const entry = first === undefined ? undefined : changeEntry(first);
  return {
    tone: entry?.tone ?? 'note',
    subject: entry?.subject ?? '',
    text: `${counts.join(', ')}: ${names} …`,
  };
}

function nameOf(change: Change): string {
  switch (change.subject) {
    case 'overall':
      return change.change;
    case 'incident':
      return change.root;
    case 'group':
      return change.group;
    case 'notify':
      return change.channel;
    case 'run':
      return change.executor;
    case 'finding':
      return change.about;
    case 'maintenance':
      return change.window;
    default:
      return change.system;
  }
}

function eventEntries(event: Exclude<WatchEvent, { type: 'stepped' }>): readonly Bare[] {
  switch (event.type) {
    case 'started':
      return [{ tone: 'note', subject: 'watch', text: sayStart(event) }];
    case 'stopping':
      return [{ tone: 'note', subject: 'watch', text: `it ends: ${event.reason}` }];
    case 'batch-refused':
      return [
        {
          tone: 'warn',
          subject: 'batch',
          text: `refused from ${event.source}: ${event.diagnostics[0]?.message ?? 'it is none'}`,
        },
      ];
    case 'batch-unmatched':
      return [{ tone: 'warn', subject: 'batch', text: sayUnmatched(event) }];
    case 'batch-late':
      return [
        {
          tone: 'warn',
          subject: 'batch',
          text: `${event.source} is ${sayElapsed(event.behindMs)} old: what it says may count as missing`,
        },
      ];
    case 'storage-failing':
      return [{ tone: 'bad', subject: 'storage', text: `fails: ${event.reason}` }];
    case 'storage-mended':
      return [{ tone: 'good', subject: 'storage', text: 'works again' }];
    case 'source-failing':
      return [{ tone: 'warn', subject: 'source', text: `${event.source} fails: ${event.reason}` }];
    case 'source-mended':
      return [{ tone: 'good', subject: 'source', text: `${event.source} works again` }];
    case 'notification-delivered':
    case 'notification-delayed':
    case 'notification-dead':
      return [deliveryEntry(event)];
    case 'run-done':
    case 'run-delayed':
    case 'run-dead':
      return [runEntry(event)];
    default:
      return configurationEntries(event);
  }
}

/** `nothing takes web latncy (no such signal: did you mean `latency`?) and 2 more`. */
function sayUnmatched({ unmatched }: BatchUnmatched): string {
  const [first] = unmatched;
  if (first === undefined) {
    return 'nothing takes some of it';
  }
  const name = [first.system, first.signal ?? first.kind].join(' ');
  const more = unmatched.length - 1;
  return `nothing takes ${name} (${sayMisfit(first)})${more > 0 ? ` and ${more} more` : ''}`;
}

function sayStart(event: Started): string {
  const { systems, revision, memory, pendingBatches, pendingNotifications, tornBytes } = event;
  const how = {
    fresh: 'begins anew',
    recovered: 'goes on where it stopped',
    forgetful: 'nothing is kept',
  }[memory];
  return [
    `${counted(systems, 'system')}, config ${shortRevision(revision)}, ${how}`,
    ...(pendingBatches > 0 ? [`${counted(pendingBatches, 'batch', 'batches')} to evaluate`] : []),
    ...(pendingNotifications > 0
      ? [`${counted(pendingNotifications, 'notification')} to deliver`]
      : []),
    ...(tornBytes > 0 ? [`${counted(tornBytes, 'byte')} written half are gone`] : []),
    ...(event.delivers ? [] : ['nobody is told']),
  ].join(', ');
}

function deliveryEntry(event: DeliveryEvent): Bare {
  const { channel, title } = event.notification;
  switch (event.type) {
    case 'notification-delivered':
      return { tone: 'good', subject: 'notify', text: `${channel} was told: ${title}` };
    case 'notification-delayed':
      return {
        tone: 'warn',
        subject: 'notify',
        text: `${channel} fails: ${event.reason}, attempt ${event.attempts}`,
      };
    default:
      return {
        tone: 'bad',
        subject: 'notify',
        text: `${channel} will not be told, ${event.reason}: ${title}`,
      };
  }
}

function runEntry(event: RunEvent): Bare {
  const { executor, root } = event.run;
  const what = `${executor} for ${root}`;
  switch (event.type) {
    case 'run-done':
      return { tone: 'good', subject: 'run', text: `${what} is done` };
    case 'run-delayed':
      return {
        tone: 'warn',
        subject: 'run',
        text: `${what} fails: ${event.reason}, attempt ${event.attempts}`,
      };
    default:
      return { tone: 'bad', subject: 'run', text: `${what} is given up: ${event.reason}` };
  }
}

function configurationEntries(event: ConfigurationEvent): readonly Bare[] {
  const subject = 'config';
  switch (event.type) {
    case 'config-rejected': {
      const [first] = event.diagnostics;
      const more = event.diagnostics.length - 1;
      const what = first === undefined ? 'rejected' : `${sayLocation(first.at)} ${first.code}`;
      const others = more > 0 ? ` and ${more} more` : '';
      const text = `${what}${others}, still on ${shortRevision(event.keeping)}`;
      return [{ tone: 'bad', subject, text }];
    }
    case 'config-restored':
      return [{ tone: 'good', subject, text: 'the files are again what is live' }];
    case 'config-held':
      return [{ tone: 'warn', subject, text: `held: ${event.reason}` }];
    case 'config-applied':
      return appliedEntries(event);
    default: {
      const to = shortRevision(event.to);
      return [{ tone: 'bad', subject, text: `back on ${to}: ${event.reason}` }];
    }
  }
}

/** What it does comes first, because that is what the reader asks; then the parts that differ. */
function appliedEntries({ revision, migration, tookMs }: ConfigurationApplied): readonly Bare[] {
  const subject = 'config';
  const outcome = sayMigration(migration);
  const live = `${shortRevision(revision)} live after ${sayDuration(tookMs)}`;
  const parts = migration.changed.map(({ section, id, change, words, file }) =>
    words === '' ? `${file}: ${section} ${id} ${change}` : `${file}: ${id} ${words}`,
  );
  const shown = parts.slice(0, entriesMax);
  const more = migration.changes - shown.length;
  return [
    ...(more > 0 && shown.length > 0
      ? [{ tone: 'change' as const, subject, text: `and ${counted(more, 'change')} more` }]
      : []),
    ...shown.toReversed().map((text): Bare => ({ tone: 'change', subject, text })),
    { tone: 'good', subject, text: outcome === '' ? live : `${live}: ${outcome}` },
  ];
}
