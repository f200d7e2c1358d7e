import { expect, test } from 'vitest';
import type { RuleProblem } from '../../src/rules/problem.ts';
import { problemsOf } from './facts.ts';

const isOne = { fact: 'count', operator: 'equal', value: 1 };
const on = (
  path: string,
  operator = 'equal',
  value: unknown = { fact: 'system', path: '$.extra' },
) => ({
  fact: 'system',
  path,
  operator,
  value,
});
const paths =
  "write paths as `$.name`, `$['a name']`, `$.list[0]`, `$.list[-1]`, `$.list[*].name` or `$.map.*`";
const fields =
  'known: `criticality`, `extra`, `groups`, `kinds`, `labels`, `logical`, `name`, `numbers`, … (and 3 more)';

test.each<[string, unknown, RuleProblem[]]>([
  [
    'a path that is misspelt',
    on('$.replica'),
    [
      {
        code: 'rule/unknown-path',
        message: 'fact `system` has no path `$.replica`',
        where: ['path'],
        help: 'did you mean `replicas`?',
      },
    ],
  ],
  [
    'a path named like a member of objects',
    on('$.constructor'),
    [
      {
        code: 'rule/unknown-path',
        message: 'fact `system` has no path `$.constructor`',
        where: ['path'],
        help: fields,
      },
    ],
  ],
  [
    'a key outside of a closed map',
    on('$.signals.latncy.max'),
    [
      {
        code: 'rule/unknown-path',
        message: 'fact `system` has no path `$.signals.latncy`',
        where: ['path'],
        help: 'did you mean `latency`?',
      },
    ],
  ],
  [
    'a field of a scalar',
    on('$.replicas.max'),
    [
      {
        code: 'rule/unknown-path',
        message: '`$.replicas` of fact `system` is a number and has no fields',
        where: ['path'],
      },
    ],
  ],
  [
    'the items of a scalar',
    on('$.name[0]'),
    [
      {
        code: 'rule/unknown-path',
        message: '`$.name` of fact `system` is a string and has no items',
        where: ['path'],
      },
    ],
  ],
  [
    'all fields of a scalar',
    on('$.logical.*'),
    [
      {
        code: 'rule/unknown-path',
        message: '`$.logical` of fact `system` is a boolean and has no fields',
        where: ['path'],
      },
    ],
  ],
  [
    'an item of an object',
    on('$[0]'),
    [
      {
        code: 'rule/unknown-path',
        message: '`$` of fact `system` is an object and has no items',
        where: ['path'],
      },
    ],
  ],
  [
    'a field of the items of a list',
    on('$.groups.spare'),
    [
      {
        code: 'rule/unknown-path',
        message: '`$.groups` of fact `system` is a list',
        where: ['path'],
        help: 'write `$.groups[*].spare` for all its items, `$.groups[0].spare` for the first',
      },
    ],
  ],
  [
    'a field of a list that its items do not have',
    on('$.tags.size'),
    [
      {
        code: 'rule/unknown-path',
        message: '`$.tags` of fact `system` is a list',
        where: ['path'],
        help: 'it has items, such as `$.tags[0]`, and a `length`',
      },
    ],
  ],
  [
    'a path after a wildcard that is misspelt',
    on('$.groups[*].spar'),
    [
      {
        code: 'rule/unknown-path',
        message: 'fact `system` has no path `$.groups[*].spar`',
        where: ['path'],
        help: 'did you mean `spare`?',
      },
    ],
  ],
  [
    'a filter in a path',
    { all: [on('$.groups[?(@.spare)]')] },
    [
      {
        code: 'rule/unsafe-path',
        message: 'path `$.groups[?(@.spare)]` contains a filter or a script, which could run code',
        where: ['all', 0, 'path'],
        help: 'compare in the condition instead, with `all`, `any` or a decorator such as `someFact`',
      },
    ],
  ],
  [
    'a script in the path of a value',
    { ...isOne, value: { fact: 'system', path: '$[(1)]' } },
    [
      {
        code: 'rule/unsafe-path',
        message: 'path `$[(1)]` contains a filter or a script, which could run code',
        where: ['value', 'path'],
        help: 'compare in the condition instead, with `all`, `any` or a decorator such as `someFact`',
      },
    ],
  ],
  [
    'a path that goes everywhere',
    on('$..name'),
    [
      {
        code: 'rule/syntax',
        message: 'path `$..name` cannot be read from `..name` on',
        where: ['path'],
        help: paths,
      },
    ],
  ],
])('%s', (_, condition, expected) => {
  expect(problemsOf(condition)).toEqual(expected);
});
