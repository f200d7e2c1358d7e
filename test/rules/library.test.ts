import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Rule } from 'json-rules-engine';
import { expect, test } from 'vitest';
import { readSyntax } from '../../src/rules/syntax.ts';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

/** What each file takes from the library. */
function importsOf(text: string): readonly string[] {
  const statements = text.matchAll(/import\s[^;]*?['"](json-rules-engine[^'"]*)['"]/g);
  return [...statements].map(([statement]) => statement.replaceAll(/\s+/g, ' '));
}

test('the rules take the lists of operators from the library, and nothing else does', () => {
  const imports = sources.flatMap((file) =>
    importsOf(readFileSync(`src/${file}`, 'utf8')).map((statement) => `${file}: ${statement}`),
  );
  expect(imports.sort()).toEqual([
    "rules/operators.ts: import defaultDecorators from 'json-rules-engine/dist/engine-default-operator-decorators.js'",
    "rules/operators.ts: import defaultOperators from 'json-rules-engine/dist/engine-default-operators.js'",
    "rules/syntax.ts: import type { TopLevelCondition } from 'json-rules-engine'",
  ]);
});

test('no source imports the engine or its path library', () => {
  const offending = sources.filter((file) => {
    const text = readFileSync(`src/${file}`, 'utf8');
    return /import[^;]*\bEngine\b|jsonpath|require\(|dist\/(?:engine|almanac)\.js/.test(text);
  });
  expect(offending).toEqual([]);
});

/** A part of a condition as the library has parsed it, without what it adds: a join's own name as operator, and its priority. */
function written(parsed: object): object {
  const { operator, priority, ...rest } = parsed as Readonly<Record<string, unknown>>;
  if (typeof operator !== 'string' || !['all', 'any', 'not'].includes(operator)) {
    return { ...parsed };
  }
  const inner = rest[operator];
  return {
    ...rest,
    [operator]: Array.isArray(inner) ? inner.map(written) : written(inner as object),
  };
}

const scalar = fc.constantFrom<unknown>(0, 1, '', 'x', true, null, undefined);
const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }), fc.record({ fact: scalar }));
const leaf = fc.record({
  fact: fc.constantFrom('a', 'b'),
  path: fc.constant('$.x'),
  operator: fc.constantFrom('equal', 'unheard of'),
  value: fc.constantFrom<unknown>(1, 'x', null, [1, [2]], { key: 1 }, { fact: 'b', path: '$' }),
  params: fc.constant({ of: 'x' }),
});
const { condition } = fc.letrec<{ condition: object }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'condition' },
    leaf,
    fc.record({ condition: fc.constant('named') }),
    fc.record({ not: tie('condition') }),
    fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
  ),
}));
const keys = ['all', 'any', 'not', 'condition', 'fact', 'path', 'operator', 'value', 'params'];
/** A key that is set to anything, or taken away. */
const change = fc.record({
  key: fc.constantFrom(...keys, 'name', 'other', '__proto__'),
  to: fc.oneof(
    fc.constant('nothing'),
    value,
    fc.array(leaf, { maxLength: 2 }),
    fc.constant({ condition: 'x' }),
  ),
});
const changed = fc
  .tuple(condition, fc.array(change, { maxLength: 2 }))
  .map(([start, changes]): object =>
    Object.fromEntries(
      [...Object.entries(start), ...changes.map(({ key, to }) => [key, to])].filter(
        ([, to]) => to !== 'nothing',
      ),
    ),
  );

test('what is read as a condition, the library parses to the same', () => {
  const seen = { read: 0, refused: 0 };
  const property = fc.property(changed, (whole) => {
    const read = readSyntax(whole);
    if ('problems' in read) {
      seen.refused += 1;
      return;
    }
    seen.read += 1;
    // The library refuses a comparison that stands alone.
    const conditions = { all: [structuredClone(read.parsed), { condition: 'other' }] };
    const { conditions: parsed } = new Rule({ conditions, event: { type: 'any' } });
    expect(written(parsed)).toEqual({ all: [read.parsed, { condition: 'other' }] });
  });
  fc.assert(property, { numRuns: 2_000 });
  expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(300);
});
