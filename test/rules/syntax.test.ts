import { expect, test } from 'vitest';
import type { RuleProblem } from '../../src/rules/problem.ts';
import { problemsOf } from './facts.ts';

const isOne = { fact: 'count', operator: 'equal', value: 1 };
const forms = 'write one of `all`, `any`, `not` and `condition`, or `fact`, `operator` and `value`';

test.each<[string, unknown, RuleProblem[]]>([
  [
    'empty joins',
    { all: [{ any: [] }, { all: [] }] },
    [
      {
        code: 'rule/empty',
        message: '`any` has no conditions',
        where: ['all', 0, 'any'],
        help: 'write at least one condition, or take it out',
      },
      {
        code: 'rule/empty',
        message: '`all` has no conditions',
        where: ['all', 1, 'all'],
        help: 'write at least one condition, or take it out',
      },
    ],
  ],
  ...[null, 5, 'x', [isOne], undefined].map(
    (condition, index): [string, unknown, RuleProblem[]] => [
      `no condition at all, ${index}`,
      condition,
      [
        {
          code: 'rule/syntax',
          message: `a condition is an object, not ${['null', 'a number', 'a string', 'a list', 'nothing'][index]}`,
          where: [],
          help: forms,
        },
      ],
    ],
  ),
  [
    'an empty condition',
    { not: {} },
    [{ code: 'rule/syntax', message: 'a condition says nothing', where: ['not'], help: forms }],
  ],
  [
    'two joins in one condition',
    { all: [isOne], any: [isOne] },
    [
      {
        code: 'rule/syntax',
        message: '`any` stands beside `all`, and a condition is only one of them',
        where: ['any'],
        onKey: true,
        help: 'write two conditions in an `all` or an `any`',
      },
    ],
  ],
  [
    'a comparison beside a join',
    { any: [{ not: isOne, fact: 'count' }] },
    [
      {
        code: 'rule/syntax',
        message: '`fact` stands beside `not`, and a condition is only one of them',
        where: ['any', 0, 'fact'],
        onKey: true,
        help: 'write two conditions in an `all` or an `any`',
      },
    ],
  ],
  [
    'a join that is misspelt',
    { al: [isOne] },
    [
      {
        code: 'rule/syntax',
        message: '`al` is not a key of a condition',
        where: ['al'],
        onKey: true,
        help: 'did you mean `all`?',
      },
    ],
  ],
  [
    'a key of a join that is misspelt',
    { all: [isOne], nmae: 'x' },
    [
      {
        code: 'rule/syntax',
        message: '`nmae` is not a key of a condition',
        where: ['nmae'],
        onKey: true,
        help: 'did you mean `name`?',
      },
    ],
  ],
  [
    'a key of a comparison that is misspelt is one mistake',
    { all: [{ fact: 'count', operater: 'equal', value: 1 }] },
    [
      {
        code: 'rule/syntax',
        message: '`operater` is not a key of a condition',
        where: ['all', 0, 'operater'],
        onKey: true,
        help: 'did you mean `operator`?',
      },
    ],
  ],
  [
    'keys of a comparison that are missing',
    { all: [{ fact: 'count' }] },
    [
      { code: 'rule/syntax', message: 'a comparison needs `operator`', where: ['all', 0] },
      { code: 'rule/syntax', message: 'a comparison needs `value`', where: ['all', 0] },
    ],
  ],
  [
    'a key of a value that is no key of a fact',
    { ...isOne, value: { fact: 'system', pth: '$.replicas' } },
    [
      {
        code: 'rule/syntax',
        message: '`pth` is not a key of a condition',
        where: ['value', 'pth'],
        onKey: true,
        help: 'did you mean `path`?',
      },
    ],
  ],
  [
    'forms that do not fit',
    { all: { not: isOne } },
    [
      {
        code: 'rule/syntax',
        message: '`all` holds a list of conditions, not an object',
        where: ['all'],
      },
    ],
  ],
  [
    'a list inside a not',
    { not: [isOne] },
    [
      {
        code: 'rule/syntax',
        message: '`not` holds one condition, not a list',
        where: ['not'],
        help: 'write `not: { any: [ … ] }` if none may hold',
      },
    ],
  ],
  [
    'keys of the wrong type',
    { all: [{ fact: 5, operator: '', path: null, params: [], value: 1, name: true, priority: 0 }] },
    [
      {
        code: 'rule/syntax',
        message: '`name` is a string, not a boolean',
        where: ['all', 0, 'name'],
      },
      {
        code: 'rule/syntax',
        message: '`priority` is a whole number of at least 1',
        where: ['all', 0, 'priority'],
      },
      {
        code: 'rule/syntax',
        message: '`fact` is a string, not a number',
        where: ['all', 0, 'fact'],
      },
      { code: 'rule/syntax', message: '`path` is a string, not null', where: ['all', 0, 'path'] },
      {
        code: 'rule/syntax',
        message: '`params` is an object, not a list',
        where: ['all', 0, 'params'],
      },
      {
        code: 'rule/syntax',
        message: '`operator` is a string, not an empty one',
        where: ['all', 0, 'operator'],
      },
    ],
  ],
  [
    'a reference that is not a name',
    { condition: 5 },
    [
      {
        code: 'rule/syntax',
        message: '`condition` is a string, not a number',
        where: ['condition'],
      },
    ],
  ],
  [
    'a value that is no data',
    { ...isOne, value: [1, () => 1] },
    [
      {
        code: 'rule/syntax',
        message: 'a value is plain data, not a function',
        where: ['value', 1],
      },
    ],
  ],
])('%s', (_, condition, expected) => {
  expect(problemsOf(condition)).toEqual(expected);
});

test('a value nests only so deep', () => {
  let value: unknown = 1;
  for (let depth = 0; depth < 17; depth += 1) {
    value = [value];
  }
  expect(problemsOf({ ...isOne, value })).toEqual([
    {
      code: 'rule/syntax',
      message: 'a value is nested deeper than 16',
      where: ['value', ...Array.from({ length: 16 }, () => 0)],
    },
  ]);
});
