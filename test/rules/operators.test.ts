import { expect, test } from 'vitest';
import type { FactValue } from '../../src/model/trace.ts';
import { compileCondition } from '../../src/rules/compile.ts';
import { decorators, operators } from '../../src/rules/language.ts';
import {
  comparisonOf,
  decoratorByName,
  operatorByName,
  unwrapped,
} from '../../src/rules/operators.ts';
import type { FactShapes } from '../../src/rules/shape.ts';
import { compiled, sourceOf } from './facts.ts';

function compare(operator: string, actual: FactValue, expected: FactValue): boolean {
  const comparison = comparisonOf(operator);
  if ('code' in comparison) {
    throw new Error(comparison.message);
  }
  return comparison.compare(actual, expected);
}

test('the library has the ten operators that are documented', () => {
  expect([...operatorByName.keys()]).toEqual(operators.map(({ name }) => name));
  expect(operators.map(({ name }) => name)).toEqual([
    'equal',
    'notEqual',
    'in',
    'notIn',
    'contains',
    'doesNotContain',
    'lessThan',
    'lessThanInclusive',
    'greaterThan',
    'greaterThanInclusive',
  ]);
});

test('the library has the six decorators that are documented', () => {
  expect([...decoratorByName.keys()]).toEqual(decorators.map(({ name }) => name));
  expect(decorators.map(({ name }) => name)).toEqual([
    'someFact',
    'someValue',
    'everyFact',
    'everyValue',
    'swap',
    'not',
  ]);
});

test('a list of the library is found wrapped, as Node imports it, and bare, as bundlers do', () => {
  expect(unwrapped({ default: [1, 2] })).toEqual([1, 2]);
  expect(unwrapped([1, 2])).toEqual([1, 2]);
});

test.each<[string, FactValue, FactValue, boolean]>([
  ['equal', 1, 1, true],
  ['equal', 1, '1', false],
  ['equal', null, null, true],
  ['notEqual', 1, 2, true],
  ['notEqual', 1, 1, false],
  ['notEqual', null, 1, true],
  ['in', 'a', ['a', 'b'], true],
  ['in', 'c', ['a', 'b'], false],
  ['notIn', 'c', ['a', 'b'], true],
  ['notIn', 'a', ['a', 'b'], false],
  ['contains', ['a', 'b'], 'a', true],
  ['contains', ['a', 'b'], 'c', false],
  ['contains', 'abc', 'a', false],
  ['doesNotContain', ['a', 'b'], 'c', true],
  ['doesNotContain', ['a', 'b'], 'a', false],
  ['doesNotContain', 'abc', 'x', false],
  ['lessThan', 1, 2, true],
  ['lessThan', 2, 2, false],
  ['lessThan', 'one', 2, false],
  ['lessThanInclusive', 2, 2, true],
  ['lessThanInclusive', 3, 2, false],
  ['greaterThan', 3, 2, true],
  ['greaterThan', 2, 2, false],
  ['greaterThan', null, -1, false],
  ['greaterThanInclusive', 2, 2, true],
  ['greaterThanInclusive', 1, 2, false],
  ['someFact:equal', [1, 2], 2, true],
  ['someFact:equal', [1, 2], 3, false],
  ['someFact:equal', [], 3, false],
  ['someFact:equal', 3, 3, false],
  ['everyFact:equal', [2, 2], 2, true],
  ['everyFact:equal', [1, 2], 2, false],
  ['everyFact:equal', [], 2, true],
  ['someValue:equal', 2, [1, 2], true],
  ['someValue:equal', 3, [1, 2], false],
  ['everyValue:greaterThan', 3, [1, 2], true],
  ['everyValue:greaterThan', 2, [1, 2], false],
  ['swap:lessThan', 2, 1, true],
  ['swap:lessThan', 1, 2, false],
  ['swap:contains', 'a', ['a'], true],
  ['swap:contains', 'b', ['a'], false],
  ['not:equal', 1, 2, true],
  ['not:equal', 1, 1, false],
  ['not:not:equal', 1, 1, true],
  ['not:someFact:equal', [1, 2], 3, true],
  ['someFact:not:equal', [3, 3], 3, false],
  ['someFact:not:equal', [1, 3], 3, true],
  ['everyFact:someValue:equal', [1, 2], [1, 2, 3], true],
  ['someValue:everyFact:equal', [1, 2], [1, 2, 3], false],
  ['everyFact:swap:contains', ['a', 'b'], ['a', 'b', 'c'], true],
  ['swap:everyFact:greaterThan', 1, [2, 3], true],
])('%s of %j and %j is %j', (operator, actual, expected, result) => {
  expect(compare(operator, actual, expected)).toBe(result);
});

