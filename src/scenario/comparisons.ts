import type { Location } from '../model/location.ts';
import type { CompiledRule, Model, Policy } from '../model/model.ts';
import type { CoveredComparison } from '../model/scenario-results.ts';
import type { LeafTrace, Trace } from '../model/trace.ts';
import { needText } from '../rules/words.ts';

/** How the comparisons of policies came out while scenarios ran. */
export interface Comparisons {
  /** The same configuration, whose policies are watched. */
  readonly watched: (model: Model) => Model;
  readonly ofPolicy: (id: string) => readonly CoveredComparison[];
}

/** A comparison of a policy; both outcomes become true and stay so. */
interface Outcomes {
  readonly text: string;
  readonly at: Location;
  held: boolean;
  failed: boolean;
}

/** Watches the policies of a configuration. Those of one that it is reloaded to count where their comparisons are the same. */
export function newComparisons(model: Model): Comparisons {
  const policies = model.policies.filter(({ enforcement }) => enforcement !== 'off');
  const outcomesOf = new Map(policies.map((policy) => [policy.id, comparisonsOf(policy)]));
  const watchedModels = new WeakMap<Model, Model>();
  const watchedPolicy = (policy: Policy): Policy => {
    const outcomes = outcomesOf.get(policy.id);
    return outcomes === undefined
      ? policy
      : { ...policy, rule: watchedRule(policy.rule, outcomes) };
  };
  return {
    watched: (other) => {
      const made = watchedModels.get(other) ?? {
        ...other,
        policies: other.policies.map(watchedPolicy),
      };
      watchedModels.set(other, made);
      return made;
    },
    ofPolicy: (id) =>
      [...(outcomesOf.get(id)?.values() ?? [])].map((outcomes) => ({ ...outcomes })),
  };
}

/** A rule that notes how its comparisons come out, until each has come out both ways. */
function watchedRule(rule: CompiledRule, outcomes: ReadonlyMap<string, Outcomes>): CompiledRule {
  const open = new Set(outcomes.values());
  return {
    ...rule,
    matches: (facts, value) => {
      if (open.size > 0) {
        for (const leaf of leavesOf(rule.explain(facts))) {
          const outcome = outcomes.get(keyOf(leaf));
          if (outcome !== undefined) {
            note(outcome, leaf.result);
            if (outcome.held && outcome.failed) {
              open.delete(outcome);
            }
          }
        }
      }
      return rule.matches(facts, value);
    },
  };
}

function note(outcome: Outcomes, result: boolean): void {
  if (result) {
    outcome.held = true;
  } else {
    outcome.failed = true;
  }
}

/** The comparisons of a policy, each once, in the order in which they are written. */
function comparisonsOf({ rule, at, origins }: Policy): ReadonlyMap<string, Outcomes> {
  return new Map(
    leavesOf(rule.explain(() => undefined)).map((leaf) => [
      keyOf(leaf),
      {
        text: textOf(leaf),
        at: origins.get(leaf.where.join('.')) ?? at,
        held: false,
        failed: false,
      },
    ]),
  );
}

/** What a comparison is, wherever it stands. */
function keyOf({ where, fact, path, operator }: LeafTrace): string {
  return JSON.stringify([where, fact, path, operator]);
}

function textOf({ fact, path, operator, expected }: LeafTrace): string {
  const subject = path === undefined || path === '$' ? fact : `${fact} ${path}`;
  return `${subject} ${needText(operator, expected)}`;
}

function leavesOf(trace: Trace): readonly LeafTrace[] {
  switch (trace.kind) {
    case 'leaf':
      return [trace];
    case 'not':
    case 'condition':
      return leavesOf(trace.child);
    default:
      return trace.children.flatMap(leavesOf);
  }
}
