import type { DriftRule } from '../../model/drift-rules.ts';
import { type Location, sayLocation } from '../../model/location.ts';
import type { Model, Policy } from '../../model/model.ts';
import type { Finding, Report } from '../../model/report.generated.ts';
import type { RenderContext } from '../../report/context.ts';
import { type Line, severityPaint, signsOf, words } from '../../report/look.ts';
import { isHealthEvaluated } from '../../report/pretty/values.ts';
import { type Fact, factLines, sayLines } from '../text.ts';
import { outline } from './outline.ts';

const enforcements: Readonly<Record<Policy['enforcement'], string>> = {
  hard: 'hard: a violation fails the run',
  warn: 'warn: a violation is reported',
  shadow: 'shadow: a violation is recorded and never counts',
  off: 'off: it is not evaluated',
};

/** A policy for people: what it demands, whom it hits now, and who is excused. */
export function policyText(
  policy: Policy,
  model: Model,
  report: Report,
  context: RenderContext,
): string {
  const textAt = (at: Location): string => sliceOf(context.sources.get(at.file) ?? '', at);
  const rule = outline(policy.rule, policy.origins, textAt);
  const facts: readonly Fact[] = [
    ['title', policy.title],
    ['enforcement', enforcements[policy.enforcement]],
    ['scope', policy.scope],
    [
      policy.mode === 'require' ? 'must hold' : 'must not hold',
      rule.map(({ depth, text }) => `${'  '.repeat(depth)}${text}`),
    ],
    ['fix', policy.fix],
    ['docs', policy.docs],
    ['verdict', verdictOf(policy.id, report, basis(report))],
  ];
  return ruleText({ what: 'policy', id: policy.id, at: policy.at, facts }, model, report, context);
}

/** A rule that is built in, for people. */
export function driftRuleText(
  rule: DriftRule,
  model: Model,
  report: Report,
  context: RenderContext,
): string {
  const { enforcement, at } = model.settings.drift[rule.part];
  const facts: readonly Fact[] = [
    ['title', rule.title],
    ['enforcement', enforcements[enforcement]],
    ['set by', `config.drift.${rule.part}`],
    ['scope', rule.scope],
    ['must hold', rule.explanation],
    [
      'verdict',
      verdictOf(rule.id, report, '') ??
        (enforcement === 'off'
          ? undefined
          : 'nothing is known about what runs; --state F judges what was last observed'),
    ],
  ];
  return ruleText({ what: 'rule', id: rule.id, at, facts }, model, report, context);
}

interface RuleFacts {
  readonly what: string;
  readonly id: string;
  readonly at: Location;
  readonly facts: readonly Fact[];
}

function ruleText(rule: RuleFacts, model: Model, report: Report, context: RenderContext): string {
  const waivers = model.waivers.filter((waiver) => waiver.policy === rule.id);
  const facts: readonly Fact[] = [
    ...rule.facts,
    [
      'waivers',
      waivers.map(
        (waiver) =>
          `${waiver.id} for ${waiver.subjects.join(', ')} until ${waiver.expires}, ${sayLocation(waiver.at)}`,
      ),
    ],
  ];
  const findings = report.findings.filter((finding) => finding.rule === rule.id);
  return sayLines(context, [
    [
      { text: `${rule.what} ${words(context, rule.id)}`, paint: 'bold' },
      { text: `   ${sayLocation(rule.at)}`, paint: 'dim' },
    ],
    ...factLines(context, facts),
    ...(findings.length === 0 ? [] : [[]]),
    ...findings.flatMap((finding) => findingLines(finding, context)),
  ]);
}

function verdictOf(id: string, report: Report, note: string): string | undefined {
  const outcome = report.policies.find((one) => one.id === id);
  return outcome === undefined ? undefined : `${sayVerdict(outcome)}${note}`;
}

/** A verdict without observations may differ from the one that somebody came to ask about. */
function basis(report: Report): string {
  return isHealthEvaluated(report)
    ? ''
    : '; on the configuration alone, --state F judges the last evaluation';
}

function sayVerdict({ passed, violated, waived }: Report['policies'][number]): string {
  const subjectCount = passed.length + violated.length + waived.length;
  const parts = [
    ...(violated.length > 0 ? [`${violated.length} violated`] : []),
    ...(waived.length > 0 ? [`${waived.length} waived`] : []),
    `${passed.length} passed`,
  ];
  return subjectCount === 0 ? 'nothing is in its scope' : parts.join(', ');
}

function findingLines(finding: Finding, context: RenderContext): readonly Line[] {
  const signs = signsOf(context);
  const sign = finding.severity === 'error' ? signs.fail : signs.warn;
  const { waivedBy } = finding;
  return [
    waivedBy === null
      ? [
          { text: `  ${sign} `, paint: severityPaint[finding.severity] },
          { text: words(context, finding.subject) },
        ]
      : [
          { text: `  ${signs.note} `, paint: 'dim' },
          { text: `${words(context, finding.subject)}, waived until ${waivedBy.expires}` },
        ],
    ...factLines({ ...context, width: context.width - 2 }, [
      [
        '',
        finding.because.length > 0
          ? finding.because.map(({ message }) => message)
          : finding.message,
      ],
      ['', sayLocation(finding.at)],
    ]).map((line): Line => [{ text: '  ' }, ...line]),
  ];
}

/** The text of a place on one line. */
function sliceOf(text: string, at: Location): string {
  const lines = text.split('\n').slice(at.line - 1, at.endLine);
  return lines
    .map((line, index) => {
      const from = index === 0 ? at.column - 1 : 0;
      const to = index === lines.length - 1 ? at.endColumn - 1 : line.length;
      return line.slice(from, to).trim();
    })
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}
