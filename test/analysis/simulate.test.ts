import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulate } from '../../src/analysis/simulate.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState, saveState } from '../../src/evaluate/state.ts';
import type { TopologySource } from '../../src/graph/topology.ts';
import type { Model } from '../../src/model/model.ts';
import type { Simulation } from '../../src/model/simulation.ts';
import type { SavedState } from '../../src/model/state.generated.ts';
import { isFailing } from '../../src/model/words.ts';
import {
  after,
  group,
  maintenance,
  modelOf,
  threshold,
  type WrittenSystem,
} from '../evaluate/model-builder.ts';
import { randomSource } from '../graph/random-source.ts';
import { roundsByDefinition } from '../oracle/failure-rounds.ts';

const systems: readonly WrittenSystem[] = [
  { id: 'web', criticality: 'critical', owner: 'shop', dependsOn: { api: 'hard' } },
  { id: 'api', criticality: 'high', owner: 'core', dependsOn: { db: 'hard', bus: 'auth' } },
  { id: 'db', criticality: 'low', owner: 'data' },
  { id: 'bus-a' },
  { id: 'bus-b' },
  { id: 'bus-c' },
  { id: 'partner', dependsOn: { api: 'soft' } },
  { id: 'stats', dependsOn: { api: 'optional' } },
];
const shop = modelOf(systems, { groups: [group('bus', 2, ['bus-a', 'bus-b', 'bus-c'])] });

function failureOf(
  model: Model,
  failing: readonly string[],
  rest: { readonly saved?: SavedState; readonly at?: string } = {},
): Simulation {
  return simulate(model, {
    fail: failing,
    failing: new Set(failing),
    at: rest.at ?? after(0),
    saved: rest.saved,
  });
}

test('a simulation tells what follows hop by hop, over which edge, and the fleet before and after', () => {
  const healthy = { status: 'healthy', score: 100 };
  const down = { status: 'unhealthy', score: 0 };
  expect(failureOf(shop, ['bus-b', 'bus-a'])).toEqual({
    at: after(0),
    fail: ['bus-b', 'bus-a'],
    failing: ['bus-a', 'bus-b'],
    before: { status: 'healthy', score: 100, failing: 0, criticalFailing: 0 },
    // 8 web, 4 api, 2 × 2 of the bus are lost; half of partner, a tenth of stats: 5.8 of 23 are left
    after: { status: 'unhealthy', score: 25.2, failing: 4, criticalFailing: 1 },
    affected: [
      ...['bus-a', 'bus-b'].map((id) => ({
        id,
        kind: 'system',
        criticality: 'medium',
        owner: null,
        hop: 0,
        fails: true,
        before: healthy,
        after: { status: 'offline', score: 0 },
        through: null,
      })),
      {
        id: 'bus',
        kind: 'group',
        criticality: null,
        owner: null,
        hop: 1,
        fails: true,
        before: healthy,
        after: { status: 'offline', score: 0 },
        through: { to: 'bus-b', kind: 'member' },
        members: { up: 1, size: 3, need: 2 },
      },
      {
        id: 'api',
        kind: 'system',
        criticality: 'high',
        owner: 'core',
        hop: 2,
        fails: true,
        before: healthy,
        after: down,
        through: { to: 'bus', kind: 'auth' },
      },
      {
        id: 'web',
        kind: 'system',
        criticality: 'critical',
        owner: 'shop',
        hop: 3,
        fails: true,
        before: healthy,
        after: down,
        through: { to: 'api', kind: 'hard' },
      },
      {
        id: 'partner',
        kind: 'system',
        criticality: 'medium',
        owner: null,
        hop: 3,
        fails: false,
        before: healthy,
        after: { status: 'degraded', score: 50 },
        through: { to: 'api', kind: 'soft' },
      },
      {
        id: 'stats',
        kind: 'system',
        criticality: 'medium',
        owner: null,
        hop: 3,
        fails: false,
        before: healthy,
        after: { status: 'healthy', score: 90 },
        through: { to: 'api', kind: 'optional' },
      },
    ],
    holding: [],
    failovers: [],
  });
});

test('a group that loses a member and stands says what it stands on', () => {
  const { affected, holding } = failureOf(shop, ['bus-c']);
  expect(affected.map(({ id }) => id)).toEqual(['bus-c']);
  expect(holding).toEqual([{ id: 'bus', up: 2, size: 3, need: 2, support: ['bus-a', 'bus-b'] }]);
});

