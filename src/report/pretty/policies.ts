import { sayLocation } from '../../model/location.ts';
import type { Finding, Report, Waived } from '../../model/report.generated.ts';
import type { RenderContext } from '../context.ts';
import { excerpt } from '../excerpt.ts';
import {
  andMore,
  columnsOfLine,
  counted,
  hanging,
  heading,
  type Line,
  type Paint,
  type Signs,
  signsOf,
  widthOf,
  words,
} from '../look.ts';
import { type Standing, sayTally, standingOf, tally } from '../standing.ts';
import { columnsOf, padded } from '../text.ts';
import { knownLines } from './known.ts';

const maxFindings = 100;
const maxExcerpts = 10;
const maxReasons = 3;

interface Manner {
  readonly sign: keyof Pick<Signs, 'fail' | 'warn' | 'note'>;
  readonly word: string;
  readonly paint: Paint;
}

const manners: Readonly<Record<Standing, Manner>> = {
  error: { sign: 'fail', word: 'error', paint: 'red' },
  warning: { sign: 'warn', word: 'warn', paint: 'yellow' },
  known: { sign: 'note', word: 'known', paint: 'dim' },
  waived: { sign: 'note', word: 'waived', paint: 'dim' },
  shadow: { sign: 'note', word: 'shadow', paint: 'dim' },
};

const order = ['error', 'warning', 'waived', 'shadow'] as const satisfies readonly Standing[];

/** Findings: those that fail first, with the source; then warnings, those that are known in short, waived ones and those that only record. */
export function policyLines(report: Report, context: RenderContext): readonly Line[] {
  if (report.findings.length === 0) {
    return [];
  }
  const sorted = order.flatMap((standing) =>
    report.findings.filter((finding) => standingOf(finding) === standing),
  );
  const known = report.findings.filter((finding) => standingOf(finding) === 'known');
  return [
    ...heading(context, 'Policies', sayTally(tally(report.findings))),
    ...sorted
      .slice(0, maxFindings)
      .flatMap((finding, index) => findingLines(context, finding, index < maxExcerpts)),
    ...knownLines(known, context, '  '),
    ...andMore(context, sorted.length - maxFindings, 'in -o json'),
  ];
}

function findingLines(
  context: RenderContext,
  finding: Finding,
  isDetailed: boolean,
): readonly Line[] {
  const standing = standingOf(finding);
  const { sign, word, paint } = manners[standing];
  const start: Line = [
    { text: '  ' },
    { text: `${signsOf(context)[sign]} ${padded(word, 6)}`, paint },
    { text: '  ' },
  ];
  const indent = widthOf(context) < 60 ? 4 : columnsOfLine(start);
  const message = { text: words(context, finding.message) };
  const rule = { text: `${words(context, finding.rule)}  `, paint: 'bold' } as const;
  const room = widthOf(context) - columnsOfLine([...start, rule]);
  const isRoomy = room >= Math.min(40, columnsOf(message.text));
  return [
    ...(isRoomy
      ? hanging(context, [...start, rule], message)
      : [...hanging(context, start, rule), ...hanging(context, blank(indent), message)]),
    ...(standing === 'error' && isDetailed
      ? detailLines(context, finding, indent)
      : placeLines(context, finding, indent)),
    ...(finding.waivedBy === null
      ? []
      : hanging(context, blank(indent), {
          text: sayWaiver(context, finding.waivedBy),
          paint: 'dim',
        })),
  ];
}

function blank(columns: number): Line {
  return [{ text: ' '.repeat(columns) }];
}

/** The place, and behind it, or below, the help where something is to be done. */
function placeLines(context: RenderContext, finding: Finding, indent: number): readonly Line[] {
  const place: Line = [
    ...blank(indent),
    { text: words(context, sayLocation(finding.at)), paint: 'dim' },
  ];
  const help = finding.waivedBy === null ? words(context, finding.help ?? '') : '';
  const whole: Line = [...place, { text: '   ' }, { text: help }];
  return columnsOfLine(whole) <= widthOf(context)
    ? [whole]
    : [...placeAlone(context, finding, indent), ...hanging(context, blank(indent), { text: help })];
}

function placeAlone(context: RenderContext, finding: Finding, indent: number): readonly Line[] {
  return hanging(context, blank(indent), {
    text: words(context, sayLocation(finding.at)),
    paint: 'dim',
  });
}

function detailLines(context: RenderContext, finding: Finding, indent: number): readonly Line[] {
  const help = finding.help === null ? undefined : words(context, finding.help);
  const shown = excerpt(context, finding.at, {
    paint: 'red',
    note: help,
    indent,
    width: widthOf(context),
    after: false,
  });
  return [
    ...placeAlone(context, finding, indent),
    ...(shown?.lines ?? []),
    ...(help === undefined || shown?.noted === true
      ? []
      : hanging(context, blank(indent), { text: help })),
    ...reasonLines(context, finding, indent),
  ];
}

/** The reasons that say more than the message does. */
function reasonLines(context: RenderContext, finding: Finding, indent: number): readonly Line[] {
  return finding.because
    .filter((reason) => !finding.message.includes(reason.message))
    .slice(0, maxReasons)
    .flatMap((reason) =>
      hanging(context, [...blank(indent), { text: 'because ', paint: 'dim' }], {
        text: words(context, reason.message),
        paint: 'dim',
      }),
    );
}

function sayWaiver(context: RenderContext, waived: Waived): string {
  const left = `${counted(waived.daysLeft, 'day')} left`;
  const ticket = waived.ticket === null ? '' : `, ${waived.ticket}`;
  return words(
    context,
    `until ${waived.expires}, ${left}, approved by ${waived.approvedBy}${ticket}: ${waived.reason}`,
  );
}
