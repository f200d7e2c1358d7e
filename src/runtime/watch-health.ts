import { sayInstant } from '../model/time.ts';
import type { Gauges } from './metric-families.ts';
import type { Metrics } from './metrics.ts';

/** Whether a watch does its work, for those who look after processes. */
export interface WatchHealth {
  /** ok; degraded: it works, but not with what is on the disk, or a source fails; failing: it does not do its work. */
  readonly status: 'ok' | 'degraded' | 'failing';
  /** Why it is not ok, in phrases, sorted. */
  readonly reasons: readonly string[];
  readonly revision: string;
  /** RFC 3339 instant; null before the first step. */
  readonly lastStepAt: string | null;
  readonly lastStepAgeMs: number | null;
  readonly outboxLetters: number;
  readonly outboxAgeMs: number;
}

/** Steps that may be missed before a watch counts as stuck, and what a slow machine may take besides. */
const missedSteps = 3;
const slackMs = 10_000;

/** `everyMs`: how often a step is due at the latest. */
export function watchHealth(metrics: Metrics, gauges: Gauges, everyMs: number): WatchHealth {
  const { now, letters, oldestLetterAt } = gauges;
  const since = metrics.lastStepAt ?? gauges.usage.startedAt;
  const isStuck = now - since > missedSteps * everyMs + slackMs;
  const grave = [
    ...(metrics.isStorageFailing ? ['what happens cannot be kept'] : []),
    ...(metrics.isLive ? [] : ['the watch has not begun']),
    ...(isStuck ? ['no step was taken for too long'] : []),
  ];
  const slight = [
    ...(metrics.isLive && !metrics.isCurrent ? ['what is on the disk is not what is live'] : []),
    ...([...metrics.failing.values()].includes(true) ? ['a source of signals fails'] : []),
  ];
  return {
    status: grave.length > 0 ? 'failing' : slight.length > 0 ? 'degraded' : 'ok',
    reasons: [...grave, ...slight].sort(),
    revision: metrics.revision,
    lastStepAt: metrics.lastStepAt === undefined ? null : sayInstant(metrics.lastStepAt),
    lastStepAgeMs: metrics.lastStepAt === undefined ? null : Math.max(0, now - metrics.lastStepAt),
    outboxLetters: letters,
    outboxAgeMs: oldestLetterAt === undefined ? 0 : Math.max(0, now - oldestLetterAt),
  };
}
