import type { Letter, LetterAlert, LetterIncident } from '../../../src/model/letter.ts';
import { notification, place } from '../parts.ts';

function alertOf(system: string, rest: Partial<LetterAlert> = {}): LetterAlert {
  return {
    id: `alert-of-${system}`,
    system,
    signal: 'availability',
    source: 'availability',
    kind: 'threshold',
    state: 'firing',
    severity: 'critical',
    priority: 'p1',
    since: '2026-11-21T14:46:15Z',
    value: 0.2,
    limit: 0.99,
    comparison: '≤',
    unit: null,
    incident: `incident-of-${system}`,
    runbook: null,
    ...rest,
  };
}

function incidentOf(root: string, rest: Partial<LetterIncident> = {}): LetterIncident {
  return {
    id: `incident-of-${root}`,
    root,
    state: 'open',
    priority: 'p1',
    openedAt: '2026-11-21T14:46:15Z',
    resolvedAt: null,
    acknowledged: null,
    symptoms: [],
    ...rest,
  };
}

/** A letter about incidents, whose notification names them. */
function letterAbout(
  incidents: readonly LetterIncident[],
  alerts: readonly LetterAlert[],
  rest: Partial<Letter['notification']> = {},
): Letter {
  return {
    notification: notification('payments-pager', {
      key: '9a8b7c6d5e4f3a2b',
      group: '5a4b3c2d1e0f9a8b',
      at: place('policies/escalation.yaml', 14, 9),
      incidents: incidents.map(({ id, root, state, priority, symptoms }) => ({
        ...{ id, root, priority, symptoms: symptoms.length },
        state: state === 'open' ? 'firing' : 'resolved',
        alerts: alerts.filter(({ incident }) => incident === id).length,
      })),
      ...rest,
    }),
    name: 'acme-production',
    revision: '0123456789ab',
    at: Date.UTC(2026, 10, 21, 14, 52, 15),
    incidents,
    alerts,
  };
}

const resolvedAt = '2026-11-21T14:52:15Z';

export const firingLetter = letterAbout(
  [incidentOf('orders-db', { symptoms: ['checkout-api', 'web'] })],
  [
    alertOf('orders-db', { runbook: 'https://runbooks.example/orders-db?a=1&b=2' }),
    alertOf('orders-db', {
      id: 'alert-2',
      signal: 'query_time',
      value: 690,
      limit: 400,
      comparison: '≥',
      unit: 'ms',
      severity: 'warn',
      priority: 'p2',
    }),
  ],
  {
    level: 'on_call',
    reasons: ['escalated', 'new-alerts'],
    sequence: 2,
    title: 'P1 orders-db: availability 0.2 (critical ≤ 0.99), 2 systems follow',
  },
);

export const severalLetter = letterAbout(
  [
    incidentOf('mailer', {
      priority: 'p2',
      acknowledged: { by: 'ada', at: '2026-11-21T14:50:00Z', until: null },
    }),
    incidentOf('reports', { priority: 'p3', symptoms: ['web'] }),
    incidentOf('search', { priority: 'p4', state: 'resolved', resolvedAt }),
  ],
  [
    alertOf('mailer', { kind: 'heartbeat', priority: 'p2', value: null, limit: null }),
    alertOf('reports', { kind: 'no-data', signal: 'latency', priority: 'p3', value: null }),
  ],
  { priority: 'p2', reasons: ['new-resolved'], title: 'P2 mailer: no heartbeat, and 2 more' },
);

const resolved = letterAbout([incidentOf('orders-db', { state: 'resolved', resolvedAt })], [], {
  state: 'resolved',
  reasons: ['all-resolved'],
  title: 'resolved: orders-db',
});

const nasty =
  '<!channel> & <https://evil.example|click>\r\nBcc: all@acme.example\u001b[31m\u202e@here';

/** What an attacker, or bad luck, could put into texts; as much of it as is asked for. */
function hostileWith(count: number, tail: string): Letter {
  const incidents = [
    incidentOf('constructor', { symptoms: ['__proto__'] }),
    ...Array.from({ length: count }, (_, index) => incidentOf(`system-${index}`)),
  ];
  const alerts = [
    alertOf('constructor', { kind: 'check', value: nasty, runbook: `javascript:${nasty}` }),
    ...Array.from({ length: count }, (_, index) =>
      alertOf('constructor', { id: `alert-${index}`, signal: `${nasty}${tail}` }),
    ),
  ];
  const title = `P1 constructor: its check says ${nasty}${tail.repeat(10)}`;
  return { ...letterAbout(incidents, alerts, { title, level: nasty }), name: nasty };
}

/** More than anybody takes. */
export const hugeLetter = hostileWith(60, '😀'.repeat(100));
export const hostileLetter = hostileWith(2, '😀');

export const letters: readonly (readonly [string, Letter])[] = [
  ['firing', firingLetter],
  ['several', severalLetter],
  ['resolved', resolved],
  ['hostile', hostileLetter],
];
