import type { Model, Policy } from '../model/model.ts';
import type { Finding, Policy as PolicyReport, Reason } from '../model/report.generated.ts';
import type { FactSource, FactValue, LeafTrace } from '../model/trace.ts';
import { severityByEnforcement } from '../model/words.ts';
import { sayMessage } from '../rules/message.ts';
import { decisive, sayLeaf } from '../rules/trace.ts';
import { fingerprintOf } from './finding.ts';
import type { Subject } from './subjects.ts';
import { subjectAt, writtenAt } from './written-at.ts';

/** A policy that is not off. */
export type ActivePolicy = Policy & { readonly enforcement: PolicyReport['enforcement'] };

/** The finding of a policy that a subject violates; whether a waiver accepts it is added later. */
export function violationOf(
  policy: ActivePolicy,
  subject: Subject,
  facts: FactSource,
  model: Model,
): Finding {
  const because = decisive(policy.rule.explain(facts)).map((leaf) =>
    reasonOf(leaf, subject, model),
  );
  const { id, title, enforcement, scope, message, fix, docs } = policy;
  return {
    rule: id,
    title: title ?? null,
    enforcement,
    severity: severityByEnforcement[enforcement],
    scope,
    subject: subject.id,
    message: sayMessage(message, facts),
    at: because.find((reason) => reason.at !== undefined)?.at ?? subjectAt(subject, policy),
    policyAt: policy.at,
    because,
    help: fix ?? null,
    docs: docs ?? null,
    waivedBy: null,
    fingerprint: fingerprintOf(id, subject.id),
  };
}

/** A comparison as a reason; its values are those that are not lists or maps. */
function reasonOf(leaf: LeafTrace, subject: Subject, model: Model): Reason {
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
