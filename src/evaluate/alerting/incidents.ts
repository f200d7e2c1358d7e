import { digest } from '../../model/digest.ts';
import type { System } from '../../model/model.ts';
import { sortedBy } from '../../model/order.ts';
import { type Episode, higher, type Incident, isAbove, note, type Priority } from './alerting.ts';
import type { Change } from './episodes.ts';
import type { Relinked } from './roots.ts';
import { join, liveIn, liveOf, membersOf, type Step, type Watch } from './watch.ts';

/** Puts the episodes of systems into the incidents of what they follow from. Roots come before what follows from them. */
export function gather({ watch, now }: Step, { order, changed }: Relinked): void {
  const { plan, roots } = watch;
  for (const index of order) {
    const system = plan.model.systems[index];
    const link = roots.links.get(index);
    const root = plan.model.systems[link?.root ?? -1];
    if (system === undefined || root === undefined) {
      continue;
    }
    const live = liveOf(watch, system.id);
    if (live.length > 0) {
      joinAll(watch, incidentOf(watch, root, live, now), {
        system,
        episodes: live,
        isRelinked: changed.has(index),
        now,
      });
    }
  }
}

interface Joining {
  readonly system: System;
  readonly episodes: readonly Episode[];
  /** Whether it follows from something else, or by another way. */
  readonly isRelinked: boolean;
  readonly now: number;
}

function joinAll(
  watch: Watch,
  incident: Incident,
  { system, episodes, isRelinked, now }: Joining,
): void {
  const others = episodes.filter((episode) => episode.incident !== incident.id);
  if (isRelinked) {
    watch.dirty.add(incident);
    for (const { id } of episodes) {
      watch.stale.add(id);
    }
  }
  if (others.length === 0) {
    return;
  }
  watch.dirty.add(incident);
  const isNew = ![...membersOf(watch, incident)].some((member) => member.system === system.id);
  for (const episode of others) {
    leave(watch, episode, incident, now);
    join(watch, episode, incident);
    if (system.id === incident.root) {
      incident.reopenWithinMs = Math.max(incident.reopenWithinMs, episode.reopenWithinMs);
    }
  }
  if (isNew && system.id !== incident.root) {
    note(incident, now, 'joined', {
      message: `\`${system.id}\` follows from \`${incident.root}\``,
      place: system.at,
    });
  }
}

function leave(watch: Watch, episode: Episode, to: Incident, now: number): void {
  const from = watch.alerting.incidents.get(episode.incident ?? '');
  if (from === undefined || from.endedAt !== undefined) {
    return;
  }
  watch.dirty.add(from);
  if (episode.system !== from.root) {
    note(from, now, 'left', { message: `\`${episode.system}\` follows from \`${to.root}\` now` });
  }
}

/** The incident of a root: the open one, the last one if it ended a short time ago, else a new one. */
function incidentOf(
  watch: Watch,
  root: System,
  episodes: readonly Episode[],
  now: number,
): Incident {
  const known = watch.byRoot.get(root.id);
  if (known !== undefined && known.endedAt === undefined) {
    return known;
  }
  const isBack = known?.endedAt !== undefined && now - known.endedAt < known.reopenWithinMs;
  if (known !== undefined && isBack) {
    watch.over.delete(known);
    goOn(known);
    watch.dirty.add(known);
    Reflect.deleteProperty(known, 'endedAt');
    Reflect.deleteProperty(known, 'end');
    Reflect.deleteProperty(known, 'mergedInto');
    known.reopened += 1;
    known.priority = topOf(episodes);
    note(known, now, 'reopened', {
      message: `it came back within ${minutes(known.reopenWithinMs)}`,
    });
    return known;
  }
  return opened(watch, root, topOf(episodes), now);
}

/** Clocks that stood because it was over run on. */
function goOn({ acknowledgeBy, resolveBy, endedAt }: Incident): void {
  for (const clock of [acknowledgeBy, resolveBy]) {
    if (clock?.metAt !== undefined && clock.metAt === endedAt) {
      Reflect.deleteProperty(clock, 'metAt');
    }
  }
}

function minutes(ms: number): string {
  return `${Math.round(ms / 6_000) / 10} minutes`;
}

function opened(watch: Watch, root: System, priority: Priority, now: number): Incident {
  const incident: Incident = {
    id: digest(['incident', root.id, String(now)], 16),
    root: root.id,
    openedAt: now,
    wasMuted: false,
    isMuted: false,
    priority,
    peak: priority,
    reopened: 0,
    reopenWithinMs: 0,
    told: [],
    timeline: [],
  };
  note(incident, now, 'opened', { message: `an alert of \`${root.id}\` fired`, place: root.at });
  watch.alerting.incidents.set(incident.id, incident);
  watch.byRoot.set(root.id, incident);
  watch.dirty.add(incident);
  return incident;
}

