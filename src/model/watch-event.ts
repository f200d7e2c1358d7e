// What a watch has to say, as data. Screens, lines, NDJSON and metrics are made of it, and of nothing else.
import type { Diagnostic } from './diagnostic.ts';
import type { Migration } from './migration.ts';
import type { Notification, Report, Run, Unmatched } from './report.generated.ts';

/** `at` is the clock of the machine, in milliseconds. */
export type WatchEvent = { readonly at: number } & (
  | Started
  | Stopping
  | ConfigurationRejected
  | ConfigurationRestored
  | ConfigurationHeld
  | ConfigurationApplied
  | ConfigurationRolledBack
  | Stepped
  | BatchRefused
  | BatchUnmatched
  | BatchLate
  | NotificationDelivered
  | NotificationDelayed
  | NotificationDead
  | RunDone
  | RunDelayed
  | RunDead
  | StorageFailing
  | StorageMended
  | SourceFailing
  | SourceMended
);

/** What became of the configuration. */
export type ConfigurationEvent = Extract<WatchEvent, { readonly type: `config-${string}` }>;

/** What became of an attempt to tell somebody. */
export type DeliveryEvent = Extract<WatchEvent, { readonly type: `notification-${string}` }>;

/** What became of an attempt to run an executor. */
export type RunEvent = Extract<WatchEvent, { readonly type: `run-${string}` }>;

/** The first event. */
export interface Started {
  readonly type: 'started';
  readonly name: string;
  readonly revision: string;
  readonly systems: number;
  /** fresh: there was no state; recovered: it goes on where it stopped; forgetful: nothing is kept. */
  readonly memory: 'fresh' | 'recovered' | 'forgetful';
  /** Batches that were accepted before and are evaluated now, and notifications that are still to be delivered. */
  readonly pendingBatches: number;
  readonly pendingNotifications: number;
  /** Bytes at the end of the journal that were written half, and are gone: nobody was told that they were accepted. */
  readonly tornBytes: number;
  /** Whether it begins on the last configuration that was good, because that on the disk is not. */
  readonly isDegraded: boolean;
  /** Whether notifications are delivered, or only shown. */
  readonly delivers: boolean;
  /** Whether runs are executed, or only shown. */
  readonly executes: boolean;
}

export interface Stopping {
  readonly type: 'stopping';
  readonly reason: 'interrupted' | 'end-of-input' | 'once' | 'cannot-begin';
}

/** What is on the disk cannot be used. It is told once for each content. */
export interface ConfigurationRejected {
  readonly type: 'config-rejected';
  /** Errors first. */
  readonly diagnostics: readonly Diagnostic[];
  /** Text of each file by path, as it was read. */
  readonly sources: ReadonlyMap<string, string>;
  /** Revision that stays. */
  readonly keeping: string;
}

/** What is on the disk is again what is live, after something that was rejected or held. */
export interface ConfigurationRestored {
  readonly type: 'config-restored';
  readonly revision: string;
}

/** A change that would do so much that somebody has to say yes. */
export interface ConfigurationHeld {
  readonly type: 'config-held';
  readonly revision: string;
  readonly migration: Migration;
  /** Why, in a sentence: `6 of 20 systems would go (30 %, more than 20 %)`. */
  readonly reason: string;
  readonly keeping: string;
}

export interface ConfigurationApplied {
  readonly type: 'config-applied';
  readonly revision: string;
  readonly before: string;
  readonly epoch: number;
  readonly migration: Migration;
  /** Warnings of the new configuration. */
  readonly diagnostics: readonly Diagnostic[];
  /** From the first sign of the change to this event, in milliseconds. */
  readonly tookMs: number;
}

/** The evaluation of a new configuration failed in one of its first steps, which is a bug in tower; the one before is live again. */
export interface ConfigurationRolledBack {
  readonly type: 'config-rolled-back';
  readonly revision: string;
  readonly to: string;
  readonly reason: string;
}

/** A step. What changed since the last one is for the reader to find: what is the same is the same object. */
export interface Stepped {
  readonly type: 'stepped';
  readonly report: Report;
  readonly batches: number;
  /** CPU time is not at hand; by the clock, in milliseconds. */
  readonly tookMs: number;
}

/** A batch that is not one. Nothing of it was used. */
export interface BatchRefused {
  readonly type: 'batch-refused';
  /** `http`, `<stdin>`, or the path of a file. */
  readonly source: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Accepted, and nothing takes these observations. Each is told once until the configuration changes. */
export interface BatchUnmatched {
  readonly type: 'batch-unmatched';
  readonly source: string;
  /** Observations of these batches that nothing takes. */
  readonly count: number;
  /** Those that were not told before, each once. */
  readonly unmatched: readonly Unmatched[];
}

/** Accepted, but from so long ago that what they say may count as missing. It is told at most every ten minutes. */
export interface BatchLate {
  readonly type: 'batch-late';
  readonly source: string;
  /** Age of the latest of them. */
  readonly behindMs: number;
}

export interface NotificationDelivered {
  readonly type: 'notification-delivered';
  readonly notification: Notification;
  readonly attempts: number;
}

export interface NotificationDelayed {
  readonly type: 'notification-delayed';
  readonly notification: Notification;
  readonly attempts: number;
  readonly reason: string;
  /** When the next attempt is made, in milliseconds. */
  readonly nextAt: number;
}

/** Nobody will be told. */
export interface NotificationDead {
  readonly type: 'notification-dead';
  readonly notification: Notification;
  readonly attempts: number;
  readonly reason: string;
}

/** An executor says that a run is done. */
export interface RunDone {
  readonly type: 'run-done';
  readonly run: Run;
  readonly attempts: number;
}

export interface RunDelayed {
  readonly type: 'run-delayed';
  readonly run: Run;
  readonly attempts: number;
  readonly reason: string;
  /** When the next attempt is made, in milliseconds. */
  readonly nextAt: number;
}

/** A run that is not tried any more. */
export interface RunDead {
  readonly type: 'run-dead';
  readonly run: Run;
  readonly attempts: number;
  readonly reason: string;
}

export interface StorageFailing {
  readonly type: 'storage-failing';
  readonly reason: string;
}

export interface StorageMended {
  readonly type: 'storage-mended';
}

/** A source of signals or of configuration cannot be read. It is tried again. */
export interface SourceFailing {
  readonly type: 'source-failing';
  readonly source: string;
  readonly reason: string;
}

export interface SourceMended {
  readonly type: 'source-mended';
  readonly source: string;
}
