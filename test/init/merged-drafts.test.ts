import { expect, test } from 'vitest';
import { mergedDrafts } from '../../src/init/merged-drafts.ts';
import type { Guess, Imported, ImportedSystem, ImportSource } from '../../src/model/imported.ts';

const at = { file: 'x', line: 1, column: 1, endLine: 1, endColumn: 1, path: '$' };
const service: Guess = { word: 'service', because: undefined };

function system(name: string, extra: Partial<ImportedSystem> = {}): ImportedSystem {
  return {
    name,
    shortNames: [],
    type: service,
    criticality: undefined,
    owner: undefined,
    versions: [],
    configHashes: [],
    replicas: undefined,
    labels: new Map(),
    probe: undefined,
    remarks: [],
    showsCalls: true,
    at,
    ...extra,
  };
}

function imported(
  source: ImportSource,
  systems: readonly ImportedSystem[],
  calls: readonly (readonly [from: string, to: string, kind: string])[] = [],
): Imported {
  return {
    source,
    systems,
    calls: calls.map(([from, to, word]) => ({
      from,
      to,
      kind: { word, because: undefined },
      count: undefined,
      failedCount: undefined,
      at,
    })),
    latestAt: undefined,
  };
}

test('what two sources describe is one system, with what each of them knows', () => {
  const compose = imported(
    'compose',
    [
      system('Orders_API', { replicas: 1, versions: ['1.9'] }),
      system('db', { type: { word: 'database', because: 'from its image' } }),
    ],
    [['Orders_API', 'db', 'hard']],
  );
  const backstage = imported('backstage', [
    system('orders-api', { owner: { word: 'shop', because: undefined, isSaid: true } }),
  ]);
  const kubernetes = imported(
    'kubernetes',
    [system('orders-api', { replicas: 3 }), system('db'), system('web')],
    [['web', 'orders-api', 'hard']],
  );
  const { drafts } = mergedDrafts([compose, backstage, kubernetes]);
  expect(
    drafts.map(({ id, type, owner, replicas, version, dependsOn }) => ({
      id,
      type: type.word,
      owner: owner?.word,
      replicas,
      version,
      dependsOn: dependsOn.map(({ to, kind }) => `${to} ${kind.word}`),
    })),
  ).toEqual([
    {
      id: 'db',
      type: 'database',
      owner: undefined,
      replicas: undefined,
      version: undefined,
      dependsOn: [],
    },
    {
      id: 'orders-api',
      type: 'service',
      owner: 'shop',
      replicas: 3,
      version: '1.9',
      dependsOn: ['db hard'],
    },
    {
      id: 'web',
      type: 'service',
      owner: undefined,
      replicas: undefined,
      version: undefined,
      dependsOn: ['orders-api hard'],
    },
  ]);
});

test('a dependency that one source says counts before one that another guesses', () => {
  const both = [system('a'), system('b')];
  const catalog = imported('backstage', both, [['a', 'b', 'soft']]);
  const calls = catalog.calls.map((call) => ({ ...call, kind: { ...call.kind, isSaid: true } }));
  const { drafts } = mergedDrafts([
    imported('compose', both, [['a', 'b', 'hard']]),
    { ...catalog, calls },
  ]);
  expect(drafts.map(({ id, dependsOn }) => [id, dependsOn])).toEqual([
    ['a', [{ to: 'b', kind: { word: 'soft', because: undefined, isSaid: true } }]],
    ['b', []],
  ]);
});
