import { sayLocation } from '../../model/location.ts';
import type { Level, System, Threshold } from '../../model/model.ts';
import type { Alert, AlertLevel, Incident } from '../../model/report.generated.ts';
import { parseInstant, sayDuration, sayInstant } from '../../model/time.ts';
import type { RenderContext } from '../../report/context.ts';
import { counted, hanging, type Line, signsOf, words } from '../../report/look.ts';
import { sayFor, sayStanding } from '../../report/pretty/values.ts';
import { factLines, sayLines } from '../text.ts';
import { futureOf, type Known, pastOf, routeText, untoldLines, untoldOf } from './incident.ts';
import { type Happening, timelineLines } from './timeline.ts';

/** An alert for people: what was reached when, why it counts so much, what it follows from, and all that its incident went through. */
export function alertText(known: Known, alert: Alert, context: RenderContext): string {
  const { report } = known.last;
  const signs = signsOf(context);
  const incident = report.incidents.find(({ id }) => id === alert.incident);
  const isRoot = incident?.root === alert.system;
  const urgent = { text: `${signs.fail} `, paint: 'red' } as const;
  const mild = { text: `${signs.warn} `, paint: 'yellow' } as const;
  return sayLines(context, [
    ...hanging(
      context,
      [
        alert.severity === 'critical' ? urgent : mild,
        { text: `${alert.priority.toUpperCase()} ` },
        { text: words(context, `${alert.system} ${alert.signal}`), paint: 'bold' },
        { text: '   ' },
      ],
      {
        text: words(
          context,
          `${alert.state} for ${sayFor(report, alert.since)}: ${sayStanding(context, alert)}`,
        ),
      },
    ),
    [],
    ...timelineLines(context, [
      ...reachedHappenings(known, alert, context),
      ...priorityHappening(known, alert),
      ...(incident === undefined ? [] : causeHappening(alert, incident)),
      ...(incident !== undefined && isRoot
        ? [...pastOf(incident), ...futureOf(known, incident)]
        : []),
    ]),
    [],
    ...factLines(context, [
      ['alert', alert.id],
      ['incident', incident === undefined ? undefined : `incident/${incident.root}`],
      ['route', incident === undefined ? undefined : routeText(known, incident)],
      ['runbook', alert.runbook ?? undefined],
    ]),
    ...whyLines(known, { alert, incident: isRoot ? incident : undefined }, context),
  ]);
}

function whyLines(
  known: Known,
  { alert, incident }: { readonly alert: Alert; readonly incident: Incident | undefined },
  context: RenderContext,
): readonly Line[] {
  const pending = {
    code: 'pending',
    message: 'it has not lasted long enough to fire',
    at: alert.at,
  };
  return untoldLines(context, incident ?? { told: [] }, [
    ...(alert.state === 'pending' ? [pending] : []),
    ...alert.suppressedBy,
    ...(incident === undefined ? [] : untoldOf(known, incident)),
  ]);
}

/** When the limits were reached, and since when they have been beyond for long enough. */
function reachedHappenings(
  known: Known,
  alert: Alert,
  context: RenderContext,
): readonly Happening[] {
  const { model } = known;
  const threshold = model.systemById.get(alert.system)?.thresholds.get(alert.signal);
  if (alert.kind === 'threshold' && threshold !== undefined) {
    return alert.levels.toReversed().flatMap((level) => levelHappenings(alert, level, threshold));
  }
  return [
    { at: alert.since, what: sayProbe(alert, context), why: probeSource(alert), place: alert.at },
  ];
}

