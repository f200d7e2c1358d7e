import { expect, test } from 'vitest';
import { factsOf } from '../../src/evaluate/facts.ts';
import { subjectsOf } from '../../src/evaluate/subjects.ts';
import type { Scope } from '../../src/model/model.ts';
import type { FactValue } from '../../src/model/trace.ts';
import { plain } from '../rules/facts.ts';
import { judgedOf, modelOf, now, resourceOf } from './guard-fixture.ts';
import { factOf, judged, model, sourceOf } from './shop.ts';

const groupFacts = {
  layer: 'stored',
  isGroup: true,
  id: 'quorum',
  name: 'quorum',
  need: 2,
  size: 2,
  spare: 0,
  spread: 'zone',
  members: ['db', 'log'],
  criticality: 'low',
  criticalityRank: 0,
  redundancyRequired: false,
  responseSlaMinutes: 240,
  type: 'database',
  owner: 'data',
  region: 'us',
  zone: 'us-a',
  status: 'healthy',
  score: 100,
  up: 2,
  target: true,
  file: 'main.yaml',
};

test('the facts of a system are what is declared, what follows from it, and its health', () => {
  expect(factOf('system', 'web')).toEqual({
    id: 'web',
    name: 'Web shop',
    type: 'api',
    types: ['api', 'service'],
    criticality: 'critical',
    criticalityRank: 3,
    redundancyRequired: true,
    responseSlaMinutes: 5,
    owner: 'shop',
    region: 'eu',
    zone: 'eu-a',
    residency: 'EU',
    failover: ['us'],
    version: '2.10',
    configHash: '9f2c4e',
    observedVersions: ['2.1', '2.10'],
    versionDrift: true,
    configDrift: false,
    undeclaredDependencies: ['log'],
    uncalledDependencies: ['quorum'],
    description: 'sells',
    replicas: 3,
    labels: { tier: 'front' },
    provides: ['checkout'],
    layer: 'shown',
    logical: false,
    proxyFor: 'db',
    failureProbability: 0.001,
    probe: 'http',
    detectWithinMs: 30_000,
    target: true,
    weight: 6.4,
    dependsOn: [
      {
        to: 'db',
        kind: 'hard',
        propagates: true,
        protocol: 'grpc',
        timeoutMs: 10_000,
        retries: 2,
        fallback: 'stale',
      },
      { to: 'quorum', kind: 'soft', propagates: false, retries: 0 },
    ],
    uses: [
      { resource: 'cpu', request: 0.1 },
      { resource: 'ram', request: 4, limit: 8 },
    ],
    groups: [{ id: 'front', need: 1, size: 1, spare: 0, spread: 'region' }],
    group: { spare: 0, count: 1 },
    thresholds: [{ id: 'api-latency', signal: 'latency' }],
    unwatchedSignals: ['errors'],
    status: 'degraded',
    own: 'degraded',
    observed: true,
    score: 60,
    maintenance: false,
    fanIn: 1,
    fanOut: 2,
    instability: 0.6667,
    betweenness: 0.5,
    dependents: 1,
    blastRadius: 1,
    isSpof: false,
    inCycle: true,
    isGroup: false,
    file: 'main.yaml',
  });
});

test('what a system does not have is missing, not empty', () => {
  const bare = factOf('system', 'log');
  expect(Object.keys(bare ?? {}).sort()).toEqual(
    [
      'betweenness',
      'blastRadius',
      'criticality',
      'criticalityRank',
      'dependents',
      'dependsOn',
      'fanIn',
      'fanOut',
      'file',
      'group',
      'groups',
      'id',
      'inCycle',
      'instability',
      'isGroup',
      'isSpof',
      'labels',
      'layer',
      'logical',
      'maintenance',
      'name',
      'observed',
      'own',
      'owner',
      'provides',
      'redundancyRequired',
      'region',
      'replicas',
      'responseSlaMinutes',
      'status',
      'target',
      'thresholds',
      'type',
      'types',
      'unwatchedSignals',
      'uses',
      'weight',
      'zone',
    ].sort(),
  );
});

test('the facts of a dependency hold those of both sides', () => {
  expect(factOf('dependency', 'web->db')).toEqual({
    from: factOf('system', 'web'),
    to: factOf('system', 'db'),
    kind: 'hard',
    propagates: true,
    impact: 1,
    protocol: 'grpc',
    timeoutMs: 10_000,
    retries: 2,
    retryable: true,
    fallback: 'stale',
    crossRegion: true,
    crossOwner: true,
    layering: 'down',
    violatesLayers: false,
    inCycle: true,
  });
});

