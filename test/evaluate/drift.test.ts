import fc from 'fast-check';
import { expect, test } from 'vitest';
import { declaredCallsOf } from '../../src/evaluate/declared-calls.ts';
import { driftOf, type SystemDrift } from '../../src/evaluate/drift.ts';
import type { Model, System } from '../../src/model/model.ts';
import type { Observed } from '../../src/model/state.generated.ts';
import { group, modelOf, type WrittenSystem } from './model-builder.ts';

const hourMs = 3_600_000;

function drift(
  model: Model,
  id: string,
  observed: Observed | undefined,
  now = 0,
): SystemDrift | undefined {
  const system = model.systemById.get(id);
  return (
    system && driftOf(system, observed, { calls: declaredCallsOf(model), staleMs: hourMs, now })
  );
}

test.each([
  // declared, observed, whether they differ
  ['2.1', ['2.1'], false],
  ['2.1', ['2.0'], true],
  ['2.1', ['2.10'], true],
  ['2.1', ['v2.1'], true],
  ['2.1', ['2.1', '2.2'], true],
  ['2.1', ['2.0', '2.2'], true],
  [undefined, ['2.0'], undefined],
] as const)('declared as %s and seen as %j: drift is %s', (declared, values, differs) => {
  const model = modelOf([{ id: 'web', version: declared, configHash: declared }]);
  const seen = { at: 0, values };
  const value = { at: 0, observed: values, declared, differs };
  expect(drift(model, 'web', { version: seen, configHash: seen })).toEqual({
    version: value,
    configHash: value,
    calls: undefined,
    changesAt: hourMs + 1,
  });
});

test('a system that stands for another has no drift of its own, whatever was seen of it before', () => {
  const model = modelOf([{ id: 'lb', version: '2.1', proxyFor: 'web' }, { id: 'web' }]);
  expect(drift(model, 'lb', { version: { at: 0, values: ['2.0'] } })).toEqual({
    version: undefined,
    configHash: undefined,
    calls: undefined,
    changesAt: Number.POSITIVE_INFINITY,
  });
});

test('where nothing was seen, nothing differs and nothing is to come', () => {
  const nothing = {
    version: undefined,
    configHash: undefined,
    calls: undefined,
    changesAt: Number.POSITIVE_INFINITY,
  };
  const model = modelOf([{ id: 'web', version: '2.1' }]);
  expect([drift(model, 'web', undefined), drift(model, 'web', {})]).toEqual([nothing, nothing]);
});

/** A shop with everything that can stand for something else. */
const shop = modelOf(
  [
    {
      id: 'web',
      dependsOn: { api: 'hard', bus: 'soft', 'db-proxy': 'hard', journey: 'data', nobody: 'soft' },
    },
    { id: 'web-lb', proxyFor: 'web', dependsOn: { certificates: 'soft' } },
    { id: 'api' },
    { id: 'api-lb', proxyFor: 'api' },
    { id: 'bus-1', dependsOn: { 'bus-2': 'data' } },
    { id: 'bus-2' },
    { id: 'certificates' },
    { id: 'db' },
    { id: 'db-proxy', proxyFor: 'db' },
    { id: 'journey', logical: true, dependsOn: { inner: 'hard', prices: 'hard' } },
    { id: 'prices', dependsOn: { feed: 'hard' } },
    { id: 'feed' },
    { id: 'cache-1' },
    { id: 'cache-2' },
    // Two that lead to nothing but each other.
    { id: 'nobody', logical: true, dependsOn: { nowhere: 'hard' } },
    { id: 'nowhere', logical: true, dependsOn: { nobody: 'hard' } },
  ],
  {
    groups: [
      group('bus', 1, ['bus-1', 'bus-2']),
      group('inner', 1, ['cache-1', 'cache-2']),
      group('mixed', 1, ['api', 'feed']),
      group('peers', 1, ['api', 'web']),
      group('alone', 1, ['web', 'web-lb']),
    ],
  },
);

test.each([
  ['web', 'api', 'declared', 'it is what is declared'],
  ['web', 'api-lb', 'declared', 'a proxy of what is declared'],
  ['web', 'db', 'declared', 'what a declared proxy stands for'],
  ['web', 'db-proxy', 'declared', 'the declared proxy itself'],
  ['web', 'bus', 'declared', 'a declared group by its own name'],
  ['web', 'bus-2', 'declared', 'a member of a declared group'],
  ['web', 'inner', 'declared', 'a group that a declared logical system needs'],
  ['web', 'cache-1', 'declared', 'a member of that group'],
  ['web', 'prices', 'declared', 'what a declared logical system needs'],
  ['web', 'journey', 'declared', 'the logical system itself'],
  ['web', 'nobody', 'declared', 'a logical system that leads nowhere, by its name'],
  ['web', 'nowhere', 'undeclared', 'a logical system that leads nowhere and is not declared'],
  ['web', 'certificates', 'declared', 'what its own proxy declares'],
  ['web', 'peers', 'declared', 'a group of itself and of what is declared'],
  ['web', 'feed', 'undeclared', 'what a dependency depends on is not called by the first'],
  ['web', 'mixed', 'undeclared', 'a group, one member of which is not declared'],
  ['web', 'legacy', 'undeclared', 'what nobody defines'],
  ['web', 'constructor', 'undeclared', 'what is not even there'],
  ['web', 'web', 'ignored', 'itself'],
  ['web', 'web-lb', 'ignored', 'its own proxy'],
  ['web', 'alone', 'ignored', 'a group of nothing but itself'],
  ['bus-2', 'bus-1', 'undeclared', 'a peer that is declared the other way round only'],
  ['bus-2', 'bus', 'undeclared', 'its own group, where the peers are not declared'],
  ['bus-1', 'bus', 'declared', 'its own group, where every peer is'],
] as const)('%s calls %s: %s, %s', (id, called, expected, _why) => {
  const seen = { at: 0, values: [called], complete: false };
  const found = drift(shop, id, { dependsOn: seen })?.calls;
  const lists = {
    declared: [[called], []],
    undeclared: [[], [called]],
    ignored: [[], []],
  } as const;
  expect([found?.declared, found?.undeclared, found?.uncalled]).toEqual([...lists[expected], []]);
});

