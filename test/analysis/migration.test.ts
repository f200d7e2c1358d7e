import { expect, test } from 'vitest';
import { gateOf, rehearse } from '../../src/analysis/migration.ts';
import { load } from '../../src/config/load.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState, saveState } from '../../src/evaluate/state.ts';
import type { Migration } from '../../src/model/migration.ts';
import type { Model } from '../../src/model/model.ts';

const at = '2026-11-21T12:00:00Z';

function modelOf(text: string): Model {
  const { model, diagnostics } = load([{ path: 'tower.yaml', text }]);
  if (model === undefined) {
    throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  }
  return model;
}

const shop = `tower: v1
systems:
  api: { type: service, criticality: critical, replicas: 2, dependsOn: { db: hard } }
  db: { type: database, criticality: high }
  web: { type: service, dependsOn: { api: hard } }
thresholds:
  queries: { match: { type: database }, signal: query_time, warn: 100, critical: 400 }
  slow: { match: { type: service }, signal: latency, critical: { at: 400, for: 30s } }
`;

/** What a change of the text does while `db` fires, and `web` fires where it is slow. */
function migrated(change: (text: string) => string, text = shop): Migration {
  const before = modelOf(text);
  const { state, report } = evaluate(before, emptyState(), {
    at,
    signals: { db: { query_time: 500 }, web: { latency: 100 } },
  });
  const kept = JSON.stringify(saveState(before, state));
  const migration = rehearse(
    { model: before, state },
    modelOf(change(text)),
    state.at + 1_000,
  ).migration;
  expect(JSON.stringify(saveState(before, state))).toBe(kept);
  expect(
    rehearse({ model: before, state, report }, modelOf(change(text)), state.at + 1_000).migration,
  ).toEqual(migration);
  return migration;
}

const nothing: Migration = {
  changes: 0,
  changed: [],
  systems: { before: 3, added: [], removed: [], renamed: [] },
  alerts: { firingBefore: 1, resolve: [], fire: [] },
  emptied: [],
  spofs: { added: [], removed: [] },
  findings: { before: 0, after: 0 },
  rerouted: [],
};

test('where something is written is no change', () => {
  expect(migrated((text) => `# a comment\n\n${text}`)).toEqual(nothing);
});

test('a removed system takes its alerts with it, and whom it took down', () => {
  const { alerts, ...rest } = migrated((text) =>
    text.replace(/ {2}db: .*\n/, '').replace(', dependsOn: { db: hard }', ''),
  );
  expect(rest).toEqual({
    emptied: [],
    findings: nothing.findings,
    rerouted: [],
    changes: 2,
    changed: [
      { section: 'systems', id: 'db', change: 'removed', words: '', file: 'tower.yaml' },
      {
        section: 'systems',
        id: 'api',
        change: 'changed',
        words: 'no longer needs db',
        file: 'tower.yaml',
      },
    ],
    systems: { before: 3, added: [], removed: ['db'], renamed: [] },
    spofs: { added: [], removed: ['db'] },
  });
  expect([alerts.firingBefore, alerts.resolve.length, alerts.fire]).toEqual([1, 1, []]);
});

test('what has another id now is neither gone nor new, and its alert does not end', () => {
  const renamed = (text: string): string =>
    text
      .replace('{ db: hard }', '{ orders-db: hard }')
      .replace('db: { type', 'orders-db: { renamedFrom: db, type')
      .replace('queries: {', 'query-time: { renamedFrom: [questions, queries],');
  expect(migrated(renamed)).toEqual({
    ...nothing,
    changes: 3,
    changed: [
      {
        section: 'systems',
        id: 'orders-db',
        change: 'renamed',
        words: 'was db',
        file: 'tower.yaml',
      },
      {
        section: 'thresholds',
        id: 'query-time',
        change: 'renamed',
        words: 'was queries',
        file: 'tower.yaml',
      },
      {
        section: 'systems',
        id: 'api',
        change: 'changed',
        words: 'no longer needs db, needs orders-db',
        file: 'tower.yaml',
      },
    ],
    systems: { ...nothing.systems, renamed: [{ from: 'db', to: 'orders-db' }] },
  });
});

interface Worded {
  readonly from: string;
  readonly to: string;
  readonly section: string;
  readonly id: string;
  readonly words: string;
}

