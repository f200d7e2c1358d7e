import { expect, test } from 'vitest';
import { evaluateReadings } from '../../src/evaluate/evaluate.ts';
import { emptyState } from '../../src/evaluate/state.ts';
import type { Report } from '../../src/model/report.generated.ts';
import { feedOf } from '../../src/scenario/feed.ts';
import { runScenario } from '../../src/scenario/run.ts';
import { compiled, failuresOf, shop } from './shop.ts';

/** The failures of one scenario, whose keys stand in lines of their own. */
function failures(...lines: readonly string[]): readonly string[] {
  return failuresOf(`  a scenario:\n${lines.map((line) => `    ${line}\n`).join('')}`);
}

test('an outage is told once, by its root, to whom the path says, and everything about it can be expected', () => {
  expect(
    failures(
      'heartbeats: [agent]',
      'signals: { checkout.latency: 120x3 450x60, orders-db: { up: 1x2 0x60 } }',
      'acknowledge: [{ at: 9m, system: orders-db, by: ada }]',
      'expect:',
      '  - { at: 30s, overall: healthy, health: { checkout: healthy, shop: healthy }, alerts: [], incidents: [], decisions: [], findings: [] }',
      '  - at: 4m',
      '    health: { checkout: unhealthy, shop: unhealthy }',
      '    alerts:',
      '      - { system: orders-db, signal: up, threshold: db-up, kind: threshold, rootCause: true, level: automated, severity: critical, suppressedBy: false }',
      '      - { system: checkout, priority: p1, state: firing, suppressedBy: orders-db, flapping: false, rootCause: false }',
      '    incidents: [{ root: orders-db, symptoms: 1, told: [], level: automated, acknowledged: false, state: open, route: 1 }]',
      '    suppression: { checkout.latency: [dependency, orders-db], orders-db: [] }',
      '    decisions: [{ policy: checkout-is-up, subject: checkout, outcome: denied }]',
      '    findings: [{ rule: checkout-is-up, severity: error, waived: false }]',
      '    notified: []',
      '  - { at: 8m, notified: [chat, pager], escalation: { orders-db: on_call } }',
      '  - { at: 9m, incidents: [{ root: orders-db, symptoms: [checkout], acknowledged: ada }], suppression: { orders-db: acknowledged } }',
      '  - { notified: [chat, { channel: pager, reason: escalated, root: orders-db, state: firing, level: on_call }] }',
    ),
  ).toEqual([]);
});

test('what does not hold is told with what there is, by time', () => {
  expect(
    failures(
      'heartbeats: [agent]',
      'signals: { checkout.latency: 120x3 250x60, orders-db: { up: 1x2 0x60 } }',
      'expect:',
      '  - { at: 8m, notified: [pager], escalation: { orders-db: team_lead } }',
      '  - at: 4m',
      '    overall: healthy',
      '    health: { checkout: healthy }',
      '    alerts: [{ system: checkout, severity: critical, state: firing }, { system: agent }]',
      '    incidents: []',
      '    suppression: { checkout: [], agent: maintenance }',
      '    decisions: []',
      '    not: { alerts: [{ system: orders-db }], overall: unhealthy }',
    ),
  ).toEqual([
    '4m overall: healthy but unhealthy',
    '4m health of `checkout`: healthy but unhealthy',
    '4m alerts: { system: checkout, severity: critical, state: firing } but { system: checkout, severity: warn, state: firing }',
    '4m alerts: { system: agent } but { system: orders-db } / { system: checkout }',
    '4m incidents: none but { root: orders-db, priority: p1, state: open }',
    '4m suppression of `checkout`: [] but { signal: latency, suppressedBy: [dependency, orders-db] }',
    '4m suppression of `agent`: [maintenance] but there is no such alert',
    '4m decisions: none but { policy: checkout-is-up, subject: checkout, outcome: denied }',
    '4m alerts: not { system: orders-db } but { system: orders-db }',
    '4m overall: not unhealthy but unhealthy',
    '8m notified: [pager] but [chat, pager]',
    '8m escalation of `orders-db`: team_lead but on_call',
  ]);
});

