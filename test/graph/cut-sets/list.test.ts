import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countsOf } from '../../../src/graph/cut-sets/count.ts';
import { emptyForest, familyOf, none, unit } from '../../../src/graph/cut-sets/forest.ts';
import { firstSets, type UnitFamily } from '../../../src/graph/cut-sets/list.ts';

/** A family of some sets of variables, whose units are dealt out round by round. */
function familyOfSets(sets: readonly (readonly number[])[], sizes: readonly number[]): UnitFamily {
  const forest = emptyForest(100_000);
  const build = (those: readonly (readonly number[])[]): number => {
    const [first = []] = those;
    if (those.length === 0 || first.length === 0) {
      return those.length === 0 ? none : those.length === 1 ? unit : none;
    }
    const variable = Math.min(...those.map((set) => set[0] ?? 99));
    const hi = those.filter((set) => set[0] === variable).map((set) => set.slice(1));
    return familyOf(forest, variable, build(those.filter((set) => set[0] !== variable)), build(hi));
  };
  const count = sizes.length;
  const units = sizes.map((size, variable) =>
    Int32Array.from({ length: size }, (_, round) => round * count + ((variable * 5) % count)),
  );
  return { forest, root: build(sets), units };
}

/** Sets of three of eight variables, and how many units each variable has. */
const family = fc.record({
  sets: fc
    .uniqueArray(fc.subarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 3, maxLength: 3 }), {
      selector: (set) => set.join(),
    })
    .map((sets) => sets.toSorted((a, b) => (a.join() < b.join() ? -1 : 1))),
  sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 8, maxLength: 8 }),
});

/** One of the units of each variable of each set, in every way. */
function expectedSets(
  sets: readonly (readonly number[])[],
  { units }: UnitFamily,
): readonly (readonly number[])[] {
  return sets
    .flatMap((set) =>
      set.reduce<number[][]>(
        (all, variable) =>
          all.flatMap((one) => [...(units[variable] ?? [])].map((u) => [...one, u])),
        [[]],
      ),
    )
    .map((set) => set.sort((a, b) => a - b))
    .sort(
      (a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0) || (a[2] ?? 0) - (b[2] ?? 0),
    );
}

test.each([0, 1, 5, 1_000])(
  'the first sets are the first of all in order, whether more than %i are sorted or found one by one',
  (sortable) => {
    fc.assert(
      fc.property(family, fc.integer({ min: 0, max: 40 }), ({ sets, sizes }, most) => {
        const own = familyOfSets(sets, sizes);
        expect(firstSets(own, 3, most, sortable)).toEqual(expectedSets(sets, own).slice(0, most));
      }),
      { numRuns: 150 },
    );
  },
);

test('they are counted without being listed', () => {
  fc.assert(
    fc.property(family, ({ sets, sizes }) => {
      const own = familyOfSets(sets, sizes);
      const { ofRoot } = countsOf(own.forest, own.root, {
        sizes: Int32Array.from(sizes),
        wanted: [],
        orderMax: 3,
      });
      expect(ofRoot(3)).toBe(expectedSets(sets, own).length);
    }),
    { numRuns: 150 },
  );
});
