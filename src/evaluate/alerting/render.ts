import type { Reason, Incident as Report } from '../../model/report.generated.ts';
import { sayInstant } from '../../model/time.ts';
import type { Clock, Incident } from './alerting.ts';
import { dueAt, levelOf, type Moment } from './escalation.ts';
import { clockState } from './service-level.ts';
import { acknowledgedReasons } from './suppression.ts';
import type { Tellable } from './wants.ts';
import { liveIn, type Step, type Watch } from './watch.ts';

/** An incident as reports show it. */
export function incidentReport({ watch, now }: Step, tellable: Tellable): Report {
  const { incident, route } = tellable;
  const { plan, mutings } = watch;
  const muting = mutings.get(incident.id);
  const { acknowledged, endedAt, mergedInto } = incident;
  const events = incident.timeline.slice();
  let timeline: Report['timeline'] | undefined;
  return {
    id: incident.id,
    root: incident.root,
    state: endedAt === undefined ? 'open' : 'resolved',
    priority: incident.priority,
    openedAt: sayInstant(incident.openedAt),
    resolvedAt: instantOrNull(endedAt),
    reopened: incident.reopened,
    ...membersReport(watch, incident),
    route: route === undefined ? null : { number: route.index + 1, at: route.at },
    escalation: escalationReport({ model: plan.model, incident, now }),
    acknowledged:
      acknowledged === undefined
        ? null
        : {
            by: acknowledged.by,
            at: sayInstant(acknowledged.at),
            until: instantOrNull(acknowledged.until),
          },
    sla: {
      acknowledge: clockReport(incident.acknowledgeBy),
      resolve: clockReport(incident.resolveBy),
    },
    suppressedBy: [
      ...(muting?.reasons ?? []),
      ...acknowledgedReasons(incident),
      ...hoursReasons(tellable),
    ],
    hidden: muting?.hidden ?? 0,
    told: incident.told.map(({ channel, at, reasons, isOpen }) => ({
      channel,
      at: sayInstant(at),
      reasons,
      isOpen,
    })),
    mergedInto: mergedInto ?? null,
    // Timelines are long, and few of them are read.
    get timeline() {
      timeline ??= events.map(({ at, kind, message, place }) => ({
        at: sayInstant(at),
        kind,
        message,
        ...(place === undefined ? {} : { place }),
      }));
      return timeline;
    },
  };
}

/** A route that tells nobody at this hour, as the reason why nobody is told. */
function hoursReasons({ incident, route, isActive }: Tellable): readonly Reason[] {
  return route === undefined || isActive || incident.endedAt !== undefined
    ? []
    : [
        {
          code: 'route-hours',
          message: `it is not within the hours of route ${route.index + 1}`,
          at: route.at,
          values: { route: route.index + 1 },
        },
      ];
}

function instantOrNull(at: number | undefined): string | null {
  return at === undefined || at === Number.POSITIVE_INFINITY ? null : sayInstant(at);
}

function clockReport(clock: Clock | undefined): Report['sla']['acknowledge'] {
  return clock === undefined
    ? null
    : {
        dueAt: sayInstant(clock.dueAt),
        state: clockState(clock),
        at: instantOrNull(clock.breachedAt ?? clock.metAt),
      };
}

function escalationReport(moment: Moment): Report['escalation'] {
  const { escalation, endedAt } = moment.incident;
  const level = levelOf(moment.incident);
  if (escalation === undefined || level === undefined) {
    return null;
  }
  return {
    path: escalation.path,
    level: level.level,
    step: escalation.step + 1,
    enteredAt: sayInstant(escalation.enteredAt),
    dueAt: endedAt === undefined ? instantOrNull(dueAt(moment)) : null,
    paused: escalation.pausedAt !== undefined,
    exhausted: escalation.exhausted,
    at: level.place,
  };
}

/** The alerts of the root, and by system those of everything that follows from it. */
function membersReport(watch: Watch, incident: Incident): Pick<Report, 'alerts' | 'symptoms'> {
  const { plan, roots } = watch;
  const live = liveIn(watch, incident);
  const [only] = live;
  if (live.length === 1 && only?.system === incident.root) {
    return { alerts: [only.id], symptoms: [] };
  }
  const bySystem = Map.groupBy(live, ({ system }) => system);
  const idsOf = (system: string): readonly string[] =>
    (bySystem.get(system) ?? []).map(({ id }) => id).sort();
  const alerts = idsOf(incident.root);
  bySystem.delete(incident.root);
  return {
    alerts,
    symptoms: [...bySystem.keys()].sort().map((system) => {
      const link = roots.links.get(plan.indexOf.get(system) ?? -1);
      return {
        system,
        alerts: idsOf(system),
        path: (link?.path ?? []).map((node) => plan.topology.ids[node] ?? ''),
      };
    }),
  };
}
