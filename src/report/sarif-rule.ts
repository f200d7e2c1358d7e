import type { CatalogueRow } from '../model/catalogue/row.ts';
import { catalogue } from '../model/catalogue.ts';
import type { Diagnostic, Finding, Policy } from '../model/report.generated.ts';
import { severityByEnforcement } from '../model/words.ts';
import { type Level, levelOf, type Message } from './sarif-result.ts';

export interface Rule {
  readonly id: string;
  readonly shortDescription: Message;
  readonly fullDescription: Message;
  readonly help: Message;
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: Level };
  readonly properties: { readonly tags: readonly string[] };
}

/** A rule for each policy that was evaluated and for each built-in rule that a finding names. */
export function policyRules(
  policies: readonly Policy[],
  findings: readonly Finding[],
): readonly Rule[] {
  const ids = new Set(policies.map(({ id }) => id));
  const helps = new Map<string, string>();
  const builtIn = new Map<string, Finding>();
  for (const finding of findings) {
    if (!ids.has(finding.rule) && !builtIn.has(finding.rule)) {
      builtIn.set(finding.rule, finding);
    }
    if (finding.help !== null && !helps.has(finding.rule)) {
      helps.set(finding.rule, finding.help);
    }
  }
  return [
    ...policies.map((policy) =>
      ruleOf(
        { ...policy, severity: severityByEnforcement[policy.enforcement] },
        helps.get(policy.id),
      ),
    ),
    ...[...builtIn.values()].map((finding) =>
      ruleOf({ ...finding, id: finding.rule }, helps.get(finding.rule)),
    ),
  ];
}

function ruleOf(
  rule: Pick<Finding, 'title' | 'enforcement' | 'scope' | 'docs' | 'severity'> & {
    readonly id: string;
  },
  help: string | undefined,
): Rule {
  const title = rule.title ?? `policy \`${rule.id}\``;
  const explain = `tower explain ${rule.id}`;
  return {
    id: rule.id,
    shortDescription: { text: title },
    fullDescription: {
      text: `${title}; enforcement ${rule.enforcement}, evaluated for each ${rule.scope}`,
    },
    help: { text: help === undefined ? explain : `${help}; more: ${explain}` },
    ...(rule.docs !== null && isWebAddress(rule.docs) ? { helpUri: rule.docs } : {}),
    defaultConfiguration: { level: levelOf[rule.severity] },
    properties: { tags: ['policy', rule.scope] },
  };
}

/** A rule for a diagnostic's code. */
export function diagnosticRule(diagnostic: Diagnostic): Rule {
  const [area = diagnostic.code] = diagnostic.code.split('/');
  const row = rowOf(diagnostic.code);
  return {
    id: diagnostic.code,
    shortDescription: { text: row?.title ?? diagnostic.code },
    fullDescription: {
      text: row?.explanation ?? `a check of the configuration: ${diagnostic.code}`,
    },
    help: { text: `tower explain ${diagnostic.code}` },
    defaultConfiguration: { level: levelOf[diagnostic.severity] },
    properties: { tags: ['configuration', area] },
  };
}

/** What the catalogue says of a code; a report may come from a version that had others. */
function rowOf(code: string): CatalogueRow | undefined {
  const rows: Readonly<Record<string, CatalogueRow>> = catalogue;
  return Object.hasOwn(rows, code) ? rows[code] : undefined;
}

/** Whether a text may stand where the format demands an absolute address. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\/[\w.-]+(:\d+)?([/?#][\w\-./?#@!$&'()*+,;=:~%[\]]*)?$/.test(text);
}