test('the present health is where it begins: what failed before is not told again', () => {
  const { state } = evaluate(shop, emptyState(), {
    at: after(0),
    checks: [{ system: 'bus-a', status: 'offline' }],
  });
  const { before, affected } = failureOf(shop, ['bus-b'], { saved: saveState(shop, state) });
  expect(before).toEqual({ status: 'degraded', score: 91.3, failing: 1, criticalFailing: 0 });
  expect(affected.map(({ id, hop }) => `${id} ${hop}`)).toEqual([
    'bus-b 0',
    'bus 1',
    'api 2',
    'web 3',
    'partner 3',
    'stats 3',
  ]);
});

test('what is made to fail while a window masks it takes nothing down', () => {
  const at = { year: 2026, month: 11, day: 21, hour: 11, minute: 0 };
  const model = modelOf([{ id: 'db' }, { id: 'web', dependsOn: { db: 'hard' } }], {
    windows: [
      maintenance(
        'move',
        { once: at, forMs: 7_200_000 },
        { masks: true, matches: ({ id }) => id === 'db' },
      ),
    ],
  });
  const { affected, after: fleet } = failureOf(model, ['db']);
  expect(affected.map(({ id, after: { status } }) => `${id} ${status}`)).toEqual([
    'db maintenance',
    'web degraded',
  ]);
  expect(fleet.failing).toBe(0);
  expect(failureOf(model, ['db'], { at: after(7_200) }).after.failing).toBe(2);
});

test('without a state all that is declared is heard of and well, whatever watches it', () => {
  const watched = modelOf([
    { id: 'db', thresholds: [threshold('slow', { critical: 500 })], heartbeatTimeoutMs: 1_000 },
    { id: 'web', dependsOn: { db: 'hard' } },
  ]);
  expect(failureOf(watched, ['web']).before).toEqual({
    status: 'healthy',
    score: 100,
    failing: 0,
    criticalFailing: 0,
  });
});

/** A random graph as a model: kinds that its catalog lacks become others that do the same to failures. */
function modelFrom({ systems: nodes, groups }: TopologySource): Model {
  const kindOf = (kind: string): string =>
    kind === 'mirror' ? 'hard' : kind === 'silent' ? 'optional' : kind;
  return modelOf(
    nodes.map(({ id, dependsOn, proxyFor }) => ({
      id,
      dependsOn: Object.fromEntries(dependsOn.map(({ to, kind }) => [to, kindOf(kind)])),
      ...(proxyFor === undefined ? {} : { proxyFor }),
    })),
    { groups: groups.map(({ id, need, members }) => group(id, need, members)) },
  );
}

test('what fails when several fail, and in which round, is what the definition says', () => {
  fc.assert(
    fc.property(randomSource, fc.infiniteStream(fc.boolean()), (source, picks) => {
      const model = modelFrom(source);
      const failing = model.systems
        .filter(({ proxyFor }) => proxyFor === undefined)
        .map(({ id }) => id)
        .filter(() => picks.next().value);
      const { affected } = failureOf(model, failing);
      const rounds = affected.flatMap(({ id, fails, hop }) => (fails ? [[id, hop] as const] : []));
      expect(new Map(rounds)).toEqual(roundsByDefinition(model, new Set(failing)));
    }),
    { numRuns: 500 },
  );
});

test('everything that got worse is one hop further than what made it worse', () => {
  fc.assert(
    fc.property(randomSource, fc.nat(), fc.nat(), (source, first, second) => {
      const model = modelFrom(source);
      const able = model.systems.filter(({ proxyFor }) => proxyFor === undefined);
      const picked = [first, second].flatMap((index) => able[index % able.length]?.id ?? []);
      const { affected, after: fleet } = failureOf(model, picked);
      const hops = new Map(affected.map(({ id, hop }) => [id, hop]));
      for (const { hop, through } of affected) {
        expect(hop).toBe(through === null ? 0 : (hops.get(through.to) ?? Number.NaN) + 1);
      }
      const fallen = affected.filter(
        ({ kind, after: { status } }) => kind === 'system' && isFailing(status),
      );
      expect(fleet.failing).toBe(fallen.length);
    }),
    { numRuns: 300 },
  );
});
