import type { Propagation } from '../../graph/propagation.ts';
import type { Route } from '../../model/model.ts';
import { compareText, sortedBy } from '../../model/order.ts';
import type { AcknowledgementReading, SilenceReading } from '../../model/readings.ts';
import type { Alert } from '../../model/report.generated.ts';
import type { Episode } from './alerting.ts';
import { systemsIn } from './attend.ts';
import { attendAll } from './attend-all.ts';
import { type Change, calmed, meetAlerts, quietAt } from './episodes.ts';
import { acknowledge } from './escalation.ts';
import { forget } from './forgetting.ts';
import { gather, noteChanges, settle } from './incidents.ts';
import { affectedBy, type Front, relink } from './roots.ts';
import { allSilences, takeSilences } from './sent-silences.ts';
import { showAlerts } from './showing.ts';
import { silenceChangesAt, silencesAt } from './suppression.ts';
import { keep, liveOf, type Step, type Watch } from './watch.ts';

/** What a step gives to alerting. */
export interface AlertInput {
  /** In milliseconds. */
  readonly now: number;
  readonly propagation: Propagation;
  /** The alerts of the systems that were judged and have any, or had. */
  readonly alerts: ReadonlyMap<number, readonly Alert[]>;
  /** Nodes whose effective health changed. */
  readonly moved: Int32Array;
  /** Whether a system by itself takes down what depends on it. */
  readonly isFailing: (system: number) => boolean;
  /** Whether a report is wanted: alerts are shown anew only then. */
  readonly isShown: boolean;
  readonly acknowledgements: readonly AcknowledgementReading[];
  readonly silences: readonly SilenceReading[];
}

/**
 * The alerting of a step: condition, cause, incident, escalation, telling, in this order. It costs what changed and what is due. The
 * outcome stands in `watch`: `alerts`, `incidents`, `notifications`, `runs`, `nextAt`. Answers the alerts of the systems of which one differs
 * from the last step by more than its value.
 */
export function alertOn(watch: Watch, input: AlertInput): readonly Alert[] {
  const { now, propagation } = input;
  const step: Step = { watch, now, propagation };
  quiet(watch, input);
  const news = [...input.alerts].filter(([index, found]) => base(watch, index, found));
  if (news.length === 0 && isQuiet(watch, input)) {
    watch.notifications = [];
    watch.runs = [];
    if (input.isShown) {
      showAlerts(step);
    }
    return [];
  }
  const changes = meetAll(watch, new Map(news), input);
  const fronts = movedFronts(watch, news, input);
  const affected = affectedBy(watch.roots, propagation, fronts, input.moved);
  const others = new Set([...affected, ...news.map(([index]) => index)]);
  gather(step, relink(watch.roots, propagation, others));
  noteChanges(step, changes);
  settle(step);
  acknowledgeAll(step, input.acknowledgements);
  attendAll(step, inForce(watch, now));
  if (input.isShown) {
    showAlerts(step);
  }
  if (now >= watch.forgetFrom) {
    forget(watch, now);
  }
  watch.nextAt = Math.min(
    firstOf(watch.dueAt.values()),
    firstOf(watch.flapping.values().map(quietAt)),
    silenceChangesAt(watch.silences, now),
    isAnyOpen(watch) ? watch.plan.hours(now).sameUntil : Number.POSITIVE_INFINITY,
  );
  return news.flatMap(([, found]) => found);
}

/** Takes the silences that are asked for, and forgets those that are over. */
function quiet(watch: Watch, { now, silences: readings }: AlertInput): void {
  const { alerting, plan } = watch;
  watch.refused = [];
  if (readings.length + alerting.silences.size === 0) {
    return;
  }
  const { isChanged, refused } = takeSilences(plan.model, alerting, { readings, now });
  watch.refused = refused;
  if (isChanged) {
    watch.silences = allSilences(plan.model, alerting);
    // One that took the place of another has its id.
    watch.inForce = '';
  }
}

/** Whether nothing is due, nobody answered and nothing moved: alerts that differ by their values alone are only shown anew. */
function isQuiet(watch: Watch, { now, moved, acknowledgements, silences }: AlertInput): boolean {
  const isDue = watch.isFirst || now >= watch.nextAt || now >= watch.forgetFrom;
  return !isDue && moved.length + acknowledgements.length + silences.length === 0;
}

function firstOf(instants: Iterable<number>): number {
  let first = Number.POSITIVE_INFINITY;
  for (const at of instants) {
    first = Math.min(first, at);
  }
  return first;
}

/** Whether an incident has not ended. */
function isAnyOpen({ alerting, over }: Watch): boolean {
  return alerting.incidents.size > over.size;
}

/**
 * The routes that tell at this time. Everything is looked at again where these, or the silences in force, are others. The hours are
 * only asked for while somebody may be told: the first question about a time zone costs more than a small evaluation.
 */
function inForce(watch: Watch, now: number): ReadonlySet<Route> {
  const { model } = watch.plan;
  const open = new Set(
    isAnyOpen(watch) ? watch.plan.hours(now).open.map(({ window }) => window.route) : [],
  );
  const active = model.routes.filter((route) => route.active === undefined || open.has(route));
  const known = [
    ...silencesAt(watch.silences, now).map(({ id }) => id),
    ...active.map(({ index }) => index),
  ].join();
  if (known !== watch.inForce) {
    watch.inForce = known;
    for (const incident of watch.alerting.incidents.values()) {
      watch.dirty.add(incident);
    }
    for (const id of watch.shown.keys()) {
      watch.stale.add(id);
    }
  }
  return new Set(active);
}

