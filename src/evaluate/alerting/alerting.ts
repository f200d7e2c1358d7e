import { compareText, sortedBy } from '../../model/order.ts';
import type { Alert, Event } from '../../model/report.generated.ts';
import type * as saved from '../../model/state.generated.ts';

export type Priority = Alert['priority'];

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** An alert that fires, or that may still come back. Lists are replaced, never changed; instants are in milliseconds. */
export type Episode = Mutable<saved.Episode>;
export type Escalating = Mutable<saved.EscalationState>;
export type Clock = Mutable<saved.SlaState>;
export type Told = saved.ToldState;
export type Incident = Omit<
  Mutable<saved.Incident>,
  'escalation' | 'acknowledgeBy' | 'resolveBy' | 'timeline'
> & {
  escalation?: Escalating;
  acknowledgeBy?: Clock;
  resolveBy?: Clock;
  timeline: saved.EventState[];
};

/** When each channel was last told of a group, and how many messages it was sent. */
export interface Group {
  readonly id: string;
  /** When it was first told of: a group that was forgotten begins its numbers anew. */
  readonly since: number;
  readonly channels: Map<string, { readonly at: number; readonly sequence: number }>;
}

/** What alerting remembers between steps, by id. It belongs to the state, and steps change it in place. */
export interface Alerting {
  readonly episodes: Map<string, Episode>;
  readonly incidents: Map<string, Incident>;
  readonly groups: Map<string, Group>;
  /** Silences that batches asked for. */
  readonly silences: Map<string, saved.SilenceState>;
}

export function emptyAlerting(): Alerting {
  return { episodes: new Map(), incidents: new Map(), groups: new Map(), silences: new Map() };
}

/** A copy of what was saved, to work on. */
export function loadAlerting(from: saved.Alerting | undefined): Alerting {
  if (from === undefined) {
    return emptyAlerting();
  }
  return {
    episodes: new Map(from.episodes.map((episode) => [episode.id, { ...episode }])),
    incidents: new Map(from.incidents.map((incident) => [incident.id, copyOf(incident)])),
    groups: new Map(
      from.groups.map(({ id, since, channels }) => [
        id,
        { id, since, channels: new Map(channels.map(({ channel, ...rest }) => [channel, rest])) },
      ]),
    ),
    silences: new Map((from.silences ?? []).map((silence) => [silence.id, silence])),
  };
}

/** The same as plain JSON, by id, keys sorted; undefined where nothing is remembered. */
export function saveAlerting({
  episodes,
  incidents,
  groups,
  silences,
}: Alerting): saved.Alerting | undefined {
  if (episodes.size + incidents.size + groups.size + silences.size === 0) {
    return undefined;
  }
  const byId = ({ id }: { readonly id: string }): string => id;
  return {
    episodes: sortedBy(episodes.values(), byId).map(inOrder),
    incidents: sortedBy(incidents.values(), byId).map((incident) => inOrder(copyOf(incident))),
    groups: sortedBy(groups.values(), byId).map(({ id, since, channels }) => ({
      id,
      since,
      channels: [...channels]
        .toSorted(([a], [b]) => compareText(a, b))
        .map(([channel, { at, sequence }]) => ({ channel, at, sequence })),
    })),
    ...(silences.size === 0 ? {} : { silences: sortedBy(silences.values(), byId).map(inOrder) }),
  };
}

export function forkAlerting(alerting: Alerting): Alerting {
  return loadAlerting(saveAlerting(alerting));
}

/** The same with its keys sorted: what was remembered last must not show in the bytes. */
function inOrder<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => compareText(a, b))) as T;
}

function copyOf(incident: saved.Incident): Incident {
  const { escalation, acknowledgeBy, resolveBy, timeline, ...rest } = incident;
  return {
    ...rest,
    ...(escalation === undefined ? {} : { escalation: inOrder(escalation) }),
    ...(acknowledgeBy === undefined ? {} : { acknowledgeBy: inOrder(acknowledgeBy) }),
    ...(resolveBy === undefined ? {} : { resolveBy: inOrder(resolveBy) }),
    timeline: [...timeline],
  };
}

const priorities: readonly Priority[] = ['p1', 'p2', 'p3', 'p4', 'p5'];

/** Whether a priority is more urgent than another. */
export function isAbove(a: Priority, b: Priority): boolean {
  return priorities.indexOf(a) < priorities.indexOf(b);
}

/** The more urgent of two. */
export function higher(a: Priority, b: Priority): Priority {
  return isAbove(a, b) ? a : b;
}

const eventsMax = 200;

/** Notes what happened to an incident. Of many events the first and the last hundred are kept. */
export function note(
  incident: Incident,
  at: number,
  kind: Event['kind'],
  said: Pick<saved.EventState, 'message' | 'place'>,
): void {
  const { timeline } = incident;
  timeline.push({ at, kind, ...said });
  if (timeline.length > eventsMax) {
    timeline.splice(eventsMax / 2, 1);
  }
}