test('everything happens at its own instant, also between ticks', () => {
  expect(
    failures(
      'every: 1m',
      'failures: [{ at: 90s, system: agent, status: degraded, for: 45s }, { at: 100s, system: agent, for: 5s }]',
      'heartbeats: [agent]',
      'expect:',
      '  - { at: 89s, health: { agent: healthy } }',
      '  - { at: 90s, health: { agent: degraded } }',
      '  - { at: 100s, health: { agent: offline } }',
      '  - { at: 105s, health: { agent: degraded } }',
      '  - { at: 134s, health: { agent: degraded } }',
      '  - { at: 135s, health: { agent: healthy } }',
    ),
  ).toEqual([]);
});

test('signs of life come from when to when, and are missed when they stop', () => {
  expect(
    failures(
      'every: 1h',
      'heartbeats: [{ system: agent, from: 10s, until: 130s, every: 20s }]',
      'expect:',
      '  - { at: 130s, health: { agent: healthy } }',
      '  - { at: 190s, health: { agent: healthy } }',
      '  - { at: 191s, health: { agent: offline } }',
    ),
  ).toEqual([]);
});

test('deadlines between ticks are met when they are due', () => {
  expect(
    failures(
      'every: 20m',
      'heartbeats: [agent]',
      'failures: [{ at: 0s, system: orders-db }]',
      'expect:',
      '  - { at: 4m59s, escalation: { orders-db: automated } }',
      '  - { at: 19m59s, escalation: { orders-db: on_call }, notified: [chat, pager] }',
      '  - { at: 20m, escalation: { orders-db: team_lead }, notified: [chat, pager, pager] }',
    ),
  ).toEqual([]);
});

test('health checks say what their series says, and a gap is nothing heard', () => {
  expect(
    failures(
      'checks: { orders-db: healthyx1 offline _ healthy }',
      'signals: { orders-db.mode: "okx1 _ down stale ok", orders-db.up: 1x5, checkout.latency: "120x3 250 120" }',
      'expect:',
      '  - { at: 30s, health: { orders-db: healthy } }',
      '  - { at: 1m, health: { orders-db: offline }, alerts: [{ system: orders-db, kind: check }] }',
      '  - { at: 89s, health: { orders-db: offline } }',
      '  - { at: 90s, health: { orders-db: offline } }',
      '  - { at: 2m, health: { orders-db: degraded, checkout: degraded } }',
      '  - { at: 150s, health: { orders-db: healthy, checkout: healthy } }',
    ),
  ).toEqual([]);
});

test('a local time of a zone, and windows of maintenance at their instants', () => {
  expect(
    failures(
      'timezone: Europe/Berlin',
      'start: "2026-01-01T01:00"',
      'heartbeats: [{ system: agent, until: 1m }]',
      'expect:',
      '  - { at: "2026-01-01T01:09:59", alerts: [{ system: agent, kind: heartbeat, suppressedBy: [] }] }',
      '  - { at: "2026-01-01T00:10:00Z", alerts: [{ system: agent, suppressedBy: [maintenance, agent-update] }] }',
      '  - { at: 15m, not: { alerts: [{ system: agent, suppressedBy: true }] } }',
    ),
  ).toEqual([]);
});

