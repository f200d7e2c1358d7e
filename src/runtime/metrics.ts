import type { Report } from '../model/report.generated.ts';
import type {
  ConfigurationEvent,
  DeliveryEvent,
  RunEvent,
  WatchEvent,
} from '../model/watch-event.ts';
import type { Answer } from '../ports/signal-source.ts';

type ReloadResult = 'applied' | 'rejected' | 'held' | 'rolled_back';
type TellingResult = 'delivered' | 'delayed' | 'dead';
type RunResult = 'done' | 'delayed' | 'dead';

/** Upper bounds of the durations of steps that are counted, in seconds. */
export const stepBounds = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
] as const;

/** So many channels and sources are counted by name; the others are counted together as `other`. */
const namesMax = 200;
const otherName = 'other';

/** What a watch did so far. It is made of what the watch says and answers. */
export interface Metrics {
  readonly version: string;
  revision: string;
  isLive: boolean;
  /** Whether what is on the disk is what is live. */
  isCurrent: boolean;
  /** When a configuration was loaded last, in milliseconds. */
  loadedAt: number | undefined;
  readonly reloads: Record<ReloadResult, number>;
  /** Steps by the bound of their duration, those beyond all bounds last. */
  readonly stepsByBound: number[];
  stepsMs: number;
  steps: number;
  lastStepAt: number | undefined;
  accepted: number;
  refused: number;
  unmatched: number;
  /** By channel. */
  readonly told: Map<string, Record<TellingResult, number>>;
  /** By executor. */
  readonly ran: Map<string, Record<RunResult, number>>;
  /** Sources that ever failed, and whether they do. */
  readonly failing: Map<string, boolean>;
  isStorageFailing: boolean;
  report: Report | undefined;
}

export function newMetrics(version: string): Metrics {
  return {
    version,
    revision: '',
    isLive: false,
    isCurrent: false,
    loadedAt: undefined,
    reloads: { applied: 0, rejected: 0, held: 0, rolled_back: 0 },
    stepsByBound: Array.from({ length: stepBounds.length + 1 }, () => 0),
    stepsMs: 0,
    steps: 0,
    lastStepAt: undefined,
    accepted: 0,
    refused: 0,
    unmatched: 0,
    told: new Map(),
    ran: new Map(),
    failing: new Map(),
    isStorageFailing: false,
    report: undefined,
  };
}

/** Counts what a source was told. */
export function noteAnswer(metrics: Metrics, answer: Answer): void {
  if (answer.kind === 'accepted') {
    metrics.accepted += answer.batches;
    metrics.unmatched += answer.unused?.count ?? 0;
  }
}

/** Counts what a watch says. */
export function noteEvent(metrics: Metrics, event: WatchEvent): void {
  switch (event.type) {
    case 'started':
      metrics.isLive = true;
      metrics.revision = event.revision;
      metrics.isCurrent = !event.isDegraded;
      metrics.loadedAt = event.isDegraded ? undefined : event.at;
      return;
    case 'stepped':
      noteStep(metrics, event.tookMs, event.at);
      metrics.report = event.report;
      return;
    case 'batch-refused':
      metrics.refused += 1;
      return;
    case 'notification-delivered':
    case 'notification-delayed':
    case 'notification-dead':
      noteTelling(metrics, event);
      return;
    case 'run-done':
    case 'run-delayed':
    case 'run-dead':
      noteRun(metrics, event);
      return;
    case 'storage-failing':
    case 'storage-mended':
      metrics.isStorageFailing = event.type === 'storage-failing';
      return;
    case 'source-failing':
    case 'source-mended':
      metrics.failing.set(nameIn(metrics.failing, event.source), event.type === 'source-failing');
      return;
    case 'batch-unmatched':
    case 'batch-late':
    case 'stopping':
      return;
    default:
      noteReload(metrics, event);
  }
}

function noteReload(metrics: Metrics, event: ConfigurationEvent): void {
  switch (event.type) {
    case 'config-restored':
      metrics.isCurrent = true;
      return;
    case 'config-applied':
      metrics.isCurrent = true;
      metrics.revision = event.revision;
      metrics.loadedAt = event.at;
      metrics.reloads.applied += 1;
      return;
    case 'config-rejected':
      metrics.isCurrent = false;
      metrics.reloads.rejected += 1;
      return;
    case 'config-held':
      metrics.isCurrent = false;
      metrics.reloads.held += 1;
      return;
    default:
      metrics.isCurrent = false;
      metrics.revision = event.to;
      metrics.reloads.rolled_back += 1;
  }
}

function noteStep(metrics: Metrics, tookMs: number, at: number): void {
  const found = stepBounds.findIndex((bound) => tookMs / 1_000 <= bound);
  const place = found === -1 ? stepBounds.length : found;
  metrics.stepsByBound[place] = (metrics.stepsByBound[place] ?? 0) + 1;
  metrics.stepsMs += tookMs;
  metrics.steps += 1;
  metrics.lastStepAt = at;
}

const resultOf: Readonly<Record<DeliveryEvent['type'], TellingResult>> = {
  'notification-dead': 'dead',
  'notification-delayed': 'delayed',
  'notification-delivered': 'delivered',
};

function noteTelling({ told }: Metrics, { type, notification }: DeliveryEvent): void {
  const counts = countsOf(told, notification.channel, { delivered: 0, delayed: 0, dead: 0 });
  counts[resultOf[type]] += 1;
}

const runResultOf: Readonly<Record<RunEvent['type'], RunResult>> = {
  'run-dead': 'dead',
  'run-delayed': 'delayed',
  'run-done': 'done',
};

function noteRun({ ran }: Metrics, { type, run }: RunEvent): void {
  const counts = countsOf(ran, run.executor, { done: 0, delayed: 0, dead: 0 });
  counts[runResultOf[type]] += 1;
}

/** The counts of a name, which are `none` from now on where there were none. */
function countsOf<Counts>(known: Map<string, Counts>, name: string, none: Counts): Counts {
  const counted = nameIn(known, name);
  const counts = known.get(counted) ?? none;
  known.set(counted, counts);
  return counts;
}

/** A name as it is counted. */
function nameIn(known: ReadonlyMap<string, unknown>, name: string): string {
  return known.has(name) || known.size < namesMax ? name : otherName;
}
