import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FactValue } from '../../src/model/trace.ts';
import { parsePath, resolvePath, type Segment } from '../../src/rules/path.ts';
import { leadingNames, walkOf } from '../../src/rules/walk.ts';

const segment: fc.Arbitrary<Segment> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('score', 'kind', 'x', 'length', 'constructor').map((name) => ({
      kind: 'field' as const,
      name,
    })),
  },
  fc.constantFrom<Segment>(
    { kind: 'item', index: 0 },
    { kind: 'item', index: -1 },
    { kind: 'every' },
  ),
);

const { value, container } = fc.letrec<{ value: FactValue; container: FactValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'value' },
    fc.constantFrom<FactValue>(1, 'text', null, undefined, true),
    tie('container'),
  ),
  container: fc.oneof(
    fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
    fc.record({ score: tie('value'), kind: tie('value'), x: tie('value'), length: tie('value') }),
  ),
}));

test('to walk a path is to resolve it', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 4 }), fc.oneof(value, container), (path, fact) => {
      const walked = walkOf(path)(fact);
      expect(walked).toEqual(resolvePath(fact, path));
      found += path.length > 0 && walked !== undefined ? 1 : 0;
    }),
    { numRuns: 1000 },
  );
  expect(found).toBeGreaterThan(100);
});

test.each([
  ['$', []],
  ['$.a', ['a']],
  ["$.a['b c']", ['a', 'b c']],
  ['$.a[0].b', ['a']],
  ['$[*].a', []],
])('%s begins with %j', (text, names) => {
  const parsed = parsePath(text);
  expect('path' in parsed && leadingNames(parsed.path)).toEqual(names);
});
