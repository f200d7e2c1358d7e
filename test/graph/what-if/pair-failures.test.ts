import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fleetGraph } from '../../../bench/fleet-graph.ts';
import { failureGraphOf } from '../../../src/graph/failure-graph.ts';
import { type TopologySource, topologyOf } from '../../../src/graph/topology.ts';
import { pairFailures } from '../../../src/graph/what-if/pair-failures.ts';
import { compareText } from '../../../src/model/order.ts';
import { failingByDefinition } from '../../oracle/single-failures.ts';
import { drawn } from '../drawing.ts';
import { randomSource } from '../random-source.ts';

interface Asked {
  /** Ids of each unit; by default each system is one. */
  readonly units?: readonly (readonly string[])[];
  readonly pairsMax?: number;
  /** How many looks each slice is given. */
  readonly slice?: number;
}

/** `a + b`, and what fails beyond what a and b take down one by one. */
function pairs(source: TopologySource, asked: Asked = {}): ReadonlyMap<string, readonly string[]> {
  const topology = topologyOf(source);
  const graph = failureGraphOf(topology, topology.propagates);
  const names = asked.units ?? source.systems.map(({ id }) => [id]);
  const componentOf = (id: string): number =>
    graph.componentOf[topology.nodeById.get(id) ?? -1] ?? -1;
  const found = new Map<string, readonly string[]>();
  const work = pairFailures(graph, {
    units: names.map((ids) => Int32Array.from(ids, componentOf)),
    isRelevant: new Uint8Array(graph.count).fill(1),
    pairsMax: asked.pairsMax ?? Number.POSITIVE_INFINITY,
    onPair: (first, second, extra, length) => {
      const components = new Set(extra.subarray(0, length));
      const ids = topology.ids.filter((id) => components.has(componentOf(id)));
      found.set(`${names[first]} + ${names[second]}`, ids.toSorted(compareText));
    },
  });
  for (let isDone = false; !isDone; ) {
    isDone = work.advance(asked.slice ?? 1_000_000);
  }
  return found;
}

function pairsByDefinition(
  source: TopologySource,
  units: readonly (readonly string[])[] = source.systems.map(({ id }) => [id]),
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [index, first] of units.entries()) {
    for (const second of units.slice(index + 1)) {
      const alone = new Set([
        ...failingByDefinition(source, new Set(first)),
        ...failingByDefinition(source, new Set(second)),
      ]);
      const both = failingByDefinition(source, new Set([...first, ...second]));
      const more = [...both].filter((id) => !alone.has(id));
      if (more.length > 0) {
        found.set(`${first} + ${second}`, more.sort(compareText));
      }
    }
  }
  return found;
}

test('the pairs of systems that are worse than one by one are those of the definition', () => {
  fc.assert(
    fc.property(randomSource, (source) => {
      expect(pairs(source)).toEqual(pairsByDefinition(source));
    }),
    { numRuns: 400 },
  );
});

test('so are pairs of sets of systems, however small the slices are', () => {
  fc.assert(
    fc.property(
      randomSource,
      fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
      (source, draw) => {
        const byUnit = Map.groupBy(source.systems.entries(), ([index]) => (draw[index] ?? 0) % 4);
        const units = [...byUnit.values()].map((those) => those.map(([, { id }]) => id));
        expect(pairs(source, { units, slice: 1 })).toEqual(pairsByDefinition(source, units));
      },
    ),
    { numRuns: 300 },
  );
});

test('the groups of a pair may take down others on the way, which neither leaves short alone', () => {
  const source = drawn(
    'p: 1 of a b\nq: 1 of c d\nc -hard-> p\ntop: 1 of q r\nd -hard-> b\nr -hard-> a\nweb -hard-> top',
  );
  expect(pairs(source).get('a + b')).toEqual(['c', 'p', 'q', 'top', 'web']);
});

test('where the budget ends, what was found stands', () => {
  const fleet = fleetGraph({ systems: 250, edges: 1_200 });
  const all = pairs(fleet);
  const some = pairs(fleet, { pairsMax: 100 });
  expect(all.size).toBeGreaterThan(some.size);
  expect(some.size).toBeGreaterThan(0);
  for (const [pair, ids] of some) {
    expect(all.get(pair)).toEqual(ids);
  }
});

const padded = (index: number): string => `s${String(index).padStart(6, '0')}`;

test('long chains, cycles and large groups have an answer, within the budget', () => {
  const chain = (length: number, isClosed: boolean, offset: number): TopologySource['systems'] =>
    Array.from({ length }, (_, index) => ({
      id: padded(offset + index),
      dependsOn:
        index + 1 < length || isClosed
          ? [{ to: padded(offset + ((index + 1) % length)), kind: 'hard' }]
          : [],
    }));
  const two = {
    ...drawn(''),
    systems: [...chain(1_000, false, 0), ...chain(1_000, true, 1_000)],
    groups: [{ id: 'bus', members: [padded(0), padded(1_000)], need: 1 }],
  };
  // Those of the same chain come first, and do no more together.
  expect(pairs(two, { pairsMax: 1_020 }).size).toBe(21);
  const members = Array.from({ length: 5_000 }, (_, index) => padded(index));
  const large = {
    ...drawn(''),
    systems: members.map((id) => ({ id, dependsOn: [] })),
    groups: [{ id: 'bus', members, need: 4_999 }],
  };
  expect(pairs(large, { pairsMax: 20 }).size).toBe(20);
});
