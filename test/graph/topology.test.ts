import { expect, test } from 'vitest';
import { edgesFrom, edgesInto, topologyOf } from '../../src/graph/topology.ts';
import { drawn } from './drawing.ts';

/** Every edge as text, read once along the edges and once against them. */
function bothWays(drawing: string): { readonly out: string[]; readonly back: string[] } {
  const topology = topologyOf(drawn(drawing));
  const say = (edge: number): string => {
    const from = topology.ids[topology.from[edge] ?? -1];
    const to = topology.ids[topology.to[edge] ?? -1];
    return `${from} ${topology.kinds[topology.kind[edge] ?? -1]} ${to}`;
  };
  const nodes = [...topology.ids.keys()];
  return {
    out: nodes.flatMap((node) => [...edgesFrom(topology, node)].map(say)),
    back: nodes.flatMap((node) => Array.from(edgesInto(topology, node), say)),
  };
}

const drawing = `
  web -hard-> bus
  web -soft-> db
  constructor -data-> db
  bus: 1 of b1 b2
  b1 -auth-> __proto__`;

test('edges leave nodes in the order of the model, groups last', () => {
  expect(bothWays(drawing).out).toEqual([
    'b1 auth __proto__',
    'constructor data db',
    'web hard bus',
    'web soft db',
    'bus member b1',
    'bus member b2',
  ]);
});

test('edges enter nodes in the same order', () => {
  expect(bothWays(drawing).back).toEqual([
    'b1 auth __proto__',
    'bus member b1',
    'bus member b2',
    'constructor data db',
    'web soft db',
    'web hard bus',
  ]);
});

test('what is not there is left out, and a group needs at least one and at most all of its members', () => {
  const topology = topologyOf({
    ...drawn(''),
    systems: [
      {
        id: 'a',
        dependsOn: [
          { to: 'gone', kind: 'hard' },
          { to: 'all', kind: 'odd' },
          { to: 'all', kind: 'hard' },
        ],
      },
    ],
    groups: [
      { id: 'all', members: ['a', 'gone'], need: 2 },
      { id: 'none', members: ['a'], need: 0 },
    ],
  });
  expect([...topology.to].map((node) => topology.ids[node])).toEqual(['all', 'a', 'a']);
  expect([...topology.need]).toEqual([0, 1, 1]);
});
