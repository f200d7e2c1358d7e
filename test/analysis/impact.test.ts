import { expect, test } from 'vitest';
import { impactOf } from '../../src/analysis/impact.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import type { Impact } from '../../src/model/impact.ts';
import { group, modelOf, type WrittenSystem } from '../evaluate/model-builder.ts';

const systems: readonly WrittenSystem[] = [
  { id: 'web', criticality: 'critical', owner: 'shop', dependsOn: { api: 'hard' } },
  { id: 'api', criticality: 'high', owner: 'core', dependsOn: { db: 'hard', bus: 'auth' } },
  { id: 'db', criticality: 'low', owner: 'data' },
  { id: 'bus-a', owner: 'core' },
  { id: 'bus-b', owner: 'core' },
  { id: 'stats', dependsOn: { db: 'data', web: 'optional' } },
  { id: 'admin', owner: 'core', dependsOn: { api: 'soft' } },
];

function impact(id: string, written = systems): Impact | undefined {
  const model = modelOf(written, { groups: [group('bus', 1, ['bus-a', 'bus-b'])] });
  return impactOf(model, topologyOf(model), id);
}

const toDb = { from: 'api', to: 'db', kind: 'hard' };

test('an impact says who fails, who is impaired and how hard, by which path, and whom to call', () => {
  expect(impact('db')).toEqual({
    id: 'db',
    kind: 'system',
    // db 1, api 4, web 8; stats 0.8 × 2, admin 0.5 × 2
    score: 15.6,
    blastRadius: 2,
    criticalTakenDown: 1,
    impaired: 2,
    share: 0.619, // 13 of 21
    breakdown: [
      { criticality: 'critical', weight: 8, fails: 1, impaired: 0, score: 8 },
      { criticality: 'high', weight: 4, fails: 1, impaired: 0, score: 4 },
      { criticality: 'medium', weight: 2, fails: 0, impaired: 2, score: 2.6 },
      { criticality: 'low', weight: 1, fails: 1, impaired: 0, score: 1 },
    ],
    affected: [
      {
        system: 'db',
        criticality: 'low',
        owner: 'data',
        fails: true,
        impairment: 1,
        score: 1,
        via: [],
      },
      {
        system: 'web',
        criticality: 'critical',
        owner: 'shop',
        fails: true,
        impairment: 1,
        score: 8,
        via: [{ from: 'web', to: 'api', kind: 'hard' }, toDb],
      },
      {
        system: 'api',
        criticality: 'high',
        owner: 'core',
        fails: true,
        impairment: 1,
        score: 4,
        via: [toDb],
      },
      {
        system: 'stats',
        criticality: 'medium',
        owner: null,
        fails: false,
        impairment: 0.8,
        score: 1.6,
        via: [{ from: 'stats', to: 'db', kind: 'data' }],
      },
      {
        system: 'admin',
        criticality: 'medium',
        owner: 'core',
        fails: false,
        impairment: 0.5,
        score: 1,
        via: [{ from: 'admin', to: 'api', kind: 'soft' }, toDb],
      },
    ],
    owners: [
      { owner: 'core', fails: ['api'], impaired: ['admin'] },
      { owner: 'data', fails: ['db'], impaired: [] },
      { owner: 'shop', fails: ['web'], impaired: [] },
      { owner: null, fails: [], impaired: ['stats'] },
    ],
  });
});

test('a group that fails takes down what needs it, and not its members', () => {
  const { kind, blastRadius, affected } = impact('bus') ?? {};
  expect([kind, blastRadius, affected?.map(({ system }) => system)]).toEqual([
    'group',
    2,
    ['web', 'api', 'admin', 'stats'],
  ]);
});

test('a member that its group can spare affects nobody', () => {
  expect(impact('bus-a')).toMatchObject({ score: 2, blastRadius: 0, impaired: 0 });
});

test('what is not there has no impact', () => {
  expect(impact('nothing')).toBeUndefined();
});

test('the more critical a system that fails, the larger the impact', () => {
  const scores = (['low', 'medium', 'high', 'critical'] as const).map((criticality) =>
    systems.map((system) => (system.id === 'web' ? { ...system, criticality } : system)),
  );
  expect(scores.map((written) => impact('db', written)?.score)).toEqual([8.6, 9.6, 11.6, 15.6]);
});

test('however often a loss is halved, something of it stays', () => {
  const chain = Array.from({ length: 60 }, (_, index) => ({
    id: `s${String(index).padStart(2, '0')}`,
    ...(index === 0
      ? {}
      : { dependsOn: { [`s${String(index - 1).padStart(2, '0')}`]: 'optional' } }),
  }));
  const { impaired, affected } = impact('s00', chain) ?? {};
  expect([impaired, affected?.at(3)?.impairment, affected?.at(59)]).toEqual([
    59,
    0.001,
    {
      system: 's59',
      criticality: 'medium',
      owner: null,
      fails: false,
      impairment: 0.0001,
      score: 0,
      via: Array.from({ length: 59 }, (_, index) => ({
        from: `s${String(59 - index).padStart(2, '0')}`,
        to: `s${String(58 - index).padStart(2, '0')}`,
        kind: 'optional',
      })),
    },
  ]);
});
