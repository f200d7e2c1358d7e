import { expect, test } from 'vitest';
import { failureChance } from '../../../src/graph/availability/failure-chance.ts';
import { gatesOf } from '../../../src/graph/availability/gates.ts';
import { systemUnits } from '../../../src/graph/fault-tree/failure-units.ts';
import { faultTreesOf } from '../../../src/graph/fault-tree/fault-tree.ts';
import { type TopologySource, topologyOf } from '../../../src/graph/topology.ts';
import { drawn, kinds } from '../drawing.ts';

/** What is told of a target when every system fails with the same probability. */
function told(source: TopologySource, target: string, each: number) {
  const topology = topologyOf(source);
  const units = systemUnits(topology, () => true);
  const tree = faultTreesOf(topology, units).of(topology.nodeById.get(target) ?? -1);
  const chance = new Float64Array(units.ids.length).fill(each);
  const { bounds, isExact, singles, shares } = failureChance(
    gatesOf(tree, units.ids.length),
    chance,
  );
  return { bounds, isExact, singles: singles.length, worth: shares?.().worth[0] };
}

function idOf(index: number): string {
  return `system-${String(index).padStart(6, '0')}`;
}

function sourceOf(
  edges: readonly (readonly [to: number, kind: string][])[],
  groups: TopologySource['groups'] = [],
): TopologySource {
  return {
    systems: edges.map((targets, index) => ({
      id: idOf(index),
      dependsOn: targets.map(([to, kind]) => ({ to: idOf(to), kind })),
    })),
    groups,
    catalog: { kinds },
  };
}

test('a chain of 100,000 fails with any of them', () => {
  const chain = sourceOf(
    Array.from({ length: 100_000 }, (_, index) => (index < 99_999 ? [[index + 1, 'hard']] : [])),
  );
  const { bounds, isExact, singles, worth } = told(chain, idOf(0), 1e-7);
  expect({ isExact, singles }).toEqual({ isExact: true, singles: 100_000 });
  expect(bounds.to).toBeCloseTo(-Math.expm1(100_000 * Math.log1p(-1e-7)), 12);
  expect(worth).toBeCloseTo(Math.exp(99_999 * Math.log1p(-1e-7)), 10);
});

test('a chain of 100,000 that two members of a group share is set aside', () => {
  const chain = sourceOf(
    Array.from({ length: 100_000 }, (_, index) =>
      index === 0 || index === 1 ? [[2, 'hard']] : index < 99_999 ? [[index + 1, 'hard']] : [],
    ),
    [{ id: 'bus', members: [idOf(0), idOf(1)], need: 1 }],
  );
  const { bounds, singles } = told(chain, 'bus', 1e-7);
  expect(singles).toBe(99_998);
  const works = Math.exp(99_998 * Math.log1p(-1e-7)) * (1 - 1e-14);
  expect(bounds.from).toBeCloseTo(1 - works, 12);
});

test('a cycle of 10,000 is down with any of them', () => {
  const cycle = sourceOf(
    Array.from({ length: 10_000 }, (_, index) => [[(index + 1) % 10_000, 'hard']]),
  );
  const { isExact, singles } = told(cycle, idOf(5), 1e-5);
  expect({ isExact, singles }).toEqual({ isExact: true, singles: 10_000 });
});

test.each([
  { need: 1, each: 0.99, expected: 0.99 ** 5_000 },
  { need: 5_000, each: 0.00001, expected: -Math.expm1(5_000 * Math.log1p(-0.00001)) },
  // By symmetry: more than half of an odd number fail as often as not.
  { need: 2_500, each: 0.5, expected: 0.5 },
])('a group of 5,000 that needs $need is worked out', ({ need, each, expected }) => {
  const size = need === 2_500 ? 4_999 : 5_000;
  const source = sourceOf(
    Array.from({ length: size }, () => []),
    [{ id: 'bus', members: Array.from({ length: size }, (_, index) => idOf(index)), need }],
  );
  const { bounds, isExact } = told(source, 'bus', each);
  expect(isExact).toBe(true);
  expect(bounds.from / expected).toBeCloseTo(1, 9);
});

test('a group whose members share what others share, and whose diagram does not fit, has bounds and a sample', () => {
  const members = 60;
  const uses = (index: number): readonly [number, string][] =>
    index < members
      ? [
          [members + ((index * 7) % members), 'hard'],
          [members + ((index * 11 + 3) % members), 'hard'],
        ]
      : [];
  const source = sourceOf(
    Array.from({ length: 2 * members }, (_, index) => uses(index)),
    [{ id: 'bus', members: Array.from({ length: members }, (_, index) => idOf(index)), need: 45 }],
  );
  const topology = topologyOf(source);
  const units = systemUnits(topology, () => true);
  const tree = faultTreesOf(topology, units).of(topology.nodeById.get('bus') ?? -1);
  const chance = new Float64Array(units.ids.length).fill(0.05);
  const budgets = [{ nodeMax: 2_000, orderMax: 4 }];
  const limits = { budgets, caseMax: 16, trialWork: 2 ** 26 };
  const { bounds, isExact, sample, shares } = failureChance(
    gatesOf(tree, units.ids.length),
    chance,
    limits,
  );
  const again = failureChance(gatesOf(tree, units.ids.length), chance, limits);
  expect({ isExact, shares, sample }).toEqual({
    isExact: false,
    shares: undefined,
    sample: again.sample,
  });
  const { value, interval } = sample ?? { value: -1, interval: { from: 1, to: 0 } };
  const order = [0, bounds.from, interval.from, value, interval.to, bounds.to, 1];
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test('ids that are names of object properties are ids', () => {
  const source = drawn(`
    constructor -hard-> bus
    bus: 1 of __proto__ toString
    __proto__ -hard-> toString
  `);
  const { bounds, singles } = told(source, 'constructor', 0.5);
  expect({ bounds, singles }).toEqual({ bounds: { from: 0.75, to: 0.75 }, singles: 2 });
});

test('what nothing can take down never fails, and what fails for certain does', () => {
  const source = drawn(`
    web -soft-> db
  `);
  expect(told(source, 'web', 0).bounds).toEqual({ from: 0, to: 0 });
  expect(told(source, 'web', 1).bounds).toEqual({ from: 1, to: 1 });
});
