import { factsOf } from '../../src/evaluate/facts.ts';
import type { Judged } from '../../src/evaluate/judged.ts';
import { subjectsOf } from '../../src/evaluate/subjects.ts';
import type { Layer, Model, Scope, System, Threshold } from '../../src/model/model.ts';
import type { FactSource, FactValue } from '../../src/model/trace.ts';
import { plain } from '../rules/facts.ts';
import {
  dependencyOf,
  groupOf,
  healthOf,
  instant,
  judgedOf,
  modelOf,
  overallHealthy,
  place,
  policyOf,
  resourceOf,
  systemOf,
  waiverOf,
} from './guard-fixture.ts';

const latency: Threshold = {
  id: 'api-latency',
  signal: 'latency',
  warn: undefined,
  critical: undefined,
  keepFiringMs: 0,
  reopenWithinMs: 300_000,
  absentForMs: undefined,
  absentAs: 'unknown',
  runbook: undefined,
  renamedFrom: undefined,
  at: place(80),
};

/** Has everything that a system can have. */
const web = systemOf('web', 10, {
  name: 'Web shop',
  type: 'api',
  criticality: 'critical',
  owner: 'shop',
  region: 'eu',
  zone: 'eu-a',
  version: '2.10',
  configHash: '9f2c4e',
  description: 'sells',
  replicas: 3,
  labels: new Map([['tier', 'front']]),
  provides: ['checkout'],
  uses: [
    { resource: 'cpu', request: 0.1, limit: undefined },
    { resource: 'ram', request: 4, limit: 8 },
  ],
  dependsOn: [
    dependencyOf('web', 'db', 12, {
      protocol: 'grpc',
      timeoutMs: 10_000,
      retries: 2,
      fallback: 'stale',
    }),
    dependencyOf('web', 'quorum', 13, { kind: 'soft' }),
  ],
  probe: { http: { url: 'https://shop.example/health' } },
  detectWithinMs: 30_000,
  failureProbability: 0.001,
  proxyFor: 'db',
  weight: 64_000,
  groups: ['front'],
  thresholds: new Map([['latency', latency]]),
});
const db = systemOf('db', 20, {
  type: 'database',
  criticality: 'high',
  owner: 'data',
  region: 'us',
  zone: 'us-a',
  uses: [{ resource: 'cpu', request: 0.2, limit: 1 }],
  dependsOn: [dependencyOf('db', 'web', 22)],
  groups: ['quorum'],
});
const log = systemOf('log', 30, {
  type: 'database',
  criticality: 'low',
  owner: 'data',
  region: 'us',
  zone: 'us-a',
  groups: ['quorum'],
});

const systems: readonly System[] = [db, log, web];
const shown: Layer = { name: 'shown', index: 0, strict: false, at: place(90) };
const stored: Layer = { name: 'stored', index: 1, strict: false, at: place(91) };

export const model: Model = modelOf({
  systems,
  groups: [
    groupOf('front', ['web'], 1, { spread: 'region' }),
    groupOf('quorum', ['db', 'log'], 2, { spread: 'zone' }),
  ],
  resources: [resourceOf('cpu', 40, { region: 'eu' }), resourceOf('ram', 41)],
  regions: new Map([
    [
      'eu',
      {
        id: 'eu',
        zones: ['eu-a'],
        failover: ['us'],
        residency: 'EU',
        failureProbability: undefined,
      },
    ],
  ]),
  targets: ['quorum', 'web'],
  layers: [shown, stored],
  layerOf: new Map([
    ['web', shown],
    ['db', stored],
    ['log', stored],
  ]),
  thresholds: [latency],
  policies: [
    policyOf('one', 50, {
      require: { fact: 'system', path: '$.replicas', operator: 'equal', value: 1 },
    }),
    policyOf('two', 51, {
      enforcement: 'off',
      deny: { fact: 'system', path: '$.replicas', operator: 'equal', value: 1 },
    }),
  ],
  waivers: [
    { ...waiverOf('a', 'one', ['db'], '2026-12-01'), ticket: 'SHOP-1' },
    waiverOf('b', 'one', ['db'], '2027-01-01'),
    waiverOf('c', 'one', ['db'], '2026-11-20'),
    waiverOf('d', 'one', ['db'], '2026-11-01'),
    waiverOf('e', 'one', ['db'], '2030-01-01'),
  ],
  diagnostics: [
    { code: 'match/selects-nothing', severity: 'warning', message: 'm', at: place(1), related: [] },
    { code: 'match/selects-nothing', severity: 'info', message: 'm', at: place(1), related: [] },
  ],
});

const seenAt = instant('2026-11-21T14:52:00Z');

export const judged: Judged = judgedOf(model, {
  systems: [
    healthOf(db, 'maintenance', 60),
    healthOf(log, 'unknown', null),
    healthOf(web, 'degraded', 60),
  ],
  overall: { ...overallHealthy, status: 'degraded', score: 61.5, coverage: 0.75 },
  drift: (system) =>
    model.systems[system] === web
      ? {
          version: { at: seenAt, observed: ['2.1', '2.10'], declared: '2.10', differs: true },
          configHash: { at: seenAt, observed: ['9f2c4e'], declared: '9f2c4e', differs: false },
          calls: {
            at: seenAt,
            declared: ['db'],
            undeclared: ['log'],
            uncalled: [dependencyOf('web', 'quorum', 13, { kind: 'soft' })],
          },
          changesAt: seenAt + 1,
        }
      : undefined,
  series: (system, signal) =>
    system === 'web' && signal === 'latency'
      ? { value: 690, at: instant('2026-11-21T14:51:45Z'), stale: false }
      : undefined,
});

const facts = factsOf(judged);

/** The facts that a policy sees for a subject. */
export function sourceOf(scope: Scope, id: string): FactSource {
  const subject = subjectsOf(scope, model).find((each) => each.id === id);
  if (subject === undefined) {
    throw new Error(`there is no ${scope} ${id}`);
  }
  return facts(subject);
}

/** The fact of a subject that is named after its scope, as plain data. */
export function factOf(scope: Scope, id: string): FactValue {
  return plain(sourceOf(scope, id)(scope, undefined));
}