const names = [
  ...operators.map(({ name }) => name),
  ...decorators.flatMap((decorator) => operators.map(({ name }) => `${decorator.name}:${name}`)),
  'not:not:notEqual',
  'not:everyFact:swap:notIn',
];

test.each(names)('a missing fact, path or value never matches %s', (operator) => {
  const any = { fact: 'system', path: '$.extra', operator };
  const gone = { ...any, value: { fact: 'system', path: '$.gone' } };
  const missing = [
    [gone, { system: { extra: 1 } }],
    [gone, { system: { extra: [1] } }],
    [{ ...any, value: { fact: 'system', path: '$.extra' } }, {}],
    [{ ...any, value: { fact: 'system', path: '$.extra' } }, { system: {} }],
    [{ ...any, value: { fact: 'system', path: '$.extra' } }, { system: { extra: undefined } }],
    [
      { fact: 'system', path: '$.extra.x', operator, value: { fact: 'system' } },
      { system: { extra: null } },
    ],
  ] as const;
  const shapes = { system: { description: 'any', shape: { kind: 'any' } } } as const;
  for (const [leaf, values] of missing) {
    expect(matchesAny(leaf, values, shapes)).toBe(false);
    expect(matchesAny({ not: leaf }, values, shapes)).toBe(true);
  }
});

function matchesAny(
  condition: unknown,
  values: Readonly<Record<string, FactValue>>,
  shapes: FactShapes,
): boolean {
  const { compiled: rule, problems } = compileCondition(condition, {
    facts: shapes,
    conditions: new Map(),
  });
  if (rule === undefined) {
    throw new Error(JSON.stringify(problems));
  }
  return rule.matches(sourceOf(values));
}

test.each<[string, FactValue, FactValue]>([
  ['in', 1, 5],
  ['in', 1, null],
  ['not:in', 1, 5],
  ['notIn', 1, { indexOf: 1 }],
  ['not:notIn', 1, true],
  ['someValue:equal', 1, 1],
  ['not:someValue:equal', 1, 'abc'],
  ['everyValue:equal', 1, null],
  ['not:everyValue:equal', 1, { some: 1 }],
  ['lessThan', { toString: 'x' }, 1],
  ['not:lessThan', { toString: 'x' }, 1],
  ['not:greaterThan', 1, Object.create(null) as FactValue],
  ['in', { toString: 'x' }, 'abc'],
  ['someFact:not:in', [1, 2], 5],
])('%s never matches where the library would throw: %j and %j', (operator, actual, expected) => {
  expect(compare(operator, actual, expected)).toBe(false);
});

test('one comparison that was stopped does not stop the next one', () => {
  const comparison = comparisonOf('not:in');
  if ('code' in comparison) {
    throw new Error(comparison.message);
  }
  expect(comparison.compare(1, 5)).toBe(false);
  expect(comparison.compare(1, [2])).toBe(true);
});

test('a list nested deeper than any fact is compared without overflow', () => {
  let nested: FactValue = [1];
  for (let depth = 0; depth < 100_000; depth += 1) {
    nested = [nested];
  }
  expect(compare('lessThan', nested, 2)).toBe(false);
  expect(compare('lessThan', [[1]], 2)).toBe(true);
});

test('null is a value like any other', () => {
  const isNull = compiled({ fact: 'word', operator: 'equal', value: null });
  expect(isNull.matches(sourceOf({ word: null }))).toBe(true);
  expect(isNull.matches(sourceOf({ word: 'a' }))).toBe(false);
});
