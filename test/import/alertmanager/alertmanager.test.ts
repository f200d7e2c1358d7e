import fc from 'fast-check';
import { expect, test } from 'vitest';
import { load } from '../../../src/config/load.ts';
import { alertmanagerOf } from '../../../src/import/alertmanager/alertmanager.ts';
import { alertingText } from '../../../src/import/alertmanager/text.ts';
import { runs } from '../../fuzz/seed.ts';
import { modelOf } from '../told.ts';
import { alertmanagerFiles, secret } from './files.ts';

const topology = {
  path: 'topology/shop.yaml',
  text: `tower: v1
systems:
  orders: { type: service, owner: x, labels: { env: prod } }
  web: { type: service, owner: shop, labels: { service.name: Web_Shop } }
`,
};
const root = { path: 'tower.yaml', text: 'tower: v1\n' };

function textOf(text: string, isKnown = false): string {
  const known = isKnown ? modelOf([root, topology]) : undefined;
  const { alerting, diagnostics } = alertmanagerOf({ path: 'alertmanager.yml', text }, known);
  return alerting === undefined
    ? diagnostics.map(({ code, message }) => `${code}: ${message}\n`).join('')
    : alertingText(alerting);
}

/** The part of a text that is in force. */
function inForce(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !/^\s*#/.test(line))
    .map((line) => line.replace(/ {2}# .*/, ''));
}

test('whatever a file says, its secrets stand nowhere, and the result loads next to a topology', () => {
  let routes = 0;
  fc.assert(
    fc.property(alertmanagerFiles, fc.boolean(), (text, isKnown) => {
      const yaml = textOf(text, isKnown);
      const { model, diagnostics } = load([
        root,
        topology,
        { path: 'policies/a.yaml', text: yaml },
      ]);
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      expect({ errors, isLeaking: yaml.includes(secret) }).toEqual({
        errors: [],
        isLeaking: false,
      });
      routes += model?.routes.length ?? 0;
    }),
    runs(150),
  );
  expect(routes).toBeGreaterThan(150);
});

test('what is told of a file holds no secret either', () => {
  fc.assert(
    fc.property(alertmanagerFiles, (text) => {
      const file = { path: 'alertmanager.yml', text: text.replace('"a"', '"unknown"') };
      const { diagnostics } = alertmanagerOf(file, undefined);
      expect(JSON.stringify(diagnostics)).not.toContain(secret);
    }),
    runs(50),
  );
});

const receivers = `receivers:
  - name: mail
    email_configs: [{ to: "Ops <ops@acme.example>, dev@acme.example" }]
  - name: pager
    pagerduty_configs: [{ routing_key: sesame }]
  - name: chat
    slack_configs: [{ channel: shop }, { api_url: "https://x/sesame" }]
  - name: hook
    webhook_configs: [{ url: "http://u:sesame@bridge:9095/sesame" }]
  - name: genie
    opsgenie_configs: [{ api_key: sesame }]
  - name: nobody
`;

test('each receiver becomes the nearest kind of channel', () => {
  const routes = ['mail', 'pager', 'chat', 'hook', 'genie', 'nobody'].map(
    (receiver, index) => `    - { receiver: ${receiver}, match: { team: t${index} } }\n`,
  );
  const text = textOf(`route:\n  receiver: mail\n  routes:\n${routes.join('')}${receivers}`);
  const lines = inForce(text);
  expect(lines.slice(1, lines.indexOf('routes:'))).toEqual([
    'channels:',
    '  chat-slack: { slack: { channel: "#shop", token: { env: TOWER_SECRET_SLACK } } }',
    '  chat-slack-2: { slack: { webhook: { env: TOWER_SECRET_CHAT_SLACK_2 } } }',
    '  genie: { file: { path: var/genie.ndjson } }',
    '  hook: { webhook: { url: "http://bridge:9095/", format: alertmanager } }',
    '  mail: { email: { to: ["ops@acme.example", "dev@acme.example"] } }',
    '  nobody: { file: { path: var/nobody.ndjson } }',
    '  pager: { pagerduty: { routingKey: { env: TOWER_SECRET_PAGER } } }',
  ]);
});

const routeRows: readonly (readonly [what: string, routes: string, expected: readonly string[]])[] =
  [
    [
      'a severity is a guess of priorities, and a team an owner',
      '    - { receiver: pager, matchers: [severity="critical", team=~"x|y"] }',
      ['match: { owner: [x, "y"], priority: [p1, p2, p3] }', 'notify: [pager]'],
    ],
    [
      'what is inside of a route stands before it, and has its settings',
      `    - match: { team: x }
      receiver: chat
      group_by: [team]
      group_wait: 1m30s
      group_interval: 1w
      routes: [{ match: { severity: P2 } }]`,
      [
        'match: { owner: x, priority: p2 }',
        'notify: [chat-slack, chat-slack-2]',
        'groupBy: [owner]',
        'groupWait: 1m30s',
        'groupInterval: 7d',
        'repeat: 7d',
        'match: { owner: x }',
        'notify: [chat-slack, chat-slack-2]',
        'groupBy: [owner]',
        'groupWait: 1m30s',
        'groupInterval: 7d',
        'repeat: 7d',
      ],
    ],
    [
      'what goes on is told together with what comes behind',
      `    - { receiver: hook, continue: true }
    - { receiver: pager, match: { team: x } }`,
      ['match: { owner: x }', 'notify: [hook, pager]', 'notify: [hook]'],
    ],
    [
      'a name of an alert, a pattern and an empty value are not in force',
      `    - { receiver: pager, matchers: [alertname=Watchdog] }
    - { receiver: pager, matchers: ['team=~"x.*"'] }
    - { receiver: pager, matchers: ['team=""'] }`,
      [],
    ],
    [
      'one thing may be left out, and not two',
      `    - { receiver: pager, matchers: [env!=prod] }
    - { receiver: hook, matchers: [env!=prod, team!=x] }`,
      ['match: { not: { labels: { env: prod } } }', 'notify: [pager]'],
    ],
    [
      'what nothing can be is left out, and so is what others take',
      `    - { receiver: pager, matchers: [team=x], routes: [{ matchers: [team=y] }] }
    - { receiver: hook, matchers: [team=x, env=prod] }`,
      ['match: { owner: x }', 'notify: [pager]'],
    ],
    [
      'times that come back every week are kept',
      `    - { receiver: pager, matchers: [team=x], active_time_intervals: [office] }
    - { receiver: pager, matchers: [team=y], active_time_intervals: [xmas] }
    - { receiver: pager, matchers: [team=z], mute_time_intervals: [office] }`,
      [
        'match: { owner: x }',
        'notify: [pager]',
        'active: { weekly: { days: [mon, tue, wed, thu, fri, sun], start: "09:30", for: 7h30m }, timezone: Europe/Oslo }',
        'match: { owner: "y" }',
        'notify: [pager]',
        'match: { owner: z }',
        'notify: [pager]',
      ],
    ],
  ];

const times = `time_intervals:
  - name: office
    time_intervals:
      - weekdays: ["monday:friday", sunday]
        times: [{ start_time: "09:30", end_time: "17:00" }]
        location: Europe/Oslo
  - name: xmas
    time_intervals: [{ months: [december] }]
`;

test.each(routeRows)('%s', (_what, routes, expected) => {
  const text = textOf(`${times}route:\n  receiver: mail\n  routes:\n${routes}\n${receivers}`);
  const lines = inForce(text);
  const own = lines.slice(lines.indexOf('routes:') + 1).map((line) => line.replace(/^[ -]+/, ''));
  // The route that takes the rest comes last, unless one before it takes everything.
  expect(own.at(-1) === 'notify: [mail]' ? own.slice(0, -1) : own).toEqual(expected);
});

test('beside a topology, services are systems, and a route for none of them is not in force', () => {
  const text = textOf(
    `route:
  receiver: mail
  routes:
    - { receiver: pager, match: { service: Web_Shop } }
    - { receiver: pager, match: { app: Orders, env: prod } }
    - { receiver: pager, match: { team: nobody } }
${receivers}`,
    true,
  );
  const lines = inForce(text);
  expect(lines.slice(lines.indexOf('routes:') + 1)).toEqual([
    '  - match: { systems: [web] }',
    '    notify: [pager]',
    '  - match: { labels: { env: prod }, systems: [orders] }',
    '    notify: [pager]',
    '  - notify: [mail]',
  ]);
});

test('a line break in a name ends no comment and no line', () => {
  const lines = textOf(
    `route:
  receiver: mail
  routes:
    - { receiver: pager, match: { team: "x\\n  in-force: 1", severity: "y\\n  in-force: 2" } }
${receivers}`,
  );
  expect(lines.split('\n').filter((line) => /^\s*in-force/.test(line))).toEqual([]);
  expect(lines).toContain('match: { owner: "x\\n  in-force: 1" }');
});

test.each([
  ['route: { receiver: x }\nreceivers: [{ name: mail }]\n', '`x` is not a receiver of this file'],
  ['route: {}\n', '`route` names no `receiver`'],
  ['route: 7\n', '`route` is not a map'],
  ['route: { receiver: a, routes: 7 }\nreceivers: [{ name: a }]\n', '`route.routes` is not a list'],
  [
    'route: { receiver: a }\nreceivers: [{ name: a }, { name: a }]\n',
    'two receivers are called `a`',
  ],
  ['route: { receiver: a }\nreceivers: [{ name: a }, {}]\n', 'a receiver has no `name`'],
  [
    'route: { receiver: a, group_wait: soon }\nreceivers: [{ name: a }]\n',
    '`route.group_wait` is not a duration',
  ],
  [
    'route: { receiver: a, routes: [{ matchers: ["x y"] }] }\nreceivers: [{ name: a }]\n',
    '`route.routes[0].matchers[0]` is not a matcher',
  ],
  [
    'route: { receiver: a, matchers: ["x=y"] }\nreceivers: [{ name: a }]\n',
    'the outermost route has matchers: it is to take everything',
  ],
])('%j is refused', (text, message) => {
  expect(textOf(text)).toBe(`import/not-alertmanager: ${message}\n`);
});

test('routes that multiply beyond a bound are refused before they are written out', () => {
  const routes = Array.from(
    { length: 24 },
    (_, index) => `    - { continue: true, match: { label_${index}: x } }\n`,
  );
  expect(
    textOf(`route:\n  receiver: a\n  routes:\n${routes.join('')}receivers: [{ name: a }]\n`),
  ).toBe('config/too-many: the routes come to more than 2,000 when each is written out\n');
});

test('what has no counterpart is told where it stands', () => {
  const text = `route:
  receiver: mail
  routes:
    - matchers: [alertname=Watchdog]
inhibit_rules:
  - { source_matchers: [severity=critical], target_matchers: [severity=warning], equal: [service] }
receivers:
  - name: mail
    email_configs: [{ to: ops@acme.example }]
`;
  const { diagnostics } = alertmanagerOf({ path: 'alertmanager.yml', text }, undefined);
  expect(diagnostics.map(({ code, severity, at }) => [code, severity, at.line, at.column])).toEqual(
    [
      ['import/no-counterpart', 'info', 4, 7],
      ['import/no-counterpart', 'info', 5, 1],
    ],
  );
});
