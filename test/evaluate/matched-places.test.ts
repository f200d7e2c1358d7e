import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchedPlaces } from '../../src/evaluate/matched-places.ts';
import type { System } from '../../src/model/model.ts';
import { modelOf } from './model-builder.ts';

/** Systems of which each id is there as several objects with other owners. */
const pool: readonly (System | undefined)[] = [
  undefined,
  ...['shop', 'data', 'shop'].flatMap(
    (owner) => modelOf(['a', 'b', 'c'].map((id) => ({ id, owner }))).systems,
  ),
];
const lists = fc.array(fc.array(fc.constantFrom(...pool), { maxLength: 6 }), { maxLength: 6 });

test('a selection that is asked of one list after the other finds what it would find in each alone', () => {
  fc.assert(
    fc.property(lists, (all) => {
      const matches = (system: System): boolean => system.owner === 'shop';
      for (const systems of all) {
        const expected = [...systems.keys()].filter((place) => {
          const system = systems[place];
          return system === undefined || system.owner === 'shop';
        });
        expect([...matchedPlaces(matches, systems)]).toEqual(expected);
      }
    }),
    { numRuns: 500 },
  );
});

test('without a selection all places match', () => {
  expect([...matchedPlaces(undefined, pool)]).toEqual([...pool.keys()]);
});

test('a selection is asked only of what is another object than before', () => {
  const asked: string[] = [];
  const matches = ({ id }: System): boolean => asked.push(id) > 0;
  const [a, b, other] = [pool[1], pool[2], pool[5]];
  matchedPlaces(matches, [a, b]);
  asked.length = 0;
  expect([...matchedPlaces(matches, [a, other])]).toEqual([0, 1]);
  expect(asked).toEqual([other?.id]);
});
