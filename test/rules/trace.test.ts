import { expect, test } from 'vitest';
import type { FactValue } from '../../src/model/trace.ts';
import { decisive, sayLeaf } from '../../src/rules/trace.ts';
import { compiled, sourceOf } from './facts.ts';

const system = {
  name: 'web',
  criticality: 'critical',
  replicas: 1,
  tags: ['a', 'b'],
  numbers: [1, 3],
  none: null,
};

function said(operator: string, path: string, value: unknown): string {
  const { explain } = compiled({ fact: 'system', path, operator, value });
  return decisive(explain(sourceOf({ system })))
    .map(sayLeaf)
    .join('; ');
}

test.each([
  ['equal', '$.replicas', 2, '`$.replicas` is 1, needs to be 2'],
  ['equal', '$.replicas', 1, '`$.replicas` is 1'],
  ['notEqual', '$.name', 'web', '`$.name` is `web`, needs to be other than `web`'],
  ['notEqual', '$.name', 'api', '`$.name` is `web`, which is other than `api`'],
  ['in', '$.name', ['a', 'b'], '`$.name` is `web`, needs to be one of `a`, `b`'],
  ['in', '$.name', ['web', 'b'], '`$.name` is `web`, which is one of `web`, `b`'],
  ['notIn', '$.name', ['web'], '`$.name` is `web`, needs to be none of `web`'],
  ['notIn', '$.name', ['b'], '`$.name` is `web`, which is none of `b`'],
  ['contains', '$.tags', 'c', '`$.tags` is [`a`, `b`], needs to contain `c`'],
  ['contains', '$.tags', 'a', '`$.tags` is [`a`, `b`], which contains `a`'],
  ['doesNotContain', '$.tags', 'a', '`$.tags` is [`a`, `b`], needs to be without `a`'],
  ['doesNotContain', '$.tags', 'c', '`$.tags` is [`a`, `b`], which is without `c`'],
  ['lessThan', '$.replicas', 1, '`$.replicas` is 1, needs < 1'],
  ['lessThan', '$.replicas', 2, '`$.replicas` is 1, which is < 2'],
  ['lessThanInclusive', '$.replicas', 0, '`$.replicas` is 1, needs ≤ 0'],
  ['lessThanInclusive', '$.replicas', 1, '`$.replicas` is 1, which is ≤ 1'],
  ['greaterThan', '$.replicas', 1, '`$.replicas` is 1, needs > 1'],
  ['greaterThan', '$.replicas', 0, '`$.replicas` is 1, which is > 0'],
  ['greaterThanInclusive', '$.replicas', 2, '`$.replicas` is 1, needs ≥ 2'],
  ['greaterThanInclusive', '$.replicas', 1, '`$.replicas` is 1, which is ≥ 1'],
])('%s reads: %s %j: %s', (operator, path, value, expected) => {
  expect(said(operator, path, value)).toBe(expected);
});

test.each([
  ['not:equal', '$.name', 'web', '`$.name` is `web`, needs not to be `web`'],
  ['not:equal', '$.name', 'api', '`$.name` is `web`, which is not `api`'],
  ['not:greaterThan', '$.replicas', 0, '`$.replicas` is 1, needs not to be > 0'],
  ['not:not:equal', '$.name', 'api', '`$.name` is `web`, needs to be `api`'],
  ['not:contains', '$.tags', 'c', '`$.tags` is [`a`, `b`], which does not contain `c`'],
  [
    'someFact:greaterThan',
    '$.numbers',
    5,
    '`$.numbers` is [1, 3], needs at least one item to be > 5',
  ],
  ['someFact:greaterThan', '$.numbers', 2, '`$.numbers` is [1, 3], where at least one item is > 2'],
  ['everyFact:lessThan', '$.numbers', 3, '`$.numbers` is [1, 3], needs every item to be < 3'],
  ['everyFact:lessThan', '$.numbers', 4, '`$.numbers` is [1, 3], where every item is < 4'],
  ['not:someFact:equal', '$.tags', 'a', '`$.tags` is [`a`, `b`], needs no item to be `a`'],
  ['not:everyFact:equal', '$.tags', 'a', '`$.tags` is [`a`, `b`], where not every item is `a`'],
  ['everyFact:not:equal', '$.tags', 'a', '`$.tags` is [`a`, `b`], needs every item not to be `a`'],
  [
    'someValue:equal',
    '$.name',
    ['a', 'b'],
    '`$.name` is `web`, needs to be at least one of `a`, `b`',
  ],
  ['everyValue:greaterThan', '$.replicas', [0, 2], '`$.replicas` is 1, needs > each of 0, 2'],
  ['everyValue:greaterThan', '$.replicas', [0], '`$.replicas` is 1, which is > each of 0'],
  [
    'not:someValue:equal',
    '$.name',
    ['web', 'b'],
    '`$.name` is `web`, needs for none of `web`, `b`, to be that value',
  ],
  [
    'not:everyValue:equal',
    '$.name',
    ['web', 'b'],
    '`$.name` is `web`, which for not every one of `web`, `b`, is that value',
  ],
  ['swap:contains', '$.name', ['a', 'b'], '`$.name` is `web`, needs [`a`, `b`] to contain it'],
  ['swap:contains', '$.name', ['web'], '`$.name` is `web`, where [`web`] contains it'],
  ['swap:in', '$.tags', 'a', '`$.tags` is [`a`, `b`], where `a` is one of its items'],
  [
    'everyFact:someValue:equal',
    '$.tags',
    ['a'],
    '`$.tags` is [`a`, `b`], needs every item to be at least one of `a`',
  ],
  [
    'everyFact:not:someValue:equal',
    '$.tags',
    ['b', 'c'],
    '`$.tags` is [`a`, `b`], needs for every item, for none of `b`, `c`, that item to be that value',
  ],
  [
    'someValue:everyFact:equal',
    '$.tags',
    ['a', 'b'],
    '`$.tags` is [`a`, `b`], needs for at least one of `a`, `b`, every item to be that value',
  ],
  [
    'someFact:swap:lessThan',
    '$.numbers',
    5,
    '`$.numbers` is [1, 3], needs for at least one item, 5 to be < that item',
  ],
  [
    'swap:someFact:equal',
    '$.name',
    ['a', 'b'],
    '`$.name` is `web`, needs at least one item of [`a`, `b`] to be it',
  ],
])('%s reads: %s %j: %s', (operator, path, value, expected) => {
  expect(said(operator, path, value)).toBe(expected);
});

