import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSaidOver, laidOver, without } from '../../src/config/overlay-merge.ts';
import { valueAt } from '../../src/config/tree.ts';

test.each([
  ['a scalar', { a: 1 }, { a: 2 }, { a: 2 }],
  ['a map, key by key', { a: { b: 1, c: 2 } }, { a: { c: 3, d: 4 } }, { a: { b: 1, c: 3, d: 4 } }],
  ['a list, whole', { a: [1, 2] }, { a: [3] }, { a: [3] }],
  ['a map over a scalar', { a: 400 }, { a: { at: 300 } }, { a: { at: 300 } }],
  ['a scalar over a map', { a: { at: 400, for: '30s' } }, { a: 300 }, { a: 300 }],
  ['a key that is new', { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
])('%s', (_, base, over, expected) => {
  expect(laidOver(base, over)).toEqual(expected);
});

test('what every object has is a key like others, and nothing but the result is changed', () => {
  const base: unknown = JSON.parse('{"__proto__":{"a":1},"constructor":{"b":2}}');
  const over: unknown = JSON.parse('{"__proto__":{"c":3},"constructor":{"b":4}}');
  expect(JSON.stringify(laidOver(base, over))).toBe(
    '{"__proto__":{"a":1,"c":3},"constructor":{"b":4}}',
  );
  expect(JSON.stringify(base)).toBe('{"__proto__":{"a":1},"constructor":{"b":2}}');
  expect(valueAt({}, ['a'])).toBe(undefined);
});

test.each([
  [['a'], { b: 3 }],
  [['a', 'c'], { a: { d: { e: 2 } }, b: 3 }],
  [['a', 'd', 'e'], { a: { c: 1, d: {} }, b: 3 }],
  [['a', 'x'], { a: { c: 1, d: { e: 2 } }, b: 3 }],
  [['b', 'x'], { a: { c: 1, d: { e: 2 } }, b: 3 }],
])('without %j', (path, expected) => {
  const value = { a: { c: 1, d: { e: 2 } }, b: 3 };
  expect(without(value, path)).toEqual(expected);
  expect(value).toEqual({ a: { c: 1, d: { e: 2 } }, b: 3 });
});

const keys = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
const { tree } = fc.letrec<{ tree: unknown; map: unknown }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3 }, fc.nat(2), fc.array(fc.nat(2), { maxLength: 2 }), tie('map')),
  map: fc
    .uniqueArray(fc.tuple(keys, tie('tree')), { selector: ([key]) => key, maxLength: 3 })
    .map((entries) => Object.fromEntries(entries) as unknown),
}));
const maps = fc
  .uniqueArray(fc.tuple(keys, tree), { selector: ([key]) => key })
  .map((entries) => Object.fromEntries(entries) as unknown);

test('whoever is said to say something says what is there', () => {
  fc.assert(
    fc.property(maps, maps, fc.array(keys, { minLength: 1, maxLength: 3 }), (base, over, path) => {
      const merged = laidOver(base, over);
      const there = valueAt(merged, path);
      fc.pre(there !== undefined);
      const isOver = isSaidOver(base, over, path);
      const [said, other] = isOver ? [over, base] : [base, over];
      const own = valueAt(said, path);
      const added = valueAt(other, path);
      // A map of both is said by the base, and holds what the other adds.
      const value = isOver || added === undefined ? own : laidOver(own, added);
      expect({ isThere: own !== undefined, value }).toEqual({ isThere: true, value: there });
    }),
  );
});

test('what repeats the base gives the base', () => {
  fc.assert(
    fc.property(maps, (base) => {
      expect(laidOver(base, structuredClone(base))).toBe(base);
    }),
  );
});

test('twice is once', () => {
  fc.assert(
    fc.property(maps, maps, (base, over) => {
      const once = laidOver(base, over);
      expect(laidOver(once, over)).toBe(once);
    }),
  );
});
