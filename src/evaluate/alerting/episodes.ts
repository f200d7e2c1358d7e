import type { Alert } from '../../model/report.generated.ts';
import { parseInstant } from '../../model/time.ts';
import type { Alerting, Episode } from './alerting.ts';

/** How far back changes count, and how many of them make an alert flap. */
const flapWithinMs = 30 * 60_000;
const flapChanges = 4;
/** An alert that did not change for this long no longer flaps. */
const quietMs = 15 * 60_000;
/** For what no threshold says. */
const reopenWithinMs = 5 * 60_000;

/** What became of an episode in a step. */
export interface Change {
  readonly episode: Episode;
  readonly kind:
    | 'opened'
    | 'reopened'
    | 'severity-raised'
    | 'severity-lowered'
    | 'ended'
    | 'stale'
    | 'flapping-start'
    | 'flapping-end';
}

/** Whether an alert fires, or still recovers; a pending one has not been told to anybody. */
function isActive(alert: Alert): boolean {
  return alert.state !== 'pending';
}

/** Whether an episode counts for its incident: while it lasts, and while it is flapping. */
export function isHeld({ endedAt, flappingSince }: Episode): boolean {
  return endedAt === undefined || flappingSince !== undefined;
}

/** The start of the breach behind an alert, in milliseconds: that of its earliest level. */
function onsetOf(alert: Alert): number {
  const { since, levels } = alert;
  return levels
    .filter((level) => level.since !== since)
    .reduce(
      (first, level) => Math.min(first, parseInstant(level.since) ?? 0),
      parseInstant(since) ?? 0,
    );
}

/**
 * Brings the episodes of a system in line with its alerts at an instant. `open` are its episodes that have not ended. An alert that
 * comes back soon enough is the same episode; `reopenWithin` says how soon, by threshold.
 */
export function meetAlerts(
  { episodes }: Alerting,
  reopenWithin: ReadonlyMap<string, number>,
  {
    alerts,
    open,
    now,
  }: {
    readonly alerts: readonly Alert[];
    readonly open: readonly Episode[];
    readonly now: number;
  },
): readonly Change[] {
  const active = alerts.filter(isActive);
  const ids = new Set(active.map(({ id }) => id));
  const changes: Change[] = open
    .filter(({ id }) => !ids.has(id))
    .flatMap((episode) => {
      episode.endedAt = now;
      return [{ episode, kind: 'ended' as const }, ...changed(episode, now)];
    });
  for (const alert of active) {
    const known = episodes.get(alert.id);
    if (known === undefined) {
      const episode = begun(alert, now, reopenWithin.get(alert.source) ?? reopenWithinMs);
      episodes.set(alert.id, episode);
      changes.push({ episode, kind: 'opened' }, ...aged(episode, alert), ...changed(episode, now));
    } else if (known.endedAt !== undefined) {
      changes.push(...resumed(known, alert, now), ...aged(known, alert), ...changed(known, now));
    } else {
      changes.push(...leveled(known, alert));
    }
  }
  return changes;
}

function begun(alert: Alert, now: number, withinMs: number): Episode {
  return {
    id: alert.id,
    system: alert.system,
    source: alert.source,
    firedAt: now,
    onset: onsetOf(alert),
    severity: alert.severity,
    priority: alert.priority,
    reopenWithinMs: withinMs,
    changes: [],
  };
}

/** An episode that had ended and fires again: the same where that was a short time ago. */
function resumed(episode: Episode, alert: Alert, now: number): readonly Change[] {
  const isSame = now - (episode.endedAt ?? now) < episode.reopenWithinMs;
  Reflect.deleteProperty(episode, 'endedAt');
  episode.onset = onsetOf(alert);
  episode.severity = alert.severity;
  episode.priority = alert.priority;
  if (!isSame) {
    episode.firedAt = now;
  }
  return [{ episode, kind: isSame ? 'reopened' : 'opened' }];
}

/** Severity is a property of one alert: another level is not another episode. */
function leveled(episode: Episode, alert: Alert): readonly Change[] {
  episode.onset = Math.min(episode.onset, onsetOf(alert));
  episode.priority = alert.priority;
  const stale = aged(episode, alert);
  if (episode.severity === alert.severity) {
    return stale;
  }
  episode.severity = alert.severity;
  return [
    ...stale,
    { episode, kind: alert.severity === 'critical' ? 'severity-raised' : 'severity-lowered' },
  ];
}

/** Data that grow old are told once. An alert about missing data says so by itself. */
function aged(episode: Episode, { stale, kind }: Alert): readonly Change[] {
  if (!stale || kind === 'no-data') {
    Reflect.deleteProperty(episode, 'isStale');
    return [];
  }
  if (episode.isStale === true) {
    return [];
  }
  episode.isStale = true;
  return [{ episode, kind: 'stale' }];
}

/** Counts a change; four within half an hour make an alert flap. */
function changed(episode: Episode, now: number): readonly Change[] {
  episode.changes = [...episode.changes.filter((at) => now - at < flapWithinMs), now].slice(
    -flapChanges,
  );
  if (episode.changes.length < flapChanges || episode.flappingSince !== undefined) {
    return [];
  }
  episode.flappingSince = now;
  return [{ episode, kind: 'flapping-start' }];
}

/** Ends the flapping of an episode that has been quiet for long enough. */
export function calmed(episode: Episode, now: number): readonly Change[] {
  if (episode.flappingSince === undefined || now < quietAt(episode)) {
    return [];
  }
  Reflect.deleteProperty(episode, 'flappingSince');
  episode.changes = [];
  return [{ episode, kind: 'flapping-end' }];
}

/** When an episode that flaps will have been quiet for long enough, in milliseconds. */
export function quietAt({ changes }: Episode): number {
  return (changes.at(-1) ?? 0) + quietMs;
}

/** When nothing can come of an episode any more that a new one could not be, in milliseconds; infinite while it counts. */
export function forgottenAt({ endedAt, flappingSince, reopenWithinMs: withinMs }: Episode): number {
  return endedAt === undefined || flappingSince !== undefined
    ? Number.POSITIVE_INFINITY
    : endedAt + Math.max(withinMs, flapWithinMs);
}
