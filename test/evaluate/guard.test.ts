import { expect, test } from 'vitest';
import { digest } from '../../src/model/digest.ts';
import type { Policy, System } from '../../src/model/model.ts';
import {
  dependencyOf,
  guard,
  healthOf,
  judgedOf,
  modelOf,
  place,
  policyOf,
  systemOf,
  type WrittenPolicy,
  waiverOf,
} from './guard-fixture.ts';

const redundant = {
  any: [
    { fact: 'system', path: '$.replicas', operator: 'greaterThanInclusive', value: 2 },
    { fact: 'system', path: '$.group.spare', operator: 'greaterThanInclusive', value: 1 },
  ],
};

const search = systemOf('search', 10, {
  criticality: 'critical',
  origins: new Map([['replicas', place(14)]]),
});

test('a violation names the values that decided, where they were written, and the policy', () => {
  const policy = policyOf('redundancy', 50, {
    require: redundant,
    message: '{{ system.id }} is {{ system.criticality }} and runs {{ system.replicas }} replica',
    parts: {
      title: 'Critical systems have redundancy',
      fix: 'set `replicas` to 2 or more',
      docs: 'https://docs.example/redundancy',
    },
  });
  const model = modelOf({
    systems: [search, systemOf('web', 20, { replicas: 2 })],
    policies: [policy],
  });
  expect(guard(judgedOf(model))).toEqual({
    findings: [
      {
        rule: 'redundancy',
        title: 'Critical systems have redundancy',
        enforcement: 'hard',
        severity: 'error',
        scope: 'system',
        subject: 'search',
        message: 'search is critical and runs 1 replica',
        at: place(14),
        policyAt: place(50, '$.policies.redundancy'),
        because: [
          {
            code: 'condition',
            message: '`$.replicas` is 1, needs ≥ 2',
            at: place(14),
            values: {
              fact: 'system',
              path: '$.replicas',
              operator: 'greaterThanInclusive',
              actual: 1,
              expected: 2,
            },
          },
          {
            code: 'condition',
            message: '`$.group.spare` is 0, needs ≥ 1',
            values: {
              fact: 'system',
              path: '$.group.spare',
              operator: 'greaterThanInclusive',
              actual: 0,
              expected: 1,
            },
          },
        ],
        help: 'set `replicas` to 2 or more',
        docs: 'https://docs.example/redundancy',
        waivedBy: null,
        fingerprint: digest(['finding', 'redundancy', 'search'], 16),
      },
    ],
    policies: [
      {
        id: 'redundancy',
        title: 'Critical systems have redundancy',
        enforcement: 'hard',
        scope: 'system',
        passed: ['web'],
        violated: ['search'],
        waived: [],
        docs: 'https://docs.example/redundancy',
        at: place(50, '$.policies.redundancy'),
      },
    ],
  });
});

/** Who passes and who violates one policy on `systems`, and why. */
function outcome(systems: readonly System[], written: WrittenPolicy): unknown {
  const model = modelOf({ systems, policies: [policyOf('p', 50, written)] });
  const { findings, policies } = guard(judgedOf(model));
  return {
    passed: policies.flatMap(({ passed }) => passed),
    violated: findings.map(({ subject, because }) => [
      subject,
      ...because.map(({ message }) => message),
    ]),
  };
}

const owned = systemOf('owned', 1, { owner: 'shop' });
const orphan = systemOf('orphan', 2);
const ownedByShop = { fact: 'system', path: '$.owner', operator: 'equal', value: 'shop' };
const notOwnedByShop = { fact: 'system', path: '$.owner', operator: 'notEqual', value: 'shop' };

test('a missing value violates what must hold, and says that it is missing', () => {
  expect(outcome([orphan, owned], { require: ownedByShop })).toEqual({
    passed: ['owned'],
    violated: [['orphan', '`$.owner` is missing, needs to be `shop`']],
  });
});

test('a missing value violates even a `require` that asks for anything else', () => {
  expect(outcome([orphan, owned], { require: notOwnedByShop })).toEqual({
    passed: [],
    violated: [
      ['orphan', '`$.owner` is missing, needs to be other than `shop`'],
      ['owned', '`$.owner` is `shop`, needs to be other than `shop`'],
    ],
  });
});

test('a missing value never hits what must not hold', () => {
  expect(outcome([orphan, owned], { deny: notOwnedByShop })).toEqual({
    passed: ['orphan', 'owned'],
    violated: [],
  });
});

test('what must not hold says which values made it hold', () => {
  expect(
    outcome([owned], {
      deny: { all: [ownedByShop, { ...notOwnedByShop, path: '$.type', value: 'database' }] },
    }),
  ).toEqual({
    passed: [],
    violated: [
      ['owned', '`$.owner` is `shop`', '`$.type` is `service`, which is other than `database`'],
    ],
  });
});

test('a missing value of a message reads unknown', () => {
  const policy = policyOf('p', 50, { require: ownedByShop, message: '{{ system.owner }} owns' });
  const { findings } = guard(judgedOf(modelOf({ systems: [orphan], policies: [policy] })));
  expect(findings.map(({ message }) => message)).toEqual(['unknown owns']);
});

test('a policy looks only at the systems that its match selects', () => {
  const parts: Partial<Policy> = { matches: (system) => system.id === 'owned' };
  expect(outcome([orphan, owned], { deny: ownedByShop, parts })).toEqual({
    passed: [],
    violated: [['owned', '`$.owner` is `shop`']],
  });
});

