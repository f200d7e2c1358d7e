import fc from 'fast-check';
import { expect, test } from 'vitest';
import { impactOf } from '../../src/analysis/impact.ts';
import { spofsOf, takesDownMax, weakPointsOf } from '../../src/evaluate/spofs.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import type { Model } from '../../src/model/model.ts';
import { randomSource } from '../graph/random-source.ts';
import { failingByDefinition } from '../oracle/single-failures.ts';
import {
  dependencyOf,
  guard,
  judgedOf,
  modelOf as modelWith,
  policyOf,
  systemOf,
} from './guard-fixture.ts';
import { group, modelOf } from './model-builder.ts';

/** A shop: web needs api, api needs db and one of two buses, stats read the db, admin watches api. */
const shop = modelOf(
  [
    { id: 'web', criticality: 'critical', replicas: 3, dependsOn: { api: 'hard' } },
    { id: 'api', criticality: 'high', replicas: 2, dependsOn: { db: 'hard', bus: 'auth' } },
    { id: 'db', criticality: 'low' },
    { id: 'bus-a' },
    { id: 'bus-b' },
    { id: 'stats', dependsOn: { db: 'data', web: 'optional' } },
    { id: 'admin', dependsOn: { api: 'soft' } },
    { id: 'journey', logical: true, dependsOn: { web: 'hard' } },
  ],
  { groups: [group('bus', 1, ['bus-a', 'bus-b'])] },
);

/** As one line each: what a table of them shows. */
function rows(model: Model, targets?: readonly string[]): readonly string[] {
  const topology = topologyOf(model);
  const spofs =
    targets === undefined ? spofsOf(model, topology) : weakPointsOf(model, topology, targets).spofs;
  return spofs.map(
    (spof) =>
      `${spof.system} ×${spof.replicas} takes down ${spof.takesDown.join(' ')} (${spof.criticalTakenDown} critical of ${spof.blastRadius}), impairs ${spof.impaired}, ${spof.share}`,
  );
}

test('single points of failure take down a critical or high system, the worst first', () => {
  // Weights: web 8, api 4, db 1, the other five 2 each: 23.
  expect(rows(shop)).toEqual([
    'db ×1 takes down api journey web (1 critical of 3), impairs 2, 0.6522',
    'api ×2 takes down journey web (1 critical of 2), impairs 2, 0.6087',
  ]);
});

test('a journey that is a target makes everything that takes it down a single point of failure', () => {
  expect(rows({ ...shop, targets: ['journey'] })).toEqual([
    'db ×1 takes down api journey web (1 critical of 3), impairs 2, 0.6522',
    'api ×2 takes down journey web (1 critical of 2), impairs 2, 0.6087',
    'web ×3 takes down journey (0 critical of 1), impairs 1, 0.4348',
  ]);
});

const targetCases: readonly (readonly [targets: string, expected: readonly string[]])[] = [
  ['db', []],
  ['api', ['db']],
  ['bus', []],
  ['bus api', ['db']],
  ['stats', []],
];

test.each(targetCases)('for %s these are single points of failure: %j', (targets, expected) => {
  const { spofs } = weakPointsOf(shop, topologyOf(shop), targets.split(' '));
  expect(spofs.map(({ system }) => system)).toEqual(expected);
});

test('a group that needs all its members fails with each, and is a target like a system', () => {
  const tight = { ...shop, groups: [group('bus', 2, ['bus-a', 'bus-b'])] };
  const { spofs } = weakPointsOf(tight, topologyOf(tight), ['bus']);
  expect(spofs.map(({ system, takesDown }) => [system, takesDown])).toEqual([
    ['bus-a', ['api', 'journey', 'web']],
    ['bus-b', ['api', 'journey', 'web']],
  ]);
});

