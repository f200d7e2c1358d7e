import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState, saveState } from '../../src/evaluate/state.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Model, Policy } from '../../src/model/model.ts';
import type { FactSource, FactValue } from '../../src/model/trace.ts';
import { after, group, modelOf, place, start, threshold } from './model-builder.ts';

const up = threshold('up', {
  signal: 'availability',
  warn: 0.99,
  critical: { limit: 0.5, as: 'offline' },
});

/** A shop on an api, which needs one of two databases, likes its cache and can do without its statistics. */
const shop = modelOf(
  [
    { id: 'shop', logical: true, dependsOn: { api: 'hard' } },
    {
      id: 'api',
      criticality: 'critical',
      owner: 'payments',
      thresholds: [up],
      dependsOn: { dbs: 'hard', cache: 'soft', stats: 'optional' },
    },
    { id: 'cache', type: 'agent', thresholds: [up] },
    { id: 'db-a', thresholds: [up] },
    { id: 'db-b', thresholds: [up] },
    { id: 'stats', criticality: 'low', thresholds: [up] },
  ],
  { groups: [group('dbs', 1, ['db-a', 'db-b'])] },
);

function reportOn(availability: Readonly<Record<string, number>>, model: Model = shop) {
  const signals = Object.entries(availability).map(([system, value]) => [
    system,
    { availability: value },
  ]);
  return evaluate(model, emptyState(), { at: after(0), signals: Object.fromEntries(signals) })
    .report;
}

const well = { api: 1, cache: 1, 'db-a': 1, 'db-b': 1, stats: 1 };

test('a healthy batch comes to a whole report', () => {
  const healthy = {
    type: 'service',
    criticality: 'medium',
    owner: null,
    status: 'healthy',
    own: 'healthy',
    score: 100,
    observed: true,
    via: [],
    because: [],
  };
  expect(reportOn(well)).toEqual({
    schemaVersion: 1,
    name: 'test',
    at: after(0),
    revision: '000000000001',
    totals: { systems: 6, groups: 1, dependencies: 4, thresholds: 1, policies: 0, waivers: 0 },
    overall: {
      status: 'healthy',
      score: 100,
      coverage: 1,
      total: 6,
      counts: { healthy: 6, degraded: 0, unhealthy: 0, offline: 0, maintenance: 0, unknown: 0 },
    },
    systems: [
      { ...healthy, id: 'api', criticality: 'critical', owner: 'payments' },
      { ...healthy, id: 'cache', type: 'agent' },
      { ...healthy, id: 'db-a' },
      { ...healthy, id: 'db-b' },
      {
        ...healthy,
        id: 'shop',
        observed: false,
        because: [{ code: 'not-observed', message: 'it is logical: it has no failure of its own' }],
      },
      { ...healthy, id: 'stats', criticality: 'low' },
    ],
    groups: [{ id: 'dbs', status: 'healthy', score: 100, need: 1, size: 2, up: 2 }],
    spofs: [],
    alerts: [],
    incidents: [],
    notifications: [],
    runs: [],
    nextDeadline: '2026-11-21T12:00:30Z',
    maintenance: [],
    policies: [],
    findings: [],
    diagnostics: [],
    readings: { accepted: 5, late: 0, skewed: 0, missing: 0, unmatched: 0 },
    unmatched: [],
    exitCode: 0,
    exitReason: 'no violations',
  });
});

/** Each system: status, own status, score, and the codes of its reasons. */
function healthOf(availability: Readonly<Record<string, number>>) {
  return reportOn(availability).systems.map(({ id, status, own, score, because }) =>
    [id, status, own, score, ...because.map(({ code }) => code)].join(' '),
  );
}

test('a failure reaches what depends on it, and an own failure comes behind what is worse', () => {
  expect(healthOf({ ...well, 'db-a': 0, 'db-b': 0, api: 0.9, cache: 0.9 })).toEqual([
    'api unhealthy degraded 0 dependency threshold impaired',
    'cache degraded degraded 60 threshold',
    'db-a offline offline 0 threshold',
    'db-b offline offline 0 threshold',
    'shop unhealthy healthy 0 dependency not-observed',
    'stats healthy healthy 100',
  ]);
});

test('what is lost but not enough, and what is unknown, is noted', () => {
  expect(healthOf({ api: 1, cache: 0.9, 'db-a': 1, stats: 0 })).toEqual([
    'api healthy healthy 80 impaired impaired',
    'cache degraded degraded 60 threshold',
    'db-a healthy healthy 100',
    'db-b unknown unknown  never-observed',
    'shop healthy healthy 80 not-observed impaired',
    'stats offline offline 0 threshold',
  ]);
  expect(healthOf({ api: 1, cache: 1, 'db-a': 1, 'db-b': 1 })[0]).toBe(
    'api healthy healthy 100 unknown-dependency',
  );
});

