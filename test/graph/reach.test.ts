import { expect, test } from 'vitest';
import { dependenciesOf, dependentsOf } from '../../src/graph/reach.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import { drawn } from './drawing.ts';

const topology = topologyOf(
  drawn(`
    web -hard-> api
    app -optional-> web
    api -soft-> bus
    bus: 1 of bus-1 bus-2
    bus-1 -data-> zone
    zone -hard-> api
    lone`),
);

test.each([
  { id: 'web', dependents: ['app'], dependencies: ['api', 'bus-1', 'bus-2', 'zone'] },
  { id: 'bus-2', dependents: ['api', 'app', 'bus-1', 'web', 'zone'], dependencies: [] },
  {
    id: 'bus',
    dependents: ['api', 'app', 'bus-1', 'web', 'zone'],
    dependencies: ['api', 'bus-1', 'bus-2', 'zone'],
  },
  {
    id: 'api',
    dependents: ['app', 'bus-1', 'web', 'zone'],
    dependencies: ['bus-1', 'bus-2', 'zone'],
  },
  { id: 'lone', dependents: [], dependencies: [] },
  { id: 'nobody', dependents: [], dependencies: [] },
])('what depends on $id and what it depends on, of any kind and through groups', (row) => {
  expect(dependentsOf(topology, row.id)).toEqual(row.dependents);
  expect(dependenciesOf(topology, row.id)).toEqual(row.dependencies);
});
