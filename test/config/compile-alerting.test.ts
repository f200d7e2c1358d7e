import { expect, test } from 'vitest';
import { fitting } from '../../src/config/fits.ts';
import { load } from '../../src/config/load.ts';
import type { Schema } from '../../src/config/schema-error.ts';
import { towerSchemaText } from '../../src/config/schema-texts.generated.ts';
import { readSource } from '../../src/config/source.ts';
import type { Model, Route, System } from '../../src/model/model.ts';

const text = `tower: v1
systems:
  db: { type: database, criticality: critical, owner: data, replicas: 2 }
  web: { type: service, owner: shop }
thresholds:
  slow: { match: { systems: [web] }, signal: latency, warn: 200, reopenWithin: 0s }
  full: { match: { systems: [db] }, signal: disk_usage, warn: 0.8, reopenWithin: 1h }
  down: { match: { systems: [db] }, signal: availability, warn: 0.9 }
channels:
  a-pager: { pagerduty: { routingKey: { env: TOWER_SECRET_PAGER } } }
  b-app: { slack: { channel: "#shop", token: { file: slack } } }
  c-hook: { slack: { webhook: { env: TOWER_SECRET_HOOK } } }
  d-mail: { email: { to: [a@shop.example, b@shop.example], from: tower@shop.example } }
  e-text: { sms: { to: ["+14155550100"], from: Tower, account: AC1, token: { file: sms } } }
  f-web: { webhook: { url: "https://hooks.shop.example", format: alertmanager, token: { file: web } } }
  g-file: { file: { path: var/notifications.ndjson } }
  h-out: { stdout: {} }
executors: { restart: { webhook: { url: "https://automation.shop.example" } } }
escalations:
  short:
    steps:
      - { level: manager, notify: [e-text], run: restart }
  long:
    steps:
      - { level: on_call, notify: [c-hook, a-pager], wait: 1h30m }
      - { level: team_lead, notify: [d-mail] }
    acknowledge: { stops: false, expires: 4h }
    repeat: 2h
routes:
  - match: { owner: data, type: [database, cache], priority: [p2, p1] }
    escalation: long
    notify: [h-out, b-app]
    groupBy: [type, owner]
    groupWait: 0s
    groupInterval: 1m
    repeat: never
  - match: { priority: p5 }
    notify: [f-web]
    active: { weekly: { days: [fri, mon], start: "09:30", for: 8h }, timezone: Europe/Amsterdam }
  - match: { not: { owner: data } }
    escalation: short
  - notify: [g-file]
silences:
  z-all:
    match: { owner: shop }
    until: 2026-12-05T22:00:00Z
    reason: Moved to other machines.
  a-part:
    match: { type: database }
    thresholds: [full, down]
    from: "2026-12-05T22:00:00+01:00"
    until: 2026-12-05T22:00:00.5Z
    reason: New disks.
    createdBy: m.ito
`;

function modelOf(written: string): Model {
  const { model, diagnostics } = load([{ path: 'tower.yaml', text: written }]);
  if (model === undefined) {
    throw new Error(JSON.stringify(diagnostics));
  }
  return model;
}

/** Where something stands in the text, by its path and line. */
function place({ at }: { readonly at: { readonly path: string; readonly line: number } }): string {
  return `${at.line} ${at.path}`;
}

const model = modelOf(text);

