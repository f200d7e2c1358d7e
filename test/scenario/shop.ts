import { load } from '../../src/config/load.ts';
import type { Diagnostic, SourceFile } from '../../src/model/diagnostic.ts';
import type { Model } from '../../src/model/model.ts';
import { type CompiledFile, compileScenarios } from '../../src/scenario/compile.ts';
import { readScenarios } from '../../src/scenario/read-file.ts';
import { type Tested, testScenarios } from '../../src/scenario/test-scenarios.ts';

/** A shop with a database that checkout depends on, an agent with a heartbeat, and people who are told. */
export const shopFiles: readonly SourceFile[] = [
  { path: 'tower.yaml', text: 'tower: v1\nconfig: { name: shop, evaluate: { every: 30s } }\n' },
  {
    path: 'topology/shop.yaml',
    text: `tower: v1
signals:
  latency: { unit: ms, better: lower }
  up: { better: higher }
  mode: { values: [ok, slow, down] }
systems:
  checkout: { type: service, owner: payments, criticality: critical, replicas: 2, dependsOn: { orders-db: hard } }
  orders-db: { type: database, owner: payments, criticality: critical, replicas: 2 }
  agent: { type: agent, owner: ai, probe: { heartbeat: { every: 30s, timeout: 1m } } }
groups:
  shop: { members: [checkout, orders-db], need: 1 }
`,
  },
  {
    path: 'policies/guard.yaml',
    text: `tower: v1
thresholds:
  checkout-latency:
    match: { systems: [checkout] }
    signal: latency
    warn: 200
    critical: { at: 400, for: 1m }
  db-up:
    match: { systems: [orders-db] }
    signal: up
    critical: 0
  db-mode:
    match: { systems: [orders-db] }
    signal: mode
    warn: down
policies:
  checkout-is-up:
    enforcement: hard
    scope: system
    match: { systems: [checkout] }
    require:
      any:
        - { fact: system, path: $.status, operator: in, value: [healthy, degraded] }
        - { fact: system, path: $.criticality, operator: equal, value: low }
    message: "checkout is down"
maintenance:
  agent-update:
    match: { systems: [agent] }
    once: { start: "2026-01-01T00:10", for: 5m }
    timezone: UTC
    reason: update
channels:
  pager: { pagerduty: { routingKey: { env: TOWER_SECRET_PAGER } } }
  chat: { slack: { channel: "#shop", token: { env: TOWER_SECRET_CHAT } } }
escalations:
  payments:
    steps:
      - { level: automated, run: recovery, wait: 5m }
      - { level: on_call, notify: [pager, chat], wait: 15m }
      - { level: team_lead, notify: [pager] }
    acknowledge: { stops: true, expires: 4h }
routes:
  - { match: { owner: payments }, escalation: payments }
  - { notify: [chat] }
executors:
  recovery: { webhook: { url: "https://automation.shop.example/runs" } }
`,
  },
];

export function shop(files: readonly SourceFile[] = shopFiles): Model {
  const { model, diagnostics } = load(files);
  if (model === undefined) {
    throw new Error(diagnostics.map(({ message }) => message).join('; '));
  }
  return model;
}

const model = shop();

interface Told {
  readonly files: readonly CompiledFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The scenarios below `scenarios:`, compiled for the shop; `others` are files beside them. */
export function compiled(scenarios: string, others: readonly SourceFile[] = []): Told {
  const text = `tower: v1\nscenarios:\n${scenarios}`;
  const { read, diagnostics } = readScenarios({ path: 'scenarios/shop.scenario.yaml', text });
  if (read === undefined) {
    return { files: [], diagnostics };
  }
  const replacements = new Map(others.map((file) => [file.path, file]));
  return compileScenarios([read], { model, files: shopFiles, replacements });
}

/** What scenarios come to that have no mistake. */
export function tested(
  scenarios: string,
  others: readonly SourceFile[] = [],
  comparisons = false,
): Tested {
  const { files, diagnostics } = compiled(scenarios, others);
  if (diagnostics.length > 0) {
    throw new Error(diagnostics.map(({ message }) => message).join('; '));
  }
  return testScenarios(files, model, { comparisons });
}

/** What fails: when, what it is about, what was expected and what was received. */
export function failuresOf(
  scenarios: string,
  others: readonly SourceFile[] = [],
): readonly string[] {
  return tested(scenarios, others).files.flatMap((file) =>
    file.scenarios.flatMap(({ failures }) =>
      failures.map(
        ({ after, about, negated, expected, received }) =>
          `${after} ${about}: ${negated ? 'not ' : ''}${expected.join(' / ')} but ${received.join(' / ')}`,
      ),
    ),
  );
}

/** Diagnostics as `line:column-endColumn code message | help`, lines counted from that below `scenarios:`. */
export function told(scenarios: string, others: readonly SourceFile[] = []): readonly string[] {
  return compiled(scenarios, others).diagnostics.map(
    ({ at, code, message, help }) =>
      `${at.line - 2}:${at.column}-${at.endColumn} ${code} ${message}${help === undefined ? '' : ` | ${help}`}`,
  );
}
