import type { Location } from '../../src/model/location.ts';
import type {
  Alert,
  Finding,
  Incident,
  Notification,
  Policy,
  Report,
  Run,
  System,
} from '../../src/model/report.generated.ts';
import type { RenderContext } from '../../src/report/context.ts';

/** A place on one line; `length` is in columns. */
export function place(
  file: string,
  line: number,
  column: number,
  rest: { length?: number; path?: string } = {},
): Location {
  const { length = 1, path = '' } = rest;
  return { file, line, column, endLine: line, endColumn: column + length, path };
}

const searchYaml = `tower: v1
defaults:
  systems: { owner: search }
systems:
  search-ui:
    type: service
    dependsOn: { search-api: hard }

  search-api:
    type: service
    owner: search
    labels:
      domain: search
    criticality: critical
    replicas: 1
    dependsOn:
      index-builder: soft
      feature-store: data
`;

const paymentsYaml = `tower: v1
systems:
  checkout-api:
    type: service
    critcality: critical
    replicas: 3
    dependsOn:
      identity: auth
      orders-bd: hard
      recommender-agent: optional
`;

const sources: ReadonlyMap<string, string> = new Map([
  ['teams/search/topology.yaml', searchYaml],
  ['teams/payments/topology.yaml', paymentsYaml],
]);

export const wide: RenderContext = {
  version: '1.0.0',
  color: false,
  width: 100,
  ascii: false,
  sources,
  took: '0.18s',
};

export function system(id: string, rest: Partial<System> = {}): System {
  return {
    id,
    type: 'service',
    criticality: 'high',
    owner: 'payments',
    status: 'healthy',
    own: 'healthy',
    score: 100,
    observed: true,
    via: [],
    because: [],
    ...rest,
  };
}

export function alert(system_: string, signal: string, rest: Partial<Alert> = {}): Alert {
  return {
    id: `${system_}-${signal}`,
    system: system_,
    signal,
    source: `${system_}-${signal}`,
    kind: 'threshold',
    state: 'firing',
    severity: 'critical',
    priority: 'p1',
    levels: [],
    status: 'unhealthy',
    since: '2026-11-21T14:46:15Z',
    value: 1,
    limit: 1,
    comparison: '≥',
    unit: null,
    stale: false,
    incident: null,
    flapping: false,
    suppressedBy: [],
    runbook: null,
    at: place('policies/thresholds.yaml', 12, 3),
    ...rest,
  };
}

/** An incident that nobody has been told of. */
export function incident(root: string, rest: Partial<Incident> = {}): Incident {
  return {
    id: `incident-of-${root}`,
    root,
    state: 'open',
    priority: 'p1',
    openedAt: '2026-11-21T14:46:15Z',
    resolvedAt: null,
    reopened: 0,
    alerts: [],
    symptoms: [],
    route: { number: 1, at: place('policies/escalation.yaml', 25, 5) },
    escalation: null,
    acknowledged: null,
    sla: { acknowledge: null, resolve: null },
    suppressedBy: [],
    hidden: 0,
    told: [],
    mergedInto: null,
    timeline: [],
    ...rest,
  };
}

export function notification(channel: string, rest: Partial<Notification> = {}): Notification {
  return {
    key: `key-of-${channel}`,
    channel,
    group: `group-of-${channel}`,
    sequence: 1,
    reasons: ['first'],
    state: 'firing',
    priority: 'p1',
    level: null,
    incidents: [],
    title: 'P1',
    at: place('policies/escalation.yaml', 14, 9),
    ...rest,
  };
}

export function finding(rule: string, subject: string, rest: Partial<Finding> = {}): Finding {
  return {
    rule,
    title: null,
    enforcement: 'hard',
    severity: 'error',
    scope: 'system',
    subject,
    message: `${subject} breaks ${rule}`,
    at: place('teams/search/topology.yaml', 9, 3),
    policyAt: place('policies/guard.yaml', 4, 3),
    because: [],
    help: null,
    docs: null,
    waivedBy: null,
    fingerprint: 'a1b2c3d4e5f60718',
    ...rest,
  };
}

export function policy(id: string, rest: Partial<Policy> = {}): Policy {
  return {
    id,
    title: null,
    enforcement: 'hard',
    scope: 'system',
    passed: [],
    violated: [],
    waived: [],
    docs: null,
    at: place('policies/guard.yaml', 4, 3),
    ...rest,
  };
}

/** Everything is well: one policy, twelve systems. */
/** A run, told apart by its key. */
export function run(executor: string, rest: Partial<Run> = {}): Run {
  return {
    key: 'c3d2e1f0a9b8c7d6',
    executor,
    incident: 'a1b2c3d4e5f60718',
    root: 'orders-db',
    escalation: 'payments',
    level: 'automated',
    reason: 'first',
    priority: 'p1',
    title: 'P1 orders-db: availability 0 (critical ≤ 0.99)',
    at: place('policies/alerting.yaml', 9, 9),
    ...rest,
  };
}

export const healthy: Report = {
  schemaVersion: 1,
  name: 'acme-production',
  at: '2026-11-21T14:52:15Z',
  revision: '4f2c1ae0b1d2',
  totals: { systems: 3, groups: 0, dependencies: 2, thresholds: 1, policies: 1, waivers: 0 },
  overall: {
    status: 'healthy',
    score: 100,
    coverage: 1,
    total: 3,
    counts: { healthy: 3, degraded: 0, unhealthy: 0, offline: 0, maintenance: 0, unknown: 0 },
  },
  systems: [system('checkout-api'), system('identity'), system('orders-db', { type: 'database' })],
  groups: [],
  spofs: [],
  alerts: [],
  incidents: [],
  notifications: [],
  runs: [],
  nextDeadline: null,
  maintenance: [],
  policies: [policy('owned', { passed: ['checkout-api', 'identity', 'orders-db'] })],
  findings: [],
  diagnostics: [],
  readings: { accepted: 5, late: 0, skewed: 0, missing: 0, unmatched: 0 },
  unmatched: [],
  exitCode: 0,
  exitReason: 'nothing at or above `error`',
};
