import { directChannels } from '../../evaluate/alerting/prospect.ts';
import { type Remembered, untold } from '../../evaluate/alerting/untold.ts';
import { upcoming } from '../../evaluate/alerting/upcoming.ts';
import { sayLocation } from '../../model/location.ts';
import type { Model } from '../../model/model.ts';
import type { Incident, Reason, Report } from '../../model/report.generated.ts';
import { parseInstant, sayDuration, sayInstant } from '../../model/time.ts';
import type { RenderContext } from '../../report/context.ts';
import { sayAge, sayCare } from '../../report/incident-words.ts';
import { hanging, type Line, words } from '../../report/look.ts';
import { priorityPiece } from '../../report/pretty/incidents.ts';
import { sayStanding } from '../../report/pretty/values.ts';
import { matchText, type Written } from '../match-text.ts';
import type { LastReport } from '../state.ts';
import { type Fact, factLines, sayLines } from '../text.ts';
import { type Happening, timelineLines } from './timeline.ts';

/** What explaining an incident or an alert needs. */
export interface Known {
  readonly model: Model;
  readonly last: LastReport;
  readonly written: Written;
}

/** An incident for people: what it is, all that happened and is to come, who was told, and why nobody else is. */
export function incidentText(known: Known, incident: Incident, context: RenderContext): string {
  const { report } = known.last;
  return sayLines(context, [
    ...hanging(
      context,
      [
        priorityPiece(context, incident),
        { text: ' ' },
        { text: words(context, incident.root), paint: 'bold' },
        { text: `   ` },
      ],
      { text: words(context, `${sayStandingOf(report, incident)}; ${sayCare(report, incident)}`) },
    ),
    [],
    ...timelineLines(context, [...pastOf(incident), ...futureOf(known, incident)]),
    [],
    ...factLines(context, [
      ['incident', incident.id],
      ['alerts', alertTexts(report, incident.alerts, context)],
      ['follow', followerTexts(incident)],
      ['route', routeText(known, incident)],
      ['told', toldTexts(incident)],
      ...clockFacts(incident),
    ]),
    ...untoldLines(context, incident, [
      // What kept it from being told while it lasted says nothing about its end.
      ...(incident.state === 'open' ? incident.suppressedBy : []),
      ...flappingOf(report, incident),
      ...untoldOf(known, incident),
    ]),
  ]);
}

function sayStandingOf(report: Report, incident: Incident): string {
  const age = sayAge(report, incident);
  return incident.state === 'open' ? `open for ${age}` : `resolved, lasted ${age}`;
}

/** What happened to an incident. Of many systems that begin to follow at once it is said how many: they are listed by themselves. */
export function pastOf({ timeline }: Incident): readonly Happening[] {
  const joined = Map.groupBy(
    timeline.filter(({ kind }) => kind === 'joined'),
    ({ at }) => at,
  );
  return timeline.flatMap((event): readonly Happening[] => {
    const { at, kind, message, place } = event;
    const together = kind === 'joined' ? (joined.get(at) ?? []) : [];
    if (together.length < manyJoined) {
      return [{ at, what: message, place }];
    }
    return together[0] === event ? [{ at, what: `${together.length} systems follow from it` }] : [];
  });
}

const manyJoined = 4;

/** What is to come of an incident by itself. */
export function futureOf(known: Known, incident: Incident): readonly Happening[] {
  const remembered = rememberedOf(known, incident);
  return remembered === undefined
    ? []
    : upcoming(remembered).map(({ at, message, why, place }) => ({
        at: sayInstant(at),
        what: `${message} in ${sayDuration(at - remembered.now)}`,
        why,
        place,
        isNext: true,
      }));
}

function rememberedOf({ model, last }: Known, { id }: Incident): Remembered | undefined {
  const incident = last.alerting.incidents.get(id);
  return incident === undefined
    ? undefined
    : { model, alerting: last.alerting, incident, now: parseInstant(last.report.at) ?? 0 };
}

/** Why nobody is told besides those who were, apart from what suppresses it. */
export function untoldOf(known: Known, incident: Incident): readonly Reason[] {
  const remembered = rememberedOf(known, incident);
  return remembered === undefined ? [] : untold(remembered);
}

/** That an alert of the root flaps holds up the whole incident. */
function flappingOf({ alerts }: Report, { alerts: ids }: Incident): readonly Reason[] {
  const reasons = alerts
    .filter(({ id }) => ids.includes(id))
    .flatMap(({ suppressedBy }) => suppressedBy.filter(({ code }) => code === 'flapping'));
  return reasons.slice(0, 1);
}

function alertTexts(
  { alerts }: Report,
  ids: readonly string[],
  context: RenderContext,
): readonly string[] {
  return alerts
    .filter(({ id }) => ids.includes(id))
    .map((alert) => `${alert.source}: ${sayStanding(context, alert)} (${sayLocation(alert.at)})`);
}

const followersMax = 20;

function followerTexts({ symptoms }: Incident): readonly string[] {
  const more = symptoms.length - followersMax;
  return [
    ...symptoms.slice(0, followersMax).map(({ path }) => path.join(' → ')),
    ...(more > 0 ? [`… and ${more} more: tower alerts --all`] : []),
  ];
}

/** `1 of 3: owner payments, priority p1 → escalation payments (policies/escalation.yaml:25:5)`. */
export function routeText({ model, written }: Known, incident: Incident): string {
  const route = model.routes[(incident.route?.number ?? 0) - 1];
  if (route === undefined) {
    return 'none';
  }
  const targets = [
    ...(route.escalation === undefined ? [] : [`escalation ${route.escalation}`]),
    ...directChannels(route, model.escalations.get(route.escalation ?? '')),
  ].join(', ');
  const match = matchText(written(route, 'match'));
  return `${route.index + 1} of ${model.routes.length}: ${match} → ${targets} (${sayLocation(route.at)})`;
}

function toldTexts({ told }: Incident): readonly string[] {
  return told.map(({ channel, at, reasons, isOpen }) => {
    const over = reasons.includes('moved') ? 'hears of it no more' : 'knows that it is over';
    return `${channel} at ${at}: ${reasons.join(', ')}${isOpen ? '' : `, ${over}`}`;
  });
}

function clockFacts({ sla }: Incident): readonly Fact[] {
  const text = (clock: Incident['sla']['acknowledge']): string | undefined =>
    clock === null
      ? undefined
      : `by ${clock.dueAt}: ${clock.state}${clock.at === null ? '' : ` at ${clock.at}`}`;
  return [
    ['acknowledge', text(sla.acknowledge)],
    ['resolve', text(sla.resolve)],
  ];
}

/** Every reason at hand why nobody, or nobody else, is told. */
export function untoldLines(
  context: RenderContext,
  { told }: Pick<Incident, 'told'>,
  reasons: readonly Reason[],
): readonly Line[] {
  if (reasons.length === 0) {
    return [];
  }
  const who = told.length === 0 ? 'Nobody was told' : 'Nobody else is told';
  return [
    [],
    [{ text: `${who}, because`, paint: 'bold' }],
    ...reasons.flatMap(({ message, at }) =>
      hanging(context, [{ text: '  ' }], {
        text: words(context, at === undefined ? message : `${message} (${sayLocation(at)})`),
      }),
    ),
  ];
}
