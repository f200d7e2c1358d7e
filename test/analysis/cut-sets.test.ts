import { expect, test } from 'vitest';
import { cutSetsOfTargets } from '../../src/analysis/cut-sets.ts';
import { unitsBy } from '../../src/analysis/units.ts';
import { targetsOf, weakPointsOf } from '../../src/evaluate/spofs.ts';
import { failureUnitsOf } from '../../src/graph/fault-tree/failure-units.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import type { TargetCutSets } from '../../src/model/cut-sets.ts';
import type { Model } from '../../src/model/model.ts';
import { modelOf } from '../examples/project.ts';
import { minimalCutSets, type OracleUnit } from '../oracle/cut-sets.ts';

function modelFrom(text: string): Model {
  return modelOf([{ path: 'tower.yaml', text }]);
}

const shop = modelFrom(`
tower: v1
regions:
  eu: { zones: [a, b] }
  us: { zones: [a] }
systems:
  web: { type: service, criticality: critical, region: eu, zone: a, owner: store, dependsOn: { bus: auth, db: hard } }
  db: { type: database, proxyFor: db-real, region: eu, zone: b }
  db-real: { type: database, owner: data, labels: { provider: acme } }
  journey: { type: service, logical: true, criticality: high, region: eu, dependsOn: { web: hard } }
  bus-1: { type: queue, region: eu, zone: b, owner: data, labels: { provider: acme } }
  bus-2: { type: queue, region: us, zone: a, owner: data, labels: { provider: other } }
  bus-3: { type: queue, region: us, zone: a, labels: { provider: third } }
groups:
  bus: { members: [bus-1, bus-2, bus-3], need: 2 }
`);

function found(
  model: Model,
  targets: readonly string[],
  kinds: readonly string[],
): readonly TargetCutSets[] {
  const { units } = unitsBy(model, kinds);
  if (units === undefined) {
    throw new Error('no such units');
  }
  const work = cutSetsOfTargets(topologyOf(model), {
    targets,
    kinds,
    units,
    orderMax: undefined,
    nodesMax: 10_000,
    setsMax: 100,
  });
  while (!work.advance(1_000)) {
    // It goes on.
  }
  return work.found();
}

/** Units as the documentation describes them. */
function unitsOf({ systems }: Model, kind: string): readonly OracleUnit[] {
  const unitOf = (system: Model['systems'][number]): string | undefined => {
    const { id, region, zone, owner, labels } = system;
    const provider = labels.get('provider');
    return new Map([
      ['system', id],
      ['region', region && `region:${region}`],
      ['zone', zone && `zone:${zone}`],
      ['owner', owner && `owner:${owner}`],
      ['label:provider', provider && `label:provider=${provider}`],
    ]).get(kind);
  };
  const able = systems.filter(({ logical }) => !logical);
  const ids = [...new Set(able.map(unitOf))].filter((id) => id !== undefined).sort();
  return ids.map((id) => ({
    id,
    systems: able.filter((system) => unitOf(system) === id).map((system) => system.id),
  }));
}

test.each([
  ['system'],
  ['region'],
  ['zone'],
  ['owner'],
  ['label:provider'],
  ['region', 'system'],
  ['label:provider', 'owner', 'zone'],
])('the sets of %s units are those that trying every set finds', (...kinds) => {
  const targets = ['bus', 'db', 'journey', 'web'];
  const units = kinds.flatMap((kind) => unitsOf(shop, kind)).sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(found(shop, targets, kinds).map(({ sets }) => sets)).toEqual(
    targets.map((target) => minimalCutSets(shop, target, units)),
  );
});

test('sets of order 1 are the single points of failure, and the target itself where it can fail', () => {
  for (const target of targetsOf(shop)) {
    const { spofs } = weakPointsOf(shop, topologyOf(shop), [target]);
    const alone = found(shop, [target], ['system'])[0]?.sets.filter(({ length }) => length === 1);
    expect(alone?.flat().filter((id) => id !== target)).toEqual(
      spofs.map(({ system }) => system).sort(),
    );
  }
});

test.each([
  {
    kind: 'regoin',
    told: { message: '`regoin` is not a kind of unit', help: 'did you mean `region`?' },
  },
  {
    kind: 'label:provder',
    told: { message: 'no system has a label `provder`', help: 'did you mean `provider`?' },
  },
  {
    kind: 'label:rack',
    told: { message: 'no system has a label `rack`', help: 'known: `provider`' },
  },
])('$kind is no kind of unit', ({ kind, told }) => {
  expect(unitsBy(shop, [kind])).toEqual(told);
});

test('a kind of unit that no system is in would never fail, and is refused', () => {
  const systems = shop.systems.map((system) => ({ ...system, zone: undefined }));
  expect(unitsBy({ ...shop, systems }, ['system', 'zone'])).toEqual({
    message: 'no system that can fail has a zone',
    help: 'choose another `--unit`',
  });
});

test('how far it is counts targets, or the orders of a single one', () => {
  const { units } = unitsBy(shop, ['system']);
  const progressOf = (targets: readonly string[]): readonly unknown[] => {
    const work = cutSetsOfTargets(topologyOf(shop), {
      targets,
      kinds: ['system'],
      units: units ?? failureUnitsOf([]),
      orderMax: 2,
      nodesMax: 10_000,
      setsMax: 0,
    });
    const told = [work.progress()];
    while (!work.advance(1)) {
      told.push(work.progress());
    }
    return [...told, work.progress()];
  };
  expect(progressOf(['bus', 'web'])).toEqual(
    [0, 0, 1, 1, 2].map((done) => ({ done, total: 2, noun: 'targets' })),
  );
  expect(progressOf(['web'])).toEqual([
    { done: 0, total: 1, noun: 'targets' },
    { done: 1, total: 2, noun: 'orders' },
    { done: 1, total: 1, noun: 'targets' },
  ]);
});