test('a policy that is off is not evaluated and has no row', () => {
  const policy = policyOf('p', 50, { enforcement: 'off', deny: ownedByShop });
  expect(guard(judgedOf(modelOf({ systems: [owned], policies: [policy] })))).toEqual({
    findings: [],
    policies: [],
  });
});

const replicated = { fact: 'system', path: '$.replicas', operator: 'greaterThan', value: 1 };

test('findings come by severity, waived after unwaived, then by policy and subject; waivers last', () => {
  const model = modelOf({
    systems: ['a', 'b', 'c'].map((id, index) => systemOf(id, index)),
    policies: [
      policyOf('z-shadow', 50, { enforcement: 'shadow', require: replicated }),
      policyOf('y-warn', 51, { enforcement: 'warn', require: replicated }),
      policyOf('x-hard', 52, { require: replicated }),
      policyOf('w-hard', 53, { require: ownedByShop }),
    ],
    waivers: [
      waiverOf('a-old', 'x-hard', ['b'], '2026-11-01'),
      waiverOf('b-used', 'x-hard', ['a'], '2026-12-01'),
      waiverOf('c-used', 'y-warn', ['a'], '2026-12-01'),
      waiverOf('d-used', 'z-shadow', ['b'], '2026-12-01'),
    ],
  });
  const { findings, policies } = guard(judgedOf(model));
  expect(
    findings.map(({ severity, rule, subject, waivedBy }) =>
      [severity, rule, subject, waivedBy?.waiver].filter((word) => word !== undefined).join(' '),
    ),
  ).toEqual([
    'error x-hard b',
    'error x-hard c',
    'error w-hard a',
    'error w-hard b',
    'error w-hard c',
    'error x-hard a b-used',
    'warning y-warn b',
    'warning y-warn c',
    'warning y-warn a c-used',
    'warning waiver/expired a-old',
    'info z-shadow a',
    'info z-shadow c',
    'info z-shadow b d-used',
  ]);
  expect(
    policies.map(({ id, passed, violated, waived }) => [id, passed, violated, waived]),
  ).toEqual([
    ['z-shadow', [], ['a', 'c'], ['b']],
    ['y-warn', [], ['b', 'c'], ['a']],
    ['x-hard', [], ['b', 'c'], ['a']],
    ['w-hard', [], ['a', 'b', 'c'], []],
  ]);
});

test('the subjects of a policy are sorted, whatever their order in the model', () => {
  const model = modelOf({
    systems: [
      systemOf('a', 1, { dependsOn: [dependencyOf('a', 'z', 2)] }),
      systemOf('a-0', 3, { dependsOn: [dependencyOf('a-0', 'a', 4)] }),
      systemOf('z', 5),
    ],
    policies: [
      policyOf('p', 50, {
        scope: 'dependency',
        require: { fact: 'dependency', path: '$.kind', operator: 'equal', value: 'hard' },
      }),
    ],
  });
  const [row] = guard(judgedOf(model)).policies;
  expect(row?.passed).toEqual(['a-0->a', 'a->z']);
});

test('health decides as well as what is declared', () => {
  const model = modelOf({
    systems: [systemOf('db', 1), systemOf('web', 2)],
    policies: [
      policyOf('p', 50, {
        scope: 'repo',
        deny: {
          fact: 'system',
          params: { id: 'db' },
          path: '$.status',
          operator: 'equal',
          value: 'offline',
        },
        message: 'the database of {{ repo.name }} is away',
      }),
    ],
  });
  const [db, web] = model.systems.map((system) =>
    healthOf(system, system.id === 'db' ? 'offline' : 'healthy', 0),
  );
  const systems = db === undefined || web === undefined ? [] : [db, web];
  const { findings } = guard(judgedOf(model, { systems }));
  expect(
    findings.map(({ subject, message, at, because }) => ({ subject, message, at, because })),
  ).toEqual([
    {
      subject: 'repo',
      message: 'the database of shop is away',
      at: place(50, '$.policies.p'),
      because: [
        {
          code: 'condition',
          message: '`$.status` of `system(id: "db")` is `offline`',
          values: {
            fact: 'system',
            path: '$.status',
            operator: 'equal',
            actual: 'offline',
            expected: 'offline',
          },
        },
      ],
    },
  ]);
});

test('a comparison with another fact shows both values, and no list among them', () => {
  const policy = policyOf('p', 50, {
    scope: 'dependency',
    require: {
      all: [
        {
          fact: 'dependency',
          path: '$.from.replicas',
          operator: 'lessThan',
          value: { fact: 'dependency', path: '$.to.replicas' },
        },
        { fact: 'dependency', path: '$.from.types', operator: 'contains', value: 'database' },
      ],
    },
    message: '{{ dependency.from.id }} → {{ dependency.to.id }}',
  });
  const systems = [systemOf('a', 1, { dependsOn: [dependencyOf('a', 'b', 2)] }), systemOf('b', 3)];
  const { findings } = guard(judgedOf(modelOf({ systems, policies: [policy] })));
  const [first] = findings;
  expect([first?.message, first?.because.map(({ values }) => values)]).toEqual([
    'a → b',
    [
      { fact: 'dependency', path: '$.from.replicas', operator: 'lessThan', actual: 1, expected: 1 },
      { fact: 'dependency', path: '$.from.types', operator: 'contains', expected: 'database' },
    ],
  ]);
});
