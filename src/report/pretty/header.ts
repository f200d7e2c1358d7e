import type { Report } from '../../model/report.generated.ts';
import { type Status, statuses } from '../../model/words.ts';
import type { RenderContext } from '../context.ts';
import {
  columnsOfLine,
  flowing,
  hanging,
  type Line,
  signsOf,
  statusPaint,
  widthOf,
  words,
} from '../look.ts';
import { sayTotals, shortRevision } from './totals.ts';
import { sayScore } from './values.ts';

/** What was evaluated: version, name, what is configured, revision. */
export function headerLines(report: Report, context: RenderContext): readonly Line[] {
  const sizes = sayTotals(report);
  const revision = shortRevision(words(context, report.revision));
  const start: Line = [
    { text: `tower ${words(context, context.version)}  ` },
    { text: words(context, report.name), paint: 'bold' },
  ];
  const environment: Line =
    report.environment === undefined
      ? []
      : [{ text: `  in ${words(context, report.environment)}`, paint: 'cyan' }];
  const whole: Line = [
    ...start,
    ...environment,
    { text: `  ${sizes}` },
    { text: `   config ${revision}`, paint: 'dim' },
  ];
  return columnsOfLine(whole) <= widthOf(context)
    ? [whole]
    : [
        ...hanging(context, start.slice(0, 1), {
          text: words(context, report.name),
          paint: 'bold',
        }),
        ...(environment.length === 0 ? [] : [environment]),
        ...hanging(context, [{ text: '  ' }], { text: sizes }),
        [{ text: `  config ${revision}`, paint: 'dim' }],
      ];
}

/** Overall status, score and how many systems have which status. */
export function overallLines(report: Report, context: RenderContext): readonly Line[] {
  const { overall } = report;
  const signs = signsOf(context);
  const name = overall.status.slice(0, 1).toUpperCase() + overall.status.slice(1);
  const start: Line = [
    { text: '  ' },
    { text: `${signs.status[overall.status]} ${name}`, paint: statusPaint[overall.status] },
    // A score of what nobody observed says nothing.
    ...(overall.score === null || overall.coverage === 0
      ? []
      : [{ text: `  score ${sayScore(overall.score)}` }]),
    ...(overall.coverage === null || overall.coverage >= 1
      ? []
      : [{ text: `, ${Math.floor(overall.coverage * 100)}% known`, paint: 'dim' } as const]),
  ];
  const counts = statuses
    .filter((status) => overall.counts[status] > 0)
    .map((status) => ({ text: countOf(report, context, status), paint: statusPaint[status] }));
  const whole = flowing(context, [...start, { text: '   ' }], counts);
  return whole.length === 1 ? whole : [start, ...flowing(context, [{ text: '    ' }], counts)];
}

function countOf(report: Report, context: RenderContext, status: Status): string {
  const count = `${report.overall.counts[status]} ${status}`;
  return status === 'healthy' ? count : `${signsOf(context).status[status]} ${count}`;
}
