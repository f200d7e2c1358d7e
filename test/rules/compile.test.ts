import { expect, test } from 'vitest';
import type { FactValue } from '../../src/model/trace.ts';
import { compileCondition } from '../../src/rules/compile.ts';
import { compiled, facts, problemsOf, sourceOf } from './facts.ts';

const isOne = { fact: 'count', operator: 'equal', value: 1 };
const isSmall = { fact: 'count', operator: 'lessThan', value: 9 };
const never = { fact: 'count', operator: 'lessThan', value: -1000 };

function matches(
  condition: unknown,
  count: FactValue,
  named: Record<string, unknown> = {},
): boolean {
  return compiled(condition, named).matches(sourceOf({ count }));
}

test.each([
  ['all', { all: [isOne, isSmall] }, true, false],
  ['any', { any: [isOne, never] }, true, false],
  ['not', { not: isOne }, false, true],
  ['not of all', { not: { all: [isOne, isSmall] } }, false, true],
  ['nested joins', { any: [{ all: [isOne, isSmall] }, { not: isSmall }] }, true, false],
  ['a bare comparison', isOne, true, false],
  ['a named condition', { condition: 'one' }, true, false],
  ['a named condition inside', { all: [isSmall, { condition: 'one' }] }, true, false],
  ['a name of a name', { condition: 'same' }, true, false],
])('%s', (_, condition, ofOne, ofTwo) => {
  const named = { one: { all: [isOne] }, same: { condition: 'one' } };
  expect(matches(condition, 1, named)).toBe(ofOne);
  expect(matches(condition, 2, named)).toBe(ofTwo);
});

test('a priority changes no result and no order', () => {
  const first = { ...isOne, priority: 1 };
  const last = { ...isSmall, priority: 99 };
  const { explain } = compiled({ all: [first, last], priority: 3 });
  const trace = explain(sourceOf({ count: 1 }));
  expect(trace.kind === 'all' && trace.children.map(({ where }) => where)).toEqual([
    ['all', 0],
    ['all', 1],
  ]);
});

test('the condition given is left as it was', () => {
  const condition = Object.freeze({
    all: Object.freeze([Object.freeze({ ...isOne, priority: 5, params: undefined })]),
  });
  expect(problemsOf(condition)).toEqual([
    {
      code: 'rule/syntax',
      message: '`params` is an object, not nothing',
      where: ['all', 0, 'params'],
    },
  ]);
  const good = Object.freeze({ all: Object.freeze([Object.freeze({ ...isOne, priority: 5 })]) });
  expect(matches(good, 1)).toBe(true);
  expect(good).toEqual({ all: [{ ...isOne, priority: 5 }] });
});

test('the parameters reach the source, of the fact and of a value that is a fact', () => {
  const asked: unknown[] = [];
  const { matches: run } = compiled({
    fact: 'signal',
    params: { name: 'latency', window: '5m' },
    operator: 'lessThan',
    value: { fact: 'signal', params: { name: 'error_rate' } },
  });
  const result = run((fact, params) => {
    asked.push([fact, params]);
    return asked.length;
  });
  expect(result).toBe(true);
  expect(asked).toEqual([
    ['signal', { name: 'latency', window: '5m' }],
    ['signal', { name: 'error_rate' }],
  ]);
});

test('no parameters are undefined', () => {
  const asked: unknown[] = [];
  compiled(isOne).matches((fact, params) => {
    asked.push([fact, params]);
    return 1;
  });
  expect(asked).toEqual([['count', undefined]]);
});

test('all and any stop at the first that decides', () => {
  let asked = 0;
  const source = () => {
    asked += 1;
    return 1;
  };
  expect(compiled({ any: [isOne, never, never] }).matches(source)).toBe(true);
  expect(asked).toBe(1);
  expect(compiled({ all: [never, isOne, isOne] }).matches(source)).toBe(false);
  expect(asked).toBe(2);
});

test('a trace holds every part, with its place, names and values', () => {
  const condition = {
    any: [
      { not: { ...isOne, name: 'is one' }, name: 'other' },
      { condition: 'redundant', name: 'by reference' },
      {
        fact: 'signal',
        params: { name: 'latency' },
        operator: 'lessThan',
        value: { fact: 'system', path: '$.signals.latency' },
      },
    ],
    name: 'outer',
  };
  const named = {
    redundant: { all: [{ fact: 'system', path: '$.replicas', operator: 'greaterThan', value: 1 }] },
  };
  const { explain } = compiled(condition, named);
  expect(explain(sourceOf({ count: 1, system: { replicas: 1 }, signal: 3 }))).toEqual({
    kind: 'any',
    result: false,
    where: [],
    name: 'outer',
    children: [
      {
        kind: 'not',
        result: false,
        where: ['any', 0],
        name: 'other',
        child: {
          kind: 'leaf',
          result: true,
          where: ['any', 0, 'not'],
          fact: 'count',
          operator: 'equal',
          actual: 1,
          expected: 1,
          missing: false,
          name: 'is one',
        },
      },
      {
        kind: 'condition',
        result: false,
        where: ['any', 1],
        condition: 'redundant',
        name: 'by reference',
        child: {
          kind: 'all',
          result: false,
          where: ['conditions', 'redundant'],
          children: [
            {
              kind: 'leaf',
              result: false,
              where: ['conditions', 'redundant', 'all', 0],
              fact: 'system',
              path: '$.replicas',
              operator: 'greaterThan',
              actual: 1,
              expected: 1,
              missing: false,
            },
          ],
        },
      },
      {
        kind: 'leaf',
        result: false,
        where: ['any', 2],
        fact: 'signal',
        params: { name: 'latency' },
        operator: 'lessThan',
        actual: 3,
        expected: undefined,
        missing: 'value',
      },
    ],
  });
});

