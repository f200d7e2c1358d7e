import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inclusionOf, scenarioInclusionOf } from '../../src/config/project.ts';
import { sayLocation } from '../../src/model/location.ts';

const paths = [
  'extra/a.yaml',
  'policies/guard.yaml',
  'policies/outage.scenario.yaml',
  'topology/shop.yaml',
  'topology/shop.yml',
  'tower.yaml',
];

function chosen(text: string | undefined): {
  included: readonly string[];
  told: readonly string[];
} {
  const root = text === undefined ? undefined : { path: 'tower.yaml', text };
  const { included, diagnostics } = inclusionOf(root).choose(paths);
  const told = diagnostics.map(
    ({ code, severity, message, at }) => `${sayLocation(at)} ${severity} ${code} ${message}`,
  );
  return { included, told };
}

const usual = { included: ['policies/guard.yaml', 'topology/shop.yaml'], told: [] };

test.each([
  ['without tower.yaml', undefined, usual],
  ['without `config`', 'tower: v1\n', usual],
  ['with a broken tower.yaml', 'tower: [\n', usual],
  ['with `include` of another kind', 'config: { include: topology }\n', usual],
  ['with an empty list', 'config: { include: [] }\n', { included: [], told: [] }],
  [
    'with patterns of its own, scenarios and tower.yaml itself excepted',
    'config: { include: ["**/*.yaml", "topology/*.yml"] }\n',
    {
      included: ['extra/a.yaml', 'policies/guard.yaml', 'topology/shop.yaml', 'topology/shop.yml'],
      told: [],
    },
  ],
  [
    'with a pattern that nothing matches',
    'config:\n  include:\n    - extra/*.yaml\n    - teams/**\n',
    {
      included: ['extra/a.yaml'],
      told: ['tower.yaml:4:7 warning config/no-files no file matches `teams/**`'],
    },
  ],
  [
    'with patterns that lead out of the project',
    'config:\n  include: [/etc/*, ../x/*, a/../b, \'a\\b\', "C:/x", ~/x]\n',
    {
      included: [],
      told: [
        'tower.yaml:2:13 error config/bad-include the pattern `/etc/*` is absolute',
        'tower.yaml:2:21 error config/bad-include the pattern `../x/*` leads out of the project',
        'tower.yaml:2:29 error config/bad-include the pattern `a/../b` leads out of the project',
        'tower.yaml:2:37 error config/bad-include the pattern `a\\b` contains a backslash',
        'tower.yaml:2:44 error config/bad-include the pattern `C:/x` is absolute',
        'tower.yaml:2:52 error config/bad-include the pattern `~/x` is absolute',
      ],
    },
  ],
])('%s', (_name, text, expected) => {
  expect(chosen(text)).toEqual(expected);
});

test.each([
  ['topology/**/*.yaml', 'topology', true],
  ['topology/**/*.yaml', 'topology/a/b', true],
  ['topology/**/*.yaml', 'topologies', false],
  ['topology/**/*.yaml', 'src', false],
  ['**/*.yaml', 'a/b/c', true],
  ['teams/*/tower/*.yaml', 'teams', true],
  ['teams/*/tower/*.yaml', 'teams/red', true],
  ['teams/*/tower/*.yaml', 'teams/red/tower', true],
  ['teams/*/tower/*.yaml', 'teams/red/other', false],
  ['teams/*/tower/*.yaml', 'teams/red/tower/deep', false],
  ['a.yaml', 'a', false],
  ['a.yaml', 'a.yaml', false],
])('the pattern %s reaches below the folder %s: %s', (pattern, folder, expected) => {
  const root = { path: 'tower.yaml', text: `config: { include: ["${pattern}"] }\n` };
  expect(inclusionOf(root).reaches(folder)).toBe(expected);
});

test('every file that belongs lies in folders that are reached', () => {
  const part = fc.constantFrom('a', 'b', 'ab', '*', 'a*', '**', '?');
  const name = fc.constantFrom('a', 'b', 'ab', 'ba');
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 4 }),
      fc.array(name, { minLength: 1, maxLength: 4 }),
      (pattern, names) => {
        const root = {
          path: 'tower.yaml',
          text: `config: { include: ["${pattern.join('/')}"] }\n`,
        };
        const { includes, reaches } = inclusionOf(root);
        const folders = names.slice(0, -1).map((_, depth) => names.slice(0, depth + 1).join('/'));
        expect(!includes(names.join('/')) || folders.every(reaches)).toBe(true);
      },
    ),
  );
});

test('scenarios are where the configuration says, else below three folders; other files never are', () => {
  const paths = [
    'scenarios/a.scenario.yaml',
    'scenarios/deep/b.scenario.yaml',
    'scenarios/fixture.yaml',
    'policies/c.scenario.yaml',
    'tests/d.scenario.yaml',
  ];
  const chosen = (text: string): unknown => {
    const { included, diagnostics } = scenarioInclusionOf({ path: 'tower.yaml', text }).choose(
      paths,
    );
    return { included, told: diagnostics.map(({ code, at }) => `${at.line} ${code}`) };
  };
  expect(chosen('tower: v1\n')).toEqual({
    included: [
      'policies/c.scenario.yaml',
      'scenarios/a.scenario.yaml',
      'scenarios/deep/b.scenario.yaml',
    ],
    told: [],
  });
  expect(
    chosen(
      'tower: v1\nconfig:\n  scenarios:\n    - tests/*\n    - scenarios/*.yaml\n    - ../x\n    - none/*\n',
    ),
  ).toEqual({
    included: ['scenarios/a.scenario.yaml', 'tests/d.scenario.yaml'],
    told: ['6 config/bad-include', '7 config/no-files'],
  });
});
