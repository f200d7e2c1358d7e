import type { Alert, Reason } from '../../model/report.generated.ts';
import { sayInstant } from '../../model/time.ts';
import type { Episode, Incident } from './alerting.ts';
import type { Quiet } from './sent-silences.ts';
import { liveIn, type Step, type Watch } from './watch.ts';

/** The silences in force at an instant in milliseconds. */
export function silencesAt(silences: readonly Quiet[], now: number): readonly Quiet[] {
  return silences.filter(({ startsAt, endsAt }) => startsAt <= now && now < endsAt);
}

/** The first instant after one, in milliseconds, at which a silence begins or ends; infinite where none does. */
export function silenceChangesAt(silences: readonly Quiet[], now: number): number {
  return silences
    .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
    .filter((at) => at > now)
    .reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY);
}

/** What keeps an alert from being told whatever its incident is: maintenance and silences. */
function mutesOf({ watch, now }: Step, alert: Alert): readonly Reason[] {
  const { model } = watch.plan;
  if (watch.silences.length === 0) {
    return alert.suppressedBy;
  }
  const system = model.systemById.get(alert.system);
  const silences = silencesAt(watch.silences, now).filter(
    ({ matches, thresholds }) =>
      (thresholds === undefined || thresholds.includes(alert.source)) &&
      (matches === undefined || (system !== undefined && matches(system))),
  );
  return silences.length === 0
    ? alert.suppressedBy
    : [...alert.suppressedBy, ...silences.map(silenceReason)];
}

function silenceReason({ id, endsAt, reason, createdBy, at }: Quiet): Reason {
  const until = sayInstant(endsAt);
  // What was asked for in a batch has no place to look at: who asked has to be said.
  const by = at === undefined && createdBy !== undefined ? ` of ${createdBy}` : '';
  return {
    code: 'silence',
    message: `silenced by \`${id}\`${by} until ${until}: ${reason}`,
    ...(at === undefined ? {} : { at }),
    values: { silence: id, until, createdBy: createdBy ?? null },
  };
}

/** An alert as reports show it: its incident, and everything that keeps it from being told, the most general first. */
export function shownAlert(step: Step, alert: Alert, episode: Episode | undefined): Alert {
  const mutes = mutesOf(step, alert);
  const incident = step.watch.alerting.incidents.get(episode?.incident ?? '');
  const isFlapping = episode?.flappingSince !== undefined;
  if (episode === undefined || incident === undefined) {
    return mutes === alert.suppressedBy ? alert : { ...alert, suppressedBy: mutes };
  }
  return {
    ...alert,
    // A check repeats itself: the first one that failed began it.
    since: alert.kind === 'check' ? sayInstant(episode.onset) : alert.since,
    incident: incident.id,
    flapping: isFlapping,
    suppressedBy: [
      ...mutes,
      ...(episode.system === incident.root
        ? []
        : [dependencyReason(step.watch, episode, incident)]),
      ...(isFlapping ? [flappingReason(episode)] : []),
      ...acknowledgedReasons(incident),
    ],
  };
}

function dependencyReason({ roots, plan }: Watch, episode: Episode, incident: Incident): Reason {
  const index = plan.indexOf.get(episode.system) ?? -1;
  const path = (roots.links.get(index)?.path ?? []).map((node) => plan.topology.ids[node] ?? '');
  const root = plan.model.systemById.get(incident.root);
  return {
    code: 'dependency',
    message: `it follows from \`${incident.root}\`${
      path.length > 2
        ? ` by ${path
            .slice(1, -1)
            .map((id) => `\`${id}\``)
            .join(', ')}`
        : ''
    }`,
    ...(root === undefined ? {} : { at: root.at }),
    values: { root: incident.root, incident: incident.id },
  };
}

function flappingReason({ flappingSince }: Episode): Reason {
  const since = sayInstant(flappingSince ?? 0);
  return {
    code: 'flapping',
    message: `it is flapping since ${since}: only a higher severity is told`,
    values: { since },
  };
}

/** An acknowledgement as the reason why nobody else is told. */
export function acknowledgedReasons({ acknowledged }: Incident): readonly Reason[] {
  if (acknowledged === undefined) {
    return [];
  }
  const { by, at, until } = acknowledged;
  return [
    {
      code: 'acknowledged',
      message: `${by} takes care of it since ${sayInstant(at)}${until === undefined ? '' : `, until ${sayInstant(until)}`}`,
      values: { by, until: until === undefined ? null : sayInstant(until) },
    },
  ];
}

/** Whether an incident may be told, and if not, why. */
export interface Muting {
  readonly isMuted: boolean;
  readonly reasons: readonly Reason[];
  /** Alerts of other systems that would be told, were they not hidden behind a root that is silenced. */
  readonly hidden: number;
}

/**
 * An incident is muted while each live alert of its root is in maintenance or silenced. A silence that was not meant for what
 * follows from the root hides it too: such an incident is told, with the number of alerts behind it.
 */
export function mutingOf(step: Step, incident: Incident): Muting {
  const live = liveIn(step.watch, incident);
  const ofRoot = live.filter(({ system }) => system === incident.root);
  if (ofRoot.length === 0) {
    // What only flaps has nothing to tell: it stays as it was.
    return { isMuted: incident.isMuted, reasons: [], hidden: 0 };
  }
  const mutes = ofRoot.map((episode) => mutesOfEpisode(step, episode));
  if (mutes.some((reasons) => reasons.length === 0)) {
    return { isMuted: false, reasons: [], hidden: 0 };
  }
  const reasons = [...new Map(mutes.flat().map((reason) => [reason.message, reason])).values()];
  if (!reasons.some(({ code }) => code === 'silence')) {
    return { isMuted: true, reasons, hidden: 0 };
  }
  const hidden = live.filter(
    (episode) => episode.system !== incident.root && mutesOfEpisode(step, episode).length === 0,
  ).length;
  return { isMuted: hidden === 0, reasons, hidden };
}

function mutesOfEpisode(step: Step, episode: Episode): readonly Reason[] {
  const index = step.watch.plan.indexOf.get(episode.system) ?? -1;
  const alert = step.watch.alertsOf.get(index)?.find(({ id }) => id === episode.id);
  return alert === undefined ? [] : mutesOf(step, alert);
}
