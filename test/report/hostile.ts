import type { Report } from '../../src/model/report.generated.ts';
import {
  alert,
  finding,
  healthy,
  incident,
  notification,
  place,
  policy,
  run,
  system,
} from './parts.ts';

const escape_ = '\u001b[31mred\u001b[0m';
const nasty = `100% <b>"bold"&</b>\r\n::error::forged\n##[error]forged ${escape_}\u0007\u202egnp.exe`;
const long = `${'word '.repeat(99)}end..`;

/** What an attacker, or bad luck, could put into ids and texts. */
export const hostile: Report = {
  ...healthy,
  name: `${escape_}\n::stop-commands::x`,
  overall: {
    status: 'unhealthy',
    score: 33.333333,
    coverage: 1,
    total: 3,
    counts: { healthy: 1, degraded: 0, unhealthy: 2, offline: 0, maintenance: 0, unknown: 0 },
  },
  systems: [
    system('决策协调器', {
      status: 'unhealthy',
      own: 'unhealthy',
      score: 20,
      because: [{ code: 'check', message: nasty }],
    }),
    system('an-id-that-goes-on-and-on-for-sixty-three-characters-in-a-row-0', {
      status: 'unhealthy',
      score: 20,
      via: [
        {
          from: 'an-id-that-goes-on-and-on-for-sixty-three-characters-in-a-row-0',
          to: '决策协调器',
          kind: 'hard',
        },
      ],
    }),
    system('constructor'),
  ],
  alerts: [
    alert('决策协调器', 'e\u0301tat', { value: nasty, limit: 'ok', unit: null, comparison: '=' }),
  ],
  incidents: [
    incident('决策协调器', {
      alerts: ['决策协调器-e\u0301tat'],
      symptoms: [
        {
          system: 'an-id-that-goes-on-and-on-for-sixty-three-characters-in-a-row-0',
          alerts: [],
          path: ['决策协调器', 'an-id-that-goes-on-and-on-for-sixty-three-characters-in-a-row-0'],
        },
      ],
      escalation: {
        path: nasty,
        level: nasty,
        step: 1,
        enteredAt: '2026-11-21T14:51:10Z',
        dueAt: null,
        paused: false,
        exhausted: true,
        at: place('políticas/a b#%.yaml', 2, 3),
      },
      timeline: [{ at: '2026-11-21T14:46:15Z', kind: 'opened', message: nasty }],
    }),
    incident('constructor', {
      acknowledged: { by: nasty, at: '2026-11-21T14:52:00Z', until: null },
      suppressedBy: [{ code: 'silence', message: nasty }],
    }),
    incident('silent', {
      suppressedBy: [
        { code: 'silence', message: nasty },
        { code: 'maintenance', message: long },
      ],
    }),
    incident('told', {
      told: [{ channel: nasty, at: '2026-11-21T14:52:00Z', reasons: ['first'], isOpen: true }],
    }),
  ],
  notifications: [notification(nasty, { level: nasty, title: nasty })],
  runs: [run(nasty, { root: nasty, escalation: nasty, level: nasty, title: nasty })],
  policies: [
    policy('a:b,c%d', { violated: ['决策协调器'], at: place('políticas/a b#%.yaml', 1, 1) }),
  ],
  findings: [
    finding('a:b,c%d', '决策协调器', {
      message: nasty,
      help: long,
      at: place('políticas/a b#%.yaml', 2, 3, { length: 4, path: '$["x\ny"]' }),
      because: [{ code: 'x', message: `${nasty} again` }],
      fingerprint: '6666666666666666',
    }),
    finding('a:b,c%d', '决策协调器', {
      message: `[link](https://example.com) ${long}`,
      at: {
        file: '/abs/😀\ud800.yaml',
        line: 1,
        column: 1,
        endLine: 4,
        endColumn: 2,
        path: '$',
      },
      help: "it's ]]> here",
      docs: 'javascript:alert(1)',
      fingerprint: '6666666666666666',
    }),
  ],
  diagnostics: [
    {
      code: 'x/y',
      severity: 'error',
      message: nasty,
      at: place('políticas/a b#%.yaml', 2, 3, { length: 6, path: '$.x' }),
      related: [],
      help: nasty,
    },
    {
      code: 'x/y',
      severity: 'error',
      message: long,
      at: place('políticas/a b#%.yaml', 2, 3, { length: 6, path: '$.x' }),
      related: [],
    },
  ],
  exitCode: 1,
  exitReason: nasty,
};

export const hostileSources: ReadonlyMap<string, string> = new Map([
  ['políticas/a b#%.yaml', `決定: 1\n\t决策\te\u0301 ${escape_} :: ${'x'.repeat(200)}\n`],
  ['/abs/😀\ud800.yaml', 'a:\n  b:\n    c:\n  d: 1\n'],
]);
