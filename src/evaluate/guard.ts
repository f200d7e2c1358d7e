import { driftRuleOf } from '../model/drift-rules.ts';
import type { Model, Policy } from '../model/model.ts';
import type { Finding, Policy as PolicyReport, Waived } from '../model/report.generated.ts';
import { dayMs } from '../model/time.ts';
import { casesOf } from './cases.ts';
import type { DriftOutcome } from './drift-findings.ts';
import { judgeAll } from './judge-policies.ts';
import type { Judged } from './judged.ts';
import {
  newStanding,
  type PolicyPlan,
  type PolicyStanding,
  policyPlan,
  renewStanding,
} from './policy-standing.ts';
import { silenceFindings } from './silence-findings.ts';
import type { ActivePolicy } from './violation.ts';
import { acceptances, type Judging, waiverFindings } from './waivers.ts';

/** What the policies came to. */
export interface Guarded {
  readonly findings: readonly Finding[];
  readonly policies: readonly PolicyReport[];
}

/** How all policies stood at the last step. */
export interface Guarding {
  readonly standings: readonly PolicyStanding[];
  /** The UTC day of the last step: waivers begin to count, and end, with one. -1 before the first. */
  day: number;
  driftOutcomes: readonly DriftOutcome[];
  guarded: Guarded;
}

/** The policies of a model that are not off, in its order. Made once a model. */
export function policyPlans(model: Model): readonly PolicyPlan[] {
  const casesIn = casesOf(model);
  return activePolicies(model).map((policy) => policyPlan(policy, casesIn(policy.scope)));
}

/** The policies that are not off, in the order of the model. */
export function activePolicies({ policies }: Model): readonly ActivePolicy[] {
  return policies.filter(isActive);
}

/** The policies before they are judged for the first time. */
export function beginGuarding(plans: readonly PolicyPlan[]): Guarding {
  return {
    standings: plans.map(newStanding),
    day: -1,
    driftOutcomes: [],
    guarded: { findings: [], policies: [] },
  };
}

/**
 * Evaluates every policy that is not off, after the first time only for what may come out otherwise: `changed` are the
 * systems that something was heard of, or whose report is another one, since the last time. A missing fact never counts as a
 * match: a `require` on it is violated, a `deny` on it is not. The rows of `policies` stand in the order of the model and put
 * each subject in one of three lists: it passed, it violates, or its violation is waived. Findings come by severity, waived
 * after unwaived, then by policy and subject, those about drift behind those of policies; those about waivers are the last
 * warnings.
 */
export function guardOn(guarding: Guarding, judged: Judged, changed: Int32Array): Guarded {
  const { model, now, driftOutcomes } = judged;
  const { standings } = guarding;
  const day = Math.floor(now / dayMs);
  const isFirst = guarding.day < 0;
  const isOtherDay = day !== guarding.day;
  const others = judgeAll(
    standings.map((standing) => ({
      standing,
      places: isFirst ? placesAtFirst(standing) : placesAfter(standing, changed),
    })),
    judged,
  );
  if (isFirst) {
    keepStatic(standings);
  }
  const isSameDrift = driftOutcomes === guarding.driftOutcomes;
  guarding.day = day;
  guarding.driftOutcomes = driftOutcomes;
  if (others.length === 0 && !isOtherDay && isSameDrift) {
    return guarding.guarded;
  }
  const waivedBy = acceptances(model, now);
  for (const standing of isOtherDay ? standings : others) {
    renewStanding(standing, waivedBy);
  }
  guarding.guarded = guardedOf(standings, judged, waivedBy);
  return guarding.guarded;
}

