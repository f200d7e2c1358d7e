import type { Finding, Incident, Report, System } from '../../model/report.generated.ts';
import { criticalities, isFailing } from '../../model/words.ts';
import type { RenderContext } from '../context.ts';
import { careOf } from '../incident-words.ts';
import {
  columnsOfLine,
  hanging,
  type Line,
  nextSteps,
  type Piece,
  signsOf,
  widthOf,
  words,
} from '../look.ts';
import { parted, sayTally, standingOf, tally } from '../standing.ts';
import { asArgument } from '../text.ts';
import { hitsByRoot } from './paths.ts';
import { isHealthEvaluated } from './values.ts';

const maxCommands = 2;

/** The verdict with its reason and what was counted, and at most two commands to go on with. */
export function resultLines(report: Report, context: RenderContext): readonly Line[] {
  const signs = signsOf(context);
  const verdict =
    report.exitCode === 0
      ? ({ text: `${signs.pass} passed`, paint: 'green' } as const)
      : ({ text: `${signs.fail} failed`, paint: 'red' } as const);
  const start: Line = [{ text: 'Result', paint: 'bold' }, { text: '  ' }, verdict];
  const reason = words(context, report.exitReason);
  // The reason counts what fails a run; here is only what it does not count.
  const counts = sayTally({ ...tally(report.findings), error: 0, warning: 0 });
  const took = context.took === undefined ? '' : `in ${words(context, context.took)}`;
  const rest: readonly Piece[] = [counts, took]
    .filter((text) => text !== '')
    .map((text) => ({ text, paint: 'dim' }));
  const whole: Line = [
    ...start,
    { text: reason === '' ? '' : `: ${reason}` },
    ...rest.flatMap((piece) => [{ text: '   ' }, piece]),
  ];
  const indent: Line = [{ text: '        ' }];
  return [
    ...(columnsOfLine(whole) <= widthOf(context)
      ? [whole]
      : [
          start,
          ...hanging(context, indent, { text: reason }),
          ...rest.flatMap((piece) => hanging(context, indent, piece)),
        ]),
    ...nextSteps(context, nextCommands(report, context)),
  ];
}

function nextCommands(report: Report, { again }: RenderContext): readonly string[] {
  const counts = (finding: Finding): boolean =>
    standingOf(finding) === 'error' || standingOf(finding) === 'warning';
  const finding =
    report.findings.find((one) => standingOf(one) === 'error') ?? report.findings.find(counts);
  const cause = rootCause(report);
  const root = [
    again?.root === undefined ? '' : ` --root ${asArgument(again.root)}`,
    again?.environment === undefined ? '' : ` --env ${asArgument(again.environment)}`,
  ].join('');
  const both = again?.state === undefined ? root : `${root} --state ${asArgument(again.state)}`;
  const incident = again?.state === undefined ? undefined : unattended(report);
  return [
    ...(finding === undefined ? [] : [`tower explain ${asArgument(finding.rule)}${both}`]),
    ...(incident === undefined
      ? []
      : [`tower explain ${asArgument(`incident/${incident.root}`)}${both}`]),
    ...(cause === undefined ? [] : [`tower graph --focus ${asArgument(cause)}${both}`]),
    ...(parted(report.diagnostics).fresh.length === 0 ? [] : [`tower validate${root}`]),
    ...(isHealthEvaluated(report) ? [] : [`tower evaluate --signals FILE${both}`]),
  ].slice(0, maxCommands);
}

/** The incident that nobody takes care of and somebody should, first by priority. */
function unattended({ incidents }: Report): Incident | undefined {
  return incidents.find((incident) => careOf(incident) === 'open');
}

/** The failing system that hits the most others; of several the most critical one, then the first. */
function rootCause(report: Report): string | undefined {
  const { unhealthy, offline, maintenance } = report.overall.counts;
  // Nothing is shown better than it is by itself, but what is in maintenance.
  if (unhealthy + offline + maintenance === 0) {
    return undefined;
  }
  const hits = hitsByRoot(report);
  const rank = ({ criticality }: System): number => criticalities.indexOf(criticality);
  return report.systems
    .filter((system) => isFailing(system.own))
    .toSorted((a, b) => (hits.get(b.id) ?? 0) - (hits.get(a.id) ?? 0) || rank(a) - rank(b))[0]?.id;
}