test('a group that is depended upon has the facts of a system, as far as its members agree', () => {
  expect(factOf('dependency', 'web->quorum')).toEqual({
    from: factOf('system', 'web'),
    to: groupFacts,
    kind: 'soft',
    propagates: false,
    impact: 0.5,
    retries: 0,
    crossRegion: true,
    crossOwner: true,
    layering: 'down',
    violatesLayers: false,
    inCycle: false,
  });
});

test('the facts of a resource add up the claims of its users', () => {
  expect(factOf('resource', 'cpu')).toEqual({
    id: 'cpu',
    type: 'compute',
    kind: 'held',
    unit: 'vCPU',
    capacity: 10,
    region: 'eu',
    costPerUnitHour: 0.05,
    requested: 0.3,
    limits: 1.1,
    users: { count: 2, ids: ['db', 'web'] },
    headroom: 9.7,
    utilization: 0.03,
    costPerHour: 0.015,
  });
});

test('the facts of the whole count what is configured and how it stands', () => {
  expect(factOf('repo', 'repo')).toEqual({
    name: 'shop',
    systems: {
      count: 3,
      byType: { api: 1, database: 2 },
      byCriticality: { critical: 1, high: 1, medium: 0, low: 1 },
    },
    owners: { count: 2, names: ['data', 'shop'] },
    regions: { count: 2, names: ['eu', 'us'] },
    groups: 2,
    dependencies: 3,
    thresholds: 1,
    policies: { hard: 1, warn: 0, shadow: 0, off: 1 },
    waivers: {
      count: 5,
      active: 2,
      expired: 2,
      tooFar: 1,
      withoutTicket: 4,
      shortestDaysLeft: 10,
      longestDaysLeft: 41,
      longestDaysExpired: 19,
    },
    cycles: 1,
    diagnostics: { errors: 0, warnings: 1 },
    status: 'degraded',
    score: 61.5,
    coverage: 0.75,
  });
});

const sharedFacts: readonly {
  readonly title: string;
  readonly scope: Scope;
  readonly id: string;
  readonly fact: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly expected: FactValue;
}[] = [
  {
    title: 'a signal of the system itself',
    scope: 'system',
    id: 'web',
    fact: 'signal',
    params: { name: 'latency' },
    expected: { value: 690, stale: false, ageSeconds: 30 },
  },
  {
    title: 'a signal of another system',
    scope: 'resource',
    id: 'cpu',
    fact: 'signal',
    params: { name: 'latency', system: 'web' },
    expected: { value: 690, stale: false, ageSeconds: 30 },
  },
  {
    title: 'a signal that was never seen',
    scope: 'system',
    id: 'db',
    fact: 'signal',
    params: { name: 'latency' },
    expected: undefined,
  },
  {
    title: 'a signal of no system',
    scope: 'repo',
    id: 'repo',
    fact: 'signal',
    params: { name: 'latency' },
    expected: undefined,
  },
  {
    title: 'another system',
    scope: 'system',
    id: 'db',
    fact: 'system',
    params: { id: 'web' },
    expected: factOf('system', 'web'),
  },
  {
    title: 'a system that does not exist',
    scope: 'system',
    id: 'db',
    fact: 'system',
    params: { id: 'nowhere' },
    expected: undefined,
  },
  {
    title: 'no system in particular',
    scope: 'dependency',
    id: 'web->db',
    fact: 'system',
    expected: undefined,
  },
  {
    title: 'the whole',
    scope: 'resource',
    id: 'cpu',
    fact: 'repo',
    expected: factOf('repo', 'repo'),
  },
  {
    title: 'a fact of another scope',
    scope: 'system',
    id: 'db',
    fact: 'resource',
    expected: undefined,
  },
];

test.each(sharedFacts)('$title, asked for $scope $id', ({ scope, id, fact, params, expected }) => {
  expect(plain(sourceOf(scope, id)(fact, params))).toEqual(expected);
});

test('the facts of a subject are made once for all that ask its source', () => {
  const source = sourceOf('system', 'web');
  expect(source('system', undefined)).toBe(source('system', undefined));
});

test('a resource without capacity has no utilization', () => {
  const small = modelOf({ resources: [resourceOf('none', 1, { capacity: 0 })] });
  const [subject] = subjectsOf('resource', small);
  const found = subject && factsOf(judgedOf(small))(subject)('resource', undefined);
  const { headroom, utilization } = plain(found) as Record<string, FactValue>;
  expect([headroom, utilization]).toEqual([0, undefined]);
});

test('how old a signal is counts from the instant of the batch', () => {
  const later = factsOf({ ...judged, now: now + 1_500 });
  const [subject] = subjectsOf('system', model).filter(({ id }) => id === 'web');
  expect(subject && later(subject)('signal', { name: 'latency' })).toEqual({
    value: 690,
    stale: false,
    ageSeconds: 31.5,
  });
});
