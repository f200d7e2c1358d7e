import { load } from '../src/config/load.ts';
import type { Judged } from '../src/evaluate/judged.ts';
import { structureOf } from '../src/evaluate/structure.ts';
import { topologyOf } from '../src/graph/topology.ts';
import type { Model, System } from '../src/model/model.ts';
import type * as report from '../src/model/report.generated.ts';

const leaf = (path: string, operator: string, value: unknown): object => ({
  fact: 'system',
  path,
  operator,
  value,
});

/** Conditions of 18 policies with 42 comparisons in all, of the kinds that guard policies are made of. */
export const conditions: Readonly<Record<string, object>> = {
  'redundant-when-it-matters': {
    any: [
      leaf('$.criticality', 'in', ['medium', 'low']),
      leaf('$.logical', 'equal', true),
      leaf('$.replicas', 'greaterThanInclusive', 2),
      leaf('$.group.spare', 'greaterThanInclusive', 1),
    ],
  },
  'owned-by-a-team': {
    all: [leaf('$.owner', 'in', ['agents', 'control', 'data', 'edge', 'models', 'shop'])],
  },
  'critical-is-observed': {
    any: [leaf('$.criticality', 'notEqual', 'critical'), leaf('$.observed', 'equal', true)],
  },
  'targets-have-replicas': {
    any: [leaf('$.target', 'equal', false), leaf('$.replicas', 'greaterThanInclusive', 3)],
  },
  'hard-dependents-are-redundant': {
    any: [
      { not: leaf('$.dependsOn[*].kind', 'contains', 'hard') },
      leaf('$.replicas', 'greaterThan', 1),
    ],
  },
  'typed-as-a-service': {
    all: [leaf('$.types', 'contains', 'service'), leaf('$.provides', 'doesNotContain', 'legacy')],
  },
  'in-a-known-region': {
    any: [
      leaf('$.region', 'equal', 'eu-west'),
      leaf('$.region', 'equal', 'us-east'),
      leaf('$.residency', 'equal', 'EU'),
    ],
  },
  'failure-is-noticed': {
    any: [
      leaf('$.criticality', 'notIn', ['critical', 'high']),
      {
        all: [
          leaf('$.detectWithinMs', 'lessThanInclusive', 60_000),
          leaf('$.probe', 'in', ['http', 'tcp', 'heartbeat']),
        ],
      },
    ],
  },
  'critical-is-never-alone': {
    not: {
      all: [
        leaf('$.criticality', 'equal', 'critical'),
        leaf('$.group.count', 'lessThan', 1),
        leaf('$.replicas', 'lessThan', 2),
      ],
    },
  },
  'no-worse-than-it-is-itself': {
    any: [
      leaf('$.own', 'equal', { fact: 'system', path: '$.status' }),
      leaf('$.score', 'greaterThanInclusive', 60),
    ],
  },
  'works-or-is-worked-on': {
    any: [
      leaf('$.maintenance', 'equal', true),
      leaf('$.status', 'notIn', ['unhealthy', 'offline']),
    ],
  },
  'critical-scores-well': {
    any: [
      leaf('$.criticality', 'notEqual', 'critical'),
      leaf('$.score', 'greaterThanInclusive', 50),
    ],
  },
  'few-signals-unwatched': {
    all: [
      leaf('$.unwatchedSignals.length', 'lessThanInclusive', 2),
      leaf('$.weight', 'greaterThan', 0),
    ],
  },
  labeled: {
    all: [
      leaf('$.labels.tier', 'in', ['front', 'back', 'data']),
      leaf('$.labels.domain', 'notEqual', 'unknown'),
    ],
  },
  'uses-little': {
    all: [
      leaf('$.uses[*].resource', 'doesNotContain', 'gpu'),
      leaf('$.uses.length', 'lessThan', 4),
    ],
  },
  'version-supported': {
    all: [
      { not: leaf('$.version', 'in', ['0.1.0', '0.2.0']) },
      leaf('$.version', 'notEqual', '1.0.0'),
    ],
  },
  'seldom-down': {
    any: [
      leaf('$.failureProbability', 'lessThan', 0.01),
      leaf('$.replicas', 'greaterThan', 2),
      leaf('$.logical', 'equal', true),
    ],
  },
  'leans-on-few': {
    all: [
      leaf('$.dependsOn.length', 'lessThanInclusive', 3),
      leaf('$.criticalityRank', 'greaterThanInclusive', 0),
      leaf('$.responseSlaMinutes', 'lessThan', 1_000),
    ],
  },
};

