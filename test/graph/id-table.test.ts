import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idOrderOf } from '../../src/graph/id-order.ts';
import { placesOf } from '../../src/graph/id-table.ts';
import { compareText } from '../../src/model/order.ts';

const hostile = ['__proto__', 'constructor', 'toString', '', 'a', 'aa', 'ÿ'];
const text = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ maxLength: 4 }),
  fc.stringMatching(/^[a-c]{0,3}$/),
);

test.each([
  { name: 'of bytes', texts: text.filter((id) => /^[\0-\xff]*$/.test(id)) },
  { name: 'of any characters', texts: fc.oneof(text, fc.string({ unit: 'binary', maxLength: 3 })) },
])('ids $name are found by the table as by a map', ({ texts }) => {
  fc.assert(
    fc.property(fc.array(texts), fc.array(texts), (ids, others) => {
      const expected = new Map(ids.map((id, index) => [id, index]));
      const texts = [...ids, ...others, ...hostile];
      expect([...placesOf(ids, texts)]).toEqual(texts.map((id) => expected.get(id) ?? -1));
    }),
    { numRuns: 500 },
  );
});

test('a hundred thousand ids are found, and their beginnings are not', () => {
  const ids = Array.from({ length: 100_000 }, (_, index) => `service-${index}`);
  expect(placesOf(ids, ids).findIndex((place, index) => place !== index)).toBe(-1);
  const longer = ids.map((id) => `${id}x`);
  expect(placesOf(ids, longer).findIndex((place) => place !== -1)).toBe(-1);
});

/** The number that ids are hashed to before the bits are mixed, FNV-1a, gone on with from that of what stands before. */
function fnv(text: string, before = 0x811c9dc5 | 0): number {
  let hash = before;
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  return hash;
}

test('ids that were made to collide are found all the same', () => {
  // Pairs of texts with one hash, from which 2 ** 8 texts with one hash are put together.
  const pairs: (readonly [string, string])[] = [];
  let seen = new Map<number, string>();
  let before = fnv('');
  for (let index = 0; pairs.length < 8; index += 1) {
    const part = (Math.imul(index, 0x9e3779b1) >>> 0).toString(36).padStart(7, '0');
    const hash = fnv(part, before);
    const other = seen.get(hash);
    if (other === undefined) {
      seen.set(hash, part);
    } else {
      pairs.push([other, part]);
      seen = new Map();
      before = hash;
    }
  }
  const ids = pairs.reduce<readonly string[]>(
    (texts, pair) => texts.flatMap((before) => pair.map((part) => before + part)),
    [''],
  );
  expect(new Set(ids.map((id) => fnv(id))).size).toBe(1);
  expect([...placesOf(ids, ids)]).toEqual([...ids.keys()]);
});

test('the order of ids is that of a sort, and every id is found by it', () => {
  fc.assert(
    fc.property(fc.uniqueArray(text), fc.nat(), fc.boolean(), (drawn, cut, isSorted) => {
      const systemCount = drawn.length === 0 ? 0 : cut % (drawn.length + 1);
      const parts = [drawn.slice(0, systemCount), drawn.slice(systemCount)];
      const ids = parts.flatMap((part) => (isSorted ? part.toSorted(compareText) : part));
      const { rank, nodeById } = idOrderOf(ids, systemCount);
      const sorted = ids.toSorted(compareText);
      expect([...rank]).toEqual(ids.map((id) => sorted.indexOf(id)));
      const expected = new Map(ids.map((id, index) => [id, index]));
      for (const id of [...ids, ...hostile]) {
        expect(nodeById.get(id)).toBe(expected.get(id));
      }
    }),
    { numRuns: 300 },
  );
});