test('the configuration of all that there is says nothing', () => {
  expect(model.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
});

test('the quick test of the schema knows every keyword of these sections', () => {
  const fits = fitting(JSON.parse(towerSchemaText) as Schema);
  const { source } = readSource({ path: 'tower.yaml', text });
  const { source: wrong } = readSource({
    path: 'tower.yaml',
    text: text.replace('escalation: short', 'groupWait: 1m'),
  });
  expect([fits(source?.value), fits(wrong?.value)]).toEqual([true, false]);
});

test('channels are what is written, and know whether they reach a person', () => {
  expect(
    [...model.channels.values()].map(({ at, ...channel }) => [channel, place({ at })]),
  ).toEqual(
    [
      ['a-pager', 'pagerduty', true, { routingKey: { env: 'TOWER_SECRET_PAGER' } }],
      ['b-app', 'slack', true, { channel: '#shop', token: { file: 'slack' } }],
      ['c-hook', 'slack', true, { webhook: { env: 'TOWER_SECRET_HOOK' } }],
      [
        'd-mail',
        'email',
        true,
        { to: ['a@shop.example', 'b@shop.example'], from: 'tower@shop.example' },
      ],
      [
        'e-text',
        'sms',
        true,
        { to: ['+14155550100'], from: 'Tower', account: 'AC1', token: { file: 'sms' } },
      ],
      [
        'f-web',
        'webhook',
        false,
        { url: 'https://hooks.shop.example', format: 'alertmanager', token: { file: 'web' } },
      ],
      ['g-file', 'file', false, { path: 'var/notifications.ndjson' }],
      ['h-out', 'stdout', false, {}],
    ].map(([id, kind, isPerson, settings], index) => [
      { id, kind, isPerson, settings },
      `${10 + index} $.channels.${String(id)}`,
    ]),
  );
  expect([...model.channels.keys()]).toEqual([...model.channels.keys()].sort());
});

test('escalations have their steps in order and every default', () => {
  const plain = [...model.escalations.values()].map((escalation) => ({
    ...escalation,
    at: place(escalation),
    steps: escalation.steps.map((step) => ({ ...step, at: place(step) })),
  }));
  expect(plain).toEqual([
    {
      id: 'long',
      steps: [
        {
          level: 'on_call',
          notify: ['c-hook', 'a-pager'],
          run: undefined,
          waitMs: 5_400_000,
          at: '25 $.escalations.long.steps[0]',
        },
        {
          level: 'team_lead',
          notify: ['d-mail'],
          run: undefined,
          waitMs: undefined,
          at: '26 $.escalations.long.steps[1]',
        },
      ],
      acknowledgeStops: false,
      acknowledgeExpiresMs: 14_400_000,
      repeatMs: 7_200_000,
      hash: expect.stringMatching(/^[0-9a-f]{16}$/),
      at: '23 $.escalations.long',
    },
    {
      id: 'short',
      steps: [
        {
          level: 'manager',
          notify: ['e-text'],
          run: 'restart',
          waitMs: undefined,
          at: '22 $.escalations.short.steps[0]',
        },
      ],
      acknowledgeStops: true,
      acknowledgeExpiresMs: undefined,
      repeatMs: undefined,
      hash: expect.stringMatching(/^[0-9a-f]{16}$/),
      at: '20 $.escalations.short',
    },
  ]);
});

function hashOf(from: string, to: string): string | undefined {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return [...modelOf(changed).escalations.values()][0]?.hash;
}

test('the hash of an escalation is of what it says, and of nothing else', () => {
  const own = model.escalations.get('long')?.hash;
  const same = [
    ['escalations:\n', 'escalations:\n\n  # a comment\n'],
    ['wait: 1h30m', 'wait: 90m'],
    ['stops: false, expires: 4h', 'expires: 240m, stops: false'],
  ] as const;
  const others = [
    ['level: on_call', 'level: automated'],
    ['[c-hook, a-pager]', '[a-pager, c-hook]'],
    ['wait: 1h30m', 'wait: 91m'],
    [', wait: 1h30m', ''],
    ['notify: [d-mail]', 'notify: [d-mail], run: restart'],
    ['notify: [d-mail]', 'notify: [d-mail], wait: 4h'],
    ['stops: false', 'stops: true'],
    ['expires: 4h', 'expires: 5h'],
    ['stops: false, expires: 4h', 'stops: false'],
    ['repeat: 2h', 'repeat: never'],
  ] as const;
  const changed = others.map(([from, to]) => hashOf(from, to));
  expect(same.map(([from, to]) => hashOf(from, to))).toEqual(same.map(() => own));
  expect(new Set([own, ...changed]).size).toBe(others.length + 1);
});

/** What a route or a silence selects, as ids. */
function selected({ matches }: Pick<Route, 'matches'>): readonly string[] | undefined {
  return matches && model.systems.filter((system: System) => matches(system)).map(({ id }) => id);
}

test('routes stand in their order, with every default', () => {
  const defaults = {
    priorities: undefined,
    escalation: undefined,
    notify: [],
    groupBy: ['rootCause'],
    groupWaitMs: 30_000,
    groupIntervalMs: 300_000,
    repeatMs: 14_400_000,
    active: undefined,
  };
  const plain = model.routes.map(({ written: _, ...route }) => ({
    ...route,
    matches: selected(route),
    at: place(route),
  }));
  expect(plain).toEqual([
    {
      index: 0,
      matches: ['db'],
      priorities: ['p1', 'p2'],
      escalation: 'long',
      notify: ['h-out', 'b-app'],
      groupBy: ['owner', 'type'],
      groupWaitMs: 0,
      groupIntervalMs: 60_000,
      repeatMs: undefined,
      active: undefined,
      at: '30 $.routes[0]',
    },
    {
      ...defaults,
      index: 1,
      matches: undefined,
      priorities: ['p5'],
      notify: ['f-web'],
      active: {
        schedule: { weekly: [1, 5], hour: 9, minute: 30, forMs: 28_800_000 },
        timezone: 'Europe/Amsterdam',
      },
      at: '37 $.routes[1]',
    },
    { ...defaults, index: 2, matches: ['web'], escalation: 'short', at: '40 $.routes[2]' },
    { ...defaults, index: 3, matches: undefined, notify: ['g-file'], at: '42 $.routes[3]' },
  ]);
});

test('silences have instants, and no beginning where none is written', () => {
  const plain = model.silences.map(({ written: _, ...silence }) => ({
    ...silence,
    matches: selected(silence),
    at: place(silence),
  }));
  expect(plain).toEqual([
    {
      id: 'a-part',
      matches: ['db'],
      thresholds: ['down', 'full'],
      startsAt: Date.UTC(2026, 11, 5, 21),
      endsAt: Date.UTC(2026, 11, 5, 22, 0, 0, 500),
      reason: 'New disks.',
      createdBy: 'm.ito',
      at: '48 $.silences.a-part',
    },
    {
      id: 'z-all',
      matches: ['web'],
      thresholds: undefined,
      startsAt: Number.NEGATIVE_INFINITY,
      endsAt: Date.UTC(2026, 11, 5, 22),
      reason: 'Moved to other machines.',
      createdBy: undefined,
      at: '44 $.silences.z-all',
    },
  ]);
});

test('a threshold says how soon after its end an alert is the same episode, five minutes unless it does', () => {
  expect(model.thresholds.map(({ id, reopenWithinMs }) => [id, reopenWithinMs])).toEqual([
    ['down', 300_000],
    ['full', 3_600_000],
    ['slow', 0],
  ]);
});

test('a project may add levels to those of the catalog', () => {
  const { catalog } = modelOf('tower: v1\ncatalog: { levels: { vendor: { window: 90m } } }\n');
  expect([...catalog.levels]).toEqual([
    ['automated', 300_000],
    ['executive', 7_200_000],
    ['manager', 3_600_000],
    ['on_call', 900_000],
    ['team_lead', 1_800_000],
    ['vendor', 5_400_000],
  ]);
});

test('a project without these sections tells nobody, and that is no mistake', () => {
  const { channels, escalations, routes, silences, diagnostics } = modelOf('tower: v1\n');
  expect({ channels, escalations, routes, silences, diagnostics }).toEqual({
    channels: new Map(),
    escalations: new Map(),
    routes: [],
    silences: [],
    diagnostics: [],
  });
});
