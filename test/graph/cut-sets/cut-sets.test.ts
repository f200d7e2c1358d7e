import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fleetGraph } from '../../../bench/fleet-graph.ts';
import { failureGraphOf } from '../../../src/graph/failure-graph.ts';
import { singleFailures } from '../../../src/graph/single-failures.ts';
import { type TopologySource, topologyOf } from '../../../src/graph/topology.ts';
import { compareText } from '../../../src/model/order.ts';
import { downWith } from '../../oracle/cut-sets.ts';
import { drawn } from '../drawing.ts';
import { randomSource, renaming, turned } from '../random-source.ts';
import { cutSetsOf } from './asking.ts';

const hard = (to: string): { readonly to: string; readonly kind: string } => ({ to, kind: 'hard' });

test.each([
  {
    name: 'everything on a path of hard edges takes the target down alone, as does the target itself',
    drawing: 'web -hard-> api\napi -auth-> db\nweb -soft-> search',
    target: 'web',
    sets: [['api'], ['db'], ['web']],
  },
  {
    name: 'a group goes down with as many members as it cannot spare',
    drawing: 'bus: 2 of a b c d',
    target: 'bus',
    sets: [
      ['a', 'b', 'c'],
      ['a', 'b', 'd'],
      ['a', 'c', 'd'],
      ['b', 'c', 'd'],
    ],
  },
  {
    name: 'what members share takes their group down alone, and what it takes down is in no larger set',
    drawing: 'bus: 1 of a b c\na -hard-> net\nb -hard-> net\nc -hard-> net',
    target: 'bus',
    sets: [['net'], ['a', 'b', 'c']],
  },
  {
    name: 'a cycle of hard edges fails as one',
    drawing: 'web -hard-> one\none: 1 of a b\na -hard-> x\nx -hard-> a',
    target: 'web',
    sets: [['web'], ['a', 'b'], ['b', 'x']],
  },
  {
    name: 'groups that hold each other up do not fail by themselves',
    drawing: 'one: 1 of a b\ntwo: 1 of c d\na -hard-> two\nc -hard-> one',
    target: 'one',
    sets: [
      ['a', 'b'],
      ['b', 'c', 'd'],
    ],
  },
  {
    name: 'edges to itself and doubled edges change nothing, whatever the ids',
    drawing:
      '__proto__ -hard-> __proto__\n__proto__ -hard-> constructor\n__proto__ -auth-> constructor',
    target: '__proto__',
    sets: [['__proto__'], ['constructor']],
  },
])('$name', ({ drawing, target, sets }) => {
  expect(cutSetsOf(drawn(drawing), target)).toEqual({
    isComplete: true,
    completeTo: undefined,
    counts: Array.from(
      { length: Math.max(...sets.map(({ length }) => length)) },
      (_, index) => sets.filter(({ length }) => length === index + 1).length,
    ),
    sets,
  });
});

/** Systems that take a target down alone, as `singleFailures` finds them. */
function aloneByWalking(source: TopologySource, target: string): readonly string[] {
  const topology = topologyOf(source);
  const failures = singleFailures(topology, failureGraphOf(topology, topology.propagates), {
    units: Uint8Array.from(topology.ids, (_, node) => Number(node < topology.systems.length)),
    classes: { of: Uint8Array.from(topology.ids, (id) => Number(id === target)), count: 2 },
    listed: Uint8Array.of(0, 0),
    listMax: 0,
  });
  return topology.systems.filter((_, node) => failures.count(node, 1) > 0).toSorted(compareText);
}

/** Pairs that take a target down though neither of them does, by letting every pair fail. */
function pairsBySimulation(source: TopologySource, target: string): readonly (readonly string[])[] {
  const alone = new Set(aloneByWalking(source, target));
  const others = source.systems.map(({ id }) => id).filter((id) => !alone.has(id));
  return others
    .toSorted(compareText)
    .flatMap((a, index, all) =>
      all.slice(index + 1).flatMap((b) => (downWith(source, [a, b]).has(target) ? [[a, b]] : [])),
    );
}

test('sets of order 1 are the single failures, and those of order 2 the pairs that simulation finds', () => {
  for (const seed of [1, 2, 3]) {
    const fleet = fleetGraph({ systems: 60, edges: 190, seed });
    for (const target of fleet.systems.slice(0, 4).map(({ id }) => id)) {
      expect(cutSetsOf(fleet, target, { orderMax: 2 }).sets).toEqual([
        ...aloneByWalking(fleet, target).map((id) => [id]),
        ...pairsBySimulation(fleet, target),
      ]);
    }
  }
});

test('in a fleet of 3,000 systems the sets of order 1 are the single failures', () => {
  const fleet = fleetGraph({ systems: 3_000, edges: 15_000 });
  for (const { id } of fleet.systems.slice(0, 200).filter((_, index) => index % 20 === 0)) {
    const { counts, sets } = cutSetsOf(fleet, id, { orderMax: 2 });
    expect(sets.slice(0, counts[0]).map(([one]) => one)).toEqual(aloneByWalking(fleet, id));
  }
});

test('a dependency more never makes the target safer', () => {
  fc.assert(
    fc.property(randomSource, fc.nat(), fc.nat(), (source, from, to) => {
      const target = source.systems[0]?.id ?? '';
      const dependent = source.systems[from % source.systems.length];
      const needed = source.systems[to % source.systems.length]?.id ?? '';
      const more = {
        ...source,
        systems: source.systems.map((system) =>
          system === dependent
            ? { ...system, dependsOn: [...system.dependsOn, hard(needed)] }
            : system,
        ),
      };
      const after = cutSetsOf(more, target).sets.map((set) => new Set(set));
      for (const set of cutSetsOf(source, target).sets) {
        expect(after.some((smaller) => smaller.isSubsetOf(new Set(set)))).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
});

test('new names and another order change nothing', () => {
  fc.assert(
    fc.property(randomSource, fc.nat(), (source, seed) => {
      const nameOf = renaming(seed);
      const other = turned(source, nameOf);
      const target = source.systems[0]?.id ?? '';
      const sorted = (sets: readonly (readonly string[])[]): readonly string[] =>
        sets.map((set) => set.toSorted(compareText).join(' ')).sort(compareText);
      expect(
        sorted(
          cutSetsOf(other, nameOf(target), {
            units: other.systems
              .map(({ id }) => ({ id, systems: [id] }))
              .sort((a, b) => compareText(a.id, b.id)),
          }).sets,
        ),
      ).toEqual(sorted(cutSetsOf(source, target).sets.map((set) => set.map(nameOf))));
    }),
    { numRuns: 150 },
  );
});

test('with too little room the sets that are told are all of the orders that they claim, each time the same', () => {
  fc.assert(
    fc.property(randomSource, fc.integer({ min: 2, max: 40 }), (source, nodesMax) => {
      const target = source.groups[0]?.id ?? '';
      const all = cutSetsOf(source, target);
      const some = cutSetsOf(source, target, { nodesMax });
      const { completeTo = 99 } = some;
      expect(some.sets).toEqual(all.sets.filter(({ length }) => length <= completeTo));
      expect(some.isComplete).toBe(some.completeTo === undefined);
      expect(cutSetsOf(source, target, { nodesMax })).toEqual(some);
    }),
    { numRuns: 200 },
  );
});
