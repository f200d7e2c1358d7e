import fc from 'fast-check';
import type { FactValue } from '../../src/model/trace.ts';
import { compileCondition } from '../../src/rules/compile.ts';
import { decorators, operators } from '../../src/rules/language.ts';
import { anything, type Case } from './rules.ts';

/** A way to draw rules and facts. */
export interface Profile {
  readonly name: string;
  readonly cases: fc.Arbitrary<Case>;
}

/** The engine copies what it is given, and its copies are plain objects. */
const plain = { noNullPrototype: true } as const;

/** Paths into an object that both read the same. `constructor` is nobody's own field. */
const inner = fc.constantFrom(
  '$.score',
  '$.score',
  '$.score',
  '$.score[0]',
  '$.dependsOn[*].kind',
  '$.dependsOn[*].kind',
  '$.dependsOn[*].weight',
  '$.dependsOn[0].kind',
  '$.dependsOn.length',
  "$['a b'].score",
  "$['a b'].*",
  '$.group.spare',
  '$.*.spare',
  '$.constructor',
);

const operator = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      {
        weight: 2,
        arbitrary: fc.array(fc.constantFrom(...decorators.map(({ name }) => name)), {
          maxLength: 3,
        }),
      },
    ),
    fc.constantFrom(...operators.map(({ name }) => name)),
  )
  .map((names) => names.flat().join(':'));

/** Fact `a` is an object in most cases, `b` a value that stands alone, and `c` one that has a parameter. */
const reference: fc.Arbitrary<object> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ fact: fc.constant('a'), path: inner }) },
  {
    weight: 3,
    arbitrary: fc.record(
      { fact: fc.constant('b'), path: fc.constantFrom('$', '$[0]', '$.length', '$.score') },
      { requiredKeys: ['fact'] },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record(
      { fact: fc.constant('c'), params: fc.record({ key: fc.constantFrom('x', 'y') }) },
      { requiredKeys: ['fact'] },
    ),
  },
);

/** All that is drawn from one kind of values. */
function casesOf(
  scalar: fc.Arbitrary<FactValue>,
  ofFacts: fc.Arbitrary<FactValue>,
): Profile['cases'] {
  const literal = fc.oneof(
    { weight: 3, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(scalar, { minLength: 1, maxLength: 3 }) },
  );
  const leaf = fc
    .tuple(
      reference,
      fc.record(
        {
          operator,
          value: fc.oneof({ weight: 4, arbitrary: literal }, { weight: 1, arbitrary: reference }),
          priority: fc.integer({ min: 1, max: 3 }),
          name: fc.constantFrom('one', 'other'),
        },
        { requiredKeys: ['operator', 'value'] },
      ),
    )
    .map(([left, right]) => ({ ...left, ...right }))
    .filter(isAccepted);
  const { condition } = fc.letrec<{ condition: object }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'condition' },
      leaf,
      fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie('condition') }),
      fc.record({ condition: fc.constantFrom('first', 'second', 'large') }),
    ),
  }));
  const members = fc.array(condition, { minLength: 1, maxLength: 3 });
  return fc.record({
    rules: fc.array(
      fc.oneof(
        { weight: 2, arbitrary: fc.record({ all: fc.tuple(leaf) }) },
        fc.record({ all: members }),
        fc.record({ any: members }),
        fc.record({ not: condition }),
        fc.record({ condition: fc.constantFrom('first', 'second', 'large') }),
      ),
      { minLength: 1, maxLength: 2 },
    ),
    named: fc.record({
      first: fc.record({ any: fc.array(leaf, { minLength: 1, maxLength: 2 }) }),
      second: fc.record({ not: fc.oneof(leaf, fc.constant({ condition: 'first' })) }),
      // More than is repeated at each reference.
      large: fc.record({
        any: fc.tuple(leaf, leaf).map((two) => Array.from({ length: 9 }, () => two).flat()),
      }),
    }),
    facts: fc.record(
      {
        a: fc.oneof({ weight: 6, arbitrary: objectOf(ofFacts) }, { weight: 1, arbitrary: ofFacts }),
        b: listOr(ofFacts),
        c: fc.record({ x: listOr(ofFacts), y: listOr(ofFacts) }),
      },
      { requiredKeys: ['c'] },
    ),
  });
}

/** Whether a comparison is not refused because it could never come out. */
function isAccepted(leaf: object): boolean {
  return compileCondition(leaf, { facts: anything, conditions: new Map() }).compiled !== undefined;
}

function listOr(scalar: fc.Arbitrary<FactValue>): fc.Arbitrary<FactValue> {
  return fc.oneof(
    { weight: 3, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  );
}

function objectOf(scalar: fc.Arbitrary<FactValue>): fc.Arbitrary<FactValue> {
  const value = listOr(scalar);
  const item = fc.record(
    { kind: scalar, weight: fc.array(scalar, { maxLength: 3 }) },
    { requiredKeys: ['kind'], ...plain },
  );
  const whole = {
    score: value,
    dependsOn: fc.array(item, { maxLength: 3 }),
    group: fc.record({ spare: value }, plain),
    'a b': fc.record({ score: value }, plain),
  };
  return fc.oneof(fc.record(whole, plain), fc.record(whole, { requiredKeys: [], ...plain }));
}

const shared: fc.Arbitrary<FactValue> = fc.constantFrom(0, 1, 2, '', 'a', 'b', true, null);

const numeric: fc.Arbitrary<FactValue> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -2, max: 3 }) },
  fc.constantFrom(0.5, -0, 1e308, -1.5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.constant(Number.NaN),
  fc.constantFrom('1', '2.0', '-1', '1e1', ' 2', '2x', '0x2'),
  fc.double({ min: -3, max: 3, noNaN: true }),
);

const illTyped: fc.Arbitrary<FactValue> = fc.oneof(
  shared,
  fc.constantFrom('x', '1', false, 3),
  fc.array(fc.constantFrom<FactValue>(null, 1, 'a', '2'), { maxLength: 2 }),
  fc.record({ kind: fc.constantFrom(1, 'a') }, plain),
);

/** Values of conditions and facts from one small set, so that they meet; numbers; and what does not fit its operator. */
export const profiles: readonly Profile[] = [
  { name: 'shared boundary values', cases: casesOf(shared, shared) },
  { name: 'numeric', cases: casesOf(numeric, numeric) },
  { name: 'ill-typed', cases: casesOf(shared, illTyped) },
];
