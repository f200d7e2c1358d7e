import type { CatalogueRow } from './row.ts';

/** A file with one policy whose condition is given. */
function policy(condition: string): string {
  return `tower: v1\nsystems:\n  web: { type: service }\npolicies:\n  replicated:\n    enforcement: warn\n    scope: system\n    require: ${condition}\n    message: "{{ system.id }} runs once"\n`;
}

const replicated = '{ fact: system, path: $.replicas, operator: greaterThanInclusive, value: 2 }';

/** Stages 3 and 4 for conditions. */
export const ruleRows = {
  'rule/unknown-operator': {
    severity: 'error',
    title: 'an operator is unknown',
    explanation:
      'A condition compares with an operator that does not exist, or with a decorator in front of it that does not. `tower rules` lists all of them. The comparison could not be made, so that the policy would protect nothing.',
    example: policy('{ fact: system, path: $.replicas, operator: greaterThen, value: 1 }'),
    fixed: policy('{ fact: system, path: $.replicas, operator: greaterThan, value: 1 }'),
  },
  'rule/unknown-fact': {
    severity: 'error',
    title: 'a fact is unknown',
    explanation:
      'A condition asks for a fact that policies of its scope cannot see. `system` is there in every scope that is about systems, `dependency` only in scope dependency, `resource` only in scope resource; `tower rules --scope` lists them. An unknown fact would make the comparison false forever.',
    example: policy('{ fact: sytem, path: $.replicas, operator: greaterThan, value: 1 }'),
    fixed: policy('{ fact: system, path: $.replicas, operator: greaterThan, value: 1 }'),
  },
  'rule/unknown-param': {
    severity: 'error',
    title: 'a parameter of a fact is unknown, missing or wrong',
    explanation:
      'Some facts need parameters: `signal` needs the `name` of a signal. A parameter here is misspelt, missing, or names something that does not exist. `tower rules` lists the parameters of every fact.',
    example: policy(
      '{ fact: signal, params: { name: latncy }, path: $.value, operator: lessThan, value: 400 }',
    ),
    fixed: policy(
      '{ fact: signal, params: { name: latency }, path: $.value, operator: lessThan, value: 400 }',
    ),
  },
  'rule/unknown-path': {
    severity: 'error',
    title: 'a path leads nowhere',
    explanation:
      'The path names something that the fact does not have. What is missing compares as false, so that a misspelt path would make a policy that never fires, or always, without a word. The help names the nearest key.',
    example: policy('{ fact: system, path: $.replica, operator: greaterThan, value: 1 }'),
    fixed: policy('{ fact: system, path: $.replicas, operator: greaterThan, value: 1 }'),
  },
  'rule/unsafe-path': {
    severity: 'error',
    title: 'a path contains a filter or a script',
    explanation:
      'Filters and scripts in a path are code, and a configuration never runs code. Compare with `all`, `any` and decorators such as `someFact` instead.',
    example: policy(
      '{ fact: system, path: "$.dependsOn[?(@.retries > 3)]", operator: equal, value: 0 }',
    ),
    fixed: policy(
      '{ not: { fact: system, path: "$.dependsOn[*].retries", operator: "someFact:greaterThan", value: 3 } }',
    ),
  },
  'rule/unknown-condition': {
    severity: 'error',
    title: 'a named condition is unknown',
    explanation:
      'A condition refers to another one by name, and `conditions` has none of this name. Correct the name, or define the condition.',
    example: policy('{ condition: is-replicated }'),
    fixed: `${policy('{ condition: is-replicated }')}conditions:\n  is-replicated: { all: [${replicated}] }\n`,
  },
  'rule/cyclic-condition': {
    severity: 'error',
    title: 'named conditions refer to each other in a circle',
    explanation:
      'Each of these conditions is defined by the next one, all the way around, so that none of them has a meaning. Write one of them without the others.',
    example: `${policy('{ condition: one }')}conditions:\n  one: { all: [{ condition: two }] }\n  two: { all: [{ condition: one }] }\n`,
    fixed: `${policy('{ condition: one }')}conditions:\n  one: { all: [{ condition: two }] }\n  two: { all: [${replicated}] }\n`,
  },
  'rule/empty': {
    severity: 'error',
    title: 'a condition has no parts',
    explanation:
      '`all: []` would always hold and `any: []` never, and neither is likely to be meant. Write at least one condition into the list.',
    example: policy('{ any: [] }'),
    fixed: policy(`{ any: [${replicated}] }`),
  },
  'rule/wrong-value': {
    severity: 'error',
    title: 'a value can never match',
    explanation:
      'The value is of another type than what it is compared with, or a word that the fact can never have: a number of replicas is never greater than a text. The comparison would always come out the same.',
    example: policy('{ fact: system, path: $.replicas, operator: greaterThan, value: many }'),
    fixed: policy('{ fact: system, path: $.replicas, operator: greaterThan, value: 1 }'),
  },
  'rule/syntax': {
    severity: 'error',
    title: 'a condition is not well formed',
    explanation:
      'A part of the condition does not have the form that the rule language asks for: a path that cannot be read, a key of the wrong type, or a condition that is nested too deeply. Paths begin with `$` and go on with `.name`, `[0]` or `[*]`.',
    example: policy('{ fact: system, path: replicas, operator: greaterThan, value: 1 }'),
    fixed: policy('{ fact: system, path: $.replicas, operator: greaterThan, value: 1 }'),
  },
  'rule/unused-condition': {
    severity: 'warning',
    title: 'no policy uses a named condition',
    explanation:
      'The condition is defined and no policy refers to it, directly or through another condition, so that it has no effect. Refer to it with `condition`, or remove it.',
    example: `tower: v1\nconditions:\n  is-replicated: { all: [${replicated}] }\n`,
    fixed: `${policy('{ condition: is-replicated }')}conditions:\n  is-replicated: { all: [${replicated}] }\n`,
  },
} as const satisfies Record<string, CatalogueRow>;
