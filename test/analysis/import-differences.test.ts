import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImportDifferences } from '../../src/model/imported.ts';
import { exampleFiles } from '../examples/project.ts';
import { runs } from '../fuzz/seed.ts';
import { differencesOf, importedFrom, modelOf } from '../import/told.ts';

function metrics(...edges: readonly string[]) {
  const lines = edges.map((edge) => {
    const [client = '', server = '', ...labels] = edge.split(' ');
    const pairs = [`client="${client}"`, `server="${server}"`, ...labels];
    return `traces_service_graph_request_total{${pairs.join(',')}} 2\n`;
  });
  return importedFrom({ path: 'metrics.txt', text: lines.join('') });
}

/** Differences in few words. */
function short(differences: ImportDifferences) {
  const { undeclared, uncalled, unknown, unseen, values, ignoredCount } = differences;
  return {
    undeclared: undeclared.map(
      ({ from, to, count, at, seenAt }) =>
        `${from}->${to} ${count} at ${at?.line ?? 'nowhere'} seen ${seenAt.line}`,
    ),
    uncalled: uncalled.map(({ from, to, kind, at }) => `${from}->${to} ${kind} at ${at.line}`),
    unknown: unknown.map(({ id, name, seenAt }) => `${id} (${name}) seen ${seenAt.line}`),
    unseen: unseen.map(({ id, at }) => `${id} at ${at.line}`),
    values: values.map(
      ({ system, key, declared, seen, at, seenAt }) =>
        `${system} ${key} ${declared} is ${seen.join(', ')} at ${at.line} seen ${seenAt.line}`,
    ),
    ignored: ignoredCount,
  };
}

const none = { undeclared: [], uncalled: [], unknown: [], unseen: [], values: [], ignored: 0 };

function compared(systems: string, ...edges: readonly string[]) {
  const text = `tower: v1\n${systems}\n`;
  return short(differencesOf(metrics(...edges), [{ path: 'tower.yaml', text }]));
}

const shop = `systems:
  web:
    type: service
    version: "2.0"
    dependsOn:
      orders: hard
      search: soft
  orders: { type: service, dependsOn: { db: hard } }
  search: { type: service }
  db: { type: database, configHash: aa }
  batch: { type: pipeline, dependsOn: { db: hard } }`;

test('each side has what the other has not', () => {
  expect(
    compared(
      shop,
      'web orders client_service_version="2.1"',
      'orders db server_tower_config_hash="bb"',
      'orders search',
      'web Legacy',
      'Legacy db',
    ),
  ).toEqual({
    undeclared: [
      'legacy->db 2 at nowhere seen 5',
      'orders->search 2 at 9 seen 3',
      'web->legacy 2 at 7 seen 4',
    ],
    uncalled: ['web->search soft at 8'],
    unknown: ['legacy (Legacy) seen 4'],
    unseen: ['batch at 12'],
    values: ['db configHash aa is bb at 11 seen 2', 'web version 2.0 is 2.1 at 5 seen 1'],
    ignored: 0,
  });
});

test('replicas of two versions differ from one that is declared', () => {
  const { values } = compared(
    'systems: { a: { type: service, version: "1", dependsOn: { b: hard } }, b: { type: service } }',
    'a b client_service_version="1"',
    'a b client_service_version="2"',
  );
  expect(values).toEqual(['a version 1 is 1, 2 at 2 seen 1']);
});

test.each<[string, string, readonly string[]]>([
  [
    'a member of a group that is declared',
    'systems: { web: { type: service, dependsOn: { bus: hard } }, b1: { type: queue }, b2: { type: queue } }\ngroups: { bus: { members: [b1, b2], need: 1 } }',
    ['web b1', 'web b2'],
  ],
  [
    'a group, where its members are declared',
    'systems: { web: { type: service, dependsOn: { b1: hard, b2: hard } }, b1: { type: queue }, b2: { type: queue } }\ngroups: { bus: { members: [b1, b2], need: 1 } }',
    ['web bus'],
  ],
  [
    'a group that calls, where a member declares it',
    'systems: { db: { type: database }, b1: { type: queue, dependsOn: { db: hard } }, b2: { type: queue } }\ngroups: { bus: { members: [b1, b2], need: 1 } }',
    ['bus db'],
  ],
  [
    'what a proxy stands for',
    'systems: { web: { type: service, dependsOn: { lb: hard } }, lb: { type: service, proxyFor: api }, api: { type: service } }',
    ['web api'],
  ],
  [
    'a proxy that calls',
    'systems: { web: { type: service }, lb: { type: service, proxyFor: api }, api: { type: service, dependsOn: { web: soft } } }',
    ['lb web'],
  ],
  [
    'a logical system, which is never seen',
    'systems: { buy: { type: service, logical: true, dependsOn: { web: hard } }, web: { type: service, dependsOn: { api: hard } }, api: { type: service } }',
    ['web api'],
  ],
  [
    'a fallback',
    'systems: { web: { type: service, dependsOn: { api: { kind: soft, fallback: old } } }, api: { type: service }, old: { type: service } }',
    ['web api', 'web old'],
  ],
])('%s is no difference', (_name, systems, edges) => {
  expect(compared(systems, ...edges)).toEqual(none);
});

test('a call that a proxy and the system behind it make is one', () => {
  const systems =
    'systems: { lb: { type: service, proxyFor: api }, api: { type: service }, db: { type: database } }';
  expect(compared(systems, 'lb db', 'api db').undeclared).toEqual(['api->db 2 at 2 seen 1']);
});

test('what is ignored is counted, and is no difference', () => {
  const systems = `systems:
  web: { type: service, dependsOn: { api: hard } } # tower: ignore web->legacy
  api: { type: service }
  spare: { type: service } # tower: ignore spare
# tower: ignore legacy`;
  expect(compared(systems, 'web api', 'web legacy', 'legacy api')).toEqual({ ...none, ignored: 3 });
});

/** Calls of the example, as its own configuration declares them. */
const example = exampleFiles();
const declared = modelOf(example).systems.flatMap(({ id, dependsOn, logical, proxyFor }) =>
  logical || proxyFor !== undefined ? [] : dependsOn.map(({ to }) => `${id} ${to}`),
);

test('the example differs in nothing from what it declares', () => {
  const { undeclared, uncalled, unknown, values } = short(
    differencesOf(metrics(...declared), example),
  );
  expect([declared.length > 40, undeclared, uncalled, unknown, values]).toEqual([
    true,
    [],
    [],
    [],
    [],
  ]);
});

test('every call that is not made, and every one that is added, is found alone', () => {
  fc.assert(
    fc.property(fc.nat(declared.length - 1), fc.nat(declared.length - 1), (left, other) => {
      const missing = declared[left] ?? '';
      const [from = ''] = missing.split(' ');
      const [to = ''] = declared[other]?.split(' ') ?? [];
      const isNew = from !== to && !declared.includes(`${from} ${to}`);
      const seen = declared.filter((edge) => edge !== missing);
      const extra = isNew ? [`${from} ${to}`] : [];
      const found = differencesOf(metrics(...seen, ...extra), example);
      expect([
        found.undeclared.every((call) => extra.includes(`${call.from} ${call.to}`)),
        found.uncalled.every((edge) => `${edge.from} ${edge.to}` === missing),
      ]).toEqual([true, true]);
      const isSeen = seen.some((edge) => edge.split(' ').includes(from));
      expect(found.uncalled.length).toBe(isSeen || isNew ? 1 : 0);
    }),
    runs(40),
  );
});
