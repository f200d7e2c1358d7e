import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chanceOfVotes, worthOfVotes } from '../../../src/graph/availability/votes.ts';

/** The chance of at least so many, from every combination. */
function byCombination(threshold: number, chances: readonly number[]): number {
  let sum = 0;
  for (let set = 0; set < 2 ** chances.length; set += 1) {
    const happened = chances.filter((_, event) => (set >> event) & 1).length;
    const each = chances.map((chance, event) => ((set >> event) & 1 ? chance : 1 - chance));
    sum += happened >= threshold ? each.reduce((product, one) => product * one, 1) : 0;
  }
  return sum;
}

const votes = fc
  .array(fc.constantFrom(0, 0.001, 0.2, 0.5, 0.9, 1), { minLength: 1, maxLength: 8 })
  .chain((chances) =>
    fc.record({
      chances: fc.constant(chances),
      threshold: fc.integer({ min: 1, max: chances.length }),
    }),
  );

test('the chance of enough votes, and what each vote is worth, are those of all combinations', () => {
  fc.assert(
    fc.property(votes, ({ chances, threshold }) => {
      const list = Float64Array.from(chances);
      const worth = chances.map(
        (_, event) =>
          byCombination(threshold, chances.with(event, 1)) -
          byCombination(threshold, chances.with(event, 0)),
      );
      expect(chanceOfVotes(threshold, list)).toBeCloseTo(byCombination(threshold, chances), 12);
      const apart = worthOfVotes(threshold, list).map((its, event) =>
        Math.abs(its - (worth[event] ?? 0)),
      );
      expect(Math.max(...apart)).toBeLessThan(1e-12);
    }),
    { numRuns: 300 },
  );
});

test('tiny chances keep their digits', () => {
  expect(chanceOfVotes(2, Float64Array.of(1e-12, 3e-12, 2e-12)) / 11e-24).toBeCloseTo(1, 10);
});

test.each([
  { threshold: 1, count: 100_000, chance: 1e-9 },
  { threshold: 100_000, count: 100_000, chance: 0.99999 },
])('$threshold of $count events are few rows', ({ threshold, count, chance }) => {
  const worth = worthOfVotes(threshold, new Float64Array(count).fill(chance));
  const others = threshold === 1 ? 1 - chance : chance;
  const expected = Math.exp((count - 1) * Math.log(others));
  expect((worth[0] ?? 0) / expected).toBeCloseTo(1, 6);
  expect((worth.at(-1) ?? 0) / expected).toBeCloseTo(1, 6);
});