const words = {
  criticality: ['critical', 'high', 'medium', 'low'],
  owner: ['agents', 'control', 'data', 'edge', 'models', 'nobody', 'shop'],
  region: ['ap-south', 'eu-west', 'us-east'],
  tier: ['front', 'back', 'data', 'other'],
  kind: ['hard', 'soft', 'optional'],
  version: ['0.1.0', '1.0.0', '1.4.2', '2.0.0'],
} as const;

/** A word that an index picks; the stride keeps the choices for different keys apart. */
function pick<T>(from: readonly T[], index: number, stride: number): T | undefined {
  return from[Math.floor(index / stride) % from.length];
}

function systemAsWritten(index: number): object {
  const depends = [1, 7, 31].slice(0, 1 + (index % 3)).filter((back) => back <= index);
  return {
    type: 'service',
    criticality: pick(words.criticality, index, 1),
    owner: pick(words.owner, index, 2),
    region: pick(words.region, index, 3),
    version: pick(words.version, index, 5),
    replicas: 1 + (index % 4),
    logical: index % 17 === 0,
    ...(index % 17 === 0 ? {} : { failureProbability: (index % 30) / 1_000 }),
    provides: index % 41 === 0 ? ['legacy'] : ['search'],
    labels: { tier: pick(words.tier, index, 11), domain: index % 13 === 0 ? 'unknown' : 'sales' },
    uses: { [index % 19 === 0 ? 'gpu' : 'cpu']: { request: 1 } },
    probe: { http: { url: `https://${index}.tower.example/health` } },
    objectives: { detectWithin: `${30 + (index % 50)}s` },
    dependsOn: Object.fromEntries(
      depends.map((back) => [`s${index - back}`, { kind: pick(words.kind, index, back) }]),
    ),
  };
}

/** A configuration of so many systems with the policies above, as it is loaded from its text. */
export function fleetOf(count: number): Model {
  const systems = Array.from({ length: count }, (_, index) => [
    `s${index}`,
    systemAsWritten(index),
  ]);
  const members = Array.from({ length: Math.floor(count / 10) }, (_, index) => `s${index * 10}`);
  const { model, diagnostics } = load([
    {
      path: 'fleet.yaml',
      text: JSON.stringify({
        tower: 'v1',
        systems: Object.fromEntries(systems),
        groups: { tenth: { members, need: Math.ceil(members.length / 2) } },
        targets: members.slice(0, 20),
        regions: {
          'ap-south': {},
          'eu-west': { residency: 'EU' },
          'us-east': { residency: 'US' },
        },
        resources: {
          cpu: { type: 'compute', capacity: count },
          gpu: { type: 'compute', capacity: count },
        },
        policies: Object.fromEntries(
          Object.entries(conditions).map(([id, require]) => [
            id,
            { enforcement: 'warn', scope: 'system', require, message: 'no' },
          ]),
        ),
      }),
    },
  ]);
  if (model === undefined) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    throw new Error(
      errors
        .slice(0, 5)
        .map(({ message }) => message)
        .join('\n'),
    );
  }
  return model;
}

/** The same systems many times over, under other ids. */
export function repeated(model: Model, times: number): Model {
  const systems = Array.from({ length: times }, (_, round) =>
    model.systems.map((system): System => ({ ...system, id: `${system.id}-${round}` })),
  ).flat();
  return { ...model, systems, systemById: new Map(systems.map((system) => [system.id, system])) };
}

/** As the earlier passes leave it, with every status among the systems. */
export function judgedOf(model: Model): Judged {
  const topology = topologyOf(model);
  const statuses = ['healthy', 'healthy', 'degraded', 'unhealthy', 'maintenance'] as const;
  const scores = { healthy: 100, degraded: 60, unhealthy: 20, maintenance: 50 } as const;
  return {
    model,
    topology,
    structure: structureOf(model, topology),
    now: 1_800_000_000_000,
    systems: model.systems.map((system, index): report.System => {
      const status = statuses[index % statuses.length] ?? 'healthy';
      return {
        id: system.id,
        type: system.type,
        criticality: system.criticality,
        owner: system.owner ?? null,
        status,
        own: index % 3 === 0 ? 'healthy' : status,
        score: scores[status],
        observed: index % 7 !== 0,
        via: [],
        because: [],
      };
    }),
    groups: model.groups.map(({ id, members, need }) => ({
      id,
      status: 'healthy',
      score: 100,
      need,
      size: members.length,
      up: members.length,
    })),
    overall: {
      status: 'healthy',
      score: 100,
      coverage: 1,
      total: model.systems.length,
      counts: { healthy: 0, degraded: 0, unhealthy: 0, offline: 0, maintenance: 0, unknown: 0 },
    },
    drift: () => undefined,
    driftOutcomes: [],
    series: () => undefined,
  };
}
