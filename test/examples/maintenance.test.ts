import { expect, test } from 'vitest';
import { shadowFinding, waivedFinding } from './expected.ts';
import { outline } from './outline.ts';
import { exampleBatch, exampleFiles, modelOf, reportOn } from './project.ts';

// 06:30 UTC on December 6 is 22:30 on Saturday, December 5, in Los Angeles (UTC−8): both windows are open.
//
// control-db is degraded by itself, 60 points, and shown as in maintenance with 50. It offers min(60, 60) = 60:
//   hard or auth: 60 and degraded
//   soft:     100 − 0.5 × (100 − 60) = 80, not below 80: healthy (performance-tracker; deliberation-engine)
//   data:     100 − 0.8 × (100 − 60) = 68, below 80: degraded (health-monitor, watchdog)
//   optional: 100 − 0.1 × (100 − 60) = 96: healthy (agents)
const systems = [
  ['access-control', 'degraded', 'healthy', 60, 'access-control -hard-> control-db'],
  ['agent-registry', 'degraded', 'healthy', 60, 'agent-registry -hard-> control-db'],
  ...['claude-opus-east', 'claude-opus-west', 'claude-sonnet-code'].map(viaRegistry),
  ['control-db', 'maintenance', 'degraded', 50, ''],
  [
    'coordinator',
    'degraded',
    'healthy',
    60,
    'coordinator -auth-> access-control -hard-> control-db',
  ],
  [
    'deliberation',
    'degraded',
    'healthy',
    60,
    'deliberation -hard-> task-api -auth-> access-control -hard-> control-db',
  ],
  [
    'deliberation-engine',
    'healthy',
    'healthy',
    80,
    'deliberation-engine -soft-> policy-manager -hard-> control-db',
  ],
  ...['gpt-4-east', 'gpt-4-west'].map(viaRegistry),
  [
    'health-monitor',
    'degraded',
    'healthy',
    68,
    'health-monitor -data-> agent-registry -hard-> control-db',
  ],
  ['llama-analysis', 'degraded', 'degraded', 60, ''], // min(60, 96)
  ['performance-tracker', 'healthy', 'healthy', 80, 'performance-tracker -soft-> control-db'],
  ['policy-manager', 'degraded', 'healthy', 60, 'policy-manager -hard-> control-db'],
  [
    'submit-task',
    'degraded',
    'healthy',
    60,
    'submit-task -hard-> task-api -auth-> access-control -hard-> control-db',
  ],
  ['task-api', 'degraded', 'healthy', 60, 'task-api -auth-> access-control -hard-> control-db'],
  [
    'task-orchestrator',
    'degraded',
    'healthy',
    60,
    'task-orchestrator -hard-> coordinator -auth-> access-control -hard-> control-db',
  ],
  [
    'task-router',
    'degraded',
    'healthy',
    60,
    'task-router -hard-> agent-registry -hard-> control-db',
  ],
  ['validator', 'degraded', 'healthy', 60, 'validator -hard-> policy-manager -hard-> control-db'],
  [
    'watchdog',
    'degraded',
    'healthy',
    68,
    'watchdog -data-> coordinator -auth-> access-control -hard-> control-db',
  ],
];

function viaRegistry(id: string): readonly [string, string, string, number, string] {
  return [id, 'healthy', 'healthy', 96, `${id} -optional-> agent-registry -hard-> control-db`];
}

test('in its window control-db makes nothing worse than degraded, and nobody is told', () => {
  const report = reportOn(modelOf(exampleFiles()), exampleBatch('maintenance.json'));
  expect(outline(report)).toEqual({
    at: '2026-12-06T06:30:00Z',
    overall: {
      status: 'degraded',
      // control-db does not count: 212.6 − 8 = 204.6
      // 60 points: access-control 8, agent-registry 8, coordinator 8, policy-manager 8, submit-task 8, task-orchestrator 8,
      //   task-router 8, task-api 9.6, deliberation 4, validator 4: 73.6 × 60 = 4416; llama-analysis 1.6 × 60 = 96
      // performance-tracker 3.6 × 80 = 288, deliberation-engine 4 × 80 = 320, health-monitor and watchdog 8 × 68 = 544,
      // the other agents 16 × 96 = 1536
      // everything else 204.6 − 73.6 − 1.6 − 3.6 − 4 − 8 − 16 = 97.8 × 100 = 9780
      // (4416 + 96 + 288 + 320 + 544 + 1536 + 9780) / 204.6 = 16980 / 204.6 = 82.99
      score: 83,
      coverage: 1,
      total: 40,
      counts: { healthy: 26, degraded: 13, unhealthy: 0, offline: 0, maintenance: 1, unknown: 0 },
    },
    systems,
    groups: [
      ['anthropic', 'healthy', 100, 2],
      ['debate-panel', 'healthy', 96, 4],
      ['lease-quorum', 'healthy', 100, 3],
      ['notification-channels', 'healthy', 100, 2],
      ['openai', 'healthy', 100, 2],
      ['task-stream', 'healthy', 100, 2],
      ['tasks-db', 'healthy', 100, 2],
    ],
    alerts: [
      'control-db/database-connections firing warn p2 degraded: 0.83 ≥ 0.8 ratio, since 2026-12-06T06:30:00Z, suppressed by control-db-upgrade',
      'llama-analysis/agent-queue firing warn p4 degraded: 30 ≥ 20 items, since 2026-12-06T06:30:00Z, suppressed by llama-reload',
    ],
    incidents: [
      'p2 control-db: 1 alert; route 1, suppressed by control-db-upgrade',
      'p4 llama-analysis: 1 alert; route 4, suppressed by llama-reload, route-hours',
    ],
    // From 06:30 on December 6 to the end of January 31: 25 days of December, 31, and 17 hours.
    findings: [waivedFinding(56), shadowFinding],
    maintenance: [
      'control-db-upgrade (control-db) 2026-12-06T06:00:00Z to 2026-12-06T08:00:00Z',
      'llama-reload (llama-analysis) 2026-12-06T06:00:00Z to 2026-12-06T07:30:00Z',
    ],
    readings: { accepted: 135, late: 0, skewed: 0, missing: 0, unmatched: 0 },
    unmatched: [],
    exit: [0, 'no violations'],
  });
});

test('what the window hides stays visible underneath', () => {
  const report = reportOn(modelOf(exampleFiles()), exampleBatch('maintenance.json'));
  const underlying = report.systems.flatMap((system) =>
    system.underlying === undefined ? [] : [[system.id, system.underlying]],
  );
  expect(underlying).toEqual([['control-db', { status: 'degraded', score: 60 }]]);
});