test.each([
  [[], ['web->api', 'web->bus', 'web->db-proxy', 'web->journey', 'web-lb->certificates']],
  [
    ['api-lb', 'bus-1', 'certificates', 'db', 'inner'],
    // Each was reached in one of its forms; `nobody` leads to no system that could be called.
    [],
  ],
  [
    ['bus', 'journey', 'legacy', 'db-proxy'],
    ['web->api', 'web-lb->certificates'],
  ],
  // A group of a declared system and of another one is a call to either.
  [['bus', 'cache-2', 'certificates', 'db', 'mixed'], []],
])('where %j is all that web calls, %j is declared and not called', (values, expected) => {
  const found = drift(shop, 'web', { dependsOn: { at: 0, values, complete: true } })?.calls;
  expect(found?.uncalled.map(({ from, to }) => `${from}->${to}`)).toEqual(expected);
});

test('a fallback that names a system or a group is declared, and need not be called', () => {
  const fallbackTo = (fallback: string): Model => {
    const model = modelOf([
      { id: 'web', dependsOn: { api: 'hard' } },
      { id: 'api' },
      { id: 'old' },
    ]);
    const systems = model.systems.map(
      (system): System => ({
        ...system,
        dependsOn: system.dependsOn.map((dependency) => ({ ...dependency, fallback })),
      }),
    );
    return { ...model, systems, systemById: new Map(systems.map((one) => [one.id, one])) };
  };
  const found = ['old', 'accept below 50 EUR'].map((fallback) => {
    const seen = (values: readonly string[]) => ({ at: 0, values, complete: true });
    const calls = (values: readonly string[]) =>
      drift(fallbackTo(fallback), 'web', { dependsOn: seen(values) })?.calls;
    return [calls(['api', 'old'])?.undeclared, calls(['api'])?.uncalled];
  });
  expect(found).toEqual([
    [[], []],
    [['old'], []],
  ]);
});

test('each observation counts until it is stale, and the first to be is when the answer changes', () => {
  const web: WrittenSystem = {
    id: 'web',
    version: '2',
    configHash: 'f0',
    dependsOn: { db: 'hard' },
  };
  const model = modelOf([web, { id: 'db' }]);
  const observed: Observed = {
    version: { at: 10, values: ['1'] },
    configHash: { at: 0, values: ['f1'] },
    dependsOn: { at: 20, values: ['api'], complete: false },
  };
  const known = [0, hourMs, hourMs + 1, hourMs + 10, hourMs + 11, hourMs + 21].map((now) => {
    const found = drift(model, 'web', observed, now);
    const parts = (['version', 'configHash', 'calls'] as const).filter((part) => found?.[part]);
    return [now - hourMs, parts.join(' '), (found?.changesAt ?? 0) - hourMs];
  });
  expect(known).toEqual([
    [-hourMs, 'version configHash calls', 1],
    [0, 'version configHash calls', 1],
    [1, 'version calls', 11],
    [10, 'version calls', 11],
    [11, 'calls', 21],
    [21, '', Number.POSITIVE_INFINITY],
  ]);
});

test('until `changesAt` the answer is the same, and then it is another', () => {
  const at = fc.integer({ min: 0, max: 50 });
  const values = fc.uniqueArray(fc.constantFrom('1', '2'), { minLength: 1 });
  const seen = fc.record({ at, values });
  const observed = fc.record(
    { version: seen, configHash: seen, dependsOn: seen.map((one) => ({ ...one, complete: true })) },
    { requiredKeys: [] },
  );
  const model = modelOf([{ id: 'web', version: '2', dependsOn: { db: 'hard' } }, { id: 'db' }]);
  fc.assert(
    fc.property(observed, fc.integer({ min: 50, max: hourMs + 60 }), (what, now) => {
      const before = drift(model, 'web', what, now);
      const changesAt = before?.changesAt ?? 0;
      const isOver = changesAt === Number.POSITIVE_INFINITY;
      const late = isOver ? now + 10 * hourMs : changesAt - 1;
      expect(drift(model, 'web', what, late)).toEqual(before);
      expect(isOver || drift(model, 'web', what, changesAt)?.changesAt !== changesAt).toBe(true);
    }),
    { numRuns: 200 },
  );
});