const worded: readonly Worded[] = [
  {
    from: 'critical: 400 }',
    to: 'critical: 450 }',
    section: 'thresholds',
    id: 'queries',
    words: 'critical 400 → 450',
  },
  {
    from: 'warn: 100, critical: 400',
    to: 'critical: 400',
    section: 'thresholds',
    id: 'queries',
    words: 'warn 100 → none',
  },
  {
    from: 'for: 30s',
    to: 'for: 1m',
    section: 'thresholds',
    id: 'slow',
    words: 'critical for 30s → 1m',
  },
  {
    from: 'type: database }, signal',
    to: 'type: [database] }, keepFiring: 2m, signal',
    section: 'thresholds',
    id: 'queries',
    words: 'keepFiring 0s → 2m, match',
  },
  {
    from: 'replicas: 2',
    to: 'replicas: 3',
    section: 'systems',
    id: 'api',
    words: 'replicas 2 → 3',
  },
  {
    from: 'criticality: high }',
    to: 'criticality: critical, owner: data, name: Orders, replicas: 2 }',
    section: 'systems',
    id: 'db',
    words: 'criticality high → critical, name db → Orders, owner none → data and 1 more',
  },
  { from: 'api: hard', to: 'api: soft', section: 'systems', id: 'web', words: 'dependsOn' },
  {
    from: 'tower: v1',
    to: 'tower: v1\nconfig: { name: shop }',
    section: 'config',
    id: 'name',
    words: 'tower → shop',
  },
  {
    from: 'tower: v1',
    to: 'tower: v1\ncatalog: { dependencyKinds: { soft: { impact: 0.7 } } }',
    section: 'catalog',
    id: 'kinds',
    words: '',
  },
];

test.each(worded)('$to is told as $words', ({ from, to, section, id, words }) => {
  expect(shop).toContain(from);
  const { changed } = migrated((text) => text.replace(from, to));
  expect(changed.find((part) => part.section === section && part.id === id)).toEqual({
    section,
    id,
    change: 'changed',
    words,
    file: section === 'config' || section === 'catalog' ? '' : 'tower.yaml',
  });
});

interface Gated {
  readonly name: string;
  readonly resolve?: number;
  readonly firing?: number;
  readonly removed?: number;
  readonly systems?: number;
  readonly reason: string | undefined;
}

const gates: readonly Gated[] = [
  { name: 'nothing happens', reason: undefined },
  { name: 'a fifth resolves', resolve: 2, firing: 10, reason: undefined },
  {
    name: 'more than a fifth resolves',
    resolve: 3,
    firing: 14,
    reason: '3 of 14 firing alerts would resolve (21.4 %, more than 20 %)',
  },
  { name: 'one of few resolves', resolve: 1, firing: 3, reason: undefined },
  {
    name: 'more than a fifth of the systems goes',
    removed: 6,
    systems: 20,
    reason: '6 of 20 systems would go (30 %, more than 20 %)',
  },
  { name: 'the only system goes', removed: 1, systems: 1, reason: undefined },
  {
    name: 'both',
    resolve: 2,
    firing: 2,
    removed: 2,
    systems: 3,
    reason:
      '2 of 2 firing alerts would resolve (100 %, more than 20 %); 2 of 3 systems would go (66.7 %, more than 20 %)',
  },
];

test.each<readonly [string, Migration['emptied'], string | undefined]>([
  ['all channels go', [{ section: 'channels', before: 3 }], 'all 3 channels would go'],
  ['the only channel goes', [{ section: 'channels', before: 1 }], undefined],
  [
    'a file of policies is empty',
    [
      { section: 'channels', before: 2 },
      { section: 'thresholds', before: 30 },
    ],
    'all 2 channels would go; all 30 thresholds would go',
  ],
])('of sections of which nothing is left: %s', (_, emptied, reason) => {
  expect(gateOf({ ...nothing, emptied })).toBe(reason);
});

test.each(gates)('$name', ({ resolve = 0, firing = 0, removed = 0, systems = 0, reason }) => {
  const ids = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, id) => `${id}`);
  expect(
    gateOf({
      ...nothing,
      alerts: { firingBefore: firing, resolve: ids(resolve), fire: [] },
      systems: { before: systems, added: [], removed: ids(removed), renamed: [] },
    }),
  ).toBe(reason);
});
