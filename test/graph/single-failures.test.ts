import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fleetGraph } from '../../bench/fleet-graph.ts';
import { failureGraphOf } from '../../src/graph/failure-graph.ts';
import { propagate } from '../../src/graph/propagate.ts';
import { singleFailures } from '../../src/graph/single-failures.ts';
import { type TopologySource, topologyOf } from '../../src/graph/topology.ts';
import { compareText } from '../../src/model/order.ts';
import { failingByDefinition } from '../oracle/single-failures.ts';
import { drawn } from './drawing.ts';
import { randomSource, renaming, turned } from './random-source.ts';

const most = 100;

/** For each system and group the systems that fail with it, itself included, and how many of them are of each of three classes. */
function answers(source: TopologySource, walkMax: number): ReadonlyMap<string, unknown> {
  const topology = topologyOf(source);
  const graph = failureGraphOf(topology, topology.propagates);
  const classes = {
    of: Uint8Array.from(topology.ids, (_, node) => classOf(node, source)),
    count: 4,
  };
  const failures = singleFailures(topology, graph, {
    units: new Uint8Array(topology.ids.length).fill(1),
    classes,
    listed: Uint8Array.of(1, 1, 1, 1),
    listMax: most,
    walkMax,
  });
  const byRank = topology.ids.toSorted(compareText);
  return new Map(
    topology.ids.map((id, node) => [
      id,
      {
        counts: [0, 1, 2, 3].map((itsClass) => failures.count(node, itsClass)),
        systems: failures.ranks(node)?.map((rank) => byRank[rank]),
      },
    ]),
  );
}

function classOf(node: number, { systems }: TopologySource): number {
  return node >= systems.length ? 3 : node % 3;
}

function expectedAnswers(source: TopologySource): ReadonlyMap<string, unknown> {
  const ids = [...source.systems, ...source.groups].map(({ id }) => id);
  return new Map(
    ids.map((id) => {
      const failing = failingByDefinition(source, id);
      const classes = ids.flatMap((each, node) =>
        failing.has(each) ? [classOf(node, source)] : [],
      );
      return [
        id,
        {
          counts: [0, 1, 2, 3].map((wanted) => classes.filter((one) => one === wanted).length),
          systems: source.systems.flatMap((system) => (failing.has(system.id) ? [system.id] : [])),
        },
      ];
    }),
  );
}

test.each([
  { way: 'one by one', walkMax: Number.POSITIVE_INFINITY },
  { way: 'in batches', walkMax: 0 },
  { way: 'first one by one and then in batches', walkMax: 5 },
])(
  'what fails with each system and group, worked out $way, is what the definition says',
  ({ walkMax }) => {
    fc.assert(
      fc.property(randomSource, (source) => {
        expect(answers(source, walkMax)).toEqual(expectedAnswers(source));
      }),
      { numRuns: 500 },
    );
  },
);

test('what fails with a system is what its outage makes unhealthy', () => {
  fc.assert(
    fc.property(randomSource, (source) => {
      const topology = topologyOf(source);
      for (const [node, id] of topology.systems.entries()) {
        const own = topology.systems.map((_, index) => ({
          status: index === node ? ('offline' as const) : ('healthy' as const),
          score: index === node ? 0 : 10_000,
          masked: false,
        }));
        const { systems } = propagate(topology, own);
        const failing = systems.flatMap(({ status }, index) =>
          status === 'unhealthy' || status === 'offline' ? [topology.systems[index]] : [],
        );
        expect(blastOf(source, id)).toEqual(failing);
      }
    }),
    { numRuns: 150 },
  );
});

/** The systems that fail with one, itself included. */
function blastOf(source: TopologySource, id: string): readonly string[] {
  const topology = topologyOf(source);
  const node = topology.nodeById.get(id) ?? -1;
  const failures = singleFailures(topology, failureGraphOf(topology, topology.propagates), {
    units: Uint8Array.from(topology.ids, (_, index) => Number(index === node)),
    classes: { of: new Uint8Array(topology.ids.length), count: 1 },
    listed: Uint8Array.of(1),
    listMax: most,
  });
  const byRank = topology.ids.toSorted(compareText);
  return failures.ranks(node)?.map((rank) => byRank[rank] ?? '') ?? [];
}

