import { expect, test } from 'vitest';
import {
  effectiveAt,
  groupAt,
  type Propagation,
  repropagate,
  startPropagation,
} from '../../src/graph/propagation.ts';
import { type TopologySource, topologyOf } from '../../src/graph/topology.ts';
import { drawn, ownHealth } from './drawing.ts';
import { changesOf } from './histories.ts';

/** Sets the health of the systems that a text names, and answers the ids that may read differently. */
function step(source: TopologySource, propagation: Propagation, text: string): readonly string[] {
  const named = text.split(', ').map((part) => part.split(' ')[0]);
  const own = ownHealth(source, text);
  const changes = changesOf(
    source.systems.flatMap(({ id }, place) => {
      const health = own[place];
      return health !== undefined && named.includes(id) ? [{ place, own: health }] : [];
    }),
  );
  return [...repropagate(propagation, changes)].map((node) => propagation.topology.ids[node] ?? '');
}

const cases: readonly {
  readonly name: string;
  readonly graph: string;
  /** Each line is a step: what is set, then who may read differently. */
  readonly steps: readonly (readonly [own: string, answered: readonly string[]])[];
}[] = [
  {
    name: 'what is set to what it was answers nobody',
    graph: 'web -hard-> db',
    steps: [
      ['db healthy', []],
      ['db offline', ['db', 'web']],
      ['db offline', []],
    ],
  },
  {
    name: 'a system without dependents answers only itself',
    graph: `
      web -hard-> db
      app -hard-> db`,
    steps: [['web offline', ['web']]],
  },
  {
    name: 'a group that can spare a member answers only itself',
    graph: `
      web -hard-> bus
      bus: 1 of b1 b2 b3`,
    steps: [
      ['b1 offline', ['b1', 'bus']],
      ['b2 offline', ['b2', 'bus']],
      ['b3 offline', ['b3', 'web', 'bus']],
      ['b1 healthy', ['b1', 'web', 'bus']],
    ],
  },
  {
    name: 'a loss that is smaller than another one is told by nobody but those that depend on it',
    graph: `
      web -hard-> api
      api -hard-> db
      api -soft-> ads`,
    steps: [
      ['db offline', ['api', 'db', 'web']],
      ['ads offline', ['ads', 'api']],
      ['ads healthy', ['ads', 'api']],
    ],
  },
  {
    name: 'a kind without impact is answered only where the target is or was unknown',
    graph: 'web -silent-> db',
    steps: [
      ['db offline', ['db']],
      ['db unknown', ['db', 'web']],
      ['db degraded', ['db', 'web']],
    ],
  },
  {
    name: 'a path that leads to another root is answered by all that lead there through it',
    graph: `
      web -hard-> api
      api -hard-> db
      db -hard-> disk`,
    steps: [
      ['disk offline', ['api', 'db', 'disk', 'web']],
      ['db offline', ['api', 'db', 'web']],
      ['disk healthy', ['db', 'disk']],
    ],
  },
  {
    name: 'a window is told by those that name the system',
    graph: `
      web -hard-> api
      api -hard-> db`,
    steps: [
      ['db unhealthy', ['api', 'db', 'web']],
      ['db unhealthy maintenance', ['api', 'db', 'web']],
    ],
  },
];

test.each(cases)('$name', ({ graph, steps }) => {
  const source = drawn(graph);
  const propagation = startPropagation(topologyOf(source));
  expect(steps.map(([own]) => step(source, propagation, own))).toEqual(
    steps.map(([, answered]) => answered),
  );
});

test('what was told stays as it was when later steps change everything', () => {
  const source = drawn(`
    web -hard-> api
    api -hard-> db`);
  const propagation = startPropagation(topologyOf(source));
  step(source, propagation, 'db offline');
  const told = effectiveAt(propagation, 2);
  step(source, propagation, 'db healthy, api unhealthy');
  expect({ ...told }).toEqual({
    status: 'unhealthy',
    score: 0,
    hasPath: true,
    via: [
      { from: 'web', to: 'api', kind: 'hard' },
      { from: 'api', to: 'db', kind: 'hard' },
    ],
    cause: { to: 'api', kind: 'hard', status: 'unhealthy', score: 0 },
    impaired: [],
    unknownTargets: [],
  });
});

test('a target in maintenance is told with the score behind its window', () => {
  const source = drawn(`
    web -hard-> api
    web -optional-> ads`);
  const propagation = startPropagation(topologyOf(source));
  step(source, propagation, 'api unhealthy maintenance, ads offline maintenance');
  const { cause, impaired } = effectiveAt(propagation, 2);
  expect({ cause, impaired }).toEqual({
    cause: { to: 'api', kind: 'hard', status: 'maintenance', score: 2_000 },
    impaired: [{ to: 'ads', kind: 'optional', status: 'maintenance', score: 0 }],
  });
});

test('a group without members is healthy', () => {
  const source = { ...drawn('web -hard-> api'), groups: [{ id: 'none', members: [], need: 1 }] };
  const propagation = startPropagation(topologyOf(source));
  step(source, propagation, 'api offline');
  expect(groupAt(propagation, 2)).toEqual({ status: 'healthy', score: 10_000, up: 0 });
});
