import { expect, test } from 'vitest';
import { factsOf } from '../../src/evaluate/facts.ts';
import { subjectsOf } from '../../src/evaluate/subjects.ts';
import type { FactValue } from '../../src/model/trace.ts';
import { plain } from '../rules/facts.ts';
import { dependencyOf, groupOf, judgedOf, modelOf, systemOf } from './guard-fixture.ts';

const crossings: readonly {
  readonly title: string;
  readonly from: string | undefined;
  readonly members: readonly (string | undefined)[];
  readonly need: number;
  readonly crosses: boolean | undefined;
}[] = [
  {
    title: 'enough of the members here',
    from: 'eu',
    members: ['eu', 'us'],
    need: 1,
    crosses: false,
  },
  {
    title: 'too few of the members here',
    from: 'eu',
    members: ['eu', 'us'],
    need: 2,
    crosses: true,
  },
  {
    title: 'a member that may be here',
    from: 'eu',
    members: ['eu', undefined],
    need: 2,
    crosses: undefined,
  },
  {
    title: 'a dependent without a region',
    from: undefined,
    members: ['eu'],
    need: 1,
    crosses: undefined,
  },
];

test.each(crossings)('with $title, crossing is $crosses', ({ from, members, need, crosses }) => {
  const dependent = systemOf('a', 1, {
    region: from,
    owner: from,
    dependsOn: [dependencyOf('a', 'g', 2)],
  });
  const others = members.map((region, index) =>
    systemOf(`m${index}`, 3, { region, owner: region, groups: ['g'] }),
  );
  const group = groupOf(
    'g',
    others.map(({ id }) => id),
    need,
  );
  const small = modelOf({ systems: [dependent, ...others], groups: [group] });
  const [subject] = subjectsOf('dependency', small);
  const found = subject && factsOf(judgedOf(small))(subject)('dependency', undefined);
  const { crossRegion, crossOwner } = plain(found) as Record<string, FactValue>;
  expect([crossRegion, crossOwner]).toEqual([crosses, crosses]);
});

const groups: readonly {
  readonly need: number;
  readonly criticality: string;
  readonly criticalityRank: number;
}[] = [
  { need: 1, criticality: 'critical', criticalityRank: 3 },
  { need: 2, criticality: 'medium', criticalityRank: 1 },
  { need: 3, criticality: 'low', criticalityRank: 0 },
];

test.each(groups)(
  'a group that needs $need is $criticality, and has no owner where its members differ',
  (row) => {
    const members = [
      systemOf('m0', 1, { criticality: 'low', owner: 'shop', zone: 'a' }),
      systemOf('m1', 2, { criticality: 'critical', owner: 'data', zone: 'a' }),
      systemOf('m2', 3, { criticality: 'medium', zone: 'a' }),
    ];
    const dependent = systemOf('a', 4, { dependsOn: [dependencyOf('a', 'g', 5)] });
    const small = modelOf({
      systems: [dependent, ...members],
      groups: [groupOf('g', ['m0', 'm1', 'm2'], row.need)],
    });
    const [subject] = subjectsOf('dependency', small);
    const found = subject && factsOf(judgedOf(small))(subject)('dependency', undefined);
    const { to } = plain(found) as Record<string, Record<string, FactValue>>;
    const { criticality, criticalityRank, owner, zone } = to ?? {};
    const { need: _, ...expected } = row;
    expect({ criticality, criticalityRank, owner, zone }).toEqual({
      ...expected,
      owner: undefined,
      zone: 'a',
    });
  },
);