test.each<[string, Record<string, FactValue>, FactValue, string | false]>([
  ['no fact', {}, undefined, 'fact'],
  ['no field', { system: {} }, undefined, 'path'],
  ['nothing to go through', { system: null }, undefined, 'path'],
  ['null itself', { system: { name: null } }, null, false],
  ['a value', { system: { name: 'web' } }, 'web', false],
])('a trace says what is missing: %s', (_, values, actual, missing) => {
  const { explain } = compiled({
    fact: 'system',
    path: '$.name',
    operator: 'notEqual',
    value: 'x',
  });
  expect(explain(sourceOf(values))).toEqual({
    kind: 'leaf',
    result: missing === false,
    where: [],
    fact: 'system',
    path: '$.name',
    operator: 'notEqual',
    actual,
    expected: 'x',
    missing,
  });
});

test('a fact without a path is missing as a fact', () => {
  const trace = compiled(isOne).explain(sourceOf({}));
  expect(trace.kind === 'leaf' && trace.missing).toBe('fact');
});

/** A reference of each to the next, the last one a comparison. */
function chain(length: number): Record<string, unknown> {
  const links = Array.from({ length }, (_, index) => [
    `c${index}`,
    index === length - 1 ? isOne : { condition: `c${index + 1}` },
  ]);
  return Object.fromEntries(links);
}

/** Each refers to the next one twice. */
function doubling(length: number): Record<string, unknown> {
  const links = Array.from({ length }, (_, index) => [
    `c${index}`,
    index === length - 1
      ? isOne
      : { all: [{ condition: `c${index + 1}` }, { condition: `c${index + 1}` }] },
  ]);
  return Object.fromEntries(links);
}

/** A comparison inside so many `not`. */
function nots(count: number): unknown {
  return count === 0 ? isOne : { not: nots(count - 1) };
}

const tooDeep = {
  code: 'rule/syntax',
  message: 'conditions are nested deeper than 64',
  help: 'split it into several policies, or refer to fewer conditions',
};

test('64 levels are allowed and 65 are not', () => {
  expect(matches(nots(64), 1)).toBe(true);
  expect(problemsOf(nots(65))).toEqual([
    { ...tooDeep, where: Array.from({ length: 65 }, () => 'not') },
  ]);
});

test('references count as levels', () => {
  expect(matches({ condition: 'c0' }, 1, chain(64))).toBe(true);
  expect(problemsOf({ condition: 'c0' }, chain(65))).toEqual([{ ...tooDeep, where: [] }]);
  expect(problemsOf({ condition: 'c0' }, chain(20_000))).toEqual([{ ...tooDeep, where: [] }]);
});

test('a condition that was compiled near the top counts its levels again further down', () => {
  const named = { deep: nots(40), shallow: isOne };
  const lower = (count: number): unknown =>
    count === 0 ? { condition: 'deep' } : { not: lower(count - 1) };
  expect(problemsOf({ all: [{ condition: 'deep' }, lower(22)] }, named)).toEqual([]);
  expect(problemsOf({ all: [{ condition: 'deep' }, lower(23)] }, named)).toEqual([
    { ...tooDeep, where: [] },
  ]);
});

test('input that nests without end is refused without overflow', () => {
  const endless: { not?: unknown } = {};
  endless.not = endless;
  expect(problemsOf(endless)).toEqual([
    { ...tooDeep, where: Array.from({ length: 65 }, () => 'not') },
  ]);
});

test('shared references are compiled once and may double up to a limit', () => {
  expect(matches({ condition: 'c0' }, 1, doubling(14))).toBe(true);
  expect(problemsOf({ condition: 'c0' }, doubling(15))).toEqual([
    {
      code: 'rule/syntax',
      message: 'a condition expands to more than 10000 comparisons',
      help: 'split it into several policies, or refer to fewer conditions',
      where: [],
    },
  ]);
  expect(problemsOf({ condition: 'c0' }, doubling(30))).toHaveLength(1);
});

test('aliases of aliases are refused, once', () => {
  let alias: unknown = isOne;
  for (let level = 0; level < 12; level += 1) {
    alias = { all: [alias, alias, alias, alias] };
  }
  const problems = problemsOf(alias);
  expect(problems.map(({ code, message }) => [code, message])).toEqual([
    ['rule/syntax', 'a condition has more than 10000 parts'],
  ]);
});

test('what is wrong inside a named condition is said by compiling that one', () => {
  const named = { broken: { all: [{ fact: 'cout', operator: 'equal', value: 1 }] } };
  const conditions = new Map(Object.entries(named));
  expect(compileCondition({ condition: 'broken' }, { facts, conditions })).toEqual({
    compiled: undefined,
    problems: [],
  });
  expect(problemsOf(named.broken).map(({ code }) => code)).toEqual(['rule/unknown-fact']);
});

test('conditions may be named like the members of objects', () => {
  const named = new Map<string, unknown>([
    ['constructor', isOne],
    ['__proto__', isSmall],
  ]);
  const condition = { all: [{ condition: 'constructor' }, { condition: '__proto__' }] };
  const { compiled: rule, problems } = compileCondition(condition, { facts, conditions: named });
  expect(problems).toEqual([]);
  expect(rule?.matches(sourceOf({ count: 1 }))).toBe(true);
});