test('reasons that lie in dependencies say which, where it is declared and how it stands', () => {
  const { systems } = reportOn({ ...well, 'db-a': 0, 'db-b': 0, cache: 0.9 });
  const [api] = systems;
  expect([api?.via, api?.because]).toEqual([
    [
      { from: 'api', to: 'dbs', kind: 'hard' },
      { from: 'dbs', to: 'db-b', kind: 'member' },
    ],
    [
      {
        code: 'dependency',
        message: 'it depends on `dbs` (hard), which is offline',
        at: place('$.systems.api.dependsOn.dbs'),
        values: { to: 'dbs', kind: 'hard', status: 'offline', score: 0 },
      },
      {
        code: 'impaired',
        message:
          'it depends on `cache` (soft), which has 60 of 100 points: too little is lost to change the status',
        at: place('$.systems.api.dependsOn.cache'),
        values: { to: 'cache', kind: 'soft', status: 'degraded', score: 60 },
      },
    ],
  ]);
  const [unsure] = reportOn({ api: 1, cache: 1, 'db-a': 1, 'db-b': 1 }).systems;
  expect(unsure?.because).toEqual([
    {
      code: 'unknown-dependency',
      message: 'it depends on `stats` (optional), whose status is unknown',
      at: place('$.systems.api.dependsOn.stats'),
      values: { to: 'stats', kind: 'optional' },
    },
  ]);
});

test('a report is plain data: the paths too are in its JSON', () => {
  const report = reportOn({ ...well, 'db-a': 0, 'db-b': 0 });
  const [api] = JSON.parse(JSON.stringify(report)).systems;
  expect(api.via).toEqual(report.systems[0]?.via);
});

test('groups and the whole follow from the systems', () => {
  const { groups, overall } = reportOn({ ...well, 'db-a': 0 });
  expect(groups).toEqual([{ id: 'dbs', status: 'healthy', score: 100, need: 1, size: 2, up: 1 }]);
  // Weights: api 8, db-b 2, shop 2, stats 1 and db-a 2 at 0 points, cache 0.8 × 2.
  expect([overall.status, overall.score]).toEqual(['degraded', 88]);
});

/** A policy that denies a signal above a limit, and remembers what it was told. */
function policyOn(signal: string, told: FactValue[]): Policy {
  const matches = (facts: FactSource): boolean => {
    told.push(facts('signal', { name: signal, system: 'web' }));
    return true;
  };
  return {
    id: 'calm',
    title: undefined,
    enforcement: 'hard',
    scope: 'repo',
    priority: 0,
    matches: undefined,
    mode: 'deny',
    rule: {
      matches,
      explain: () => ({
        kind: 'leaf',
        result: true,
        where: [],
        fact: 'signal',
        operator: 'greaterThan',
        actual: 1,
        expected: 0,
        missing: false,
      }),
      about: undefined,
      reads: [{ fact: 'signal', fields: [] }],
    },
    message: [{ text: 'too much' }],
    fix: undefined,
    docs: undefined,
    at: place('$.policies.calm'),
    origins: new Map(),
  };
}

test.each([
  ['latency', 300, { value: 300, stale: false, ageSeconds: 60 }],
  ['latency', '+Inf', { value: Number.POSITIVE_INFINITY, stale: false, ageSeconds: 60 }],
  ['status', 'down', { value: 'down', stale: true, ageSeconds: 60 }],
  ['availability', null, undefined],
] as const)(
  'policies see the last value of %s when it is %s, and whether it is stale',
  (signal, value, fact) => {
    const told: FactValue[] = [];
    const quick = threshold('quick', { signal: 'status', warn: 1, absentForMs: 59_999 });
    const model = {
      ...modelOf([{ id: 'web', thresholds: [quick] }]),
      policies: [policyOn(signal, told)],
    };
    const { state } = evaluate(model, emptyState(), {
      at: after(0),
      signals: { web: { [signal]: value } },
    });
    told.length = 0;
    const { report } = evaluate(model, state, { at: after(60) });
    expect(told).toEqual([fact]);
    expect([report.findings.map(({ rule }) => rule), report.exitCode, report.exitReason]).toEqual([
      ['calm'],
      1,
      '1 hard violation',
    ]);
  },
);

test('warnings about the configuration are passed on', () => {
  const diagnostics: readonly Diagnostic[] = [
    { code: 'topology/no-owner', severity: 'warning', message: 'odd', at: place('$'), related: [] },
  ];
  const report = reportOn({}, { ...modelOf([{ id: 'web' }]), diagnostics });
  expect([report.diagnostics, report.exitCode, report.exitReason]).toEqual([
    diagnostics,
    0,
    '1 warning',
  ]);
});

test('the instant of a step never goes back', () => {
  const { state } = evaluate(shop, emptyState(), { at: after(100) });
  const { report } = evaluate(shop, state, { at: after(50) });
  expect([report.at, saveState(shop, state).at]).toEqual([after(100), start + 100_000]);
});
