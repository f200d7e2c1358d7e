import { expect, test } from 'vitest';
import type { Location } from '../../src/model/location.ts';
import type { Model, Policy } from '../../src/model/model.ts';
import {
  dependencyOf,
  groupOf,
  guard,
  judgedOf,
  modelOf,
  place,
  policyOf,
  resourceOf,
  systemOf,
} from './guard-fixture.ts';

/** Places: 1x the depending system, 2x the other, 3 the dependency, 4x the resource, 900 the group. */
const placed: Model = modelOf({
  systems: [
    systemOf('a', 10, {
      labels: new Map([['tier', 'x']]),
      region: 'eu',
      origins: new Map([
        ['replicas', place(11)],
        ['criticality', place(12)],
        ['labels', place(13)],
        ['labels.tier', place(14)],
        ['region', place(15)],
        ['dependsOn', place(16)],
        ['dependsOn.b', place(17)],
        ['type', place(18)],
      ]),
      dependsOn: [dependencyOf('a', 'b', 3), dependencyOf('a', 'g', 5)],
    }),
    systemOf('b', 20, { origins: new Map([['replicas', place(21)]]) }),
  ],
  groups: [groupOf('g', ['b'], 1)],
  resources: [resourceOf('cpu', 40, { origins: new Map([['capacity', place(41)]]) })],
});

const places: readonly (readonly [Policy['scope'], string, string, number])[] = [
  ['system', 'a', '$.replicas', 11],
  ['system', 'a', '$.criticality', 12],
  ['system', 'a', '$.criticalityRank', 12],
  ['system', 'a', '$.labels.tier', 14],
  ['system', 'a', "$.labels['tier']", 14],
  ['system', 'a', '$.labels.none', 13],
  ['system', 'a', '$.residency', 15],
  ['system', 'a', '$.dependsOn[0].kind', 16],
  ['system', 'a', '$.dependsOn.length', 16],
  ['system', 'a', '$.types[0]', 18],
  ['system', 'a', '$.owner', 10],
  ['system', 'a', '$.fanIn', 10],
  ['dependency', 'a->b', '$.kind', 3],
  ['dependency', 'a->b', '$.crossRegion', 3],
  ['dependency', 'a->b', '$.from.replicas', 11],
  ['dependency', 'a->b', '$.from.labels.tier', 14],
  ['dependency', 'a->b', '$.from.owner', 3],
  ['dependency', 'a->b', '$.to.replicas', 21],
  ['dependency', 'a->b', '$.to.criticality', 3],
  ['dependency', 'a->g', '$.to.need', 900],
  ['resource', 'cpu', '$.capacity', 41],
  ['resource', 'cpu', '$.unit', 40],
  ['repo', 'repo', '$.name', 50],
];

test.each(places)(
  'in scope %s, what %s got from %s was written at line %d',
  (scope, subject, path, line) => {
    const leaf = { fact: scope, path, operator: 'notEqual', value: { fact: scope, path } };
    const policy = policyOf('p', 50, { scope, require: leaf });
    const { findings } = guard(judgedOf({ ...placed, policies: [policy] }));
    const at: Location | undefined = findings.find((finding) => finding.subject === subject)?.at;
    expect(at?.line).toBe(line);
  },
);

test('the first value that was written is the place of a finding', () => {
  const policy = policyOf('p', 50, {
    scope: 'dependency',
    deny: {
      all: [
        { fact: 'repo', path: '$.cycles', operator: 'equal', value: 0 },
        { fact: 'dependency', path: '$.from.replicas', operator: 'equal', value: 1 },
        { fact: 'dependency', path: '$.kind', operator: 'equal', value: 'hard' },
      ],
    },
  });
  const { findings } = guard(judgedOf({ ...placed, policies: [policy] }));
  expect(
    findings.map(({ subject, at, because }) => [
      subject,
      at.line,
      because.map((reason) => reason.at?.line),
    ]),
  ).toEqual([
    ['a->b', 11, [undefined, 11, 3]],
    ['a->g', 11, [undefined, 11, 5]],
  ]);
});
