import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FactValue, Trace } from '../../src/model/trace.ts';
import { compileCondition } from '../../src/rules/compile.ts';
import { KeptRow, rowFields } from '../../src/rules/fact-row.ts';
import { decorators, operators } from '../../src/rules/language.ts';
import type { FactShapes } from '../../src/rules/shape.ts';
import { decisive, sayLeaf } from '../../src/rules/trace.ts';
import { profiles } from '../oracle/rule-cases.ts';
import { agreement } from '../oracle/rules.ts';
import { sourceOf } from './facts.ts';

const anything: FactShapes = {
  a: { description: 'anything', shape: { kind: 'any' } },
  b: { description: 'anything', shape: { kind: 'any' } },
};

const scalar: fc.Arbitrary<FactValue> = fc.oneof(
  fc.integer({ min: -2, max: 3 }),
  fc.constantFrom(0.5, '1', '2x', 'x', 'y', '', true, false, null),
);
const list = fc.array(scalar, { maxLength: 3 });
const value: fc.Arbitrary<FactValue> = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 2, arbitrary: list },
  { weight: 1, arbitrary: fc.array(list, { maxLength: 2 }) },
);
const fact: fc.Arbitrary<FactValue> = fc.oneof(
  value,
  fc.record(
    {
      x: value,
      items: fc.array(fc.record({ x: scalar, y: list }, { requiredKeys: ['x'] }), { maxLength: 3 }),
      'a b': fc.record({ x: value }),
    },
    { requiredKeys: [] },
  ),
);

/** Paths that both resolvers read the same; a wildcard that finds nothing counts as missing below. */
const path = fc.constantFrom(
  '$',
  '$.x',
  '$.x[0]',
  '$.items[*].x',
  '$.items[*].y',
  '$.items[0].x',
  '$.items.length',
  "$['a b'].x",
  "$['a b'].*",
);
const operator = fc
  .tuple(
    fc.array(fc.constantFrom(...decorators.map(({ name }) => name)), { maxLength: 3 }),
    fc.constantFrom(...operators.map(({ name }) => name)),
  )
  .map((names) => names.flat().join(':'));
const name = fc.constantFrom('a', 'b');
const reference = fc.record({ fact: name, path }, { requiredKeys: ['fact'] });
const leaf = fc.record(
  {
    fact: name,
    path,
    operator,
    value: fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: reference }),
    priority: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ['fact', 'operator', 'value'] },
);
const { condition } = fc.letrec<{ condition: object }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'condition' },
    leaf,
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
    fc.record({ condition: fc.constantFrom('first', 'second') }),
  ),
}));
const whole = fc.record({ all: fc.array(condition, { minLength: 1, maxLength: 2 }) });
const named = fc.record({
  first: fc.record({ any: fc.array(leaf, { minLength: 1, maxLength: 2 }) }),
  second: fc.record({ not: fc.oneof(leaf, fc.constant({ condition: 'first' })) }),
});
const values = fc.record({ a: fact, b: fact });

/** Undefined where a literal can never fit its operator. */
function compile(condition: unknown, definitions: object) {
  return compileCondition(condition, {
    facts: anything,
    conditions: new Map(Object.entries(definitions)),
  }).compiled;
}

test.each(profiles)('the rules and the engine agree: $name', async (profile) => {
  const tally = { events: 0, leaves: 0 };
  await fc.assert(agreement({ compileCondition, KeptRow, rowFields }, profile, tally), {
    numRuns: 400,
    maxSkipsPerRun: 1000,
  });
  expect(tally.events).toBeGreaterThan(400);
  expect(tally.leaves).toBeGreaterThan(1000);
});

const hostile: fc.Arbitrary<FactValue> = fc.oneof(
  fact,
  fc.constantFrom<FactValue>(
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Object.create(null) as FactValue,
    { toString: 'x', valueOf: 1 },
    { indexOf: 'x', some: 1, length: 3 },
    [undefined, [null, { toString: null }]],
  ),
  fc.anything({
    withNullPrototype: true,
    maxDepth: 3,
    values: [fc.string(), fc.double(), fc.boolean(), fc.constantFrom(null, undefined)],
  }) as fc.Arbitrary<FactValue>,
);

test('a condition never throws, and its explanation has the same result and words', () => {
  fc.assert(
    fc.property(
      whole,
      named,
      fc.record({ a: hostile, b: hostile }),
      (conditions, definitions, facts) => {
        const compiled = compile(conditions, definitions);
        fc.pre(compiled !== undefined);
        const trace = compiled.explain(sourceOf(facts));
        expect(trace.result).toBe(compiled.matches(sourceOf(facts)));
        for (const part of decisive(trace)) {
          expect(sayLeaf(part)).toMatch(/^`.+` (?:is|of) /);
        }
      },
    ),
    { numRuns: 1500, maxSkipsPerRun: 1000 },
  );
});

test('the decisive comparisons alone decide: with all others turned over, the result stands', () => {
  fc.assert(
    fc.property(whole, named, values, (conditions, definitions, facts) => {
      const trace = compile(conditions, definitions)?.explain(sourceOf(facts));
      fc.pre(trace !== undefined);
      const places = new Set(decisive(trace).map(({ where }) => JSON.stringify(where)));
      expect(resultWith(trace, places)).toBe(trace.result);
    }),
    { numRuns: 500, maxSkipsPerRun: 1000 },
  );
});

/** The result of a trace whose comparisons outside of `places` come out the other way. */
function resultWith(trace: Trace, places: ReadonlySet<string>): boolean {
  switch (trace.kind) {
    case 'leaf':
      return trace.result === places.has(JSON.stringify(trace.where));
    case 'not':
      return !resultWith(trace.child, places);
    case 'condition':
      return resultWith(trace.child, places);
    case 'all':
      return trace.children.every((child) => resultWith(child, places));
    default:
      return trace.children.some((child) => resultWith(child, places));
  }
}

test('any input compiles or says why not', () => {
  const junk = fc.oneof(
    fc.anything(),
    fc.object({ key: fc.constantFrom('all', 'any', 'not', 'fact', 'value', 'condition', 'path') }),
    condition,
  );
  fc.assert(
    fc.property(junk, (input) => {
      const { compiled, problems } = compileCondition(input, {
        facts: anything,
        conditions: new Map<string, unknown>([
          ['first', input],
          ['second', { not: { condition: 'first' } }],
        ]),
      });
      expect(compiled === undefined || problems.length === 0).toBe(true);
      for (const { code, message, where } of problems) {
        expect(`${code} ${message}`).toMatch(/^rule\/[a-z-]+ .+$/s);
        expect(Array.isArray(where)).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});
