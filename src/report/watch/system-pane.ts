import { sayLocation } from '../../model/location.ts';
import type { Incident, Report, Spof, System } from '../../model/report.generated.ts';
import type { RenderContext } from '../context.ts';
import { sayAge, sayCare, sayFollowers } from '../incident-words.ts';
import { hanging, type Line, listed, signsOf, statusPaint, words } from '../look.ts';
import { sayFor, sayScore, sayStanding } from '../pretty/values.ts';
import { type Canvas, contextOf } from './canvas.ts';
import { alertsBySystem } from './deciding-reason.ts';
import { incidentOf } from './ranked.ts';

/** Everything that the report has to say of a system: why it is as it is, its alerts, its incident, who was told, what hangs on it. */
export function systemPane(report: Report, id: string, canvas: Canvas): readonly Line[] {
  const context = contextOf(canvas);
  const system = report.systems.find((one) => one.id === id);
  if (system === undefined) {
    return hanging(context, [{ text: ' ' }], { text: `${words(context, id)} is gone` });
  }
  const incident = incidentOf(report, id);
  const spof = report.spofs.find((one) => one.system === id);
  return [
    ...titleLines(system, context),
    ...section(context, 'Because', reasonTexts(system)),
    ...section(context, 'Alerts', alertTexts(report, system, context)),
    ...(incident === undefined ? [] : incidentLines(report, incident, context)),
    ...(spof === undefined ? [] : spofLines(spof, context)),
  ];
}

function titleLines(system: System, context: RenderContext): readonly Line[] {
  const { id, status, score, type, criticality, owner, underlying } = system;
  const said = score === null ? status : `${status} ${sayScore(score)}`;
  const kind = [
    type,
    `${criticality} criticality`,
    ...(owner === null ? [] : [`owned by ${owner}`]),
    ...(underlying === undefined ? [] : [`${underlying.status} behind the maintenance`]),
  ].join(', ');
  return hanging(
    context,
    [
      { text: ' ' },
      { text: `${signsOf(context).status[status]} ${words(context, id)}`, paint: 'bold' },
      { text: '  ' },
      { text: said, paint: statusPaint[status] },
      { text: '  ' },
    ],
    { text: words(context, kind), paint: 'dim' },
  );
}

/** A heading, and texts two columns further in; nothing where there are none. */
function section(context: RenderContext, title: string, texts: readonly string[]): readonly Line[] {
  return texts.length === 0
    ? []
    : [
        [],
        [{ text: ` ${title}`, paint: 'bold' }],
        ...texts.flatMap((text) =>
          hanging(context, [{ text: '   ' }], { text: words(context, text) }),
        ),
      ];
}

function reasonTexts({ because, via }: System): readonly string[] {
  const [first] = via;
  const path = [
    ...(first === undefined ? [] : [first.from]),
    ...via.map(({ to, kind }) => `${to} (${kind})`),
  ];
  return [
    ...(path.length === 0 ? [] : [path.join(' → ')]),
    ...because.map(({ message, at }) =>
      at === undefined ? message : `${message} (${sayLocation(at)})`,
    ),
  ];
}

function alertTexts(report: Report, { id }: System, context: RenderContext): readonly string[] {
  return (alertsBySystem(report.alerts).get(id) ?? []).map((alert) => {
    const { priority, signal, state, since, suppressedBy, runbook, at } = alert;
    return [
      `${priority.toUpperCase()} ${signal} ${state} ${sayFor(report, since)}: ${sayStanding(context, alert)}`,
      ...suppressedBy.map(({ message }) => message),
      ...(runbook === null ? [] : [runbook]),
      sayLocation(at),
    ].join(', ');
  });
}

function incidentLines(
  report: Report,
  incident: Incident,
  context: RenderContext,
): readonly Line[] {
  const { root, priority, symptoms, told, timeline } = incident;
  const follow = sayFollowers(incident);
  const names = symptoms.map(({ system }) => words(context, system));
  return [
    ...section(context, 'Incident', [
      `${priority.toUpperCase()} ${root}, open for ${sayAge(report, incident)}`,
      sayCare(report, incident),
    ]),
    ...(names.length === 0
      ? []
      : listed(context, [{ text: `   ${follow}: `, paint: 'dim' }], names)),
    ...section(
      context,
      'Told',
      told.map(({ channel, at, reasons }) => `${at} ${channel}: ${reasons.join(', ')}`),
    ),
    ...section(
      context,
      'What happened',
      timeline.map(({ at, message }) => `${at} ${message}`),
    ),
  ];
}

function spofLines(
  { takesDown, blastRadius, replicas }: Spof,
  context: RenderContext,
): readonly Line[] {
  const omitted = blastRadius - takesDown.length;
  const names = takesDown.map((name) => words(context, name));
  const more = omitted > 0 ? [`${omitted} more`] : [];
  const start = replicas < 2 ? ' takes down: ' : ' takes down, all replicas together: ';
  return [
    [],
    [{ text: ' Weak point', paint: 'bold' }],
    ...listed(context, [{ text: `  ${start}`, paint: 'dim' }], [...names, ...more]),
  ];
}
