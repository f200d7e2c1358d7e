import { expect, test } from 'vitest';
import { shadowFinding, waivedFinding } from './expected.ts';
import { outline } from './outline.ts';
import { exampleBatch, exampleFiles, modelOf, reportOn } from './project.ts';

test('half of us-east-1 fails, and the groups carry the rest', () => {
  const report = reportOn(modelOf(exampleFiles()), exampleBatch('partial-regional-failure.json'));
  expect(outline(report)).toEqual({
    at: '2026-11-21T15:30:00Z',
    overall: {
      status: 'unhealthy', // tasks-db-east is critical and offline, though its group stands
      // 0 points: tasks-db-east 8, anthropic-east 2.8, claude-opus-east 3.2
      // task-stream-east 6.4 × 20 = 128, llama-analysis 1.6 × 20 = 32, openai-east 2.8 × 60 = 168, gpt-4-east 3.2 × 60 = 192,
      // task-orchestrator 8 × 92 = 736, submit-task 8 × 92 = 736: sum 1992
      // everything else 212.6 − 14 − 30 = 168.6 × 100 = 16860
      // (1992 + 16860) / 212.6 = 88.67
      score: 88.7,
      coverage: 1,
      total: 40,
      counts: { healthy: 33, degraded: 2, unhealthy: 2, offline: 3, maintenance: 0, unknown: 0 },
    },
    systems: [
      ['anthropic-east', 'offline', 'offline', 0, ''],
      ['claude-opus-east', 'offline', 'offline', 0, ''], // silent for 45 s, the timeout is 30 s
      ['gpt-4-east', 'degraded', 'degraded', 60, ''],
      ['llama-analysis', 'unhealthy', 'unhealthy', 20, ''],
      ['openai-east', 'degraded', 'degraded', 60, ''],
      // 100 − 0.1 × (100 − 20) = 92 over the optional dependency, and again over the hard one
      [
        'submit-task',
        'healthy',
        'healthy',
        92,
        'submit-task -hard-> task-orchestrator -optional-> llama-analysis',
      ],
      [
        'task-orchestrator',
        'healthy',
        'healthy',
        92,
        'task-orchestrator -optional-> llama-analysis',
      ],
      ['task-stream-east', 'unhealthy', 'unhealthy', 20, ''],
      ['tasks-db-east', 'offline', 'offline', 0, ''],
    ],
    groups: [
      ['anthropic', 'healthy', 100, 1],
      ['debate-panel', 'healthy', 100, 3], // 100, 100, 60, 0: the second best is 100
      ['lease-quorum', 'healthy', 100, 3],
      ['notification-channels', 'healthy', 100, 2],
      ['openai', 'healthy', 100, 2], // a degraded member is up
      ['task-stream', 'healthy', 100, 1],
      ['tasks-db', 'healthy', 100, 1],
    ],
    // On systems that are critical, high, medium: critical severity p1, p2, p3; warn p2, p3, p4. The `critical` level of
    // agent-errors has `for: 1m`, so that 0.31 only warns.
    alerts: [
      'task-stream-east/queue-throughput firing critical p1 unhealthy: 0 ≤ 0 per second, since 2026-11-21T15:30:00Z',
      'tasks-db-east check firing critical p1 offline: offline, since 2026-11-21T15:30:00Z',
      'tasks-db-east/database-availability firing critical p1 offline: 0 ≤ 0.5 ratio, since 2026-11-21T15:30:00Z',
      'anthropic-east/integration-errors firing critical p2 unhealthy: 240 ≥ 60 per minute, since 2026-11-21T15:30:00Z',
      'anthropic-east/integration-status firing critical p2 offline: down = down, since 2026-11-21T15:30:00Z',
      'anthropic-east/reasoning-latency firing critical p2 unhealthy: 30000 ≥ 25000 ms, since 2026-11-21T15:30:00Z',
      'claude-opus-east heartbeat firing critical p2 offline: 2026-11-21T15:29:15Z absent, since 2026-11-21T15:29:45Z',
      'claude-opus-east/agent-heartbeat firing warn p3 degraded: 45 ≥ 20 s, since 2026-11-21T15:30:00Z',
      'gpt-4-east/agent-errors firing warn p3 degraded: 0.31 ≥ 0.05 ratio, since 2026-11-21T15:30:00Z',
      'llama-analysis/agent-completion firing critical p3 unhealthy: 0.74 ≤ 0.8 ratio, since 2026-11-21T15:30:00Z',
      'openai-east/integration-errors firing warn p3 degraded: 14 ≥ 10 per minute, since 2026-11-21T15:30:00Z',
      'openai-east/integration-status firing warn p3 degraded: degraded ≥ degraded, since 2026-11-21T15:30:00Z',
    ],
    // No group has failed, so that nothing follows from anything: each has an incident of its own.
    incidents: [
      'p1 task-stream-east: 1 alert; route 1 data at on_call',
      'p1 tasks-db-east: 2 alerts; route 1 data at on_call',
      'p2 claude-opus-east: 2 alerts; route 3',
      'p2 anthropic-east: 3 alerts; route 3',
      'p3 gpt-4-east: 1 alert; route 3',
      'p3 llama-analysis: 1 alert; route 3',
      'p3 openai-east: 2 alerts; route 3',
    ],
    // Of the hard dependencies on groups, those on anthropic, task-stream and tasks-db have no member to spare; the soft ones
    // of the agents on task-stream and the one on data of deliberation-engine do not count.
    findings: [
      waivedFinding(71),
      'warning spare-left claude-opus-east->anthropic: claude-opus-east needs 1 of anthropic, and 1 of 2 are up',
      'warning spare-left claude-opus-west->anthropic: claude-opus-west needs 1 of anthropic, and 1 of 2 are up',
      'warning spare-left claude-sonnet-code->anthropic: claude-sonnet-code needs 1 of anthropic, and 1 of 2 are up',
      'warning spare-left scheduler->task-stream: scheduler needs 1 of task-stream, and 1 of 2 are up',
      'warning spare-left scheduler->tasks-db: scheduler needs 1 of tasks-db, and 1 of 2 are up',
      shadowFinding,
    ],
    maintenance: [],
    // 124 + 5 + 6, less the four values of the silent agent.
    readings: { accepted: 131, late: 0, skewed: 0, missing: 4, unmatched: 0 },
    unmatched: [],
    exit: [0, '5 warnings'],
  });
});
