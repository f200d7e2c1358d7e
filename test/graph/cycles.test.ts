import { expect, test } from 'vitest';
import { propagatingCycles } from '../../src/graph/cycles.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import { drawn } from './drawing.ts';

const cases: readonly {
  readonly name: string;
  readonly graph: string;
  readonly expected: readonly string[];
}[] = [
  {
    name: 'no cycle in a chain',
    graph: `
      a -hard-> b
      b -hard-> c`,
    expected: [],
  },
  {
    name: 'a cycle begins with its smallest id and follows the edges',
    graph: `
      c -hard-> b
      b -auth-> a
      a -hard-> c`,
    expected: ['a c b'],
  },
  {
    name: 'a cycle over a dependency that does not propagate is none',
    graph: `
      a -hard-> b
      b -soft-> a`,
    expected: [],
  },
  {
    name: 'a kind of the catalog that propagates makes cycles',
    graph: `
      a -mirror-> b
      b -hard-> a`,
    expected: ['a b'],
  },
  {
    name: 'a system that depends on itself is none',
    graph: 'a -hard-> a',
    expected: [],
  },
  {
    name: 'the shortest of a set that take each other down',
    graph: `
      a -hard-> b
      b -hard-> c
      c -hard-> a
      c -hard-> d
      d -hard-> c`,
    expected: ['c d'],
  },
  {
    name: 'of equally short ones that with the smallest id',
    graph: `
      a -hard-> b
      b -hard-> a
      b -hard-> c
      c -hard-> b`,
    expected: ['a b'],
  },
  {
    name: 'one for each set, sorted',
    graph: `
      x -hard-> y
      y -hard-> x
      y -hard-> a
      a -hard-> b
      b -hard-> a`,
    expected: ['a b', 'x y'],
  },
  {
    name: 'through a group that can spare no member',
    graph: `
      a -hard-> pair
      pair: 2 of b c
      b -hard-> a`,
    expected: ['a pair b'],
  },
  {
    name: 'not through a group that can spare the member',
    graph: `
      a -hard-> pair
      pair: 1 of b c
      b -hard-> a`,
    expected: [],
  },
  {
    name: 'over ids that objects know by themselves',
    graph: `
      constructor -hard-> __proto__
      __proto__ -hard-> constructor`,
    expected: ['__proto__ constructor'],
  },
];

test.each(cases)('cycles: $name', ({ graph, expected }) => {
  const cycles = propagatingCycles(topologyOf(drawn(graph)));
  expect(cycles.map((cycle) => cycle.join(' '))).toEqual(expected);
});

function ring(length: number): ReturnType<typeof topologyOf> {
  return topologyOf({
    ...drawn(''),
    systems: Array.from({ length }, (_, index) => ({
      id: `s${index}`,
      dependsOn: [{ to: `s${(index + 1) % length}`, kind: 'hard' }],
    })),
  });
}

test('a ring of 10,000 systems is one cycle of all of them', () => {
  const [cycle, ...others] = propagatingCycles(ring(10_000));
  expect([cycle?.length, cycle?.slice(0, 2), cycle?.at(-1), others.length]).toEqual([
    10_000,
    ['s0', 's1'],
    's9999',
    0,
  ]);
});

test('a chain of 100,000 systems has no cycle', () => {
  const length = 100_000;
  const topology = topologyOf({
    ...drawn(''),
    systems: Array.from({ length }, (_, index) => ({
      id: `s${index}`,
      dependsOn: index + 1 < length ? [{ to: `s${index + 1}`, kind: 'hard' }] : [],
    })),
  });
  expect(propagatingCycles(topology)).toEqual([]);
});
