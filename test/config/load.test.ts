import fc from 'fast-check';
import { expect, test } from 'vitest';
import { load } from '../../src/config/load.ts';
import type { Model, System } from '../../src/model/model.ts';

/** The model of one file, or the messages that stand in its way. */
function modelOf(yaml: string): Model {
  const { model, diagnostics } = load([{ path: 'main.yaml', text: `tower: v1\n${yaml}` }]);
  if (model === undefined) {
    throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  }
  return model;
}

function systemOf(yaml: string, id = 'web'): System {
  const system = modelOf(yaml).systemById.get(id);
  if (system === undefined) {
    throw new Error(`there is no ${id}`);
  }
  return system;
}

const winners: readonly {
  readonly title: string;
  readonly matches: Readonly<Record<string, string>>;
  readonly winner: string;
}[] = [
  {
    title: 'an id beats labels',
    matches: { a: 'systems: [web]', b: 'labels: {tier: front, app: shop}' },
    winner: 'a',
  },
  {
    title: 'labels beat owner, region and criticality together',
    matches: { a: 'owner: shop, region: eu, criticality: medium', b: 'labels: {tier: front}' },
    winner: 'b',
  },
  {
    title: 'an owner beats a type',
    matches: { a: 'type: service', b: 'owner: shop' },
    winner: 'b',
  },
  {
    title: 'two labels beat one',
    matches: { a: 'labels: {tier: front}', b: 'labels: {tier: front, app: shop}' },
    winner: 'b',
  },
  {
    title: 'a type beats what only excludes',
    matches: { a: 'not: {owner: nobody}', b: 'type: service' },
    winner: 'b',
  },
  {
    title: 'an id and a type beat an id',
    matches: { a: 'systems: [web]', b: 'systems: [web], type: service' },
    winner: 'b',
  },
  {
    title: 'a selection that does not match never wins',
    matches: { a: 'systems: [db]', b: 'type: service' },
    winner: 'b',
  },
];

test.each(winners)('$title', ({ matches, winner }) => {
  const thresholds = Object.entries(matches)
    .map(([id, match]) => `  ${id}: { match: { ${match} }, signal: latency, warn: 5 }`)
    .join('\n');
  const system = systemOf(`
regions: { eu: {} }
systems:
  web: { type: service, owner: shop, region: eu, labels: { tier: front, app: shop } }
  db: { type: database }
thresholds:
${thresholds}`);
  expect([...system.thresholds].map(([signal, { id }]) => [signal, id])).toEqual([
    ['latency', winner],
  ]);
});

const selections: readonly (readonly [string, readonly string[]])[] = [
  ['systems: [web, db]', ['db', 'web']],
  ['type: service', ['edge', 'web']],
  ['type: [database, gateway]', ['db', 'edge']],
  ['owner: shop', ['web']],
  ['owner: [shop, data]', ['db', 'web']],
  ['criticality: [critical, medium]', ['db', 'edge', 'web']],
  ['labels: { tier: front }', ['edge', 'web']],
  ['labels: { tier: [front, back] }', ['db', 'edge', 'web']],
  ['labels: { tier: front, zone: a }', ['web']],
  ['not: { type: service }', ['db']],
  ['type: service, not: { owner: shop }', ['edge']],
];

test.each(selections)('a match of `%s` selects %j', (match, expected) => {
  const model = modelOf(`
types: { gateway: { extends: service } }
systems:
  web: { type: service, owner: shop, labels: { tier: front, zone: a } }
  edge: { type: gateway, labels: { tier: front } }
  db: { type: database, owner: data, criticality: critical, replicas: 2, labels: { tier: back } }
maintenance:
  window: { match: { ${match} }, once: { start: "2026-12-05T22:00", for: 2h }, timezone: UTC, reason: Upgrade }`);
  const [window] = model.windows;
  expect(model.systems.filter((system) => window?.matches(system)).map(({ id }) => id)).toEqual(
    expected,
  );
});

