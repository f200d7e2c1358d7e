import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chanceLimits,
  type FailureChance,
  failureChance,
} from '../../../src/graph/availability/failure-chance.ts';
import { gatesOf } from '../../../src/graph/availability/gates.ts';
import { failureUnitsOf } from '../../../src/graph/fault-tree/failure-units.ts';
import { faultTreesOf } from '../../../src/graph/fault-tree/fault-tree.ts';
import { type TopologySource, topologyOf } from '../../../src/graph/topology.ts';
import { chanceByDefinition, type OracleUnitChance } from '../../oracle/failure-chance.ts';
import { kinds } from '../drawing.ts';
import { randomSource } from '../random-source.ts';

/** Systems by themselves, some of which never fail, and a region of some. */
function unitsFrom(
  { systems }: TopologySource,
  chances: readonly number[],
  region: number,
): readonly OracleUnitChance[] {
  const own = systems.flatMap(({ id }, index) => {
    const chance = chances[index] ?? 0;
    return chance === 0 ? [] : [{ id, systems: [id], chance }];
  });
  const inRegion = systems.flatMap(({ id }, index) => ((region >> index) & 1 ? [id] : []));
  return [...own, { id: 'region', systems: inRegion, chance: 0.03 }];
}

function chanceOf(
  source: TopologySource,
  target: string,
  units: readonly OracleUnitChance[],
  limits = chanceLimits,
): FailureChance {
  const topology = topologyOf(source);
  const named = units.map(({ id, systems }) => ({
    id,
    systems: systems.map((system) => topology.nodeById.get(system) ?? -1),
  }));
  const trees = faultTreesOf(topology, failureUnitsOf(named));
  const tree = trees.of(topology.nodeById.get(target) ?? -1);
  const chance = Float64Array.from(units, (unit) => unit.chance);
  return failureChance(gatesOf(tree, units.length), chance, limits);
}

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];

/** Groups over systems that need each other and other groups: hardly anything in them is independent. */
const tangle: fc.Arbitrary<TopologySource> = fc
  .record({
    targets: fc.tuple(
      ...names.map((_, index) =>
        fc.subarray([...names.slice(index + 1), 'pool', 'quorum', 'a'], { maxLength: 3 }),
      ),
    ),
    needs: fc.tuple(fc.constantFrom(1, 2, 3), fc.constantFrom(1, 2), fc.constantFrom(1, 2)),
  })
  .map(({ targets, needs }) => ({
    systems: names.map((id, index) => ({
      id,
      dependsOn: (targets[index] ?? []).map((to) => ({ to, kind: 'hard' })),
    })),
    groups: [
      { id: 'bus', members: ['a', 'b', 'c', 'd'], need: needs[0] },
      { id: 'pool', members: ['e', 'f', 'g'], need: needs[1] },
      { id: 'quorum', members: ['g', 'h', 'i'], need: needs[2] },
    ],
    catalog: { kinds },
  }));

const chanceList = fc.array(fc.constantFrom(0, 0.001, 0.1, 0.3, 0.5, 0.9, 1), {
  minLength: 12,
  maxLength: 12,
});

/** Numbers that agree to a relative error of 1e-9, as the second ones. */
function rounded(found: readonly number[], expected: readonly number[]): readonly number[] {
  return found.map((each, index) => {
    const its = expected[index] ?? Number.NaN;
    return Math.abs(each - its) <= 1e-9 * Math.abs(its) + 1e-14 ? its : each;
  });
}

test('probability and importance are those of the definition, whatever the groups and cycles', () => {
  fc.assert(
    fc.property(
      fc.oneof(randomSource, tangle),
      chanceList,
      fc.nat(4095),
      (source, chances, region) => {
        const units = unitsFrom(source, chances, region);
        for (const target of [source.systems.at(-1)?.id ?? '', 'bus']) {
          const expected = chanceByDefinition(source, target, units);
          const found = chanceOf(source, target, units);
          const shares = found.shares?.();
          const told = {
            isExact: found.isExact,
            chance: rounded(
              [found.bounds.from, found.bounds.to],
              [expected.chance, expected.chance],
            ),
            singles: [...found.singles],
            worth: rounded([...(shares?.worth ?? [])], expected.worth),
            involved: rounded(
              [...(shares?.involvement ?? [])].map((its, unit) => its * (units[unit]?.chance ?? 0)),
              expected.involved,
            ),
          };
          expect(told).toEqual({
            isExact: true,
            chance: [expected.chance, expected.chance],
            singles: expected.singles,
            worth: expected.worth,
            involved: expected.involved,
          });
        }
      },
    ),
    { numRuns: 150 },
  );
});

const tiny = [{ nodeMax: 4, orderMax: 1 }];

/** Random graphs, the same each time: an interval that holds 99 times of 100 holds for those that it holds for. */
const fixed = { numRuns: 120, seed: 7 };

test.each([
  { caseMax: 1, name: 'gate by gate' },
  { caseMax: 6, name: 'telling cases apart' },
])('where diagrams do not fit, bounds found $name enclose the probability', ({ caseMax }) => {
  let open = 0;
  fc.assert(
    fc.property(tangle, chanceList, fc.nat(4095), (source, chances, region) => {
      const units = unitsFrom(source, chances, region);
      const limits = { budgets: tiny, caseMax, trialWork: 1 };
      const { bounds, isExact, leastWorth } = chanceOf(source, 'bus', units, limits);
      const { chance, worth } = chanceByDefinition(source, 'bus', units);
      open += Number(!isExact);
      expect(bounds.from).toBeLessThanOrEqual(chance + 1e-12);
      expect(bounds.to).toBeGreaterThanOrEqual(chance - 1e-12);
      expect(worth.filter((its, unit) => its < (leastWorth[unit] ?? 0) - 1e-12)).toEqual([]);
    }),
    fixed,
  );
  expect(open).toBeGreaterThan(30);
});

test('bounds that tell all cases apart are the probability', () => {
  fc.assert(
    fc.property(tangle, chanceList, fc.nat(4095), (source, chances, region) => {
      const units = unitsFrom(source, chances, region);
      const limits = { budgets: tiny, caseMax: 5_000, trialWork: 1 };
      const { bounds } = chanceOf(source, 'bus', units, limits);
      const { chance } = chanceByDefinition(source, 'bus', units);
      const both = [chance, chance];
      expect(rounded([bounds.from, bounds.to], both)).toEqual(both);
    }),
    { numRuns: 60 },
  );
});

test('of 100 intervals of samples at least 97 hold the probability', () => {
  const held: boolean[] = [];
  fc.assert(
    fc.property(tangle, chanceList, fc.nat(4095), (source, chances, region) => {
      const units = unitsFrom(source, chances, region);
      const limits = { budgets: tiny, caseMax: 1, trialWork: 200_000 };
      const { sample } = chanceOf(source, 'bus', units, limits);
      if (sample !== undefined) {
        const { chance } = chanceByDefinition(source, 'bus', units);
        const { from, to } = sample.interval;
        held.push(from <= chance + 1e-12 && chance <= to + 1e-12);
      }
    }),
    fixed,
  );
  expect(held.length).toBeGreaterThan(30);
  expect(held.filter(Boolean).length / held.length).toBeGreaterThanOrEqual(0.97);
});
