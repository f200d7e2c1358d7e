import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { type Mutation, mutant, workshop } from '../oracle/mutants.ts';
import { profiles } from '../oracle/rule-cases.ts';
import { agreement, type Compiler } from '../oracle/rules.ts';

const folder = workshop();
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const seed = 20_261_121;
const numRuns = 150;

/** The names of the profiles in which a compiler and the engine do not agree, up to the first of them. */
async function disagreement(compiler: Compiler): Promise<string | undefined> {
  for (const profile of profiles) {
    const { failed } = await fc.check(agreement(compiler, profile), {
      seed,
      numRuns,
      maxSkipsPerRun: 1000,
      endOnFailure: true,
    });
    if (failed) {
      return profile.name;
    }
  }
  return undefined;
}

const mutations: readonly (Mutation & { readonly name: string })[] = [
  {
    name: 'equal compares loosely',
    file: 'step.ts',
    from: 'return value === step.literal;',
    to: 'return value == step.literal;',
  },
  {
    name: 'notEqual matches what is missing',
    file: 'step.ts',
    from: 'return value !== undefined && value !== step.literal;',
    to: 'return value !== step.literal;',
  },
  {
    name: 'in is turned over',
    file: 'step.ts',
    from: 'return value !== undefined && isAmong(step.items, value);',
    to: 'return value !== undefined && !isAmong(step.items, value);',
  },
  {
    name: 'notIn matches what is missing',
    file: 'step.ts',
    from: 'return value !== undefined && !isAmong(step.items, value);',
    to: 'return !isAmong(step.items, value);',
  },
  {
    name: 'the first item of a list is passed over',
    file: 'step.ts',
    from: 'for (let index = 0; index < items.length; index += 1) {\n    if (items[index]',
    to: 'for (let index = 1; index < items.length; index += 1) {\n    if (items[index]',
  },
  {
    name: 'the last item behind a wildcard is passed over',
    file: 'step.ts',
    from: 'items !== undefined && index < items.length;',
    to: 'items !== undefined && index < items.length - 1;',
  },
  {
    name: 'doesNotContain matches what is no list',
    file: 'step.ts',
    from: 'return contains(step, value) === false;',
    to: 'return contains(step, value) !== true;',
  },
  {
    name: 'lessThan includes its limit',
    file: 'step.ts',
    from: 'return value < limit;',
    to: 'return value <= limit;',
  },
  {
    name: 'lessThanInclusive excludes its limit',
    file: 'step.ts',
    from: 'return value <= limit;',
    to: 'return value < limit;',
  },
  {
    name: 'greaterThan includes its limit',
    file: 'step.ts',
    from: 'return value > limit;',
    to: 'return value >= limit;',
  },
  {
    name: 'greaterThanInclusive excludes its limit',
    file: 'step.ts',
    from: 'return value >= limit;',
    to: 'return value > limit;',
  },
  {
    name: 'a number in quotes is not compared',
    file: 'step.ts',
    from: ': isComparable(step, value, own, source);',
    to: ": typeof value !== 'string' && isComparable(step, value, own, source);",
  },
  {
    name: 'a comparison that is made as the library makes it is turned over',
    file: 'step.ts',
    from: 'return expected !== undefined && step.compare(value, expected);',
    to: 'return expected !== undefined && !step.compare(value, expected);',
  },
  {
    name: 'a field is read from the fact itself where it is no row',
    file: 'step.ts',
    from: 'row !== undefined && next.field >= 0 ? row.at(next.field)',
    to: 'next.field >= 0 ? row?.at(next.field)',
  },
  {
    name: 'any goes on where it is decided',
    file: 'compile.ts',
    from: 'next = decides ? part.link(own, yes, next) : part.link(own, next, no);',
    to: 'next = decides ? part.link(own, next, next) : part.link(own, next, no);',
  },
  {
    name: 'any is taken for all',
    file: 'compile.ts',
    from: "const decides = kind === 'any';",
    to: "const decides = kind === 'all';",
  },
  {
    name: 'the first part of a join is left out',
    file: 'compile.ts',
    from: 'for (const part of parts.toReversed()) {',
    to: 'for (const part of parts.slice(1).toReversed()) {',
  },
  {
    name: 'not is not',
    file: 'compile.ts',
    from: 'link: (own, yes, no) => part.link(own, no, yes),',
    to: 'link: (own, yes, no) => part.link(own, yes, no),',
  },
  {
    name: 'a trace does not turn over what not turns over',
    file: 'compile.ts',
    from: "return { kind: 'not', result: !child.result,",
    to: "return { kind: 'not', result: child.result,",
  },
  {
    name: 'a trace of a join has the result of its first part',
    file: 'compile.ts',
    from: 'const isDecided = children.some(({ result }) => result === decides);',
    to: 'const isDecided = children[0]?.result === decides;',
  },
  {
    name: 'a trace has its parts in another order',
    file: 'compile.ts',
    from: 'const children = parts.map((part) => part.explain(facts));',
    to: 'const children = parts.toReversed().map((part) => part.explain(facts));',
  },
  {
    name: 'a named condition that is called comes out the other way',
    file: 'compile.ts',
    from: 'return callOf(inner, { yes, no });',
    to: 'return callOf(inner, { yes: no, no: yes });',
  },
  {
    name: 'decorators are passed over',
    file: 'step-of.ts',
    from: 'if (decorators.length > 0) {',
    to: 'if (decorators.length > 9) {',
  },
  {
    name: 'decorators apply from the right',
    file: 'operators.ts',
    from: 'of decorators.toReversed()) {',
    to: 'of decorators) {',
  },
  {
    name: 'the path of a value that is a fact is passed over',
    file: 'step-of.ts',
    from: 'readFrom(expected, expected.path, own)',
    to: 'readFrom(expected, [], own)',
  },
  {
    name: 'parameters are passed over',
    file: 'step-of.ts',
    from: 'return fact === own && params === undefined;',
    to: 'return fact === own;',
  },
  {
    name: 'the parameters of a fact do not reach the source',
    file: 'step-of.ts',
    from: 'walk(source(fact, params))',
    to: 'walk(source(fact, undefined))',
  },
  {
    name: 'a path without a wildcard is taken for one',
    file: 'step-of.ts',
    from: 'wildcard >= 0 && wildcard === path.length - 2',
    to: 'wildcard === path.length - 2',
  },
  {
    name: 'what follows a wildcard is looked for in the list that it finds',
    file: 'walk.ts',
    from: "if (path.length === 2 && first.kind !== 'every') {",
    to: 'if (path.length === 2) {',
  },
  {
    name: 'what objects inherit is read',
    file: 'walk.ts',
    from: 'return Object.hasOwn(value, name) ? value[name] : undefined;',
    to: 'return value[name];',
  },
  {
    name: 'what objects inherit is shown',
    file: 'path.ts',
    from: 'return Object.hasOwn(value, key) ? value[key] : undefined;',
    to: 'return value[key];',
  },
  {
    name: 'a wildcard keeps what leads nowhere',
    file: 'path.ts',
    from: 'if (one !== undefined) {',
    to: 'if (one !== null) {',
  },
  {
    name: 'the sides of a comparison are swapped in its trace',
    file: 'leaf.ts',
    from: 'comparison.compare(left, right),',
    to: 'comparison.compare(right, left),',
  },
  {
    name: 'a row keeps the value of another field',
    file: 'fact-row.ts',
    from: 'const value = super.at(number);',
    to: 'const value = super.at(number + 1);',
  },
];

test('the compiler as it is written agrees with the engine', async () => {
  expect(await disagreement(mutant(folder, 'as-written', undefined))).toBe(undefined);
});

test('a mutation whose text does not stand in the compiler is an error', () => {
  const mutation = { file: 'step.ts', from: 'nowhere', to: '' };
  expect(() => mutant(folder, 'nowhere', mutation)).toThrow(
    '`nowhere` stands 0 times in step.ts, not once',
  );
});

test.each(mutations)('it is found out when $name', async ({ name, ...mutation }) => {
  const compiler = mutant(folder, name.replaceAll(' ', '-'), mutation);
  expect(profiles.map((profile) => profile.name)).toContain(await disagreement(compiler));
});
