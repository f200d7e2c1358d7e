import { expect, test } from 'vitest';
import { shadowFinding, waivedFinding } from './expected.ts';
import { outline } from './outline.ts';
import { exampleBatch, exampleFiles, modelOf, reportOn } from './project.ts';

const expected = {
  at: '2026-11-21T16:05:00Z',
  overall: {
    status: 'unhealthy', // gpt-4-west is high and offline
    // validator is unknown and does not count: 212.6 − 4 = 208.6
    // gpt-4-west 3.2 × 0, claude-opus-west 3.2 × 60 = 192, slack 1.4 × 60 = 84,
    // task-router, task-orchestrator and submit-task 24 × 60 = 1440: weight 31.8, sum 1716
    // everything else 208.6 − 31.8 = 176.8 × 100 = 17680
    // (1716 + 17680) / 208.6 = 92.98
    score: 93,
    coverage: 0.9737, // 37 of 38
    total: 40,
    counts: { healthy: 33, degraded: 5, unhealthy: 0, offline: 1, maintenance: 0, unknown: 1 },
  },
  systems: [
    ['claude-opus-west', 'degraded', 'degraded', 60, ''], // last heard of 25 s ago
    ['gpt-4-west', 'offline', 'offline', 0, ''], // 45 s ago, the timeout is 30 s
    ['slack', 'degraded', 'degraded', 60, ''], // 4 and 12 errors at one instant: the worse counts
    [
      'submit-task',
      'degraded',
      'healthy',
      60,
      'submit-task -hard-> task-orchestrator -hard-> task-router',
    ],
    ['task-orchestrator', 'degraded', 'healthy', 60, 'task-orchestrator -hard-> task-router'],
    ['task-router', 'degraded', 'degraded', 60, ''], // 180 ms, and 640 ms stamped two minutes ahead and set back
    ['validator', 'unknown', 'unknown', null, ''], // it sent nothing but nulls
  ],
  groups: [
    ['anthropic', 'healthy', 100, 2],
    ['debate-panel', 'healthy', 100, 3], // 100, 100, 60, 0
    ['lease-quorum', 'healthy', 100, 3],
    ['notification-channels', 'healthy', 100, 2],
    ['openai', 'healthy', 100, 2],
    ['task-stream', 'healthy', 100, 2],
    ['tasks-db', 'healthy', 100, 2],
  ],
  // Not among them: access-control, whose 900 ms are older than its 12 ms; coordinator, whose 9,000 items are five minutes
  // old and late; scheduler, whose NaN loses against 42.
  alerts: [
    'gpt-4-west heartbeat firing critical p2 offline: 2026-11-21T16:04:15Z absent, since 2026-11-21T16:04:45Z',
    'task-router/service-latency firing warn p2 degraded: 640 ≥ 500 ms, since 2026-11-21T16:05:00Z',
    'claude-opus-west/agent-heartbeat firing warn p3 degraded: 25 ≥ 20 s, since 2026-11-21T16:05:00Z',
    'gpt-4-west/agent-heartbeat firing warn p3 degraded: 45 ≥ 20 s, since 2026-11-21T16:05:00Z',
    'slack/integration-errors firing warn p4 degraded: 12 ≥ 10 per minute, since 2026-11-21T16:05:00Z',
  ],
  // coordination with p2, agents twice, and a p4 by the route that tells on working days: this is a Saturday.
  incidents: [
    'p2 task-router: 1 alert; route 2 platform at on_call',
    'p2 gpt-4-west: 2 alerts; route 3',
    'p3 claude-opus-west: 1 alert; route 3',
    'p4 slack: 1 alert; route 4, suppressed by route-hours',
  ],
  findings: [waivedFinding(71), shadowFinding],
  maintenance: [],
  readings: {
    // values: 124 − 3 nulls of validator + 1 older of access-control + 1 skewed of task-router + 1 double of slack = 124;
    // 5 checks; 6 heartbeats + 1 double of claude-sonnet-code
    accepted: 136,
    late: 1, // coordinator
    skewed: 1, // task-router
    missing: 4, // 3 of validator, 1 NaN of scheduler
    unmatched: 6, // the five below, claude-opus-wset twice
  },
  unmatched: [
    'signal agent-registry latencey: unknown-signal',
    'signal anthropic-east status: bad-value',
    'heartbeat claude-opus-wset: unknown-system',
    'check controll-db: unknown-system',
    'signal task-ruter latency: unknown-system',
  ],
  exit: [0, 'no violations'],
};

test('noise is counted, and only what is true of it has an effect', () => {
  const report = reportOn(modelOf(exampleFiles()), exampleBatch('noisy.json'));
  expect(outline(report)).toEqual(expected);
});

test('the order of observations makes no difference', () => {
  const batch = exampleBatch('noisy.json');
  const { signals, checks = [], heartbeats = [] } = batch;
  const backwards = {
    ...batch,
    signals: Array.isArray(signals) ? signals.toReversed() : [],
    checks: checks.toReversed(),
    heartbeats: heartbeats.toReversed(),
  };
  const model = modelOf(exampleFiles());
  expect(JSON.stringify(reportOn(model, backwards))).toEqual(
    JSON.stringify(reportOn(model, batch)),
  );
});

test('what nothing takes is told with what may have been meant', () => {
  const { unmatched } = reportOn(modelOf(exampleFiles()), exampleBatch('noisy.json'));
  expect(unmatched.map(({ help }) => help)).toEqual([
    'did you mean `latency`?',
    'its words are, best first: ok, degraded, down',
    'did you mean `claude-opus-west`?',
    'did you mean `control-db`?',
    'did you mean `task-router`?',
  ]);
});
