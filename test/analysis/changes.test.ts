import { expect, test } from 'vitest';
import { changesBetween } from '../../src/analysis/changes.ts';
import { affectedBy, modelOfBoth, withChanges } from '../../src/analysis/graph-changes.ts';
import { load } from '../../src/config/load.ts';
import { graphView } from '../../src/graph/view.ts';
import type { Changes } from '../../src/model/changes.ts';
import type { Model } from '../../src/model/model.ts';

function loaded(text: string): Model {
  const { model, diagnostics } = load([{ path: 'tower.yaml', text: `tower: v1\n${text}` }]);
  if (model === undefined) {
    throw new Error(JSON.stringify(diagnostics.filter(({ severity }) => severity === 'error')));
  }
  return model;
}

const none: Changes = { nodes: [], edges: [] };

const base = `
systems:
  web: { type: service, dependsOn: { api: hard } }
  api: { type: service, dependsOn: { db: soft } }
  db: { type: database }
groups:
  pool: { members: [api, db], need: 1 }
`;

test.each([
  { what: 'nothing', before: base, after: base, changes: none },
  {
    what: 'the place where something is written',
    before: base,
    after: `# moved\n${base.replace('  db:', '\n\n  db:')}`,
    changes: none,
  },
  {
    what: 'a value',
    before: base,
    after: base.replace('{ type: database }', '{ type: database, replicas: 2, owner: data }'),
    changes: {
      nodes: [{ id: 'db', kind: 'system', change: 'changed', fields: ['owner', 'replicas'] }],
      edges: [],
    },
  },
  {
    what: 'a kind of dependency',
    before: base,
    after: base.replace('db: soft', 'db: { kind: soft, retries: 2 }'),
    changes: {
      nodes: [{ id: 'api', kind: 'system', change: 'changed', fields: ['dependsOn'] }],
      edges: [{ from: 'api', to: 'db', change: 'changed' }],
    },
  },
  {
    what: 'what a kind means',
    before: base,
    after: `catalog: { dependencyKinds: { soft: { impact: 0.7 } } }\n${base}`,
    changes: { nodes: [], edges: [{ from: 'api', to: 'db', change: 'changed' }] },
  },
  {
    what: 'a threshold',
    before: base,
    after: `${base}thresholds: { slow: { match: { systems: [web] }, signal: latency, warn: 200 } }\n`,
    changes: {
      nodes: [{ id: 'web', kind: 'system', change: 'changed', fields: ['thresholds'] }],
      edges: [],
    },
  },
  {
    what: 'a system for another one, and a group',
    before: base,
    after: base
      .replace('  db: { type', '  store: { type')
      .replace('db: soft', 'store: soft')
      .replace('[api, db]', '[api, store]'),
    changes: {
      nodes: [
        { id: 'api', kind: 'system', change: 'changed', fields: ['dependsOn'] },
        { id: 'db', kind: 'system', change: 'removed', fields: [] },
        { id: 'pool', kind: 'group', change: 'changed', fields: ['members'] },
        { id: 'store', kind: 'system', change: 'added', fields: [] },
      ],
      edges: [
        { from: 'api', to: 'db', change: 'removed' },
        { from: 'api', to: 'store', change: 'added' },
        { from: 'pool', to: 'db', change: 'removed' },
        { from: 'pool', to: 'store', change: 'added' },
      ],
    },
  },
  {
    what: 'a group that becomes a system',
    before: base,
    after: base.replace(
      /groups:\n {2}pool: .*\n/,
      '  pool: { type: service, dependsOn: { db: hard } }\n',
    ),
    changes: {
      nodes: [
        { id: 'pool', kind: 'group', change: 'removed', fields: [] },
        { id: 'pool', kind: 'system', change: 'added', fields: [] },
      ],
      edges: [
        { from: 'pool', to: 'api', change: 'removed' },
        { from: 'pool', to: 'db', change: 'changed' },
      ],
    },
  },
] as const)('$what is a change, or is none', ({ before, after, changes }) => {
  expect(changesBetween(loaded(before), loaded(after))).toEqual(changes);
});

test('added and removed change places when time runs backwards', () => {
  const other = loaded(
    `${base.replace('db: soft', 'cache: soft')}`.replace(
      '  db: {',
      '  cache: { type: cache }\n  db: {',
    ),
  );
  const swapped = { added: 'removed', removed: 'added', changed: 'changed' } as const;
  const there = changesBetween(loaded(base), other);
  const back = changesBetween(other, loaded(base));
  expect(back.nodes.map(({ id, change }) => [id, change])).toEqual(
    there.nodes.map(({ id, change }) => [id, swapped[change]]),
  );
  expect(back.edges).toEqual(
    there.edges.map((edge) => ({ ...edge, change: swapped[edge.change] })),
  );
});

test('a view of changes shows what changed, what depends on it and the other ends of edges that changed', () => {
  const before = loaded(`
systems:
  top: { type: service, dependsOn: { web: hard } }
  web: { type: service, dependsOn: { old: soft } }
  old: { type: database }
  lone: { type: service }`);
  const after = loaded(`
systems:
  top: { type: service, dependsOn: { web: hard } }
  web: { type: service, dependsOn: { new: hard } }
  new: { type: database, dependsOn: { base: data } }
  base: { type: service, dependsOn: { far: hard } }
  far: { type: service }
  lone: { type: service }`);
  const both = modelOfBoth(before, after);
  const changes = changesBetween(before, after);
  const affected = affectedBy(both, changes);
  const view = withChanges(graphView(both, { only: affected.shown }), changes, affected);
  expect(view.nodes.map(({ id, change }) => [id, change])).toEqual([
    ['base', 'added'],
    ['far', 'added'],
    ['new', 'added'],
    ['old', 'removed'],
    ['top', 'affected'],
    ['web', 'changed'],
  ]);
  expect(view.edges.map(({ from, to, kind, change }) => [from, to, kind, change])).toEqual([
    ['base', 'far', 'hard', 'added'],
    ['new', 'base', 'data', 'added'],
    ['top', 'web', 'hard', undefined],
    ['web', 'new', 'hard', 'added'],
    ['web', 'old', 'soft', 'removed'],
  ]);
  expect(view.omitted).toBe(1);
  const counts = { added: 3, removed: 1, changed: 1, affected: 1 };
  expect(view.changes).toEqual(counts);
  const part = graphView(both, { only: affected.shown, focus: 'far', depth: 0 });
  expect(withChanges(part, changes, affected)).toMatchObject({ omitted: 6, changes: counts });
});
