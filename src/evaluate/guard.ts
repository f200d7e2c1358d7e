import { digest } from '../model/digest.ts';
import type { Policy, System } from '../model/model.ts';
import { compareText, sortedBy } from '../model/order.ts';
import type { Finding, Policy as PolicyReport, Reason } from '../model/report.generated.ts';
import type { FactSource, FactValue, LeafTrace } from '../model/trace.ts';
import { sayMessage } from '../rules/message.ts';
import { decisive, sayLeaf } from '../rules/trace.ts';
import { factsOf } from './facts.ts';
import type { Judged } from './judged.ts';
import { matchedSystem, type Subject, subjectsOf } from './subjects.ts';
import { acceptances, waiverFindings } from './waivers.ts';
import { subjectAt, writtenAt } from './written-at.ts';

type Enforcement = PolicyReport['enforcement'];

/** A policy that is not off. */
type ActivePolicy = Policy & { readonly enforcement: Enforcement };

/** A subject with its facts. */
interface Case {
  readonly subject: Subject;
  /** What the match of a policy looks at. */
  readonly system: System | undefined;
  readonly facts: FactSource;
}

/** How a policy came out. */
interface Judgement {
  readonly policy: ActivePolicy;
  readonly passed: readonly string[];
  readonly violations: readonly Case[];
}

const severities = { hard: 'error', warn: 'warning', shadow: 'info' } as const;

/**
 * Evaluates every policy that is not off for all its subjects. A missing fact never counts as a match: a `require` on it
 * is violated, a `deny` on it is not. The rows of `policies` stand in the order of the model and put each subject in one
 * of three lists: it passed, it violates, or its violation is waived. Findings come by severity, waived after unwaived,
 * then by policy and subject; those about waivers are the last warnings.
 */
export function guard(judged: Judged): {
  readonly findings: readonly Finding[];
  readonly policies: readonly PolicyReport[];
} {
  const { model, now } = judged;
  const casesOf = casesByScope(judged);
  const judgements = model.policies.filter(isActive).map((policy) => judge(policy, casesOf));
  const waivedBy = acceptances(model, now);
  const violated = new Map(
    judgements.map(({ policy, violations }) => [
      policy.id,
      new Set(violations.map(({ subject }) => subject.id)),
    ]),
  );
  const found = judgements.flatMap(({ policy, violations }) =>
    violations.map((violation) => ({
      ...findingOf(policy, violation, judged),
      waivedBy: waivedBy(policy.id, violation.subject.id),
    })),
  );
  const ofWaivers = waiverFindings(
    model,
    now,
    (policy, subject) => violated.get(policy)?.has(subject) ?? false,
  );
  return {
    findings: [...found, ...ofWaivers].sort((a, b) => rankOf(a) - rankOf(b)),
    policies: judgements.map((judgement) =>
      policyReport(judgement, (subject) => waivedBy(judgement.policy.id, subject) !== null),
    ),
  };
}

function isActive(policy: Policy): policy is ActivePolicy {
  return policy.enforcement !== 'off';
}

/** The subjects of a scope, sorted by id, each with its facts. Made once a scope, so that policies share the facts. */
function casesByScope(judged: Judged): (scope: Policy['scope']) => readonly Case[] {
  const facts = factsOf(judged);
  const byScope = new Map<Policy['scope'], readonly Case[]>();
  return (scope) => {
    const known =
      byScope.get(scope) ??
      sortedBy(subjectsOf(scope, judged.model), (subject) => subject.id).map((subject) => ({
        subject,
        system: matchedSystem(subject, judged.model.systemById),
        facts: facts(subject),
      }));
    byScope.set(scope, known);
    return known;
  };
}

function judge(policy: ActivePolicy, casesOf: ReturnType<typeof casesByScope>): Judgement {
  const passed: string[] = [];
  const violations: Case[] = [];
  const { matches, rule, mode } = policy;
  for (const each of casesOf(policy.scope)) {
    if (each.system !== undefined && matches !== undefined && !matches(each.system)) {
      continue;
    }
    if (rule.matches(each.facts) === (mode === 'require')) {
      passed.push(each.subject.id);
    } else {
      violations.push(each);
    }
  }
  return { policy, passed, violations };
}

function findingOf(policy: ActivePolicy, { subject, facts }: Case, judged: Judged): Finding {
  const because = decisive(policy.rule.explain(facts)).map((leaf) =>
    reasonOf(leaf, subject, judged),
  );
  const { id, title, enforcement, scope, message, fix, docs } = policy;
  return {
    rule: id,
    title: title ?? null,
    enforcement,
    severity: severities[enforcement],
    scope,
    subject: subject.id,
    message: sayMessage(message, facts),
    at: because.find((reason) => reason.at !== undefined)?.at ?? subjectAt(subject, policy),
    policyAt: policy.at,
    because,
    help: fix ?? null,
    docs: docs ?? null,
    waivedBy: null,
    fingerprint: digest(['finding', id, subject.id], 16),
  };
}

/** A comparison as a reason; its values are those that are not lists or maps. */
function reasonOf(leaf: LeafTrace, subject: Subject, { model }: Judged): Reason {
  const at = writtenAt(leaf, subject, model);
  const { fact, path, operator, actual, expected } = leaf;
  const values = Object.entries({ fact, path, operator, actual, expected }).flatMap(
    ([name, value]) => (isScalar(value) ? [[name, value] as const] : []),
  );
  return {
    code: 'condition',
    message: sayLeaf(leaf),
    ...(at === undefined ? {} : { at }),
    values: Object.fromEntries(values),
  };
}

function isScalar(value: FactValue): value is string | number | boolean | null {
  return value !== undefined && (value === null || typeof value !== 'object');
}

function rankOf(finding: Finding): number {
  const severity = ['error', 'warning', 'info'].indexOf(finding.severity) * 3;
  if (finding.scope === 'waiver') {
    return severity + 2;
  }
  return severity + (finding.waivedBy === null ? 0 : 1);
}

function policyReport(
  { policy, passed, violations }: Judgement,
  isWaived: (subject: string) => boolean,
): PolicyReport {
  const subjects = violations.map(({ subject }) => subject.id).sort(compareText);
  return {
    id: policy.id,
    title: policy.title ?? null,
    enforcement: policy.enforcement,
    scope: policy.scope,
    passed,
    violated: subjects.filter((subject) => !isWaived(subject)),
    waived: subjects.filter(isWaived),
    docs: policy.docs ?? null,
    at: policy.at,
  };
}
