import type { Incident, Notification, Reason } from '../../src/model/report.generated.ts';
import { incident, notification, place } from './parts.ts';

const onCall = place('policies/escalation.yaml', 14, 9, {
  path: '$.escalations.payments.steps[1]',
});

export const maintained: readonly Reason[] = [
  {
    code: 'maintenance',
    message: 'maintenance window `ledger-upgrade` is open',
    at: place('policies/maintenance.yaml', 3, 3),
    values: { window: 'ledger-upgrade' },
  },
];

/** A root that is escalated, one in maintenance, one that is silenced and hides others, one that somebody takes care of, one that is told directly, and two that are over. */
export const incidents: readonly Incident[] = [
  incident('orders-db', {
    alerts: ['orders-db-availability'],
    symptoms: [
      {
        system: 'checkout-api',
        alerts: ['checkout-api-error_rate', 'checkout-api-latency_p99'],
        path: ['orders-db', 'checkout-api'],
      },
    ],
    escalation: {
      path: 'payments',
      level: 'on_call',
      step: 2,
      enteredAt: '2026-11-21T14:51:15Z',
      dueAt: '2026-11-21T15:06:15Z',
      paused: false,
      exhausted: false,
      at: onCall,
    },
    sla: {
      acknowledge: { dueAt: '2026-11-21T14:51:15Z', state: 'breached', at: '2026-11-21T14:51:15Z' },
      resolve: { dueAt: '2026-11-21T15:01:15Z', state: 'running', at: null },
    },
    told: [
      {
        channel: 'payments-pager',
        at: '2026-11-21T14:51:15Z',
        reasons: ['escalated'],
        isOpen: true,
      },
    ],
    timeline: [
      {
        at: '2026-11-21T14:46:15Z',
        kind: 'opened',
        message: 'an alert of `orders-db` fired',
        place: place('teams/orders/topology.yaml', 31, 3),
      },
      {
        at: '2026-11-21T14:51:15Z',
        kind: 'sla-breach',
        message: 'the 5m to acknowledge it have passed',
      },
    ],
  }),
  incident('ledger', {
    alerts: ['ledger-availability'],
    suppressedBy: maintained,
  }),
  incident('event-bus-b', {
    priority: 'p2',
    suppressedBy: [
      {
        code: 'silence',
        message: 'silenced by `new-brokers` until 2026-11-22T00:00:00Z: the brokers are new',
      },
    ],
    hidden: 3,
    told: [{ channel: 'ops-mail', at: '2026-11-21T14:46:45Z', reasons: ['first'], isOpen: true }],
  }),
  incident('fraud-agent', {
    priority: 'p2',
    openedAt: '2026-11-21T14:51:10Z',
    reopened: 2,
    alerts: ['fraud-agent-heartbeat_age'],
    route: { number: 2, at: place('policies/escalation.yaml', 27, 5) },
    escalation: {
      path: 'agents',
      level: 'on_call',
      step: 1,
      enteredAt: '2026-11-21T14:51:10Z',
      dueAt: null,
      paused: true,
      exhausted: false,
      at: onCall,
    },
    acknowledged: { by: 'ada', at: '2026-11-21T14:52:00Z', until: '2026-11-21T15:22:00Z' },
    sla: {
      acknowledge: { dueAt: '2026-11-21T15:06:10Z', state: 'met', at: '2026-11-21T14:52:00Z' },
      resolve: { dueAt: '2026-11-21T15:51:10Z', state: 'warning', at: null },
    },
    suppressedBy: [
      {
        code: 'acknowledged',
        message: 'ada takes care of it since 2026-11-21T14:52:00Z, until 2026-11-21T15:22:00Z',
        values: { by: 'ada', until: '2026-11-21T15:22:00Z' },
      },
    ],
    told: [
      { channel: 'agents-slack', at: '2026-11-21T14:51:10Z', reasons: ['first'], isOpen: true },
    ],
  }),
  incident('identity', {
    priority: 'p3',
    openedAt: '2026-11-21T14:22:15Z',
    alerts: ['identity-queue_depth'],
    told: [
      { channel: 'ops-mail', at: '2026-11-21T14:22:45Z', reasons: ['first'], isOpen: true },
      { channel: 'ops-slack', at: '2026-11-21T14:22:45Z', reasons: ['first'], isOpen: true },
    ],
  }),
  incident('feature-store', {
    priority: 'p4',
    openedAt: '2026-11-21T14:30:00Z',
    alerts: ['feature-store-availability'],
    route: null,
  }),
  incident('recommender', {
    state: 'resolved',
    priority: 'p3',
    openedAt: '2026-11-21T14:30:00Z',
    resolvedAt: '2026-11-21T14:50:15Z',
    told: [
      {
        channel: 'ops-mail',
        at: '2026-11-21T14:52:15Z',
        reasons: ['all-resolved'],
        isOpen: false,
      },
    ],
  }),
  incident('order-status', {
    state: 'resolved',
    priority: 'p3',
    openedAt: '2026-11-21T14:46:00Z',
    resolvedAt: '2026-11-21T14:46:15Z',
    mergedInto: 'incident-of-orders-db',
  }),
];

export const notifications: readonly Notification[] = [
  notification('ops-mail', {
    sequence: 2,
    reasons: ['all-resolved'],
    state: 'resolved',
    priority: 'p3',
    incidents: [
      {
        id: 'incident-of-recommender',
        root: 'recommender',
        state: 'resolved',
        priority: 'p3',
        alerts: 0,
        symptoms: 0,
      },
    ],
    title: 'resolved: recommender',
  }),
  notification('payments-pager', {
    reasons: ['escalated', 'new-alerts'],
    level: 'on_call',
    incidents: [
      {
        id: 'incident-of-orders-db',
        root: 'orders-db',
        state: 'firing',
        priority: 'p1',
        alerts: 1,
        symptoms: 1,
      },
    ],
    title: 'P1 orders-db: availability 0 (critical ≤ 0.99), 1 system follows',
    at: onCall,
  }),
];