test('the defaults of a file give what a system does not say, and labels are merged', () => {
  const system = systemOf(`
defaults: { owner: shop, region: eu, zone: eu-1, criticality: low, labels: { app: shop, tier: back } }
regions: { eu: { zones: [eu-1] } }
systems:
  web: { type: service, criticality: high, replicas: 2, labels: { tier: front } }`);
  const { owner, region, zone, criticality, labels } = system;
  expect({ owner, region, zone, criticality, labels: [...labels] }).toEqual({
    owner: 'shop',
    region: 'eu',
    zone: 'eu-1',
    criticality: 'high',
    labels: [
      ['app', 'shop'],
      ['tier', 'front'],
    ],
  });
  const lineOf = (key: string): number | undefined => system.origins.get(key)?.line;
  expect([
    lineOf('owner'),
    lineOf('criticality'),
    lineOf('labels.app'),
    lineOf('labels.tier'),
  ]).toEqual([3, 6, 3, 6]);
});

test('defaults reach the systems of their own file only', () => {
  const { model } = load([
    { path: 'a.yaml', text: 'tower: v1\ndefaults: {owner: a}\nsystems: {one: {type: service}}' },
    { path: 'b.yaml', text: 'tower: v1\nsystems: {two: {type: service}}' },
  ]);
  expect(model?.systems.map(({ id, owner }) => [id, owner])).toEqual([
    ['one', 'a'],
    ['two', undefined],
  ]);
});

test('a row of the catalog replaces only the keys that it names', () => {
  const { catalog } = modelOf(`
catalog:
  criticalities: { critical: { every: 5s } }
  dependencyKinds: { mirror: { impact: 0.3, propagates: false } }
  protocols: { rest: { timeout: 3s } }
  severities: { warn: { critical: p1 } }
types:
  agent: { weight: 0.5 }
  planner: { extends: agent, signals: [latency] }`);
  expect(catalog.criticalities.critical).toEqual({
    rank: 3,
    weight: 800,
    responseSlaMs: 300_000,
    redundancy: true,
    everyMs: 5_000,
  });
  expect(catalog.kinds.get('mirror')).toEqual({ id: 'mirror', impact: 30, propagates: false });
  expect(catalog.protocols.get('rest')).toEqual({ id: 'rest', timeoutMs: 3_000, retryable: true });
  expect(catalog.severities.warn).toEqual({ critical: 'p1', high: 'p3', medium: 'p4', low: 'p5' });
  expect(catalog.types.get('agent')).toEqual({
    id: 'agent',
    weight: 50,
    signals: ['error_rate', 'queue_depth', 'task_completion'],
    ancestors: [],
  });
  expect(catalog.types.get('planner')).toEqual({
    id: 'planner',
    weight: 50,
    signals: ['latency'],
    ancestors: ['agent'],
  });
});

test('a signal that is given words loses its direction and range, and the other way round', () => {
  const { signals } = modelOf(`
signals:
  latency: { values: [fast, slow] }
  status: { better: higher, min: 0 }`);
  expect([signals.get('latency'), signals.get('status')]).toEqual([
    {
      id: 'latency',
      unit: undefined,
      better: 'lower',
      min: undefined,
      max: undefined,
      values: ['fast', 'slow'],
      absentAs: undefined,
      prometheus: undefined,
    },
    {
      id: 'status',
      unit: undefined,
      better: 'higher',
      min: 0,
      max: undefined,
      values: undefined,
      absentAs: undefined,
      prometheus: undefined,
    },
  ]);
});

test('a dependency takes its time limit from its protocol, and null is none', () => {
  const { dependsOn } = systemOf(`
systems:
  web:
    type: service
    dependsOn:
      a: { kind: soft, protocol: rest }
      b: { kind: soft, protocol: rest, timeout: 2s, retries: 1 }
      c: { kind: data, protocol: event_stream }
      d: hard
  a: { type: service }
  b: { type: service }
  c: { type: queue }
  d: { type: database }`);
  expect(
    dependsOn.map(({ to, kind, timeoutMs, retries }) => [to, kind, timeoutMs, retries]),
  ).toEqual([
    ['a', 'soft', 30_000, 0],
    ['b', 'soft', 2_000, 1],
    ['c', 'data', undefined, 0],
    ['d', 'hard', undefined, 0],
  ]);
});

