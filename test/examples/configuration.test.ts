import { expect, test } from 'vitest';
import { load } from '../../src/config/load.ts';
import type { SourceFile } from '../../src/model/diagnostic.ts';
import { shadowFinding, waivedFinding } from './expected.ts';
import { outline } from './outline.ts';
import { exampleBatch, exampleFiles, modelOf, reportOn } from './project.ts';

test('the example configuration has neither errors nor warnings', () => {
  expect(load(exampleFiles()).diagnostics).toEqual([]);
});

test('every built-in type has a system', () => {
  const { systems, catalog } = modelOf(exampleFiles());
  const used = new Set(
    systems.flatMap(({ type }) => [type, ...(catalog.types.get(type)?.ancestors ?? [])]),
  );
  expect([...catalog.types.keys()].filter((type) => !used.has(type))).toEqual([]);
});

test('of the thresholds for a latency the most specific one wins', () => {
  const { systemById } = modelOf(exampleFiles());
  const winner = (id: string): string | undefined =>
    systemById.get(id)?.thresholds.get('latency')?.id;
  expect(['task-api', 'slack', 'openai-west', 'anthropic-west'].map(winner)).toEqual([
    'service-latency',
    'integration-latency',
    'model-latency',
    'reasoning-latency',
  ]);
});

test('the healthy example has a value for every signal that is watched, and for no other', () => {
  const watched = modelOf(exampleFiles()).systems.flatMap(({ id, thresholds }) =>
    [...thresholds.keys()]
      .filter((signal) => signal !== 'heartbeat_age')
      .map((signal) => `${id} ${signal}`),
  );
  const given = Object.entries(exampleBatch('healthy.json').signals ?? {}).flatMap(([id, values]) =>
    Object.keys(values).map((signal) => `${id} ${signal}`),
  );
  expect(given.sort()).toEqual(watched.sort());
});

test('without signals the configuration alone is judged', () => {
  const at = '2026-11-21T14:52:15Z';
  const { overall, findings, exit } = outline(reportOn(modelOf(exampleFiles()), { at }));
  expect({ overall, findings, exit }).toEqual({
    overall: {
      status: 'unknown', // 38 of 38 observed systems are
      score: 100, // of the two journeys, which have no failure of their own
      coverage: 0,
      total: 40,
      counts: { healthy: 2, degraded: 0, unhealthy: 0, offline: 0, maintenance: 0, unknown: 38 },
    },
    findings: [waivedFinding(71), shadowFinding],
    exit: [0, 'no violations'],
  });
});

test('the waived violation fails the run once its waiver has expired', () => {
  const batch = { ...exampleBatch('healthy.json'), at: '2027-02-01T00:00:00Z' };
  const { findings, exit } = outline(reportOn(modelOf(exampleFiles()), batch));
  expect({ findings, exit }).toEqual({
    findings: [
      'error no-hard-dependency-on-less-critical task-orchestrator->deliberation-engine: task-orchestrator (critical) fails with deliberation-engine (high)',
      'warning silence/expired half-a-cache: silence `half-a-cache` is over: it silences nothing any more',
      'warning waiver/expired debates-before-promotion: waiver `debates-before-promotion` expired: the violation of `no-hard-dependency-on-less-critical` by `task-orchestrator->deliberation-engine` is back',
      shadowFinding,
    ],
    exit: [1, '1 hard violation, 2 warnings'],
  });
});

/** A change to one file, and what the policies say to it beside what they always say. */
const changes = [
  {
    file: 'topology/control-plane.yaml',
    from: 'replicas: 2\n    description: Decides',
    to: 'description: Decides',
    findings: [
      'error redundant-when-it-matters policy-manager: policy-manager is critical, runs 1 replica and has no group with a spare',
    ],
  },
  {
    file: 'topology/coordination.yaml',
    from: '{ kind: soft, fallback: queue code tasks for an hour }',
    to: 'hard',
    findings: [
      'error no-hard-dependency-on-less-critical task-orchestrator->claude-sonnet-code: task-orchestrator (critical) fails with claude-sonnet-code (high)',
    ],
  },
  {
    file: 'topology/agents.yaml',
    from: 'limit: 8 }\n    probe: { heartbeat: { every: 10s, timeout: 30s } }',
    to: 'limit: 8 }',
    findings: [
      'error agents-give-heartbeats llama-analysis: llama-analysis gives no heartbeats, so its silence would go unnoticed',
    ],
  },
  {
    file: 'topology/data.yaml',
    from: 'policy-cache: { type: cache,',
    to: 'policy-cache: { type: cache, owner: storage,',
    findings: [
      'warning owned-by-a-team policy-cache: policy-cache belongs to storage, which is no team',
    ],
  },
  {
    file: 'policies/thresholds.yaml',
    from: 'match: { type: pipeline }, signal: lag, warn: 60, critical: 300, for: 30s',
    to: 'match: { type: queue }, signal: lag, warn: 60, critical: 300, for: 30s',
    findings: [
      'warning primary-signals-watched performance-tracker: nobody watches lag of performance-tracker',
    ],
  },
  {
    file: 'topology/coordination.yaml',
    from: 'validator:\n    type: service',
    to: 'validator:\n    type: service\n    region: us-east-1',
    findings: [
      'warning hard-dependency-stays-in-region validator->policy-manager: validator in us-east-1 fails with policy-manager elsewhere',
    ],
  },
  {
    file: 'topology/platform.yaml',
    from: 'capacity: 3000',
    to: 'capacity: 2200', // 2000 of 2200 is 0.909
    findings: [
      'warning resource-headroom openai-quota: 2000 of 2200 calls/min of openai-quota are spoken for',
    ],
  },
  {
    file: 'topology/control-plane.yaml',
    from: 'lease-quorum: {',
    to: 'scheduler: hard\n      lease-quorum: {',
    findings: ['warning few-waivers repo: waivers: 1, cycles of hard dependencies: 1'],
  },
];

test.each(changes)('a change to $file is judged: $to', ({ file, from, to, findings }) => {
  const files = exampleFiles().map((source) => edited(source, file, from, to));
  const found = outline(reportOn(modelOf(files), exampleBatch('healthy.json'))).findings;
  const usual = [waivedFinding(71), shadowFinding];
  expect(found.filter((finding) => !usual.includes(finding))).toEqual(findings);
  expect(found).toHaveLength(findings.length + usual.length);
});

function edited(source: SourceFile, file: string, from: string, to: string): SourceFile {
  if (source.path !== file) {
    return source;
  }
  expect(source.text.split(from)).toHaveLength(2);
  return { path: source.path, text: source.text.replace(from, to) };
}
