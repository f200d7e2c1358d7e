import fc from 'fast-check';
import { expect, test } from 'vitest';
import { couplingOf } from '../../src/graph/coupling.ts';
import { dependentCounts } from '../../src/graph/dependent-counts.ts';
import { dependentsOf } from '../../src/graph/reach.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import { drawn, kinds } from './drawing.ts';
import { randomSource } from './random-source.ts';

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
    ['api', { fanIn: 2, fanOut: 2, instability: 0.5, inCycle: false }],
    ['app', { fanIn: 0, fanOut: 2, instability: 1, inCycle: false }],
    ['bus-1', { fanIn: 2, fanOut: 0, instability: 0, inCycle: false }],
    ['bus-2', { fanIn: 1, fanOut: 0, instability: 0, inCycle: false }],
    ['constructor', { fanIn: 0, fanOut: 0, instability: 0, inCycle: false }],
    ['db', { fanIn: 1, fanOut: 0, instability: 0, inCycle: false }],
    ['web', { fanIn: 0, fanOut: 1, instability: 1, inCycle: false }],
    ['x', { fanIn: 1, fanOut: 1, instability: 0.5, inCycle: true }],
    ['y', { fanIn: 1, fanOut: 1, instability: 0.5, inCycle: true }],
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
      const counts = [...dependentCounts(topology)].slice(0, size);
      expect(counts).toEqual(topology.systems.map((id) => dependentsOf(topology, id).length));
    }),
    { numRuns: 100 },
  );
});

test('fan-in and fan-out are the numbers of different ids around a system', () => {
  fc.assert(
    fc.property(randomSource, (source) => {
      const known = new Set([...source.systems, ...source.groups].map(({ id }) => id));
      const targetsOf = ({ dependsOn, proxyFor }: (typeof source.systems)[number]): Set<string> =>
        new Set([...dependsOn.map(({ to }) => to), proxyFor ?? ''].filter((to) => known.has(to)));
      const coupling = couplingOf(topologyOf(source));
      const expected = source.systems.map((system) => {
        const names = [
          system.id,
          ...source.groups.flatMap(({ id, members }) => (members.includes(system.id) ? [id] : [])),
        ];
        const fanIn = source.systems.filter(
          (other) => other.id !== system.id && names.some((name) => targetsOf(other).has(name)),
        ).length;
        return [system.id, fanIn, targetsOf(system).size];
      });
      expect([...coupling].map(([id, { fanIn, fanOut }]) => [id, fanIn, fanOut])).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});
