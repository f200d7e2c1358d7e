import type { Diagnostic, Report, Spof } from '../../src/model/report.generated.ts';
import { incidents, maintained, notifications } from './incidents.ts';
import { alert, finding, healthy, place, policy, system } from './parts.ts';

const hitByOrders = [{ from: 'order-status', to: 'orders-db', kind: 'data' }] as const;
const hitByCheckout = [{ from: 'checkout-api', to: 'orders-db', kind: 'hard' }] as const;

const suppressedByOrders = [
  {
    code: 'dependency',
    message: 'it follows from `orders-db`',
    values: { root: 'orders-db', incident: 'incident-of-orders-db' },
  },
] as const;

export const diagnostics: readonly Diagnostic[] = [
  {
    code: 'threshold/ambiguous',
    severity: 'warning',
    message: 'two thresholds are equally specific for checkout-api latency_p99',
    at: place('policies/thresholds.yaml', 41, 3, { length: 11, path: '$.thresholds.pci-latency' }),
    related: [
      {
        message: '`checkout-latency` matches it too',
        at: place('teams/payments/thresholds.yaml', 6, 3),
      },
    ],
    help: 'keep one, or narrow one of them',
  },
  {
    code: 'topology/hard-cycle',
    severity: 'warning',
    message: 'cycle of hard dependencies: orders-db, ledger',
    at: place('teams/payments/topology.yaml', 31, 3, {
      length: 9,
      path: '$.systems.orders-db.dependsOn.ledger',
    }),
    related: [
      { message: '`orders-db` needs `ledger`', at: place('teams/payments/topology.yaml', 33, 7) },
      { message: '`ledger` needs `orders-db`', at: place('teams/finance/topology.yaml', 9, 7) },
    ],
  },
  {
    code: 'match/empty',
    severity: 'warning',
    message: 'the match of `pci-latency` selects no system',
    at: place('policies/thresholds.yaml', 43, 5, { path: '$.thresholds.pci-latency.match' }),
    related: [],
  },
  {
    code: 'owner/missing',
    severity: 'info',
    message: '`ledger` has no owner',
    at: place('teams/finance/topology.yaml', 5, 3, { path: '$.systems.ledger' }),
    related: [],
  },
];

interface WrittenSpof {
  readonly replicas?: number;
  readonly takesDown: readonly string[];
  readonly critical: number;
}

function spof(system: string, { replicas = 1, takesDown, critical }: WrittenSpof): Spof {
  return {
    system,
    replicas,
    takesDown,
    omitted: 0,
    criticalTakenDown: critical,
    blastRadius: takesDown.length,
    impaired: 2,
    share: takesDown.length / 12,
  };
}

