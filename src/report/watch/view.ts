import type { Report } from '../../model/report.generated.ts';
import type { Change } from '../../model/watch-event.generated.ts';
import type {
  ConfigurationEvent,
  ConfigurationHeld,
  ConfigurationRejected,
  ConfigurationRolledBack,
  DeliveryEvent,
  Stepped,
  WatchEvent,
} from '../../model/watch-event.ts';
import { changesOf } from './changes.ts';
import { type LogEntry, logOf } from './log.ts';

/** What the screen of a watch shows, folded from events. Instants are in milliseconds. */
export interface WatchView {
  readonly name: string;
  readonly delivers: boolean;
  readonly executes: boolean;
  /** The last one; undefined before the first step. */
  readonly report: Report | undefined;
  /** When batches came last, and how long after those before. */
  readonly batchAt: number | undefined;
  readonly batchGapMs: number;
  readonly configuration: ConfigurationView;
  /** Why what is to be kept cannot be written. */
  readonly storage: Trouble | undefined;
  /** Sources that cannot be read, by name. */
  readonly sources: ReadonlyMap<string, Trouble>;
  /** Channels that are owed something, by name. */
  readonly channels: ReadonlyMap<string, ChannelView>;
  /** When the status of a system changed last, of those that are not healthy. */
  readonly since: ReadonlyMap<string, number>;
  /** What happened, the latest first. */
  readonly log: readonly LogEntry[];
  readonly stance: Stance;
}

/** What somebody at the terminal chose to see. */
export interface Stance {
  /** Whether systems that are well are listed, too. */
  readonly isAll: boolean;
  readonly pane: 'list' | 'system' | 'help';
  /** Id of a system. */
  readonly selected: string | undefined;
  /** Lines of the pane that are above the screen. */
  readonly scroll: number;
  /** Whether it was asked whether what is held shall be applied. */
  readonly isAsked: boolean;
}

export interface ConfigurationView {
  readonly revision: string;
  /** Since when it is live. */
  readonly at: number;
  /** Whether it is the last that was good because that on the disk was not when the watch began. */
  readonly isDegraded: boolean;
  /** What keeps the files on the disk from being live. */
  readonly trouble:
    | ({ readonly at: number } & (
        | ConfigurationRejected
        | ConfigurationHeld
        | ConfigurationRolledBack
      ))
    | undefined;
}

export interface Trouble {
  readonly since: number;
  readonly reason: string;
}

export interface ChannelView {
  /** Notifications that are to be delivered and are not yet. */
  readonly waiting: number;
  /** What came of the last attempt, if it failed. */
  readonly failing: (Trouble & { readonly nextAt: number }) | undefined;
  /** Notifications that nobody will get, since the last one that was delivered. */
  readonly dead: number;
  readonly deadReason: string;
}

/** Entries of the log that are kept. */
const logMax = 200;

export function emptyView(): WatchView {
  return {
    name: '',
    delivers: false,
    executes: false,
    report: undefined,
    batchAt: undefined,
    batchGapMs: 0,
    configuration: { revision: '', at: 0, isDegraded: false, trouble: undefined },
    storage: undefined,
    sources: new Map(),
    channels: new Map(),
    since: new Map(),
    log: [],
    stance: { isAll: false, pane: 'list', selected: undefined, scroll: 0, isAsked: false },
  };
}

/** The view after an event. The one before stays as it was. */
export function seen(view: WatchView, event: WatchEvent): WatchView {
  const changes =
    event.type === 'stepped'
      ? changesOf(view.report, event.report, view.delivers, view.executes)
      : [];
  const entries = logOf(event, changes);
  const moved = moveOn(view, event, changes);
  return entries.length === 0
    ? moved
    : { ...moved, log: [...entries, ...view.log].slice(0, logMax) };
}

