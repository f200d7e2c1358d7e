// What a destination is sent: a notification with what it tells of, as it was at that instant.
import type { Alert, Incident, Notification } from './report.generated.ts';

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
