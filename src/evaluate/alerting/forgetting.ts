import type { Incident } from './alerting.ts';
import { forgottenAt } from './episodes.ts';
import type { Watch } from './watch.ts';

/** Notes when an incident that has ended may be forgotten: when it cannot come back, and not in the step that told of its end. */
export function mayForget(watch: Watch, { endedAt, reopenWithinMs }: Incident, now: number): void {
  if (endedAt !== undefined) {
    watch.forgetFrom = Math.min(watch.forgetFrom, Math.max(endedAt + reopenWithinMs, now + 1));
  }
}

/** Drops what has ended and can neither come back nor has to be told, and finds out when there is more of it. */
export function forget(watch: Watch, now: number): void {
  const { alerting, ended, over } = watch;
  watch.forgetFrom = Number.POSITIVE_INFINITY;
  for (const episode of ended) {
    const at = forgottenAt(episode);
    if (at <= now) {
      ended.delete(episode);
      alerting.episodes.delete(episode.id);
    } else {
      watch.forgetFrom = Math.min(watch.forgetFrom, at);
    }
  }
  let isAny = false;
  for (const incident of over) {
    const at = (incident.endedAt ?? now) + incident.reopenWithinMs;
    if (at > now) {
      watch.forgetFrom = Math.min(watch.forgetFrom, at);
    } else if (isTold(incident, now)) {
      drop(watch, incident);
      isAny = true;
    } else {
      watch.forgetFrom = now + 1;
    }
  }
  if (isAny || now >= watch.forgetGroupsFrom) {
    dropGroups(watch, now);
  }
  watch.forgetFrom = Math.min(watch.forgetFrom, watch.forgetGroupsFrom);
  if (isAny) {
    watch.incidents = watch.incidents.filter(({ id }) => watch.reports.has(id));
  }
}

/** Whether everybody was told of the end, before now. */
function isTold({ told }: Incident, now: number): boolean {
  return told.every(({ at, isOpen }) => at < now && !isOpen);
}

function drop(watch: Watch, incident: Incident): void {
  const { alerting, over, lastEnded, reports, dueAt, inGroup, groupsOf, byRoot } = watch;
  over.delete(incident);
  alerting.incidents.delete(incident.id);
  lastEnded.delete(incident.id);
  reports.delete(incident.id);
  dueAt.delete(incident.id);
  for (const group of groupsOf.get(incident) ?? []) {
    const waiting = inGroup.get(group);
    if (waiting?.delete(incident) === true && waiting.size === 0) {
      inGroup.delete(group);
    }
  }
  if (byRoot.get(incident.root) === incident) {
    byRoot.delete(incident.root);
  }
}

/**
 * Drops the groups that no incident was told in and for which the interval of a route has passed: what begins in them within it has
 * to wait for it, however soon the others were forgotten.
 */
function dropGroups(watch: Watch, now: number): void {
  const { alerting, plan } = watch;
  const used = new Set(
    alerting.incidents.values().flatMap(({ told }) => told.map(({ group }) => group)),
  );
  watch.forgetGroupsFrom = Number.POSITIVE_INFINITY;
  for (const [id, { channels }] of alerting.groups) {
    if (used.has(id)) {
      continue;
    }
    const lastAt = channels
      .values()
      .reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY);
    const from = lastAt + plan.groupIntervalMs;
    if (from <= now) {
      alerting.groups.delete(id);
    } else {
      watch.forgetGroupsFrom = Math.min(watch.forgetGroupsFrom, from);
    }
  }
}
