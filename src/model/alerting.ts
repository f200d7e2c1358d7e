// Who is told of what: the parts of a model that alerting reads.
import type { PriorityName } from './config.generated.ts';
import type { Location } from './location.ts';
import type { MaintenanceWindow, Matches, Written } from './model.ts';

export type ChannelKind =
  | 'pagerduty'
  | 'slack'
  | 'email'
  | 'sms'
  | 'webhook'
  | 'file'
  | 'stdout'
  | 'plugin';

/** A destination of notifications. */
export interface Channel {
  readonly id: string;
  readonly kind: ChannelKind;
  /** Whether it reaches a person: pagerduty, slack, email and sms do, and a plugin that is said to. */
  readonly isPerson: boolean;
  /** What the kind needs, as written; secrets are names of variables or files, never values. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly at: Location;
}

export type ExecutorKind = 'webhook' | 'plugin';

/** What steps of escalations run. */
export interface Executor {
  readonly id: string;
  readonly kind: ExecutorKind;
  /** What the kind needs, as written; secrets are names of variables or files, never values. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly at: Location;
}

/** What an incident goes through while nobody acknowledges it. */
export interface Escalation {
  readonly id: string;
  readonly steps: readonly EscalationStep[];
  /** Whether an acknowledgement stops repeats and further levels. */
  readonly acknowledgeStops: boolean;
  /** How long an acknowledgement counts; undefined: to the end of the incident. */
  readonly acknowledgeExpiresMs: number | undefined;
  /** How often the last level is told again; undefined: never. */
  readonly repeatMs: number | undefined;
  /** 16 hex digits of what it says. An open incident stays on the path that it began on. */
  readonly hash: string;
  readonly at: Location;
}

export interface EscalationStep {
  readonly level: string;
  /** Ids of channels, in the order written. */
  readonly notify: readonly string[];
  /** Id of the executor that runs when the level is reached. */
  readonly run: string | undefined;
  /** As written; undefined: the smaller of the window of the level and the time of the priority. */
  readonly waitMs: number | undefined;
  readonly at: Location;
}

export type GroupKey = 'rootCause' | 'owner' | 'region' | 'type' | 'criticality' | 'priority';

/** Where incidents go. */
export interface Route extends Written {
  /** Place in the list, from 0. */
  readonly index: number;
  /** The root must match; undefined: all do. */
  readonly matches: Matches | undefined;
  /** Undefined: all. */
  readonly priorities: readonly PriorityName[] | undefined;
  /** Id of an escalation. */
  readonly escalation: string | undefined;
  /** Ids of channels that are told directly, in the order written. */
  readonly notify: readonly string[];
  /** What incidents must share to be told together, sorted; `rootCause`: each is told alone. */
  readonly groupBy: readonly GroupKey[];
  readonly groupWaitMs: number;
  readonly groupIntervalMs: number;
  readonly repeatMs: number | undefined;
  /** Times at which `notify` is told; undefined: always. */
  readonly active: Pick<MaintenanceWindow, 'schedule' | 'timezone'> | undefined;
  readonly at: Location;
}

/** Alerts that nobody is to be told of, for a time. */
export interface Silence extends Written {
  readonly id: string;
  /** Undefined: all systems. */
  readonly matches: Matches | undefined;
  /** Ids, sorted; undefined: all thresholds. */
  readonly thresholds: readonly string[] | undefined;
  /** In milliseconds; minus infinity where it has no beginning. */
  readonly startsAt: number;
  /** First instant after it. */
  readonly endsAt: number;
  readonly reason: string;
  readonly createdBy: string | undefined;
  readonly at: Location;
}