test('a dependency more never makes a blast smaller, and a member more at the same need never makes it larger', () => {
  fc.assert(
    fc.property(randomSource, fc.nat(), fc.nat(), fc.nat(), (source, from, to, group) => {
      const pick = <T>(items: readonly T[], index: number): T | undefined =>
        items[index % items.length];
      const dependent = pick(source.systems, from);
      const target = pick(source.systems, to)?.id ?? '';
      const widened = pick(source.groups, group);
      const withEdge = {
        ...source,
        systems: source.systems.map((system) =>
          system === dependent
            ? { ...system, dependsOn: [...system.dependsOn, { to: target, kind: 'hard' }] }
            : system,
        ),
      };
      const withMember = {
        ...source,
        groups: source.groups.map((one) =>
          one === widened ? { ...one, members: [...one.members, target] } : one,
        ),
      };
      for (const { id } of source.systems) {
        const blast = new Set(blastOf(source, id));
        expect(blast.difference(new Set(blastOf(withEdge, id)))).toEqual(new Set());
        expect(new Set(blastOf(withMember, id)).difference(blast)).toEqual(new Set());
      }
    }),
    { numRuns: 120 },
  );
});

test('new names and another order change nothing', () => {
  fc.assert(
    fc.property(randomSource, fc.nat(), (source, seed) => {
      const nameOf = renaming(seed);
      const other = turned(source, nameOf);
      for (const { id } of source.systems) {
        expect(blastOf(other, nameOf(id)).toSorted(compareText)).toEqual(
          blastOf(source, id).map(nameOf).toSorted(compareText),
        );
      }
    }),
    { numRuns: 120 },
  );
});

/** Sizes of all blasts, without the unit itself. */
function sizes(source: TopologySource, walkMax?: number): readonly number[] {
  const topology = topologyOf(source);
  const failures = singleFailures(topology, failureGraphOf(topology, topology.propagates), {
    units: new Uint8Array(topology.ids.length).fill(1),
    classes: { of: new Uint8Array(topology.ids.length), count: 1 },
    listed: Uint8Array.of(0),
    listMax: 0,
    ...(walkMax === undefined ? {} : { walkMax }),
  });
  return topology.systems.map((_, node) => failures.count(node, 0) - 1);
}

/** Systems that depend on the next one; the last one on nothing, or on the first. */
function chain(length: number, isClosed = false): TopologySource {
  return {
    ...drawn(''),
    systems: Array.from({ length }, (_, index) => ({
      id: `s${String(index).padStart(6, '0')}`,
      dependsOn:
        index + 1 < length || isClosed
          ? [{ to: `s${String((index + 1) % length).padStart(6, '0')}`, kind: 'hard' }]
          : [],
    })),
  };
}

test('in a chain of 100,000 systems each takes down all before it', () => {
  expect(sizes(chain(100_000)).findIndex((size, index) => size !== index)).toBe(-1);
});

test('in a cycle of 10,000 systems each takes down all others', () => {
  expect(sizes(chain(10_000, true))).toEqual(Array(10_000).fill(9_999));
});

test('in a ladder, where nothing has a single consequence, both ways find the same', () => {
  const rungs = 300;
  const ladder = {
    ...drawn(''),
    systems: Array.from({ length: 2 * rungs }, (_, index) => ({
      id: `s${String(index).padStart(6, '0')}`,
      dependsOn: [2 + (index & 1 ? 0 : 1), 2].flatMap((step) =>
        index + step < 2 * rungs
          ? [{ to: `s${String(index + step).padStart(6, '0')}`, kind: 'hard' }]
          : [],
      ),
    })),
  };
  expect(sizes(ladder, 0)).toEqual(sizes(ladder, Number.POSITIVE_INFINITY));
});

test.each([1, 2, 3])(
  'in a fleet of 800 systems with groups, seed %i, both ways count and list the same',
  (seed) => {
    const fleet = fleetGraph({ systems: 800, edges: 4_000, seed });
    expect(answers(fleet, 0)).toEqual(answers(fleet, Number.POSITIVE_INFINITY));
  },
);