function moveOn(view: WatchView, event: WatchEvent, changes: readonly Change[]): WatchView {
  const { at } = event;
  switch (event.type) {
    case 'started':
      return {
        ...view,
        name: event.name,
        delivers: event.delivers,
        executes: event.executes,
        configuration: {
          revision: event.revision,
          at,
          isDegraded: event.isDegraded,
          trouble: undefined,
        },
      };
    case 'stepped':
      return stepOn(view, event, changes);
    case 'storage-failing':
      return {
        ...view,
        storage: { since: view.storage?.since ?? at, reason: event.reason },
      };
    case 'storage-mended':
      return { ...view, storage: undefined };
    case 'source-failing': {
      const since = view.sources.get(event.source)?.since ?? at;
      return {
        ...view,
        sources: new Map(view.sources).set(event.source, { since, reason: event.reason }),
      };
    }
    case 'source-mended':
      return { ...view, sources: without(view.sources, event.source) };
    case 'notification-delivered':
    case 'notification-delayed':
    case 'notification-dead':
      return { ...view, channels: delivered(view.channels, event) };
    case 'run-done':
    case 'run-delayed':
    case 'run-dead':
    case 'stopping':
    case 'batch-refused':
    case 'batch-unmatched':
    case 'batch-late':
      return view;
    default:
      return configured(view, event);
  }
}

function stepOn(
  view: WatchView,
  { at, report, batches }: Stepped & Pick<WatchEvent, 'at'>,
  changes: readonly Change[],
): WatchView {
  const gap = view.batchAt === undefined ? 0 : at - view.batchAt;
  const heard = batches === 0 ? {} : { batchAt: at, batchGapMs: gap };
  return {
    ...view,
    ...heard,
    name: report.name,
    report,
    since: sinceAfter(view.since, changes, { at, isFirst: view.report === undefined }),
    channels: view.delivers ? owed(view.channels, changes) : view.channels,
  };
}

/** Of a first report nothing is known of how long things have been so. */
function sinceAfter(
  since: WatchView['since'],
  changes: readonly Change[],
  { at, isFirst }: { readonly at: number; readonly isFirst: boolean },
): WatchView['since'] {
  const changed = changes.filter((change) => change.subject === 'system');
  if (changed.length === 0 || isFirst) {
    return since;
  }
  const after = new Map(since);
  for (const { system, change } of changed) {
    if (change === 'healthy' || change === 'gone') {
      after.delete(system);
    } else {
      after.set(system, at);
    }
  }
  return after;
}

const nothingOwed: ChannelView = { waiting: 0, failing: undefined, dead: 0, deadReason: '' };

function owed(channels: WatchView['channels'], changes: readonly Change[]): WatchView['channels'] {
  const queued = changes.filter((change) => change.subject === 'notify');
  if (queued.length === 0) {
    return channels;
  }
  const after = new Map(channels);
  for (const { channel } of queued) {
    const known = after.get(channel) ?? nothingOwed;
    after.set(channel, { ...known, waiting: known.waiting + 1 });
  }
  return after;
}

function delivered(channels: WatchView['channels'], event: DeliveryEvent): WatchView['channels'] {
  const { channel } = event.notification;
  const known = channels.get(channel) ?? nothingOwed;
  const waiting = Math.max(0, known.waiting - 1);
  switch (event.type) {
    case 'notification-delivered':
      return waiting === 0
        ? without(channels, channel)
        : new Map(channels).set(channel, { ...nothingOwed, waiting });
    case 'notification-delayed': {
      const since = known.failing?.since ?? event.at;
      const failing = { since, reason: event.reason, nextAt: event.nextAt };
      // What waited when the watch began was not counted.
      return new Map(channels).set(channel, {
        ...known,
        waiting: Math.max(1, known.waiting),
        failing,
      });
    }
    default:
      return new Map(channels).set(channel, {
        waiting,
        failing: waiting === 0 ? undefined : known.failing,
        dead: known.dead + 1,
        deadReason: event.reason,
      });
  }
}

function configured(view: WatchView, event: ConfigurationEvent): WatchView {
  const { configuration, stance } = view;
  // The question was about what was held before.
  const calm = { ...view, stance: { ...stance, isAsked: false } };
  switch (event.type) {
    case 'config-rejected':
    case 'config-held':
      return { ...calm, configuration: { ...configuration, trouble: event } };
    case 'config-restored':
      return {
        ...calm,
        configuration: { ...configuration, isDegraded: false, trouble: undefined },
      };
    case 'config-applied': {
      const { revision, at } = event;
      return { ...calm, configuration: { revision, at, isDegraded: false, trouble: undefined } };
    }
    default: {
      const { to: revision, at } = event;
      return { ...calm, configuration: { revision, at, isDegraded: false, trouble: event } };
    }
  }
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  return new Map([...map].filter(([name]) => name !== key));
}
