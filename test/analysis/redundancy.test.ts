import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redundancyOf } from '../../src/analysis/redundancy.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import type { Model } from '../../src/model/model.ts';
import { group, modelOf } from '../evaluate/model-builder.ts';
import { randomSource } from '../graph/random-source.ts';
import { failingByDefinition } from '../oracle/single-failures.ts';

/** `bus: region eu takes down a, b>db`, for everything but owners, and whether the redundancy is real. */
function told(model: Model, asked: readonly string[] = []): readonly string[] {
  return redundancyOf(model, topologyOf(model), asked).groups.flatMap((its) => {
    const by = [
      ...its.shared.map(({ system, members }) => ({ by: system, members })),
      ...its.fates
        .filter(({ what }) => what !== 'owner')
        .map(({ what, value, members }) => ({ by: `${what} ${value}`, members })),
    ];
    return [
      `${its.id}: ${its.isReal ? 'real' : 'not real'}`,
      ...by.map(({ by: cause, members }) => {
        const each = members.map(({ id, path }) => [id, ...path.map(({ to }) => to)].join('>'));
        return `${its.id}: ${cause} takes down ${each.join(', ')}`;
      }),
    ];
  });
}

test('what takes down a group through another redundant group is told with the way there', () => {
  const model = modelOf(
    [
      { id: 'a', dependsOn: { store: 'hard' } },
      { id: 'b', dependsOn: { disk: 'auth' } },
      { id: 'disk' },
      { id: 'east', dependsOn: { disk: 'hard' } },
      { id: 'west', dependsOn: { disk: 'hard' } },
    ],
    { groups: [group('bus', 1, ['a', 'b']), group('store', 1, ['east', 'west'])] },
  );
  expect(told(model)).toEqual([
    'bus: not real',
    'bus: disk takes down a>store>west>disk, b>disk',
    'store: not real',
    'store: disk takes down east>disk, west>disk',
  ]);
  expect(told(model, ['bus'])).toEqual([
    'bus: not real',
    'bus: disk takes down a>store>west>disk, b>disk',
  ]);
});

test('a region that members are in, or only need, makes redundancy unreal, and an owner does not', () => {
  const model = modelOf(
    [
      { id: 'a', region: 'eu', owner: 'web' },
      { id: 'b', region: 'us', owner: 'web', dependsOn: { 'db-b': 'hard' } },
      { id: 'db-b', region: 'eu' },
      { id: 'c', region: 'eu', owner: 'web' },
      { id: 'd', region: 'us', owner: 'web' },
    ],
    { groups: [group('hidden', 1, ['a', 'b']), group('spread', 1, ['c', 'd'])] },
  );
  expect(told(model)).toEqual([
    'hidden: not real',
    'hidden: region eu takes down a, b>db-b',
    'spread: real',
  ]);
  expect(redundancyOf(model, topologyOf(model), ['spread']).groups[0]?.fates).toEqual([
    { what: 'owner', value: 'web', members: ['c', 'd'].map((id) => ({ id, path: [] })) },
  ]);
});

test('of a chain in front of a group that takes down another, only the end is told', () => {
  const chain = Array.from({ length: 3_000 }, (_, link) => ({
    id: `link-${link}`,
    dependsOn: { [link === 0 ? 'disk' : `link-${link - 1}`]: 'hard' },
  }));
  const model = modelOf(
    [
      ...chain,
      { id: 'disk' },
      { id: 'east', dependsOn: { 'link-2999': 'hard' } },
      { id: 'west', dependsOn: { 'link-2999': 'hard' } },
      { id: 'a', dependsOn: { store: 'hard' } },
      { id: 'b', dependsOn: { 'link-2999': 'hard' } },
    ],
    { groups: [group('bus', 1, ['a', 'b']), group('store', 1, ['east', 'west'])] },
  );
  expect(told(model, ['bus'])).toEqual([
    'bus: not real',
    'bus: link-2999 takes down a>store>west>link-2999, b>link-2999',
  ]);
});

test('redundancy is real where no single system and no region takes the group down', () => {
  fc.assert(
    fc.property(
      randomSource,
      fc.array(fc.nat({ max: 3 }), { minLength: 12, maxLength: 12 }),
      ({ systems, groups }, draw) => {
        const model = modelOf(
          systems.map(({ id, dependsOn }, index) => ({
            id,
            ...(draw[index] === 0 ? {} : { region: `r${draw[index]}` }),
            dependsOn: Object.fromEntries(
              dependsOn.filter(({ kind }) => kind === 'hard').map(({ to, kind }) => [to, kind]),
            ),
          })),
          { groups: groups.map(({ id, need, members }) => group(id, need, members)) },
        );
        const inRegion = (region: string): ReadonlySet<string> =>
          new Set(model.systems.filter((its) => its.region === region).map(({ id }) => id));
        const found = redundancyOf(model, topologyOf(model));
        expect(found.groups.map(({ id }) => id).sort()).toEqual(
          groups.flatMap(({ id, members, need }) => (members.length > need ? [id] : [])).sort(),
        );
        for (const its of found.groups) {
          const members = model.groupById.get(its.id)?.members ?? [];
          const lostWith = (failing: ReadonlySet<string>): readonly string[] =>
            members.filter((id) => failingByDefinition(model, failing).has(id)).toSorted();
          const takesDown = (failing: ReadonlySet<string>): boolean =>
            failingByDefinition(model, failing).has(its.id);
          const single = model.systems.filter(({ id }) => takesDown(new Set([id])));
          expect(its.shared.length > 0).toBe(single.length > 0);
          for (const { system, members: lost } of its.shared) {
            expect(takesDown(new Set([system]))).toBe(true);
            expect(lostWith(new Set([system]))).toEqual(
              expect.arrayContaining(lost.map(({ id }) => id)),
            );
          }
          expect(
            its.fates
              .filter(({ what }) => what === 'region')
              .map(({ value, members: lost }) => [value, ...lost.map(({ id }) => id)]),
          ).toEqual(
            ['r1', 'r2', 'r3']
              .filter((region) => takesDown(inRegion(region)))
              .map((region) => [region, ...lostWith(inRegion(region))]),
          );
        }
      },
    ),
    { numRuns: 300 },
  );
});