function levelHappenings(
  alert: Alert,
  { severity, state, since, limit }: AlertLevel,
  threshold: Threshold,
): readonly Happening[] {
  const level: Level | undefined = threshold[severity];
  const forMs = level?.forMs ?? 0;
  const firesAt = (parseInstant(since) ?? 0) + forMs;
  const reached: Happening = {
    at: since,
    what: `${alert.signal} ${alert.comparison} ${limit}`,
    why: `${severity} of threshold ${alert.source}`,
    place: level?.at,
  };
  const held =
    state === 'pending'
      ? { what: `${severity} fires if it stays so`, isNext: true }
      : { what: `held for ${sayDuration(forMs)}, so ${severity} fired` };
  return forMs === 0
    ? [reached]
    : [reached, { at: sayInstant(firesAt), why: `for: ${sayDuration(forMs)}`, ...held }];
}

function sayProbe(alert: Alert, context: RenderContext): string {
  switch (alert.kind) {
    case 'check':
      return `its check ${sayStanding(context, alert)}`;
    case 'heartbeat':
      return `no heartbeat in time, ${sayStanding(context, alert)}`;
    default:
      return `${alert.signal} has been missing for too long`;
  }
}

function probeSource({ kind, source, status }: Alert): string {
  return kind === 'no-data'
    ? `threshold ${source}, counts as ${status}`
    : `probe, counts as ${status}`;
}

function priorityHappening({ model, last }: Known, alert: Alert): readonly Happening[] {
  const system = model.systemById.get(alert.system);
  const episode = last.alerting.episodes.get(alert.id);
  return system === undefined || episode === undefined || alert.state === 'pending'
    ? []
    : [
        {
          at: sayInstant(episode.firedAt),
          what: `priority ${alert.priority.toUpperCase()}`,
          why: `${alert.severity} severity on a system of criticality ${system.criticality}`,
        },
      ];
}

function causeHappening(alert: Alert, incident: Incident): readonly Happening[] {
  const { root, symptoms, alerts, openedAt } = incident;
  if (root === alert.system) {
    const all = alerts.length + symptoms.reduce((sum, one) => sum + one.alerts.length, 0);
    const others = symptoms.length === 0 ? '' : ` in ${symptoms.length + 1} systems`;
    return [
      {
        at: openedAt,
        what: `root cause of ${counted(all, 'alert')}${others}`,
        why: 'nothing that it depends on failed before it',
      },
    ];
  }
  const path = symptoms.find(({ system }) => system === alert.system)?.path ?? [];
  return [
    {
      at: openedAt < alert.since ? alert.since : openedAt,
      what: `follows from ${root}`,
      why: path.join(' → '),
    },
  ];
}

/** A threshold of a system that nothing has reached, or no longer. */
export function calmText(
  { last }: Known,
  { system, threshold }: { readonly system: System; readonly threshold: Threshold },
  context: RenderContext,
): string {
  const { report, saved } = last;
  const known = Object.hasOwn(saved.systems, system.id) ? saved.systems[system.id] : undefined;
  const series = known?.series ?? {};
  const seen = Object.hasOwn(series, threshold.signal) ? series[threshold.signal] : undefined;
  const episode = [...last.alerting.episodes.values()].find(
    (one) => one.system === system.id && one.source === threshold.id,
  );
  const incident = report.incidents.find(({ id }) => id === episode?.incident);
  const levels = [threshold.warn, threshold.critical].flatMap((level) =>
    level === undefined ? [] : [`${level.name} ${level.limitText} (${sayLocation(level.at)})`],
  );
  return sayLines(context, [
    [
      { text: `${signsOf(context).pass} `, paint: 'green' },
      { text: words(context, `${system.id} ${threshold.signal}`), paint: 'bold' },
      { text: '   does not alert' },
    ],
    ...factLines(context, [
      ['at', report.at],
      ['value', seen === undefined ? 'never seen' : `${seen.value}, at ${sayInstant(seen.at)}`],
      ['levels', levels],
      [
        'ended',
        episode?.endedAt === undefined
          ? undefined
          : `${sayInstant(episode.endedAt)}, fired at ${sayInstant(episode.firedAt)}`,
      ],
      ['incident', incident === undefined ? undefined : `incident/${incident.root}`],
    ]),
  ]);
}