test('what is missing is said to be missing', () => {
  expect(said('equal', '$.logical', true)).toBe('`$.logical` is missing, needs to be true');
  expect(said('in', '$.labels.owner', ['a', 'b'])).toBe(
    '`$.labels.owner` is missing, needs to be one of `a`, `b`',
  );
  expect(said('greaterThan', '$.replicas', { fact: 'count' })).toBe(
    '`$.replicas` is 1, needs > a value that is missing',
  );
  expect(said('in', '$.name', { fact: 'system', path: '$.kinds' })).toBe(
    '`$.name` is `web`, needs to be one of a list that is missing',
  );
});

test('a value of another fact is said as it was', () => {
  expect(said('lessThan', '$.replicas', { fact: 'system', path: '$.numbers[0]' })).toBe(
    '`$.replicas` is 1, needs < 1',
  );
});

test.each<[FactValue, string]>([
  [null, 'null'],
  [true, 'true'],
  [0.5, '0.5'],
  [[], 'an empty list'],
  [[1, 'a', null], '[1, `a`, null]'],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], '[1, 2, 3, 4, 5, 6, 7, 8, … (and 2 more)]'],
  [{}, 'an empty object'],
  [{ a: 1, b: 2 }, 'an object of a, b'],
  [{ ['x'.repeat(70)]: 1 }, `an object of ${'x'.repeat(60)}…`],
])('the value %j reads %s', (value, text) => {
  const { explain } = compiled({ fact: 'system', path: '$.extra', operator: 'equal', value: 'x' });
  const [leaf] = decisive(explain(sourceOf({ system: { extra: value } })));
  expect(leaf && sayLeaf(leaf)).toBe(`\`$.extra\` is ${text}, needs to be \`x\``);
});

test('a fact without a path is named, with its parameters', () => {
  const { explain } = compiled({
    all: [
      { fact: 'count', operator: 'lessThan', value: 1 },
      { fact: 'count', path: '$', operator: 'lessThan', value: 2 },
      { fact: 'signal', params: { name: 'latency' }, operator: 'lessThan', value: 400 },
    ],
  });
  expect(decisive(explain(sourceOf({ count: 3, signal: 690 }))).map(sayLeaf)).toEqual([
    '`count` is 3, needs < 1',
    '`count` is 3, needs < 2',
    '`signal(name: "latency")` is 690, needs < 400',
  ]);
});

test('a path into a fact with parameters names both', () => {
  const leaf = {
    kind: 'leaf',
    result: false,
    where: [],
    fact: 'signal',
    path: '$.value',
    params: { name: 'latency' },
    operator: 'lessThan',
    actual: 690,
    expected: 400,
    missing: false,
  } as const;
  expect(sayLeaf(leaf)).toBe('`$.value` of `signal(name: "latency")` is 690, needs < 400');
});

const isOne = { fact: 'count', operator: 'equal', value: 1 };
const isTwo = { fact: 'count', operator: 'equal', value: 2 };
const isPositive = { fact: 'count', operator: 'greaterThan', value: 0 };
const isSmall = { fact: 'count', operator: 'lessThan', value: 9 };

test.each([
  [
    'a false all: what is false',
    { all: [isOne, isPositive, isTwo] },
    5,
    [
      ['all', 0],
      ['all', 2],
    ],
  ],
  [
    'a true all: all of it',
    { all: [isPositive, isSmall] },
    5,
    [
      ['all', 0],
      ['all', 1],
    ],
  ],
  [
    'a true any: what is true',
    { any: [isOne, isPositive, isSmall] },
    5,
    [
      ['any', 1],
      ['any', 2],
    ],
  ],
  [
    'a false any: all of it',
    { any: [isOne, isTwo] },
    5,
    [
      ['any', 0],
      ['any', 1],
    ],
  ],
  ['a not: what decided its inside', { not: { any: [isOne, isPositive] } }, 5, [['not', 'any', 1]]],
  [
    'nested: only what decided at each level',
    { all: [{ any: [isOne, isTwo] }, { not: isOne }, { not: { all: [isPositive, isSmall] } }] },
    5,
    [
      ['all', 0, 'any', 0],
      ['all', 0, 'any', 1],
      ['all', 2, 'not', 'all', 0],
      ['all', 2, 'not', 'all', 1],
    ],
  ],
  ['a bare comparison: itself', isOne, 5, [[]]],
])('decisive in %s', (_, condition, count, expected) => {
  const trace = compiled(condition).explain(sourceOf({ count }));
  expect(decisive(trace).map(({ where }) => where)).toEqual(expected);
});

test('a named condition that is referred to twice is decisive once', () => {
  const both = { all: [{ condition: 'one' }, { any: [{ condition: 'one' }, isTwo] }] };
  const trace = compiled(both, { one: isOne }).explain(sourceOf({ count: 5 }));
  expect(decisive(trace).map(({ where }) => where)).toEqual([
    ['conditions', 'one'],
    ['all', 1, 'any', 1],
  ]);
});
