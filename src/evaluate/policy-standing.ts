import type { Finding, Policy as PolicyReport, Waived } from '../model/report.generated.ts';
import { messageReads, type Volatility, volatilityOf } from '../rules/volatility.ts';
import type { Cases } from './cases.ts';
import { matchedPlaces } from './matched-places.ts';
import type { ActivePolicy } from './violation.ts';

/** How a policy stood at the last step; it is moved on in place, its report and findings are replaced. */
export interface PolicyStanding {
  readonly policy: ActivePolicy;
  readonly cases: Cases;
  /** What can change the outcome while the configuration stays. */
  readonly volatility: Volatility;
  /** Places of the cases that the policy looks at, in order. */
  readonly places: Int32Array;
  readonly known: PolicyPlan['known'];
  /** By place of a case: the finding where it violates. */
  readonly violations: Map<number, Finding>;
  report: PolicyReport;
  /** In the order of the cases. */
  findings: readonly Finding[];
}

/** As much of how a policy stands as its report and its findings are made of. */
export interface Judgements
  extends Pick<PolicyStanding, 'policy' | 'places' | 'violations' | 'report' | 'findings'> {
  readonly cases: { readonly subjects: readonly { readonly id: string }[] };
}

/** What follows of a policy from the model alone. */
export interface PolicyPlan
  extends Pick<PolicyStanding, 'policy' | 'cases' | 'volatility' | 'places'> {
  /** How a static policy came out, once it was judged: it never comes out otherwise. */
  readonly known: { violations?: Map<number, Finding> };
}

export function policyPlan(policy: ActivePolicy, cases: Cases): PolicyPlan {
  return {
    policy,
    cases,
    volatility: volatilityOf(
      { reads: [...policy.rule.reads, ...messageReads(policy.message)] },
      policy.scope,
    ),
    places: matchedPlaces(policy.matches, cases.systems),
    known: {},
  };
}

/** A policy that has not been judged yet. */
export function newStanding(plan: PolicyPlan): PolicyStanding {
  const { policy, cases, volatility, places, known } = plan;
  return {
    policy,
    cases,
    volatility,
    places,
    known,
    violations: known.violations ?? new Map(),
    report: blankReport(policy),
    findings: [],
  };
}

/** The row of a policy that has not been judged yet. */
export function blankReport({
  id,
  title,
  enforcement,
  scope,
  docs,
  at,
}: ActivePolicy): PolicyReport {
  return {
    id,
    title: title ?? null,
    enforcement,
    scope,
    passed: [],
    violated: [],
    waived: [],
    docs: docs ?? null,
    at,
  };
}

/** Makes the report and the findings of a policy anew, after it was judged or the waivers in force are others. */
export function renewStanding(
  standing: Judgements,
  waivedBy: (policy: string, subject: string) => Waived | null,
): void {
  const { policy, cases, places, violations } = standing;
  const passed: string[] = [];
  const violated: string[] = [];
  const waived: string[] = [];
  const findings: Finding[] = [];
  for (const place of places) {
    const finding = violations.get(place);
    if (finding === undefined) {
      passed.push(cases.subjects[place]?.id ?? '');
      continue;
    }
    const waiver = waivedBy(policy.id, finding.subject);
    (waiver === null ? violated : waived).push(finding.subject);
    findings.push({ ...finding, waivedBy: waiver });
  }
  standing.report = { ...standing.report, passed, violated, waived };
  standing.findings = findings;
}