/** Brings the episodes in line with the alerts that are other ones, and ends those of systems that are gone. */
function meetAll(
  watch: Watch,
  news: ReadonlyMap<number, readonly Alert[]>,
  { alerts, now }: AlertInput,
): readonly Change[] {
  const changes: Change[] = watch.isFirst ? [...endForgotten(watch, alerts, now)] : [];
  watch.isFirst = false;
  for (const [index, found] of news) {
    changes.push(...meet(watch, watch.plan.topology.ids[index] ?? '', found, now));
    for (const { id } of found) {
      touchIncident(watch, watch.alerting.episodes.get(id));
    }
  }
  if (watch.flapping.size > 0) {
    for (const episode of sortedBy(watch.flapping, ({ id }) => id)) {
      changes.push(...calmed(episode, now));
    }
  }
  for (const { episode } of changes) {
    keep(watch, episode);
    watch.stale.add(episode.id);
    touchIncident(watch, episode);
  }
  return changes;
}

/** What was remembered of systems that have no alerts, or are no more. */
function endForgotten(watch: Watch, alerts: AlertInput['alerts'], now: number): readonly Change[] {
  return [...watch.episodesOf.keys()].sort(compareText).flatMap((system) => {
    const index = watch.plan.indexOf.get(system);
    return index === undefined || !alerts.has(index) ? meet(watch, system, [], now) : [];
  });
}

function meet(
  watch: Watch,
  system: string,
  alerts: readonly Alert[],
  now: number,
): readonly Change[] {
  const open = liveOf(watch, system);
  return meetAlerts(watch.alerting, watch.plan.reopenWithin, { alerts, open, now });
}

/** Notes the alerts of a system as they were found, and answers whether more of them is another than their values. */
function base({ alertsOf, bases, stale }: Watch, index: number, found: readonly Alert[]): boolean {
  const before = alertsOf.get(index) ?? [];
  const isSame =
    found.length === before.length && found.every((alert) => isAlike(bases.get(alert.id), alert));
  for (const { id } of before) {
    bases.delete(id);
    stale.add(id);
  }
  for (const alert of found) {
    bases.set(alert.id, alert);
    stale.add(alert.id);
  }
  if (found.length === 0) {
    alertsOf.delete(index);
  } else {
    alertsOf.set(index, found);
  }
  return !isSame;
}

/** Whether two alerts differ by nothing that matters to episodes, causes and who is told: but by their values. */
function isAlike(a: Alert | undefined, b: Alert): boolean {
  return (
    a !== undefined &&
    a.state === b.state &&
    a.severity === b.severity &&
    a.priority === b.priority &&
    a.status === b.status &&
    a.since === b.since &&
    a.stale === b.stale &&
    a.levels.length === b.levels.length &&
    a.levels.every(
      ({ since, state }, index) =>
        since === b.levels[index]?.since && state === b.levels[index].state,
    ) &&
    isMutedAlike(a, b)
  );
}

/** Whether the same windows of maintenance hold for two alerts. */
function isMutedAlike({ suppressedBy: a }: Alert, { suppressedBy: b }: Alert): boolean {
  return a.length === b.length && a.every(({ message }, index) => message === b[index]?.message);
}

function touchIncident({ alerting, dirty }: Watch, episode: Episode | undefined): void {
  const incident = alerting.incidents.get(episode?.incident ?? '');
  if (incident !== undefined) {
    dirty.add(incident);
  }
}

/** The systems that began or ceased to alert or to fail, or whose alerts began at another time. */
function movedFronts(
  watch: Watch,
  news: readonly (readonly [number, readonly Alert[]])[],
  { isFailing }: AlertInput,
): readonly number[] {
  const { plan, roots } = watch;
  return news
    .map(([index]) => index)
    .filter((index) => {
      const system = plan.model.systems[index];
      const live = liveOf(watch, system?.id ?? '');
      const before = roots.fronts.get(index);
      if (system === undefined || live.length === 0) {
        return roots.fronts.delete(index);
      }
      const after: Front = {
        onset: live.reduce((first, { onset }) => Math.min(first, onset), Number.POSITIVE_INFINITY),
        isFailing: isFailing(index),
        windowMs: 2 * plan.model.catalog.criticalities[system.criticality].everyMs,
      };
      roots.fronts.set(index, after);
      return before?.onset !== after.onset || before.isFailing !== after.isFailing;
    });
}

/** An acknowledgement of what is not open, or no longer, is nothing. */
function acknowledgeAll({ watch, now }: Step, readings: readonly AcknowledgementReading[]): void {
  const { alerting, plan, roots, byRoot, dirty } = watch;
  for (const { incident: id, system, by, forMs } of readings) {
    const incident =
      id === undefined
        ? // Who takes care of what follows from a root takes care of the root.
          byRoot.get(plan.topology.ids[roots.links.get(system ?? -1)?.root ?? system ?? -1] ?? '')
        : alerting.incidents.get(id);
    if (incident !== undefined && incident.endedAt === undefined) {
      const systems = systemsIn(watch, incident);
      acknowledge({ model: plan.model, incident, now }, { by, forMs, systems });
      dirty.add(incident);
    }
  }
}
