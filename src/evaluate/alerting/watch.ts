import type { Propagation } from '../../graph/propagation.ts';
import type { Route } from '../../model/model.ts';
import { sortedBy } from '../../model/order.ts';
import type {
  Alert,
  Incident as IncidentReport,
  Notification,
  Run,
} from '../../model/report.generated.ts';
import type { AlertPlan } from './alert-plan.ts';
import {
  type Alerting,
  type Episode,
  emptyAlerting,
  type Incident,
  type Priority,
} from './alerting.ts';
import { forgottenAt, isHeld } from './episodes.ts';
import { noRoots, type Roots } from './roots.ts';
import { allSilences, type Quiet } from './sent-silences.ts';
import type { Muting } from './suppression.ts';

/**
 * What follows from the state of alerting, a model and the last step, kept so that a step costs what changed. It may be dropped
 * at any time.
 */
export interface Watch {
  readonly plan: AlertPlan;
  readonly alerting: Alerting;
  readonly roots: Roots;
  /** The alerts of each system as they were last found, pending ones too. */
  readonly alertsOf: Map<number, readonly Alert[]>;
  /** Held episodes by system. */
  readonly episodesOf: Map<string, Set<Episode>>;
  /** Held episodes by incident. */
  readonly members: Map<string, Set<Episode>>;
  /** The incident of each root, if it is open or may come back. */
  readonly byRoot: Map<string, Incident>;
  /** Episodes that have ended and are not forgotten. */
  readonly ended: Set<Episode>;
  /** Episodes that are flapping. */
  readonly flapping: Set<Episode>;
  /** Incidents that have to be attended to at this step. */
  readonly dirty: Set<Incident>;
  /** By incident: the episode of it that ended last. */
  readonly lastEnded: Map<string, Episode>;
  /** The group that the route of each incident tells it in. */
  readonly groupOf: WeakMap<Incident, KnownGroup>;
  /** When each incident has to be looked at again, in milliseconds. */
  readonly dueAt: Map<string, number>;
  /** By group: the incidents that wait for it. */
  readonly inGroup: Map<string, Set<Incident>>;
  readonly groupsOf: WeakMap<Incident, Set<string>>;
  /** By open incident: whether it may be told. */
  readonly mutings: Map<string, Muting>;
  readonly reports: Map<string, IncidentReport>;
  /** The alerts as they were found, and as reports show them, by id; and those shown, in order. */
  readonly bases: Map<string, Alert>;
  readonly shown: Map<string, Alert>;
  /** Ids of alerts that have to be shown anew. */
  readonly stale: Set<string>;
  alerts: readonly Alert[];
  /** Incidents that have ended and are not forgotten. */
  readonly over: Set<Incident>;
  /** The first instant at which something may be forgotten, in milliseconds. */
  forgetFrom: number;
  /** The same for groups that nobody is told of any more. */
  forgetGroupsFrom: number;
  isFirst: boolean;
  /** All silences, those that batches asked for too; and ids of those that one asked for and that were too many. */
  silences: readonly Quiet[];
  refused: readonly string[];
  /** Which silences are in force, and which routes tell at this time. */
  inForce: string;
  incidents: readonly IncidentReport[];
  notifications: readonly Notification[];
  runs: readonly Run[];
  /** When something may happen although nothing is heard, in milliseconds. */
  nextAt: number;
}

interface KnownGroup {
  readonly route: Route | undefined;
  readonly peak: Priority;
  readonly group: string;
}

/** What one step gives to all parts. Instants are in milliseconds. */
export interface Step {
  readonly watch: Watch;
  readonly now: number;
  readonly propagation: Propagation;
}

/** Begins to watch what a state remembers. */
export function beginWatch(plan: AlertPlan, alerting: Alerting = emptyAlerting()): Watch {
  const watch: Watch = {
    plan,
    alerting,
    roots: noRoots(plan.topology, plan.components()),
    alertsOf: new Map(),
    episodesOf: new Map(),
    members: new Map(),
    byRoot: new Map(),
    ended: new Set(),
    flapping: new Set(),
    dirty: new Set(),
    lastEnded: new Map(),
    groupOf: new WeakMap(),
    dueAt: new Map(),
    inGroup: new Map(),
    groupsOf: new WeakMap(),
    mutings: new Map(),
    reports: new Map(),
    bases: new Map(),
    shown: new Map(),
    stale: new Set(),
    alerts: [],
    over: new Set(),
    forgetFrom: Number.NEGATIVE_INFINITY,
    forgetGroupsFrom: Number.NEGATIVE_INFINITY,
    isFirst: true,
    silences: allSilences(plan.model, alerting),
    refused: [],
    inForce: '',
    incidents: [],
    notifications: [],
    runs: [],
    nextAt: Number.POSITIVE_INFINITY,
  };
  for (const episode of alerting.episodes.values()) {
    keep(watch, episode);
  }
  for (const incident of sortedBy(alerting.incidents.values(), ({ id }) => id)) {
    watch.dirty.add(incident);
    if (incident.endedAt !== undefined) {
      watch.over.add(incident);
    }
    if (!isLater(watch.byRoot.get(incident.root), incident)) {
      watch.byRoot.set(incident.root, incident);
    }
  }
  return watch;
}

function isLater(known: Incident | undefined, incident: Incident): boolean {
  return known !== undefined && known.openedAt > incident.openedAt;
}

/** Puts an episode where it is looked for, after it began, ended or changed its incident. */
export function keep(watch: Watch, episode: Episode): void {
  place(watch.episodesOf, episode.system, episode, isHeld(episode));
  if (episode.incident !== undefined) {
    place(watch.members, episode.incident, episode, isHeld(episode));
  }
  if (episode.flappingSince === undefined) {
    watch.flapping.delete(episode);
  } else {
    watch.flapping.add(episode);
  }
  if (episode.endedAt === undefined) {
    watch.ended.delete(episode);
  } else {
    watch.ended.add(episode);
    watch.forgetFrom = Math.min(watch.forgetFrom, forgottenAt(episode));
  }
}

function place(
  table: Map<string, Set<Episode>>,
  key: string,
  episode: Episode,
  isIn: boolean,
): void {
  const known = table.get(key);
  if (isIn) {
    table.set(key, (known ?? new Set()).add(episode));
  } else if (known?.delete(episode) === true && known.size === 0) {
    table.delete(key);
  }
}

/** The held episodes of an incident. */
export function membersOf(watch: Watch, incident: Incident): ReadonlySet<Episode> {
  return watch.members.get(incident.id) ?? new Set();
}

/** Moves an episode into an incident. */
export function join(watch: Watch, episode: Episode, incident: Incident): void {
  if (episode.incident !== undefined) {
    place(watch.members, episode.incident, episode, false);
  }
  episode.incident = incident.id;
  keep(watch, episode);
  watch.stale.add(episode.id);
}

/** The held episodes of an incident that have not ended. */
export function liveIn(watch: Watch, incident: Incident): readonly Episode[] {
  return [...membersOf(watch, incident)].filter(isLive);
}

/** The episodes of a system that have not ended, by id. */
export function liveOf({ episodesOf }: Watch, system: string): readonly Episode[] {
  return sortedBy([...(episodesOf.get(system) ?? [])].filter(isLive), ({ id }) => id);
}

function isLive({ endedAt }: Episode): boolean {
  return endedAt === undefined;
}