test('a long list is cut after its first ids, and what was cut is counted', () => {
  const dependents = Array.from({ length: 120 }, (_, index) => ({
    id: `web-${String(index).padStart(3, '0')}`,
    criticality: 'high' as const,
    dependsOn: { db: 'hard' },
  }));
  const model = modelOf([...dependents, { id: 'db' }]);
  const [spof] = spofsOf(model, topologyOf(model));
  expect([spof?.blastRadius, spof?.omitted, spof?.takesDown]).toEqual([
    120,
    120 - takesDownMax,
    dependents.slice(0, takesDownMax).map(({ id }) => id),
  ]);
});

test('a policy denies a single point of failure, and lets pass what has a second replica', () => {
  const model = modelWith({
    systems: [
      systemOf('api', 1, {
        criticality: 'high',
        dependsOn: [dependencyOf('api', 'cache', 2), dependencyOf('api', 'db', 3)],
      }),
      systemOf('cache', 4, { replicas: 2 }),
      systemOf('db', 5),
    ],
    policies: [
      policyOf('no-spof', 6, {
        deny: {
          all: [
            { fact: 'system', path: '$.isSpof', operator: 'equal', value: true },
            { fact: 'system', path: '$.blastRadius', operator: 'greaterThanInclusive', value: 1 },
          ],
        },
        message: '{{ system.id }} takes {{ system.blastRadius }} down',
      }),
    ],
  });
  const { findings, policies } = guard(judgedOf(model));
  expect(findings.map(({ subject, message }) => [subject, message])).toEqual([
    ['db', 'db takes 1 down'],
  ]);
  expect(policies.map(({ passed }) => passed)).toEqual([['api', 'cache']]);
});

test('counts, lists and impairments are those of the definition, and those of the impact of each', () => {
  fc.assert(
    fc.property(randomSource, fc.nat(), (source, seed) => {
      const model: Model = {
        ...modelOf(
          source.systems.map(({ id, proxyFor }, index) => ({
            id,
            proxyFor,
            criticality:
              (['critical', 'high', 'medium', 'low'] as const)[(index + seed) % 4] ?? 'low',
            logical: (index * 7 + seed) % 5 === 0,
          })),
          { groups: source.groups.map(({ id, members, need }) => group(id, need, members)) },
        ),
      };
      const { kinds } = source.catalog;
      const whole: Model = {
        ...model,
        catalog: { ...model.catalog, kinds },
        systems: model.systems.map((system, index) => ({
          ...system,
          dependsOn: (source.systems[index]?.dependsOn ?? []).map(({ to, kind }) =>
            dependencyOf(system.id, to, 1, { kind }),
          ),
        })),
      };
      const topology = topologyOf(whole);
      const targets = [
        'bus',
        ...whole.systems.flatMap(({ id }, index) => (index % 3 === 0 ? [id] : [])),
      ];
      const touches = (kind: string): boolean =>
        (kinds.get(kind)?.impact ?? 0) > 0 || (kinds.get(kind)?.propagates ?? false);
      const isSystem = (id: string): boolean => whole.systems.some((system) => system.id === id);
      const expected = whole.systems
        .filter(({ logical }) => !logical)
        .flatMap(({ id }) => {
          const failing = [...failingByDefinition(source, id)].filter((other) => other !== id);
          const takesDown = failing.filter(isSystem).toSorted();
          const touched = [...failingByDefinition(source, id, touches)].filter(isSystem).length - 1;
          return targets.some((target) => failing.includes(target))
            ? [
                {
                  system: id,
                  takesDown,
                  blastRadius: takesDown.length,
                  impaired: touched - takesDown.length,
                },
              ]
            : [];
        });
      const { spofs } = weakPointsOf(whole, topology, targets);
      expect(
        spofs
          .map(({ system, takesDown, blastRadius, impaired }) => ({
            system,
            takesDown,
            blastRadius,
            impaired,
          }))
          .toSorted((a, b) => (a.system < b.system ? -1 : 1)),
      ).toEqual(expected);
      for (const { system, blastRadius, impaired, criticalTakenDown, share } of spofs) {
        expect(impactOf(whole, topology, system)).toMatchObject({
          blastRadius,
          impaired,
          criticalTakenDown,
          share,
        });
      }
    }),
    { numRuns: 500 },
  );
});
