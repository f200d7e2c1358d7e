import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBatches } from '../../src/config/batch.ts';
import { load } from '../../src/config/load.ts';
import { inclusionOf, isScenarios } from '../../src/config/project.ts';
import { formatted } from '../../src/format/format.ts';
import { decisionsIn } from '../../src/init/decisions.ts';
import { type Plan, planOf } from '../../src/init/plan.ts';
import { type Source, sourceOf } from '../../src/init/sources.ts';
import type { SourceFile } from '../../src/model/diagnostic.ts';
import { compileScenarios } from '../../src/scenario/compile.ts';
import { readScenarios } from '../../src/scenario/read-file.ts';
import { testScenarios } from '../../src/scenario/test-scenarios.ts';
import { runs } from '../fuzz/seed.ts';
import { alertmanagerFiles, secret } from '../import/alertmanager/files.ts';
import { composeFiles, entities, inJson, manifests } from '../import/sources.ts';

function planFor(sources: readonly Source[], existing: readonly SourceFile[] = []): Plan {
  const made = planOf({ name: 'shop', sources, existing });
  if (made.plan === undefined) {
    throw new Error([made.reason, ...made.diagnostics.map(({ message }) => message)].join('\n'));
  }
  return made.plan;
}

/** What a user meets who goes on with the files that were written: errors, failed scenarios, what is wrong with the batch. */
function trialOf(files: readonly SourceFile[]): readonly string[] {
  const root = files.find(({ path }) => path === 'tower.yaml');
  const { included, diagnostics: patterns } = inclusionOf(root).choose(
    files.map(({ path }) => path),
  );
  const own = files.filter(({ path }) => path === 'tower.yaml' || included.includes(path));
  const { model, diagnostics } = load(own);
  const errors = [...patterns, ...diagnostics.filter(({ severity }) => severity === 'error')];
  if (model === undefined) {
    return errors.map(({ message }) => message);
  }
  const read = files
    .filter(({ path }) => isScenarios(path))
    .flatMap((file) => readScenarios(file).read ?? []);
  const compiled = compileScenarios(read, { model, files: own, replacements: new Map() });
  const tested = testScenarios(compiled.files, model, { comparisons: false }).files;
  const results = tested.flatMap(({ scenarios }) => scenarios);
  const batch = files.find(({ path }) => path === 'examples/signals.json');
  return [
    ...errors.map(({ message }) => message),
    ...compiled.diagnostics.map(({ message }) => message),
    ...(results.length === 1 ? [] : [`${results.length} scenarios`]),
    ...results.filter(({ passed }) => !passed).map(({ name }) => `${name} fails`),
    ...(batch === undefined
      ? ['no batch']
      : readBatches(batch).diagnostics.map(({ message }) => message)),
  ];
}

/** What `tower fmt` makes of a file. */
function formOf(path: string, text: string): string | undefined {
  return formatted({ path, text }).text;
}

test('whatever is imported, the files load and are in canonical form, their scenario passes, and what is marked is counted', () => {
  let systems = 0;
  fc.assert(
    fc.property(
      fc.array(composeFiles, { maxLength: 2 }),
      fc.tuple(manifests, entities),
      fc.option(alertmanagerFiles, { nil: undefined }),
      (compose, [objects, catalog], alerting) => {
        const sources = [
          sourceOf({
            kind: 'kubernetes',
            name: 'k8s/',
            files: [{ path: 'k8s/a.yaml', text: inJson(objects) }],
          }),
          sourceOf({
            kind: 'backstage',
            name: 'catalog-info.yaml',
            files: [{ path: 'catalog-info.yaml', text: inJson(catalog) }],
          }),
          ...compose.map((file, index) =>
            sourceOf({ kind: 'compose', name: `${index}/compose.yaml`, files: [file] }),
          ),
          ...(alerting === undefined
            ? []
            : [
                sourceOf({
                  kind: 'alertmanager',
                  name: 'alertmanager.yml',
                  files: [{ path: 'alertmanager.yml', text: alerting }],
                }),
              ]),
        ].filter(({ isUsable }) => isUsable);
        const { files, decisions, model } = planFor(sources);
        const text = files.map((file) => file.text).join('');
        const marks = files.flatMap((file) =>
          file.text
            .split('\n')
            .filter((line, index) => index > 0 && line.includes('# tower: decide')),
        );
        expect({
          trial: trialOf(files),
          isLeaking: text.includes(secret),
          decided: decisions.reduce((sum, { count }) => sum + count, 0),
          unformed: files
            .filter(({ path, text: own }) => path.endsWith('.yaml') && formOf(path, own) !== own)
            .map(({ path }) => path),
        }).toEqual({ trial: [], isLeaking: false, decided: marks.length, unformed: [] });
        systems += model.systems.length;
      },
    ),
    runs(30),
  );
  expect(systems).toBeGreaterThan(30);
});

