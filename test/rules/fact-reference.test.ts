import { expect, test } from 'vitest';
import type { RuleProblem } from '../../src/rules/problem.ts';
import { problemsOf } from './facts.ts';

const isOne = { fact: 'count', operator: 'equal', value: 1 };

test.each<[string, unknown, RuleProblem[]]>([
  [
    'a fact that is misspelt',
    { any: [{ not: { ...isOne, fact: 'cuont' } }] },
    [
      {
        code: 'rule/unknown-fact',
        message: '`cuont` is not a fact that this condition can see',
        where: ['any', 0, 'not', 'fact'],
        help: 'did you mean `count`?',
      },
    ],
  ],
  [
    'a fact named like a member of objects',
    { ...isOne, fact: 'constructor' },
    [
      {
        code: 'rule/unknown-fact',
        message: '`constructor` is not a fact that this condition can see',
        where: ['fact'],
        help: 'known: `count`, `signal`, `system`, `word`',
      },
    ],
  ],
  [
    'a fact of a value that is misspelt',
    { ...isOne, value: { fact: 'cuont' } },
    [
      {
        code: 'rule/unknown-fact',
        message: '`cuont` is not a fact that this condition can see',
        where: ['value', 'fact'],
        help: 'did you mean `count`?',
      },
    ],
  ],
  [
    'a parameter that is misspelt is one mistake',
    { fact: 'signal', params: { nam: 'latency' }, operator: 'lessThan', value: 1 },
    [
      {
        code: 'rule/unknown-param',
        message: '`nam` is not a parameter of fact `signal`',
        where: ['params', 'nam'],
        onKey: true,
        help: 'did you mean `name`?',
      },
    ],
  ],
  [
    'a parameter of a fact that has none',
    { ...isOne, params: { window: '5m' } },
    [
      {
        code: 'rule/unknown-param',
        message: '`window` is not a parameter of fact `count`',
        where: ['params', 'window'],
        onKey: true,
      },
    ],
  ],
  [
    'parameters that are needed',
    { all: [{ fact: 'signal', operator: 'lessThan', value: { fact: 'signal', params: {} } }] },
    [
      {
        code: 'rule/unknown-param',
        message: 'fact `signal` needs parameter `name`, the name of a signal',
        where: ['all', 0],
      },
      {
        code: 'rule/unknown-param',
        message: 'fact `signal` needs parameter `name`, the name of a signal',
        where: ['all', 0, 'value', 'params'],
      },
    ],
  ],
  [
    'a parameter whose value is unknown',
    { fact: 'signal', params: { name: 'latncy' }, operator: 'lessThan', value: 1 },
    [
      {
        code: 'rule/unknown-param',
        message: '`latncy` is not a signal',
        where: ['params', 'name'],
        help: 'did you mean `latency`?',
      },
    ],
  ],
  [
    'a parameter that is not a name',
    { fact: 'signal', params: { name: 5 }, operator: 'lessThan', value: 1 },
    [
      {
        code: 'rule/unknown-param',
        message: 'parameter `name` is the name of a signal',
        where: ['params', 'name'],
      },
    ],
  ],
  [
    'several mistakes at once',
    { all: [{ fact: 'cuont', operator: 'eqal', value: { fact: 'wrd' } }, { condition: 'x' }] },
    [
      {
        code: 'rule/unknown-fact',
        message: '`cuont` is not a fact that this condition can see',
        where: ['all', 0, 'fact'],
        help: 'did you mean `count`?',
      },
      {
        code: 'rule/unknown-operator',
        message: '`eqal` is not an operator',
        where: ['all', 0, 'operator'],
        help: 'did you mean `equal`?',
      },
      {
        code: 'rule/unknown-fact',
        message: '`wrd` is not a fact that this condition can see',
        where: ['all', 0, 'value', 'fact'],
        help: 'did you mean `word`?',
      },
      {
        code: 'rule/unknown-condition',
        message: '`x` is not a named condition',
        where: ['all', 1, 'condition'],
      },
    ],
  ],
  [
    'an operator that is misspelt',
    { all: [isOne, { ...isOne, operator: 'greaterThn' }] },
    [
      {
        code: 'rule/unknown-operator',
        message: '`greaterThn` is not an operator',
        where: ['all', 1, 'operator'],
        help: 'did you mean `greaterThan`?',
      },
    ],
  ],
  [
    'a decorator that is misspelt',
    { ...isOne, operator: 'not:someFct:equal' },
    [
      {
        code: 'rule/unknown-operator',
        message: '`someFct` is not a decorator',
        where: ['operator'],
        help: 'did you mean `someFact`?',
      },
    ],
  ],
  [
    'a decorator without an operator',
    { ...isOne, operator: 'not:' },
    [
      {
        code: 'rule/unknown-operator',
        message: '`not:` lacks a name beside its `:`',
        where: ['operator'],
      },
    ],
  ],
  [
    'a name that objects have is no operator',
    { ...isOne, operator: 'constructor' },
    [
      {
        code: 'rule/unknown-operator',
        message: '`constructor` is not an operator',
        where: ['operator'],
        help: 'known: `contains`, `doesNotContain`, `equal`, `greaterThan`, `greaterThanInclusive`, `in`, `lessThan`, `lessThanInclusive`, … (and 2 more)',
      },
    ],
  ],
  [
    'more decorators than anyone reads',
    { ...isOne, operator: `${'not:'.repeat(9)}equal` },
    [
      {
        code: 'rule/syntax',
        message: 'an operator has more than 8 decorators',
        where: ['operator'],
      },
    ],
  ],
])('%s', (_, condition, expected) => {
  expect(problemsOf(condition)).toEqual(expected);
});