test('a level takes `for` and `clear` from its threshold unless it has its own, and a percentage lies inside the limit', () => {
  const threshold = systemOf(`
systems: { web: { type: service } }
thresholds:
  slow:
    match: { systems: [web] }
    signal: latency
    for: 1m
    clear: 10%
    warn: 200
    critical: { at: 400, for: 30s, clear: 250, as: offline }
  available:
    match: { systems: [web] }
    signal: availability
    warn: { at: 0.5, clear: 20% }`).thresholds;
  const levels = [...threshold.values()].flatMap(({ warn, critical }) => [warn, critical]);
  expect(levels.map((level) => level && [level.limit, level.clear, level.forMs, level.as])).toEqual(
    [
      [0.5, 0.6, 0, 'degraded'],
      undefined,
      [200, 180, 60_000, 'degraded'],
      [400, 250, 30_000, 'offline'],
    ],
  );
});

test('policies are in order of priority, then of file and place', () => {
  const policy = (id: string, extra = ''): string =>
    `  ${id}: { enforcement: warn, scope: repo, ${extra} message: m, require: { fact: repo, path: $.cycles, operator: equal, value: 0 } }`;
  const { model } = load([
    {
      path: 'b.yaml',
      text: `tower: v1\npolicies:\n${policy('late')}\n${policy('first', 'priority: 9,')}`,
    },
    { path: 'a.yaml', text: `tower: v1\npolicies:\n${policy('zebra')}\n${policy('ant')}` },
  ]);
  expect(model?.policies.map(({ id }) => id)).toEqual(['first', 'zebra', 'ant', 'late']);
});

test('the revision depends on the content of the files and not on their order', () => {
  const files = [
    { path: 'a.yaml', text: 'tower: v1\nsystems: {one: {type: service}}' },
    { path: 'b.yaml', text: 'tower: v1\nsystems: {two: {type: service}}' },
  ];
  const [first, second] = [load(files).model, load([...files].reverse()).model];
  expect(first?.revision).toMatch(/^[0-9a-f]{12}$/);
  expect(second?.revision).toBe(first?.revision);
  const changed = files.map((file) => ({ ...file, text: `${file.text}\n` }));
  expect(load(changed).model?.revision).not.toBe(first?.revision);
});

test('`constructor` is an id like any other', () => {
  const model = modelOf(`
systems:
  constructor: { type: service, dependsOn: { valueof: hard } }
  valueof: { type: service }
thresholds:
  tostring: { match: { systems: [constructor] }, signal: latency, warn: 5 }`);
  expect(model.systems.map(({ id, thresholds }) => [id, [...thresholds.keys()]])).toEqual([
    ['constructor', ['latency']],
    ['valueof', []],
  ]);
});

test('loading never throws, whatever the text', () => {
  const scraps = fc.constantFrom(
    'tower: v1\n',
    'systems:\n',
    '  web: { type: service',
    ' }\n',
    '  - ',
    'thresholds: ',
    '{ all: [',
    '__proto__: ',
    '&a ',
    '*a ',
    '!!js ',
    '\t',
    '"',
    '\u0000',
    '? ',
    '|\n',
    'policies: { p: { scope: system, require: { any: [] } } }\n',
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(scraps, fc.string({ maxLength: 8 })), { maxLength: 12 }),
      (parts) => {
        const { model, diagnostics } = load([{ path: 'tower.yaml', text: parts.join('') }]);
        const hasErrors = diagnostics.some(({ severity }) => severity === 'error');
        expect(model === undefined).toBe(hasErrors);
      },
    ),
    { numRuns: 100 },
  );
});