function topOf(episodes: Iterable<Episode>): Priority {
  let top: Priority = 'p5';
  for (const { priority } of episodes) {
    top = higher(top, priority);
  }
  return top;
}

/** Notes what became of episodes in their incidents. */
export function noteChanges({ watch, now }: Step, changes: readonly Change[]): void {
  // Most of a storm has opened, which its incident says already.
  const telling = changes.filter(({ kind }) => kind !== 'opened' && kind !== 'reopened');
  for (const { episode, kind } of sortedBy(telling, (change) => change.episode.id)) {
    const incident = watch.alerting.incidents.get(episode.incident ?? '');
    if (incident === undefined) {
      continue;
    }
    if (kind === 'ended') {
      watch.lastEnded.set(incident.id, episode);
      continue;
    }
    note(incident, now, kind, {
      message: `\`${episode.system}\` ${episode.source}: ${said(kind, episode)}`,
    });
  }
}

function said(kind: Change['kind'], { severity }: Episode): string {
  switch (kind) {
    case 'stale':
      return 'its data are out of date'; // The last value is held, or not, as the threshold says.
    case 'flapping-start':
      return 'it fired and ended so often that changes are no longer told';
    case 'flapping-end':
      return 'it has been quiet for a while';
    default:
      return `it is ${severity} now`;
  }
}

/** Ends the incidents of which nothing is left, and brings the priority of the others up to date. */
export function settle({ watch, now }: Step): void {
  const empty: Incident[] = [];
  for (const incident of watch.dirty) {
    if (incident.endedAt === undefined && membersOf(watch, incident).size === 0) {
      empty.push(incident);
    } else if (incident.endedAt === undefined) {
      const live = liveIn(watch, incident);
      const priority = live.length === 0 ? incident.priority : topOf(live);
      if (isAbove(priority, incident.peak)) {
        incident.peak = priority;
      }
      incident.priority = priority;
    }
  }
  for (const incident of sortedBy(empty, ({ id }) => id)) {
    end(watch, incident, now);
  }
}

function end(watch: Watch, incident: Incident, now: number): void {
  const { plan, roots, byRoot } = watch;
  const index = plan.indexOf.get(incident.root);
  const root = plan.model.systems[roots.links.get(index ?? -1)?.root ?? -1];
  const into = root === undefined || root.id === incident.root ? undefined : byRoot.get(root.id);
  incident.endedAt = now;
  // The time at a level stands still while nothing is wrong, and nobody takes care of what is over.
  if (incident.escalation !== undefined) {
    incident.escalation.pausedAt ??= now;
  }
  Reflect.deleteProperty(incident, 'acknowledged');
  watch.over.add(incident);
  if (into !== undefined && into.endedAt === undefined) {
    incident.end = 'merged';
    incident.mergedInto = into.id;
    const message = `\`${incident.root}\` follows from \`${into.root}\``;
    note(incident, now, 'merged', { message });
    note(into, now, 'merged', { message });
    const known = new Map(into.told.map((told) => [told.channel, told]));
    into.told = sortedBy(
      [
        ...into.told,
        ...incident.told
          .filter(({ channel, isOpen }) => isOpen && !known.has(channel))
          // What they know of is not the root.
          .map((told) => ({ ...told, alerts: 0, root: told.root ?? incident.root })),
      ],
      ({ channel }) => channel,
    );
    // A channel that knows of the root in another group is told the end in this one: nobody else would.
    incident.told = incident.told.map((told) => {
      const other = known.get(told.channel) ?? { ...told, isOpen: true };
      const isPassedOn = other.isOpen && other.group === told.group;
      return { ...told, isOpen: told.isOpen && !isPassedOn };
    });
    watch.dirty.add(into);
    watch.dirty.add(incident);
    return;
  }
  const isRemoved = !isConfigured(watch, incident);
  incident.end = isRemoved ? 'config-removed' : 'cleared';
  note(incident, now, isRemoved ? 'config-removed' : 'resolved', {
    message: isRemoved ? 'what raised it is no longer configured' : 'its last alert ended',
  });
}

/** Whether the root and what the last of its episodes was raised by are still configured. */
function isConfigured({ plan, lastEnded }: Watch, incident: Incident): boolean {
  if (!plan.indexOf.has(incident.root)) {
    return false;
  }
  const last = lastEnded.get(incident.id);
  const system = plan.model.systemById.get(last?.system ?? incident.root);
  return (
    last === undefined ||
    last.source === 'check' ||
    last.source === 'heartbeat' ||
    (system?.thresholds.values().some(({ id }) => id === last.source) ?? false)
  );
}