/** What policies come to whose reports and findings are made, with what is told of drift, waivers and silences at an instant. */
export function guardedOf(
  standings: readonly Pick<PolicyStanding, 'report' | 'findings'>[],
  { model, now, driftOutcomes }: Pick<Judged, 'model' | 'now' | 'driftOutcomes'>,
  waivedBy: ReturnType<typeof acceptances>,
): Guarded {
  const ofDrift = driftOutcomes.map((outcome) => driftReport(outcome, waivedBy));
  const found = [...standings, ...ofDrift].map(({ findings }) => findings);
  const ofWaivers = waiverFindings(model, now, judgingOf(found.flat(), driftOutcomes));
  return {
    findings: byRank([...found, [...ofWaivers, ...silenceFindings(model, now)]]),
    policies: [...standings, ...ofDrift].map(({ report }) => report),
  };
}

/** The row and the findings of a rule about drift. */
function driftReport(
  { rule, enforcement, at, passed, findings }: DriftOutcome,
  waivedBy: (policy: string, subject: string) => Waived | null,
): Pick<PolicyStanding, 'report' | 'findings'> {
  const { id, title, scope } = rule;
  const judged = findings.map((finding) => ({
    ...finding,
    waivedBy: waivedBy(id, finding.subject),
  }));
  const subjects = (isWaived: boolean): readonly string[] =>
    judged.filter(({ waivedBy: by }) => (by !== null) === isWaived).map(({ subject }) => subject);
  const [violated, waived] = [subjects(false), subjects(true)];
  return {
    report: { id, title, enforcement, scope, passed, violated, waived, docs: null, at },
    findings: judged,
  };
}

/** A policy judges every subject that it could hit; drift is judged only where something was observed. */
function judgingOf(found: readonly Finding[], driftOutcomes: readonly DriftOutcome[]): Judging {
  const violated = new Set(found.map(({ rule, subject }) => `${rule} ${subject}`));
  const complying = new Set(
    driftOutcomes.flatMap(({ rule, passed }) => passed.map((subject) => `${rule.id} ${subject}`)),
  );
  const violates = (rule: string, subject: string): boolean => violated.has(`${rule} ${subject}`);
  return {
    violates,
    isJudged: (rule, subject) =>
      driftRuleOf(rule) === undefined ||
      violates(rule, subject) ||
      complying.has(`${rule} ${subject}`),
  };
}

function isActive(policy: Policy): policy is ActivePolicy {
  return policy.enforcement !== 'off';
}

/** Static policies never come out otherwise: what they came to is known from now on to every state of the model. */
function keepStatic(standings: readonly PolicyStanding[]): void {
  for (const { volatility, known, violations } of standings) {
    if (volatility === 'static') {
      known.violations = violations;
    }
  }
}

/** The cases to judge at the first step: all, but those of a static policy only once a model. */
function placesAtFirst({ places, known }: PolicyStanding): Int32Array {
  return known.violations === undefined ? places : new Int32Array(0);
}

/** The cases that may come out otherwise after the reports of some systems have changed. */
function placesAfter(
  { volatility, cases, places }: PolicyStanding,
  changed: Int32Array,
): Int32Array {
  switch (volatility) {
    case 'static':
      return new Int32Array(0);
    case 'own':
      return changed
        .map((system) => cases.placeOfSystem[system] ?? -1)
        .filter((place) => isIn(places, place));
    case 'wide':
      return places;
  }
}

/** Whether a sorted list has a number. */
function isIn(sorted: Int32Array, wanted: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return sorted[low] === wanted;
}

const severities = ['error', 'warning', 'info'] as const;

/** Findings by severity, then those that are not waived, those that are, and those about waivers; else in their order. */
function byRank(lists: readonly (readonly Finding[])[]): readonly Finding[] {
  const ranked = Array.from({ length: 3 * severities.length }, (): Finding[] => []);
  for (const findings of lists) {
    for (const finding of findings) {
      ranked[rankOf(finding)]?.push(finding);
    }
  }
  return ranked.flat();
}

function rankOf({ severity, scope, waivedBy }: Finding): number {
  const rank = severities.indexOf(severity) * 3;
  if (scope === 'waiver') {
    return rank + 2;
  }
  return rank + (waivedBy === null ? 0 : 1);
}
