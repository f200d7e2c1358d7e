import { expect, test } from 'vitest';
import { shadowFinding, waivedFinding } from './expected.ts';
import { outline } from './outline.ts';
import { exampleBatch, exampleFiles, modelOf, reportOn } from './project.ts';

// control-db is offline, 0 points. What needs it:
//   hard or auth, directly or not: 0 points and unhealthy
//   soft:     100 − 0.5 × (100 − 0) = 50, below 80: degraded (performance-tracker; deliberation-engine through policy-manager)
//   data:     100 − 0.8 × (100 − 0) = 20: degraded (health-monitor through agent-registry, watchdog through coordinator)
//   optional: 100 − 0.1 × (100 − 0) = 90: healthy (all agents through agent-registry)
// Of paths that cost the same, the shortest counts, then the one whose next system comes first by id.
const systems = [
  ['access-control', 'unhealthy', 'healthy', 0, 'access-control -hard-> control-db'],
  ['agent-registry', 'unhealthy', 'unhealthy', 0, 'agent-registry -hard-> control-db'],
  ...['claude-opus-east', 'claude-opus-west', 'claude-sonnet-code'].map(viaRegistry),
  ['control-db', 'offline', 'offline', 0, ''],
  [
    'coordinator',
    'unhealthy',
    'healthy',
    0,
    'coordinator -auth-> access-control -hard-> control-db',
  ],
  [
    'deliberation',
    'unhealthy',
    'healthy',
    0,
    'deliberation -hard-> task-api -auth-> access-control -hard-> control-db',
  ],
  [
    'deliberation-engine',
    'degraded',
    'healthy',
    50,
    'deliberation-engine -soft-> policy-manager -hard-> control-db',
  ],
  ...['gpt-4-east', 'gpt-4-west'].map(viaRegistry),
  [
    'health-monitor',
    'degraded',
    'healthy',
    20,
    'health-monitor -data-> agent-registry -hard-> control-db',
  ],
  viaRegistry('llama-analysis'),
  ['performance-tracker', 'degraded', 'healthy', 50, 'performance-tracker -soft-> control-db'],
  ['policy-cache', 'degraded', 'degraded', 60, ''],
  ['policy-manager', 'unhealthy', 'degraded', 0, 'policy-manager -hard-> control-db'],
  [
    'submit-task',
    'unhealthy',
    'healthy',
    0,
    'submit-task -hard-> task-api -auth-> access-control -hard-> control-db',
  ],
  ['task-api', 'unhealthy', 'unhealthy', 0, 'task-api -auth-> access-control -hard-> control-db'],
  [
    'task-orchestrator',
    'unhealthy',
    'degraded',
    0,
    'task-orchestrator -hard-> coordinator -auth-> access-control -hard-> control-db',
  ],
  [
    'task-router',
    'unhealthy',
    'healthy',
    0,
    'task-router -hard-> agent-registry -hard-> control-db',
  ],
  ['validator', 'unhealthy', 'healthy', 0, 'validator -hard-> policy-manager -hard-> control-db'],
  [
    'watchdog',
    'degraded',
    'healthy',
    20,
    'watchdog -data-> coordinator -auth-> access-control -hard-> control-db',
  ],
];

function viaRegistry(id: string): readonly [string, string, string, number, string] {
  return [id, 'healthy', 'healthy', 90, `${id} -optional-> agent-registry -hard-> control-db`];
}

test('the outage of control-db takes down what needs it and nothing else', () => {
  const report = reportOn(modelOf(exampleFiles()), exampleBatch('database-outage.json'));
  expect(outline(report)).toEqual({
    at: '2026-11-21T15:10:00Z',
    overall: {
      status: 'unhealthy', // critical systems are unhealthy and offline
      // 0 points: access-control 8, agent-registry 8, control-db 8, coordinator 8, policy-manager 8, submit-task 8,
      //   task-orchestrator 8, task-router 8, task-api 9.6, deliberation 4, validator 4: weight 81.6
      // performance-tracker 3.6 × 50 = 180, deliberation-engine 4 × 50 = 200, health-monitor 4 × 20 = 80,
      // watchdog 4 × 20 = 80, policy-cache 2.4 × 60 = 144, agents 17.6 × 90 = 1584: weight 35.6, sum 2268
      // everything else 212.6 − 81.6 − 35.6 = 95.4 × 100 = 9540
      // (2268 + 9540) / 212.6 = 55.54
      score: 55.5,
      coverage: 1,
      total: 40,
      counts: { healthy: 24, degraded: 5, unhealthy: 10, offline: 1, maintenance: 0, unknown: 0 },
    },
    systems,
    groups: [
      ['anthropic', 'healthy', 100, 2],
      ['debate-panel', 'healthy', 90, 4], // the second best of four agents with 90
      ['lease-quorum', 'healthy', 100, 3],
      ['notification-channels', 'healthy', 100, 2],
      ['openai', 'healthy', 100, 2],
      ['task-stream', 'healthy', 100, 2],
      ['tasks-db', 'healthy', 100, 2],
    ],
    // Critical severity on a critical system is p1, warn p2; warn on a high one p3. The `critical` level of service-latency
    // has `for: 30s` and its first sample is here, so that 4,800 and 9,800 ms only warn.
    alerts: [
      'agent-registry/service-availability firing critical p1 unhealthy: 0.41 ≤ 0.98 ratio, since 2026-11-21T15:10:00Z, suppressed by control-db',
      'control-db check firing critical p1 offline: offline, since 2026-11-21T15:10:00Z',
      'control-db/database-availability firing critical p1 offline: 0 ≤ 0.5 ratio, since 2026-11-21T15:10:00Z',
      'task-api check firing critical p1 unhealthy: unhealthy, since 2026-11-21T15:10:00Z, suppressed by control-db',
      'task-api/service-availability firing critical p1 unhealthy: 0.35 ≤ 0.98 ratio, since 2026-11-21T15:10:00Z, suppressed by control-db',
      'agent-registry/service-latency firing warn p2 degraded: 4800 ≥ 500 ms, since 2026-11-21T15:10:00Z, suppressed by control-db',
      'policy-manager/service-availability firing warn p2 degraded: 0.99 ≤ 0.995 ratio, since 2026-11-21T15:10:00Z, suppressed by control-db',
      'task-api/service-latency firing warn p2 degraded: 9800 ≥ 500 ms, since 2026-11-21T15:10:00Z, suppressed by control-db',
      'task-orchestrator/orchestrator-queue firing warn p2 degraded: 640 ≥ 500 items, since 2026-11-21T15:10:00Z, suppressed by control-db',
      'policy-cache/cache-hits firing warn p3 degraded: 0.72 ≤ 0.8 ratio, since 2026-11-21T15:10:00Z',
    ],
    // Eight alerts are one incident of control-db: all of theirs need it, hard or auth. policy-cache needs nothing.
    // Owner data and p1 take the first route, data and p3 the last one.
    incidents: [
      'p1 control-db: 2 alerts; then agent-registry, policy-manager, agent-registry < coordinator < task-api, agent-registry < coordinator < task-orchestrator; route 1 data at on_call',
      'p3 policy-cache: 1 alert; route 5',
    ],
    findings: [waivedFinding(71), shadowFinding],
    maintenance: [],
    // 124 + 5 + 6, less the three values that control-db cannot report.
    readings: { accepted: 132, late: 0, skewed: 0, missing: 3, unmatched: 0 },
    unmatched: [],
    exit: [0, 'no violations'], // health alone fails no run
  });
});
