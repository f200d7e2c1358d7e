import type { CatalogueRow } from '../model/catalogue/row.ts';
import { catalogue } from '../model/catalogue.ts';
import type { Diagnostic, Finding, Policy } from '../model/report.generated.ts';
import { type Level, levelOf } from './sarif-result.ts';

interface Message {
  readonly text: string;
}

export interface Rule {
  readonly id: string;
  readonly shortDescription: Message;
  readonly fullDescription: Message;
  readonly help: Message;
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: Level };
  readonly properties: { readonly tags: readonly string[] };
}

/** A rule for each finding's policy or built-in rule, as its first finding tells it. */
export function policyRules(
  policies: readonly Policy[],
  findings: readonly Finding[],
): readonly Rule[] {
  const policyById = new Map(policies.map((policy) => [policy.id, policy]));
  const first = new Map<string, Finding>();
  for (const finding of findings) {
    if (!first.has(finding.rule)) {
      first.set(finding.rule, finding);
    }
  }
  return [...first.values()].map((finding) => policyRule(finding, policyById.get(finding.rule)));
}

function policyRule(finding: Finding, policy: Policy | undefined): Rule {
  const title = finding.title ?? `policy \`${finding.rule}\``;
  const explain = `tower explain ${finding.rule}`;
  return {
    id: finding.rule,
    shortDescription: { text: title },
    fullDescription: {
      text: `${title}; enforcement ${finding.enforcement}, evaluated for each ${policy?.scope ?? finding.scope}`,
    },
    help: { text: finding.help === null ? explain : `${finding.help}; more: ${explain}` },
    ...(finding.docs !== null && isWebAddress(finding.docs) ? { helpUri: finding.docs } : {}),
    defaultConfiguration: { level: levelOf[finding.severity] },
    properties: { tags: ['policy', finding.scope] },
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
