import { expect, test } from 'vitest';
import { shadowFinding, waivedFinding } from './expected.ts';
import { outline } from './outline.ts';
import { exampleBatch, exampleFiles, modelOf, reportOn } from './project.ts';

test('the healthy example is healthy in every number', () => {
  const report = reportOn(modelOf(exampleFiles()), exampleBatch('healthy.json'));
  expect(outline(report)).toEqual({
    at: '2026-11-21T14:52:15Z',
    overall: {
      status: 'healthy',
      score: 100, // 212.6 × 100 / 212.6
      coverage: 1, // 38 of 38
      total: 40,
      counts: { healthy: 40, degraded: 0, unhealthy: 0, offline: 0, maintenance: 0, unknown: 0 },
    },
    systems: [],
    groups: [
      ['anthropic', 'healthy', 100, 2],
      ['debate-panel', 'healthy', 100, 4],
      ['lease-quorum', 'healthy', 100, 3],
      ['notification-channels', 'healthy', 100, 2],
      ['openai', 'healthy', 100, 2],
      ['task-stream', 'healthy', 100, 2],
      ['tasks-db', 'healthy', 100, 2],
    ],
    alerts: [],
    incidents: [],
    // From 14:52:15 on November 21 to the end of January 31: 9 days of November, 31, 31, and 9 hours.
    findings: [waivedFinding(71), shadowFinding],
    maintenance: [],
    // 11 services × 3 + 4 orchestrators × 3 + 1 pipeline × 3 + 2 agents × 3 + 4 debating agents × 4 + 6 integrations × 3 +
    // 6 databases × 4 + 1 cache × 3 + 3 queues × 3 = 124 values, 5 checks, 6 heartbeats.
    readings: { accepted: 135, late: 0, skewed: 0, missing: 0, unmatched: 0 },
    unmatched: [],
    exit: [0, 'no violations'],
  });
});
