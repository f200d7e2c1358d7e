// What a destination is sent: a notification with what it tells of, as it was at that instant.
import type { Alert, Incident, Notification, Run } from './report.generated.ts';

export interface Letter {
  /** `key` of it is the same however often it is sent. */
  readonly notification: Notification;
  /** Name of the configuration. */
  readonly name: string;
  /** Revision of the configuration that said so. */
  readonly revision: string;
  /** Instant of the step, in milliseconds. */
  readonly at: number;
  /** Those that the notification names, in its order. */
  readonly incidents: readonly LetterIncident[];
  /** Live alerts of the roots, the most urgent first, at most `limits.letterAlerts`. */
  readonly alerts: readonly LetterAlert[];
  /** What is to be run: then this is an order to an executor, and the notification only says which and under which key. */
  readonly run?: Run;
}

/** What an executor is told to do: a run with what it is about, as it was at that instant. */
export interface Order {
  /** `key` of it is the same however often it is tried; `root` is the system to act on. */
  readonly run: Run;
  /** Name of the configuration. */
  readonly name: string;
  /** Revision of the configuration that said so. */
  readonly revision: string;
  /** Instant of the step, in milliseconds. */
  readonly at: number;
  readonly incident: LetterIncident;
  /** Live alerts of the root, the most urgent first, at most `limits.letterAlerts`. */
  readonly alerts: readonly LetterAlert[];
}

/** The order that a letter is; undefined for a letter to a channel. */
export function orderIn({ run, name, revision, at, incidents, alerts }: Letter): Order | undefined {
  const [incident] = incidents;
  return run === undefined || incident === undefined
    ? undefined
    : { run, name, revision, at, incident, alerts };
}

const executorMark = 'run:';

/** How letters call an executor where channels are called by their ids, of which none has a colon. */
export function addressOf(executor: string): string {
  return `${executorMark}${executor}`;
}

/** The executor that an address stands for; undefined for a channel. */
export function executorAt(address: string): string | undefined {
  return address.startsWith(executorMark) ? address.slice(executorMark.length) : undefined;
}

export type LetterIncident = Pick<
  Incident,
  'id' | 'root' | 'state' | 'priority' | 'openedAt' | 'resolvedAt' | 'acknowledged'
> & {
  /** Systems that follow from the root, sorted, at most `limits.letterAlerts`. */
  readonly symptoms: readonly string[];
};

export type LetterAlert = Pick<
  Alert,
  | 'id'
  | 'system'
  | 'signal'
  | 'source'
  | 'kind'
  | 'state'
  | 'severity'
  | 'priority'
  | 'since'
  | 'value'
  | 'limit'
  | 'comparison'
  | 'unit'
  | 'incident'
  | 'runbook'
>;
