import { expect, test } from 'vitest';
import type { RuleProblem } from '../../src/rules/problem.ts';
import { problemsOf } from './facts.ts';

const isOne = { fact: 'count', operator: 'equal', value: 1 };

test('a condition that is misspelt', () => {
  expect(problemsOf({ not: { condition: 'redundnt' } }, { redundant: isOne })).toEqual([
    {
      code: 'rule/unknown-condition',
      message: '`redundnt` is not a named condition',
      where: ['not', 'condition'],
      help: 'did you mean `redundant`?',
    },
  ]);
});

const circle = {
  b: { all: [isOne, { condition: 'c' }] },
  c: { not: { condition: 'a' } },
  a: { any: [{ condition: 'b' }] },
  outside: { condition: 'b' },
  self: { all: [{ condition: 'self' }] },
};

const cyclic = (where: RuleProblem['where'], cycle: string): RuleProblem => ({
  code: 'rule/cyclic-condition',
  message: `named conditions refer to each other in a circle: ${cycle}`,
  help: 'remove one reference of the circle',
  where,
});

test.each<[string, unknown, RuleProblem[]]>([
  [
    'a reference into it',
    { all: [{ condition: 'b' }] },
    [cyclic(['all', 0, 'condition'], '`a` → `b` → `c` → `a`')],
  ],
  ['a member of it', circle.a, [cyclic(['any', 0, 'condition'], '`a` → `b` → `c` → `a`')]],
  [
    'a condition that refers to itself',
    circle.self,
    [cyclic(['all', 0, 'condition'], '`self` → `self`')],
  ],
  ['a reference to one that leads there', { condition: 'outside' }, []],
  [
    'two references, each at its place',
    { any: [{ condition: 'c' }, { condition: 'self' }] },
    [
      cyclic(['any', 0, 'condition'], '`a` → `b` → `c` → `a`'),
      cyclic(['any', 1, 'condition'], '`self` → `self`'),
    ],
  ],
])('a circle of named conditions is named the same from %s', (_, condition, expected) => {
  expect(problemsOf(condition, circle)).toEqual(expected);
});

test('a condition whose references meet again is no circle', () => {
  const named = {
    left: { condition: 'base' },
    right: { condition: 'base' },
    base: isOne,
  };
  expect(problemsOf({ all: [{ condition: 'left' }, { condition: 'right' }] }, named)).toEqual([]);
});
