import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonPlaces } from '../../src/config/json-places.ts';
import type { Path } from '../../src/config/places.ts';

const text = `
{ "a" : [ 1, {"b":"x\\"}", "c": -2.5e1 } ,[] ],
\t"\\u0064\\n": { }, "1": true }
`;

test.each<[Path, 'key' | 'value', string, string]>([
  [[], 'value', text.trim(), '$'],
  [[], 'key', '"a"', '$'],
  [['a'], 'key', '"a"', '$.a'],
  [['a'], 'value', '[ 1, {"b":"x\\"}", "c": -2.5e1 } ,[] ]', '$.a'],
  [['a', 0], 'value', '1', '$.a[0]'],
  [['a', 0], 'key', '1', '$.a[0]'],
  [['a', 1, 'b'], 'value', '"x\\"}"', '$.a[1].b'],
  [['a', 1, 'c'], 'value', '-2.5e1', '$.a[1].c'],
  [['a', 1, 'none'], 'value', '{"b":"x\\"}", "c": -2.5e1 }', '$.a[1]'],
  [['a', 2], 'value', '[]', '$.a[2]'],
  [['a', 3], 'value', '"a"', '$.a'],
  [['d\n'], 'key', '"\\u0064\\n"', '$["d\\n"]'],
  [['d\n', 'x', 'y'], 'value', '"\\u0064\\n"', '$["d\\n"]'],
  [['1'], 'value', 'true', '$.1'],
  [['none'], 'key', '"a"', '$'],
])('the place of %o (its %s) is %o', (path, part, expected, said) => {
  const { range, path: found } = jsonPlaces(text).find(path, part);
  expect([text.slice(range.from, range.to), found]).toEqual([expected, said]);
});

test.each<[Path, string | undefined]>([
  [['a', 0], '1'],
  [['a', 1, 'b'], '"x\\"}"'],
  [['a'], undefined],
  [['a', 0, 'x'], undefined],
  [[], undefined],
])('what is written at %o is %s', (path, expected) => {
  expect(jsonPlaces(text).written(path)).toBe(expected);
});

/** The paths of all parts of a value, with the part. */
function partsOf(value: unknown, path: Path): (readonly [Path, unknown])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [
    [path, value],
    ...inner.flatMap(([key, part]) =>
      partsOf(part, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

test('every part of a text is found where it is written, however it is laid out', () => {
  const indent = fc.constantFrom('', ' ', '\t');
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), indent, (value, by) => {
      const written = JSON.stringify(value, undefined, by);
      const places = jsonPlaces(written);
      for (const [path, part] of partsOf(JSON.parse(written), [])) {
        const { from, to } = places.find(path, 'value').range;
        expect(JSON.parse(written.slice(from, to))).toEqual(part);
        const key = places.find(path, 'key').range;
        const last = path.at(-1);
        if (typeof last === 'string') {
          expect(JSON.parse(written.slice(key.from, key.to))).toBe(last);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('what is nested a million deep, and what is a million long, has places too', () => {
  const count = 1_000_000;
  const deep = `{"a":${'['.repeat(count)}${']'.repeat(count)},"b":"${'x'.repeat(count)}"}`;
  const places = jsonPlaces(deep);
  expect(places.find(['a', 0, 0], 'value').range).toEqual({ from: 7, to: 5 + 2 * count - 2 });
  expect(places.written(['b'])?.length).toBe(count + 2);
});