const compose = sourceOf({
  kind: 'compose',
  name: 'compose.yaml',
  files: [
    {
      path: 'compose.yaml',
      text: 'services:\n  web: { image: "web:1", depends_on: [db] }\n  db: { image: "postgres:16" }\n',
    },
  ],
});
const pathsOf = ({ files }: Plan): readonly string[] => files.map(({ path }) => path);

test('tower.yaml is written last: until then the folder is no project', () => {
  expect(pathsOf(planFor([compose]))).toEqual([
    'topology/shop.yaml',
    'policies/escalation.yaml',
    'policies/guard.yaml',
    'policies/thresholds.yaml',
    'scenarios/first.scenario.yaml',
    'examples/signals.json',
    'tower.yaml',
  ]);
});

test('with nothing to import there is a start that has no problem at all', () => {
  const { files, model, decisions } = planFor([]);
  expect({ trial: trialOf(files), told: model.diagnostics, systems: model.systems.length }).toEqual(
    {
      trial: [],
      told: [],
      systems: 3,
    },
  );
  expect(decisions).toEqual([
    { what: '', noun: 'channel', count: 1 },
    { what: '', noun: 'limit', count: 4 },
  ]);
});

test('what exists is not planned again, and counts', () => {
  const guard = { path: 'policies/guard.yaml', text: 'tower: v1\n' };
  const plan = planFor([compose], [guard]);
  expect({ paths: pathsOf(plan).includes(guard.path), policies: plan.model.policies }).toEqual({
    paths: false,
    policies: [],
  });
});

test('beside files of somebody else tower.yaml names its own one by one', () => {
  const foreign = { path: 'policies/deny.yaml', text: 'kind: ClusterPolicy\n' };
  const plan = planFor([compose], [foreign]);
  const root = plan.files.at(-1)?.text ?? '';
  expect(root.slice(root.indexOf('  include:'))).toBe(`  include:
    - policies/escalation.yaml
    - policies/guard.yaml
    - policies/thresholds.yaml
    - topology/shop.yaml
`);
  expect(trialOf([...plan.files, foreign])).toEqual([]);
});

test('a name of a file says nothing but that name in tower.yaml', () => {
  const foreign = { path: 'policies/deny.yaml', text: 'kind: ClusterPolicy\n' };
  const names = ['topology/a #b.yaml', 'topology/c: d.yaml', 'topology/e\n  name: other.yaml'];
  const own = names.map((path) => ({ path, text: 'tower: v1\n' }));
  const root = planFor([compose], [foreign, ...own]).files.at(-1)?.text ?? '';
  const { choose } = inclusionOf({ path: 'tower.yaml', text: root });
  expect(choose([...names, foreign.path]).included).toEqual(names);
});

test('what would not load beside what is there is not planned', () => {
  const twice = {
    path: 'topology/other.yaml',
    text: 'tower: v1\nsystems: { web: { type: service } }\n',
  };
  const made = planOf({ name: 'shop', sources: [compose], existing: [twice] });
  expect({
    plan: made.plan,
    reason: 'reason' in made ? made.reason : undefined,
    codes: 'diagnostics' in made ? made.diagnostics.map(({ code }) => code) : [],
  }).toEqual({
    plan: undefined,
    reason: 'does not load with what is there',
    codes: ['topology/duplicate-id'],
  });
});

test('a kind of marked line that nobody knows is still counted', () => {
  const file = { path: 'policies/escalation.yaml', text: 'tower: v1\n# tower: decide something\n' };
  expect(decisionsIn([file])).toEqual([{ what: '', noun: 'remark', count: 1 }]);
});
