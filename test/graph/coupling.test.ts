import fc from 'fast-check';
import { expect, test } from 'vitest';
import { couplingOf } from '../../src/graph/coupling.ts';
import { dependentsOf } from '../../src/graph/reach.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import { drawn, kinds } from './drawing.ts';

test('coupling counts what leans on a system and what it leans on', () => {
  const coupling = couplingOf(
    topologyOf(
      drawn(`
        web -hard-> api
        app -soft-> api
        api -soft-> bus
        api -hard-> db
        app -hard-> bus-1
        bus: 1 of bus-1 bus-2
        x -hard-> y
        y -hard-> x
        constructor`),
    ),
  );
  expect([...coupling]).toEqual([
    ['api', { fanIn: 2, fanOut: 2, instability: 0.5, dependents: 2, inCycle: false }],
    ['app', { fanIn: 0, fanOut: 2, instability: 1, dependents: 0, inCycle: false }],
    ['bus-1', { fanIn: 2, fanOut: 0, instability: 0, dependents: 3, inCycle: false }],
    ['bus-2', { fanIn: 1, fanOut: 0, instability: 0, dependents: 3, inCycle: false }],
    ['constructor', { fanIn: 0, fanOut: 0, instability: 0, dependents: 0, inCycle: false }],
    ['db', { fanIn: 1, fanOut: 0, instability: 0, dependents: 3, inCycle: false }],
    ['web', { fanIn: 0, fanOut: 1, instability: 1, dependents: 0, inCycle: false }],
    ['x', { fanIn: 1, fanOut: 1, instability: 0.5, dependents: 1, inCycle: true }],
    ['y', { fanIn: 1, fanOut: 1, instability: 0.5, dependents: 1, inCycle: true }],
  ]);
});

test('the number of dependents is that of a search from each system', () => {
  const size = 80;
  const node = fc.integer({ min: 0, max: size - 1 });
  fc.assert(
    fc.property(fc.array(fc.tuple(node, node), { maxLength: 160 }), node, (pairs, member) => {
      const topology = topologyOf({
        systems: Array.from({ length: size }, (_, from) => ({
          id: `s${from}`,
          dependsOn: pairs
            .filter(([source]) => source === from)
            .map(([, to]) => ({ to: to === member ? 'bus' : `s${to}`, kind: 'soft' })),
        })),
        groups: [{ id: 'bus', members: [`s${member}`, 's0'], need: 1 }],
        catalog: { kinds },
      });
      const counts = [...couplingOf(topology).values()].map(({ dependents }) => dependents);
      expect(counts).toEqual(topology.systems.map((id) => dependentsOf(topology, id).length));
    }),
    { numRuns: 100 },
  );
});
