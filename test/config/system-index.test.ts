import fc from 'fast-check';
import { expect, test } from 'vitest';
import { load } from '../../src/config/load.ts';
import { selects } from '../../src/config/select.ts';
import { systemIndexOf } from '../../src/config/system-index.ts';
import type { Match } from '../../src/model/config.generated.ts';

const { model } = load([
  {
    path: 'main.yaml',
    text: `tower: v1
regions: { eu: {}, us: {} }
types: { shop-service: { extends: service } }
systems:
  a: { type: service, owner: shop, region: eu, labels: { tier: front, constructor: x } }
  b: { type: shop-service, owner: shop, criticality: high, labels: { tier: back } }
  c: { type: cache, owner: data, region: us }
  d: { type: cache, labels: { tier: front } }
  e: { type: database, owner: data, region: eu, criticality: high, labels: { tier: back, app: shop } }
`,
  },
]);
const { systems = [], catalog } = model ?? {};
const types = catalog?.types ?? new Map();

const oneOrMore = (...words: readonly string[]): fc.Arbitrary<string | string[]> =>
  fc.oneof(fc.constantFrom(...words), fc.array(fc.constantFrom(...words), { maxLength: 3 }));
const plain = fc.record(
  {
    systems: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'nobody'), { maxLength: 4 }),
    type: oneOrMore('service', 'cache', 'database'),
    owner: oneOrMore('shop', 'data', 'nobody'),
    region: oneOrMore('eu', 'us'),
    criticality: fc.constantFrom('high', 'medium'),
    labels: fc.dictionary(
      fc.constantFrom('tier', 'app', 'constructor'),
      oneOrMore('front', 'back', 'shop', 'x'),
    ),
  },
  { requiredKeys: [] },
);
const selection = fc
  .record({ outer: plain, inner: fc.option(plain, { nil: undefined }) })
  .map(({ outer, inner }) => (inner === undefined ? outer : { ...outer, not: inner }) as Match);

test('an index selects the systems that the selection matches, each once and in their order', () => {
  const index = systemIndexOf(systems, types);
  expect(systems.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
  fc.assert(
    fc.property(selection, (match) => {
      const expected = systems.filter(selects(match, types));
      expect(index.selected(match).map((place) => systems[place])).toEqual(expected);
      expect(index.isAnySelected(match)).toBe(expected.length > 0);
    }),
    { numRuns: 500 },
  );
});
