import { sortedBy } from '../model/order.ts';
import type { Report } from '../model/report.generated.ts';
import type { RenderContext, Validation } from './context.ts';
import { distinctFingerprints } from './fingerprint.ts';
import { written } from './json.ts';
import { diagnosticResult, findingResult, type Level, type Result } from './sarif-result.ts';
import { diagnosticRule, policyRules, type Rule } from './sarif-rule.ts';

const schema =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const maxResults = 25_000;

/**
 * A report as SARIF 2.1.0: findings and diagnostics with their rules. Health and alerts are not results: they say how
 * the systems are now, not what to change in a file.
 */
export function sarifReport(report: Report, context: RenderContext): string {
  const results = [
    ...compared(report.findings, findingResult, report),
    ...compared(report.diagnostics, diagnosticResult, report),
  ];
  const rules = [
    ...policyRules(report.policies, report.findings),
    ...report.diagnostics.map(diagnosticRule),
  ];
  return sarif(context, { results, rules, verdict: report });
}

/** A validation as SARIF 2.1.0: its diagnostics with their rules. */
export function sarifValidation(validation: Validation, context: RenderContext): string {
  const { diagnostics } = validation;
  return sarif(context, {
    results: compared(diagnostics, diagnosticResult, validation),
    rules: diagnostics.map(diagnosticRule),
    verdict: validation,
  });
}

/** Results, and where there is a baseline whether each of them is new. */
function compared<T extends { readonly known?: true }>(
  items: readonly T[],
  resultOf: (item: T) => Result,
  { baseline }: Pick<Validation, 'baseline'>,
): readonly Result[] {
  return baseline === undefined
    ? items.map(resultOf)
    : items.map((item) => ({
        ...resultOf(item),
        baselineState: item.known === true ? 'unchanged' : 'new',
      }));
}

interface Run {
  readonly results: readonly Result[];
  readonly rules: readonly Rule[];
  readonly verdict: Pick<Validation, 'exitCode' | 'exitReason'>;
}

function sarif(context: RenderContext, run: Run): string {
  const kept = mostSevere(run.results);
  const rules = rulesOf(run.rules, kept);
  const indexOf = new Map(rules.map((rule, index) => [rule.id, index]));
  const missing = run.results.length - kept.length;
  const log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'tower', version: context.version, rules } },
        invocations: [
          {
            executionSuccessful: true,
            exitCode: run.verdict.exitCode,
            exitCodeDescription: run.verdict.exitReason,
            ...(missing > 0 ? { toolExecutionNotifications: [cutNotice(missing)] } : {}),
          },
        ],
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'the root of the project' } } },
        columnKind: 'utf16CodeUnits',
        results: distinct(kept).map(({ ruleId, ...rest }) => ({
          ruleId,
          ruleIndex: indexOf.get(ruleId),
          ...rest,
        })),
      },
    ],
  };
  return written(log, context);
}

function cutNotice(missing: number): unknown {
  return {
    level: 'warning',
    message: { text: `${missing} results are left out: at most ${maxResults} are written` },
  };
}

const levelRank: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

/** All results in their order; where there are too many, the most severe ones, and those that are known last. */
function mostSevere(results: readonly Result[]): readonly Result[] {
  const rank = ({ level, baselineState }: Result): number =>
    levelRank[level] + (baselineState === 'unchanged' ? 3 : 0);
  return results.length <= maxResults
    ? results
    : results.toSorted((a, b) => rank(a) - rank(b)).slice(0, maxResults);
}

/** One rule for each id that has a result, by id. */
function rulesOf(rules: readonly Rule[], results: readonly Result[]): readonly Rule[] {
  const used = new Set(results.map((result) => result.ruleId));
  const byId = new Map<string, Rule>();
  for (const rule of rules) {
    if (used.has(rule.id) && !byId.has(rule.id)) {
      byId.set(rule.id, rule);
    }
  }
  return sortedBy(byId.values(), (rule) => rule.id);
}

/** Results whose fingerprints are equal are told apart by how many came before. */
function distinct(results: readonly Result[]): readonly Result[] {
  const fingerprints = distinctFingerprints(
    results.map((result) => result.partialFingerprints['tower/v1']),
  );
  return results.map((result, index) => ({
    ...result,
    partialFingerprints: { 'tower/v1': fingerprints[index] ?? '' },
  }));
}
