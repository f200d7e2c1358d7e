import type { Finding, Policy as PolicyReport, Waived } from '../model/report.generated.ts';
import type { FactSource } from '../model/trace.ts';
import { messageReads, type Volatility, volatilityOf } from '../rules/volatility.ts';
import type { Cases } from './cases.ts';
import { type ActivePolicy, violationOf } from './violation.ts';

/** How a policy stood at the last step; it is moved on in place, its report and findings are replaced. */
export interface PolicyStanding {
  readonly policy: ActivePolicy;
  readonly cases: Cases;
  /** What can change the outcome while the configuration stays. */
  readonly volatility: Volatility;
  /** Places of the cases that the policy looks at, in order. */
  readonly places: Int32Array;
  /** By place of a case: the finding where it violates. */
  readonly violations: Map<number, Finding>;
  report: PolicyReport;
  /** In the order of the cases. */
  findings: readonly Finding[];
}

/** A policy that has not been judged yet. */
export function newStanding(policy: ActivePolicy, cases: Cases): PolicyStanding {
  const { matches } = policy;
  const places = [...cases.subjects.keys()].filter((place) => {
    const system = cases.systems[place];
    return system === undefined || matches === undefined || matches(system);
  });
  return {
    policy,
    cases,
    volatility: volatilityOf(
      { reads: [...policy.rule.reads, ...messageReads(policy.message)] },
      policy.scope,
    ),
    places: Int32Array.from(places),
    violations: new Map(),
    report: {
      id: policy.id,
      title: policy.title ?? null,
      enforcement: policy.enforcement,
      scope: policy.scope,
      passed: [],
      violated: [],
      waived: [],
      docs: policy.docs ?? null,
      at: policy.at,
    },
    findings: [],
  };
}

/** Judges the cases at some of the places of a policy, and answers whether anything came out otherwise than before. */
export function judgePlaces(
  standing: PolicyStanding,
  places: Int32Array,
  factsAt: (cases: Cases, place: number) => FactSource,
): boolean {
  const { policy, cases, violations } = standing;
  const { rule, mode } = policy;
  const { model } = cases;
  let isOther = false;
  for (const place of places) {
    const facts = factsAt(cases, place);
    if (rule.matches(facts) === (mode === 'require')) {
      isOther = violations.delete(place) || isOther;
      continue;
    }
    const subject = cases.subjects[place];
    if (subject !== undefined) {
      violations.set(place, violationOf(policy, subject, facts, model));
      isOther = true;
    }
  }
  return isOther;
}

/** Makes the report and the findings of a policy anew, after it was judged or the waivers in force are others. */
export function renewStanding(
  standing: PolicyStanding,
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
