import { expect, test } from 'vitest';
import type { Scope } from '../../src/model/model.ts';
import { compileCondition } from '../../src/rules/compile.ts';
import { factShapes, type KnownNames } from '../../src/rules/fact-shapes.ts';
import type { Shape } from '../../src/rules/shape.ts';

const scopes: readonly Scope[] = ['system', 'dependency', 'resource', 'repo'];
const known: KnownNames = { signals: ['latency', 'errors'] };

test('each scope sees its own fact, and every scope systems, signals and the whole', () => {
  const seen = scopes.map((scope) => [scope, Object.keys(factShapes(scope, known))]);
  expect(seen).toEqual([
    ['system', ['system', 'signal', 'repo']],
    ['dependency', ['dependency', 'system', 'signal', 'repo']],
    ['resource', ['resource', 'system', 'signal', 'repo']],
    ['repo', ['system', 'signal', 'repo']],
  ]);
});

/** Whether a condition is accepted: its problems in words. */
function problems(scope: Scope, condition: unknown, names: KnownNames = known): readonly string[] {
  const facts = factShapes(scope, names);
  return compileCondition(condition, { facts, conditions: new Map() }).problems.map(
    ({ message, help }) => (help === undefined ? message : `${message}; ${help}`),
  );
}

const equal = (fact: string, path: string, value: unknown, params?: unknown): unknown => ({
  fact,
  path,
  operator: 'equal',
  value,
  ...(params === undefined ? {} : { params }),
});

const rows: readonly {
  readonly title: string;
  readonly scope: Scope;
  readonly condition: unknown;
  readonly names?: Partial<KnownNames>;
  readonly expected: readonly string[];
}[] = [
  {
    title: 'a path of the system',
    scope: 'system',
    condition: equal('system', '$.group.spare', 1),
    expected: [],
  },
  {
    title: 'a misspelt path',
    scope: 'system',
    condition: equal('system', '$.replica', 1),
    expected: ['fact `system` has no path `$.replica`; did you mean `replicas`?'],
  },
  {
    title: 'a path of the target that only groups have',
    scope: 'dependency',
    condition: equal('dependency', '$.to.need', 2),
    expected: [],
  },
  {
    title: 'that path on the depending side',
    scope: 'dependency',
    condition: equal('dependency', '$.from.members[0]', 'a'),
    expected: [
      expect.stringMatching(/^fact `dependency` has no path `\$\.from\.members`; known: /),
    ],
  },
  {
    title: 'a word that is no status',
    scope: 'system',
    condition: equal('system', '$.status', 'healty'),
    expected: [expect.stringMatching(/healty.*did you mean `healthy`\?$/)],
  },
  {
    title: 'any label where none are known',
    scope: 'system',
    condition: equal('system', '$.labels.anything', 'x'),
    expected: [],
  },
  {
    title: 'a misspelt label where they are known',
    scope: 'dependency',
    condition: equal('dependency', '$.from.labels.teir', 'x'),
    names: { labels: ['tier', 'app'] },
    expected: ['fact `dependency` has no path `$.from.labels.teir`; did you mean `tier`?'],
  },
  {
    title: 'a signal of the system that is judged',
    scope: 'system',
    condition: equal('signal', '$.value', 1, { name: 'latency' }),
    expected: [],
  },
  {
    title: 'a misspelt signal',
    scope: 'system',
    condition: equal('signal', '$.value', 1, { name: 'latancy' }),
    expected: [expect.stringMatching(/latancy.*did you mean `latency`\?$/)],
  },
  {
    title: 'a signal of no system, where a resource is judged',
    scope: 'resource',
    condition: equal('signal', '$.stale', true, { name: 'latency' }),
    expected: [expect.stringMatching(/`signal`.*`system`/)],
  },
  {
    title: 'another system that is known',
    scope: 'repo',
    condition: equal('system', '$.status', 'healthy', { id: 'db' }),
    names: { systems: ['web', 'db'] },
    expected: [],
  },
  {
    title: 'another system that is not known',
    scope: 'repo',
    condition: equal('system', '$.status', 'healthy', { id: 'dbb' }),
    names: { systems: ['web', 'db'] },
    expected: [expect.stringMatching(/dbb.*did you mean `db`\?$/)],
  },
];

test.each(rows)('in scope $scope, $title', ({ scope, condition, names, expected }) => {
  expect(problems(scope, condition, { ...known, ...names })).toEqual(expected);
});

/** Paths of the fields without a description. */
function undescribed(path: string, shape: Shape): readonly string[] {
  switch (shape.kind) {
    case 'object':
      return Object.entries(shape.fields).flatMap(([name, field]) => [
        ...('description' in field || field.kind === 'any' ? [] : [`${path}.${name}`]),
        ...undescribed(`${path}.${name}`, field),
      ]);
    case 'list':
    case 'map':
      return undescribed(`${path}[*]`, shape.of);
    default:
      return [];
  }
}

test('every field says what it is', () => {
  const bare = scopes.flatMap((scope) =>
    Object.entries(factShapes(scope, known)).flatMap(([fact, { shape, description }]) => [
      ...(description === '' ? [fact] : []),
      ...undescribed(fact, shape),
    ]),
  );
  expect(bare).toEqual([]);
});
