import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TopologySource } from '../../../src/graph/topology.ts';
import { minimalCutSets, type OracleUnit } from '../../oracle/cut-sets.ts';
import { randomSource } from '../random-source.ts';
import { cutSetsOf } from './asking.ts';
import { nestedSource } from './nested-source.ts';

/** Some systems fail alone, some together, some never. */
function unitsBy(source: TopologySource, dice: readonly number[]): readonly OracleUnit[] {
  const alone = source.systems.flatMap(({ id }, index) =>
    (dice[index] ?? 0) < 6 ? [{ id, systems: [id] }] : [],
  );
  const shared = [7, 8, 9].map((side) => ({
    id: `region:${side}`,
    systems: source.systems.flatMap(({ id }, index) => (dice[index] === side ? [id] : [])),
  }));
  const both = { id: 'zone:1', systems: source.systems.slice(0, dice[0]).map(({ id }) => id) };
  return [...alone, ...shared, ...((dice[1] ?? 0) > 6 ? [both] : [])].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
}

const question = fc.record({
  source: fc.oneof(randomSource, nestedSource),
  dice: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 }),
});

test('the minimal cut sets of every system and group are those that trying every set finds', () => {
  fc.assert(
    fc.property(question, ({ source, dice }) => {
      const units = unitsBy(source, dice);
      for (const { id } of [...source.systems.slice(0, 2), ...source.groups.slice(0, 1)]) {
        const expected = minimalCutSets(source, id, units);
        const answer = cutSetsOf(source, id, { units });
        expect(answer.sets).toEqual(expected);
        const largest = Math.max(0, ...expected.map(({ length }) => length));
        expect({ counts: answer.counts, isComplete: answer.isComplete }).toEqual({
          counts: Array.from(
            { length: largest },
            (_, index) => expected.filter(({ length }) => length === index + 1).length,
          ),
          isComplete: true,
        });
      }
    }),
    { numRuns: 250 },
  );
});

test('with a limit of the order they are all those up to it', () => {
  fc.assert(
    fc.property(question, fc.integer({ min: 1, max: 4 }), ({ source, dice }, orderMax) => {
      const units = unitsBy(source, dice);
      const target = source.systems[0]?.id ?? '';
      const expected = minimalCutSets(source, target, units);
      const answer = cutSetsOf(source, target, { units, orderMax });
      expect({ sets: answer.sets, isComplete: answer.isComplete }).toEqual({
        sets: expected.filter(({ length }) => length <= orderMax),
        isComplete: true,
      });
    }),
    { numRuns: 200 },
  );
});
