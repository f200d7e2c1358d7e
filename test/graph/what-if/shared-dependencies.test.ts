import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type TopologySource, topologyOf } from '../../../src/graph/topology.ts';
import { pathOfNeeds, sharedDependencies } from '../../../src/graph/what-if/shared-dependencies.ts';
import { failingByDefinition } from '../../oracle/single-failures.ts';
import { drawn } from '../drawing.ts';
import { randomSource } from '../random-source.ts';

/** `bus: disk takes down a b`, and the paths by which. */
function shared(source: TopologySource, looksMax?: number): readonly string[] {
  const topology = topologyOf(source);
  const units = Uint8Array.from(topology.ids, (_, node) => Number(node < topology.systems.length));
  const idOf = (node: number): string => topology.ids[node] ?? '';
  const { found, left } = sharedDependencies(topology, units, looksMax);
  return [
    ...found.map(
      ({ group, node, members }) =>
        `${idOf(group)}: ${idOf(node)} takes down ${members
          .map((member) =>
            [
              idOf(member),
              ...pathOfNeeds(topology, member, node).map((edge) => idOf(topology.to[edge] ?? -1)),
            ].join('>'),
          )
          .join(' ')}`,
    ),
    ...left.map((group) => `${idOf(group)}: not looked at`),
  ];
}

test.each([
  {
    name: 'two of two members on one disk',
    drawing: 'bus: 1 of a b\na -hard-> disk\nb -hard-> disk',
    found: ['bus: disk takes down a>disk b>disk'],
  },
  {
    name: 'a member that the other one needs',
    drawing: 'bus: 1 of a b\na -auth-> b',
    found: ['bus: b takes down a>b b'],
  },
  {
    name: 'a dependency that nobody has to have',
    drawing: 'bus: 1 of a b\na -hard-> disk\nb -soft-> disk',
    found: [],
  },
  {
    name: 'a group that bears the loss',
    drawing: 'bus: 1 of a b c\na -hard-> disk\nb -hard-> disk',
    found: [],
  },
  {
    name: 'only the nearest of what is needed one behind the other',
    drawing: 'bus: 1 of a b\na -hard-> x\nb -hard-> x\nx -hard-> y\ny -hard-> z',
    found: ['bus: x takes down a>x b>x'],
  },
  {
    name: 'two that have nothing to do with each other',
    drawing: 'bus: 1 of a b\na -hard-> x\nb -hard-> x\na -hard-> y\nb -hard-> z\nz -hard-> y',
    found: ['bus: x takes down a>x b>x', 'bus: y takes down a>y b>z>y'],
  },
  {
    name: 'through a group whose members are all needed, and not through one that has a spare',
    drawing:
      'all: 2 of p q\nsome: 1 of r s\nbus: 1 of a b\na -hard-> all\nb -hard-> p\nlog: 1 of c d\nc -hard-> some\nd -hard-> r',
    found: ['bus: p takes down a>all>p b>p'],
  },
  {
    name: 'a circle, once',
    drawing: 'bus: 1 of a b\na -hard-> x\nb -hard-> y\nx -hard-> y\ny -hard-> x',
    found: ['bus: x takes down a>x b>y>x'],
  },
])('$name', ({ drawing, found }) => {
  expect(shared(drawn(drawing))).toEqual(found);
});

test('where the budget ends, what was not looked at is named', () => {
  const two = 'one: 1 of a b\ntwo: 1 of a b\na -hard-> disk\nb -hard-> disk';
  expect(shared(drawn(two), 1)).toEqual([
    'one: disk takes down a>disk b>disk',
    'two: not looked at',
  ]);
});

test('what is found takes its group down, and where there are no groups on groups nothing else does', () => {
  fc.assert(
    fc.property(randomSource, (source) => {
      const topology = topologyOf(source);
      const units = Uint8Array.from(topology.ids, (_, node) =>
        Number(node < topology.systems.length),
      );
      const { found } = sharedDependencies(topology, units);
      const idOf = (node: number): string => topology.ids[node] ?? '';
      for (const { group, node, members } of found) {
        const failing = failingByDefinition(source, idOf(node));
        expect([idOf(group), ...members.map(idOf)].filter((id) => !failing.has(id))).toEqual([]);
      }
      const flat = {
        ...source,
        systems: source.systems.map((system) => ({
          ...system,
          dependsOn: system.dependsOn.filter(({ to }) =>
            source.systems.some(({ id }) => id === to),
          ),
        })),
      };
      const flatTopology = topologyOf(flat);
      const told = new Set(
        sharedDependencies(flatTopology, units).found.map(({ group }) => idOf(group)),
      );
      const weak = flat.groups.filter(
        ({ id, members, need }) =>
          members.length > need &&
          flat.systems.some((system) => failingByDefinition(flat, system.id).has(id)),
      );
      expect(told).toEqual(new Set(weak.map(({ id }) => id)));
    }),
    { numRuns: 700 },
  );
});
