import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contingencyOf } from '../../src/analysis/contingency.ts';
import { unitsOf } from '../../src/analysis/failure-units.ts';
import type { Contingency } from '../../src/model/contingency.ts';
import type { Model } from '../../src/model/model.ts';
import { compareText } from '../../src/model/order.ts';
import { criticalities } from '../../src/model/words.ts';
import { group, modelOf } from '../evaluate/model-builder.ts';
import { randomSource } from '../graph/random-source.ts';
import { failingByDefinition } from '../oracle/single-failures.ts';

/** Random models whose systems stand in three regions and have all criticalities. */
const randomModel: fc.Arbitrary<Model> = fc
  .tuple(randomSource, fc.array(fc.nat({ max: 11 }), { minLength: 12, maxLength: 12 }))
  .map(([{ systems, groups }, draw]) =>
    modelOf(
      systems.map(({ id, dependsOn }, index) => ({
        id,
        criticality: criticalities[(draw[index] ?? 0) % 4] ?? 'low',
        ...((draw[index] ?? 0) % 3 === 2 ? {} : { region: `r${(draw[index] ?? 0) % 3}` }),
        dependsOn: Object.fromEntries(
          dependsOn
            .filter(({ kind }) => kind === 'hard' || kind === 'auth' || kind === 'soft')
            .map(({ to, kind }) => [to, kind]),
        ),
      })),
      { groups: groups.map(({ id, need, members }) => group(id, need, members)) },
    ),
  );

function contingency(
  model: Model,
  order: 1 | 2,
  unit: string,
  targets?: readonly string[],
): Contingency {
  const work = contingencyOf(model, {
    order,
    unit,
    units: unitsOf(model, unit).units ?? [],
    targets,
    source: model,
  });
  while (!work.advance(1)) {
    // However small the slices are.
  }
  return work.found();
}

/** What each unit or pair takes down beyond itself and what its units do alone, by name, and its weight. */
function byDefinition(model: Model, order: 1 | 2, unit: string): ReadonlyMap<string, unknown> {
  const units = unitsOf(model, unit).units ?? [];
  const fleet = model.systems.reduce((sum, { criticality }) => sum + weight(model, criticality), 0);
  const tries =
    order === 1
      ? units.map((one) => [one])
      : units.flatMap((one, index) => units.slice(index + 1).map((other) => [one, other]));
  return new Map(
    tries.flatMap((those) => {
      const alone = those.flatMap(({ systems }) =>
        order === 1 ? systems : [...failingByDefinition(model, new Set(systems))],
      );
      const all = failingByDefinition(model, new Set(those.flatMap(({ systems }) => systems)));
      const taken = model.systems.filter(({ id }) => all.has(id) && !alone.includes(id));
      const sum = taken.reduce((total, { criticality }) => total + weight(model, criticality), 0);
      const row = {
        takesDown: taken.length,
        criticalTakenDown: taken.filter(({ criticality }) => criticality === 'critical').length,
        // A target that stands in a region is down with it, though the region takes down nothing else there.
        targetsTakenDown: (order === 1 && unit !== 'system'
          ? model.systems.filter(({ id }) => all.has(id))
          : taken
        ).filter(({ criticality }) => ['critical', 'high'].includes(criticality)).length,
        share: Math.round((sum * 10_000) / fleet) / 10_000,
        examples: taken.map(({ id }) => id).slice(0, 10),
      };
      return taken.length === 0 ? [] : [[those.map(({ name }) => name).join(' + '), row] as const];
    }),
  );
}

function weight(model: Model, criticality: (typeof criticalities)[number]): number {
  return model.catalog.criticalities[criticality].weight;
}

test.each([
  { order: 1, unit: 'system' },
  { order: 2, unit: 'system' },
  { order: 1, unit: 'region' },
  { order: 2, unit: 'region' },
] as const)('order $order of each $unit is what the definition says', ({ order, unit }) => {
  fc.assert(
    fc.property(randomModel, (model) => {
      const { rows, harmful, complete } = contingency(model, order, unit);
      const found = rows.map(
        ({ fail, systems: _, through: __, ...row }) => [fail.join(' + '), row] as const,
      );
      expect(new Map(found)).toEqual(byDefinition(model, order, unit));
      expect([harmful, complete]).toEqual([rows.length, true]);
    }),
    { numRuns: 200 },
  );
});

test('the worst come first: critical systems, targets, share, then names', () => {
  fc.assert(
    fc.property(randomModel, (model) => {
      const { rows } = contingency(model, 2, 'system');
      const keys = rows.map(
        ({ criticalTakenDown, targetsTakenDown, share, takesDown, fail }) =>
          [criticalTakenDown, targetsTakenDown, share, takesDown]
            .map((value) => String(1e6 - value * 10_000).padStart(9, '0'))
            .join() + fail.join(),
      );
      expect(keys).toEqual(keys.toSorted(compareText));
    }),
    { numRuns: 100 },
  );
});

test('a pair names the group through which the rest falls', () => {
  const model = modelOf(
    [
      { id: 'a' },
      { id: 'b' },
      { id: 'api', dependsOn: { bus: 'hard' } },
      { id: 'web', criticality: 'critical', dependsOn: { api: 'hard' } },
    ],
    { groups: [group('bus', 1, ['a', 'b'])] },
  );
  expect(contingency(model, 2, 'system').rows).toEqual([
    {
      fail: ['a', 'b'],
      systems: 2,
      takesDown: 2,
      criticalTakenDown: 1,
      targetsTakenDown: 1,
      share: 0.7143,
      through: 'bus',
      examples: ['api', 'web'],
    },
  ]);
});

test('a region takes down a target that stands in it, and a system is not told of itself', () => {
  const model = modelOf([{ id: 'a', region: 'eu' }, { id: 'b', region: 'us' }, { id: 'c' }]);
  expect(contingency(model, 1, 'region', ['a']).rows).toEqual([
    {
      fail: ['eu'],
      systems: 1,
      takesDown: 0,
      criticalTakenDown: 0,
      targetsTakenDown: 1,
      share: 0,
      through: null,
      examples: [],
    },
  ]);
  expect(contingency(model, 1, 'system', ['a']).rows).toEqual([]);
});

test('of a unit everything is told, and of pairs what leads to the targets', () => {
  const model = modelOf(
    [
      { id: 'a', region: 'eu' },
      { id: 'b', region: 'us' },
      { id: 'api', dependsOn: { bus: 'hard', a: 'hard' } },
      { id: 'side', dependsOn: { bus: 'hard', a: 'hard' } },
    ],
    { groups: [group('bus', 1, ['a', 'b'])] },
  );
  const told = (order: 1 | 2, unit: string): unknown =>
    contingency(model, order, unit, [order === 1 ? 'api' : 'bus']).rows.map(
      ({ fail, takesDown, targetsTakenDown }) => [fail.join(), takesDown, targetsTakenDown],
    );
  expect(told(1, 'region')).toEqual([['eu', 2, 1]]);
  expect(told(1, 'system')).toEqual([['a', 2, 1]]);
  expect(told(2, 'region')).toEqual([['eu,us', 0, 1]]);
});

test('two members of a group that can lose more than two are not even tried', () => {
  const members = Array.from({ length: 5_000 }, (_, index) => `m${index}`);
  const model = modelOf(
    members.map((id) => ({ id })),
    { groups: [group('pool', 4_998, members)] },
  );
  const { pairs, harmful, complete } = contingency(model, 2, 'system');
  expect({ pairs, harmful, complete }).toEqual({ pairs: 0, harmful: 0, complete: true });
});