/** A database is down, five systems feel it; policies fail, one is waived and one in the shadow. */
export const outage: Report = {
  ...healthy,
  totals: { systems: 12, groups: 1, dependencies: 15, thresholds: 9, policies: 4, waivers: 1 },
  overall: {
    status: 'unhealthy',
    score: 71.4,
    coverage: 0.9,
    total: 12,
    counts: { healthy: 4, degraded: 4, unhealthy: 1, offline: 1, maintenance: 1, unknown: 1 },
  },
  systems: [
    system('checkout-api', {
      criticality: 'critical',
      status: 'unhealthy',
      own: 'unhealthy',
      score: 0,
      via: hitByCheckout,
    }),
    system('event-bus-a', { type: 'queue' }),
    system('event-bus-b', {
      type: 'queue',
      status: 'degraded',
      own: 'degraded',
      score: 60,
      because: [{ code: 'check', message: 'check says degraded: one of three brokers answers' }],
    }),
    system('feature-store', { status: 'unknown', own: 'unknown', score: null }),
    system('fraud-agent', { type: 'agent', status: 'degraded', own: 'degraded', score: 60 }),
    system('identity'),
    system('ledger', {
      status: 'maintenance',
      own: 'offline',
      score: 50,
      underlying: { status: 'offline', score: 0 },
    }),
    system('order-status', { status: 'degraded', score: 20, via: hitByOrders }),
    system('orders-db', {
      type: 'database',
      criticality: 'critical',
      status: 'offline',
      own: 'offline',
      score: 0,
    }),
    system('partner-api', {
      status: 'degraded',
      score: 50,
      via: [{ from: 'partner-api', to: 'checkout-api', kind: 'soft' }, ...hitByCheckout],
    }),
    system('search-api', { criticality: 'critical', owner: 'search' }),
    system('search-ui', { observed: false, owner: null }),
  ],
  groups: [
    { id: 'event-bus', status: 'degraded', score: 60, need: 2, size: 2, up: 2 },
    { id: 'spare', status: 'healthy', score: 100, need: 1, size: 2, up: 2 },
  ],
  spofs: [
    spof('orders-db', { takesDown: ['checkout-api', 'order-status', 'web-shop'], critical: 2 }),
    spof('identity-db', { replicas: 2, takesDown: ['checkout-api', 'identity'], critical: 1 }),
    ...['a', 'b', 'c', 'd', 'e'].map((letter) =>
      spof(`edge-cache-${letter}`, { takesDown: ['web-shop'], critical: 0 }),
    ),
  ],
  alerts: [
    alert('checkout-api', 'error_rate', {
      value: 0.08,
      limit: 0.05,
      unit: 'ratio',
      incident: 'incident-of-orders-db',
      suppressedBy: suppressedByOrders,
    }),
    alert('checkout-api', 'latency_p99', {
      since: '2026-11-21T14:48:15Z',
      value: 690,
      limit: 400,
      unit: 'ms',
      incident: 'incident-of-orders-db',
      suppressedBy: suppressedByOrders,
    }),
    alert('ledger', 'availability', {
      status: 'offline',
      value: 0,
      limit: 0.99,
      comparison: '≤',
      unit: 'ratio',
      incident: 'incident-of-ledger',
      suppressedBy: maintained,
    }),
    alert('orders-db', 'availability', {
      status: 'offline',
      value: 0,
      limit: 0.99,
      comparison: '≤',
      unit: 'ratio',
      incident: 'incident-of-orders-db',
    }),
    alert('fraud-agent', 'heartbeat_age', {
      severity: 'warn',
      priority: 'p2',
      status: 'degraded',
      since: '2026-11-21T14:51:10Z',
      value: 41,
      limit: 30,
      unit: 's',
      stale: true,
      incident: 'incident-of-fraud-agent',
      flapping: true,
      suppressedBy: [
        {
          code: 'flapping',
          message: 'it is flapping since 2026-11-21T14:50:00Z: only a higher severity is told',
        },
        ...(incidents[3]?.suppressedBy ?? []),
      ],
      levels: [
        { severity: 'critical', state: 'pending', since: '2026-11-21T14:52:00Z', limit: 90 },
        { severity: 'warn', state: 'firing', since: '2026-11-21T14:51:10Z', limit: 30 },
      ],
    }),
    alert('identity', 'queue_depth', {
      state: 'recovering',
      severity: 'warn',
      priority: 'p3',
      status: 'healthy',
      since: '2026-11-21T14:22:15Z',
      value: 80,
      limit: 100,
      unit: 'items',
      incident: 'incident-of-identity',
    }),
    alert('search-api', 'latency_p99', {
      state: 'pending',
      severity: 'warn',
      priority: 'p3',
      status: 'healthy',
      since: '2026-11-21T14:51:55Z',
      value: 233.333333333,
      limit: 200,
      unit: 'ms',
    }),
    alert('feature-store', 'availability', {
      kind: 'no-data',
      severity: 'warn',
      priority: 'p4',
      status: 'unknown',
      since: '2026-11-21T14:30:00Z',
      value: 0.999,
      limit: null,
      comparison: 'absent',
      unit: 'ratio',
      stale: true,
      incident: 'incident-of-feature-store',
    }),
  ],
  incidents: [...incidents],
  notifications: [...notifications],
  nextDeadline: '2026-11-21T14:52:30Z',
  maintenance: [
    {
      id: 'ledger-upgrade',
      systems: ['ledger', 'search-ui'],
      since: '2026-11-21T14:00:00Z',
      until: '2026-11-21T16:00:00Z',
      reason: 'Upgrade to the new storage engine',
      masks: true,
      suppresses: true,
      at: place('policies/maintenance.yaml', 3, 3),
    },
  ],
  policies: [
    policy('critical-needs-redundancy', {
      title: 'Critical systems run at least two replicas',
      passed: ['checkout-api', 'orders-db'],
      violated: ['search-api'],
    }),
    policy('no-hard-dep-on-lower-criticality', {
      enforcement: 'warn',
      scope: 'dependency',
      violated: ['search-api->index-builder'],
      at: place('policies/guard.yaml', 14, 3),
    }),
    policy('no-spof', {
      waived: ['feature-store'],
      at: place('policies/guard.yaml', 24, 3),
    }),
    policy('agents-have-budget', {
      enforcement: 'shadow',
      violated: ['fraud-agent'],
      at: place('policies/guard.yaml', 34, 3),
    }),
  ],
  findings: [
    finding('critical-needs-redundancy', 'search-api', {
      title: 'Critical systems run at least two replicas',
      message: 'search-api is critical and runs 1 replica',
      at: place('teams/search/topology.yaml', 15, 15, { path: '$.systems.search-api.replicas' }),
      because: [
        {
          code: 'operand',
          message: '`$.replicas` is 1, needs ≥ 2',
          at: place('policies/guard.yaml', 8, 9),
          values: { needs: 2, actual: 1 },
        },
      ],
      help: 'set to 2 or more, or make it a member of a group',
      docs: 'https://docs.example.com/policies#redundancy',
      fingerprint: '1111111111111111',
    }),
    finding('no-spof', 'feature-store', {
      message: 'feature-store is a single point of failure of 4 systems',
      at: place('teams/search/topology.yaml', 18, 7),
      waivedBy: {
        waiver: 'feature-store-spof',
        reason: 'Rebuilt from the warehouse within an hour.',
        approvedBy: 'm.ito',
        expires: '2027-01-31',
        daysLeft: 71,
        ticket: 'PAY-1903',
        at: place('policies/waivers.yaml', 3, 3),
      },
      fingerprint: '2222222222222222',
    }),
    finding('no-hard-dep-on-lower-criticality', 'search-api->index-builder', {
      enforcement: 'warn',
      severity: 'warning',
      scope: 'dependency',
      message: 'search-api (critical) → index-builder (medium)',
      at: place('teams/search/topology.yaml', 17, 7),
      policyAt: place('policies/guard.yaml', 14, 3),
      help: 'make it soft, or raise the criticality of index-builder',
      fingerprint: '3333333333333333',
    }),
    finding('waiver/unused', 'old-spof', {
      enforcement: 'warn',
      severity: 'warning',
      scope: 'waiver',
      message: 'waiver `old-spof` waives nothing',
      at: place('policies/waivers.yaml', 9, 3),
      policyAt: null,
      help: 'remove it',
      fingerprint: '4444444444444444',
    }),
    finding('agents-have-budget', 'fraud-agent', {
      enforcement: 'shadow',
      severity: 'info',
      message: 'fraud-agent has no budget of tokens',
      at: place('teams/fraud/topology.yaml', 9, 3),
      policyAt: place('policies/guard.yaml', 34, 3),
      fingerprint: '5555555555555555',
    }),
  ],
  diagnostics: [...diagnostics],
  readings: { accepted: 31, late: 1, skewed: 2, missing: 1, unmatched: 2 },
  unmatched: [
    {
      kind: 'signal',
      system: 'chekout-api',
      signal: 'latency_p99',
      reason: 'unknown-system',
      help: 'did you mean `checkout-api`?',
    },
    {
      kind: 'heartbeat',
      system: 'ghost',
      signal: null,
      reason: 'unknown-system',
      help: '',
    },
  ],
  exitCode: 1,
  exitReason: '1 hard violation',
};

/** No batch: the configuration alone. */
export const configurationOnly: Report = {
  ...outage,
  overall: {
    status: 'unknown',
    score: null,
    coverage: 0,
    total: 2,
    counts: { healthy: 1, degraded: 0, unhealthy: 0, offline: 0, maintenance: 0, unknown: 1 },
  },
  systems: [
    system('search-api', { status: 'unknown', own: 'unknown', score: null }),
    system('search-ui', { observed: false }),
  ],
  groups: [],
  alerts: [],
  incidents: [],
  notifications: [],
  nextDeadline: null,
  maintenance: [],
  findings: outage.findings.slice(0, 1),
  diagnostics: [],
  readings: { accepted: 0, late: 0, skewed: 0, missing: 0, unmatched: 0 },
  unmatched: [],
};