test('a reload goes over to another configuration, and what is remembered stays', () => {
  const stricter = {
    path: 'scenarios/stricter.yaml',
    text: `tower: v1
thresholds:
  checkout-latency:
    match: { systems: [checkout] }
    signal: latency
    warn: 100
channels:
  chat: { slack: { channel: "#shop", token: { env: TOWER_SECRET_CHAT } } }
  desk: { slack: { channel: "#desk", token: { env: TOWER_SECRET_CHAT } } }
routes:
  - { notify: [desk], groupWait: 0s }
`,
  };
  const text = `  a:
    heartbeats: [agent]
    signals: { checkout.latency: 150x10, orders-db.up: 1x10 }
    reload: { at: 75s, replace: { policies/guard.yaml: stricter.yaml } }
    expect:
      - { at: 1m, health: { checkout: healthy }, notified: [] }
      - { at: 90s, health: { checkout: degraded }, alerts: [{ threshold: checkout-latency }], notified: [desk] }
`;
  expect(failuresOf(text, [stricter])).toEqual([]);
});

test('what was seen to run is judged', () => {
  expect(
    failures(
      'signals: { checkout.latency: 120x2, orders-db: { up: 1x2, mode: okx2 } }',
      'observed: [{ at: 45s, system: checkout, dependsOn: [agent] }]',
      'expect:',
      '  - { at: 30s, findings: [] }',
      '  - { at: 45s, findings: [{ rule: drift/dependencies, subject: checkout->agent }] }',
    ),
  ).toEqual([]);
});

test('a scenario goes on to the last instant that it says something about', () => {
  const text = `  a: { signals: { checkout.up: 1x4 }, expect: [{ at: 0s, overall: unknown }] }
  b: { every: 1h, expect: [{ at: 1m, alerts: [] }, { at: 1m, incidents: [] }] }
  c: { failures: [{ at: 10s, system: checkout, for: 5s }, { at: 1s, system: agent }], expect: [{ alerts: [] }] }
  d: { heartbeats: [agent, { system: agent, from: 5s, until: 9s, every: 3s }], checks: { agent: healthyx1 }, expect: [{ alerts: [] }] }
`;
  const spans = compiled(text).files.flatMap(({ scenarios }) =>
    scenarios.map(({ startsAt, endsAt, instants, expectations }) => ({
      end: endsAt - startsAt,
      instants: instants.map((at) => at - startsAt),
      expected: expectations.map(({ at }) => at - startsAt),
    })),
  );
  expect(spans).toEqual([
    { end: 120_000, instants: [0], expected: [0] },
    { end: 60_000, instants: [60_000], expected: [60_000, 60_000] },
    { end: 15_000, instants: [1_000, 10_000, 15_000], expected: [15_000] },
    { end: 30_000, instants: [0, 5_000, 8_000, 9_000, 30_000], expected: [30_000] },
  ]);
});

test('policies that are judged only where somebody looks come out as if they were judged at every step', () => {
  const text = `  a:
    heartbeats: [agent]
    signals: { checkout.latency: 120x3 450x9 120x8, orders-db.up: 1x5 0x4 1x9, orders-db.mode: okx20 }
    observed: [{ at: 75s, system: checkout, dependsOn: [agent] }]
    acknowledge: [{ at: 3m, system: orders-db, by: ada }]
    expect:
${Array.from({ length: 20 }, (_, index) => `      - { at: ${index * 30}s, decisions: [] }\n`).join('')}`;
  const [scenario] = compiled(text).files[0]?.scenarios ?? [];
  if (scenario === undefined) {
    throw new Error('the scenario does not compile');
  }
  const model = shop();
  const feed = feedOf(scenario, model);
  const state = emptyState();
  const always = new Map<number, Report>();
  const looked: Report[] = [];
  const at = (report: Report): number => Date.parse(report.at);
  runScenario(scenario, model, {
    step: (_, instant) => {
      const tick = (instant - scenario.startsAt) / scenario.everyMs;
      const readings = feed.at(instant, Number.isInteger(tick) ? tick : -1);
      always.set(instant, evaluateReadings(model, state, readings).report);
    },
    expect: (_, { report }) => {
      looked.push(report);
    },
  });
  expect(looked.length).toBe(20);
  expect(looked).toEqual(looked.map((report) => always.get(at(report))));
});
