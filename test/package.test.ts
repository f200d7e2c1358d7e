import { execFileSync, spawnSync } from 'node:child_process';
import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const project = mkdtempSync(join(tmpdir(), 'tower-package-'));
const installed = join(project, 'node_modules/@control-tower/tower');
const megabyte = 1_000_000;

/** What `npm install` puts into a project: the packed package, without a network and without running anything. */
beforeAll(() => {
  const [packed] = JSON.parse(
    npm(['pack', '--json', '--ignore-scripts', '--pack-destination', project], root),
  ) as readonly { readonly filename: string }[];
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  npm(['install', '--offline', '--no-audit', '--no-fund', `./${packed?.filename}`], project);
}, 120_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

function npm(words: readonly string[], cwd: string): string {
  return execFileSync('npm', [...words, '--loglevel=error'], { cwd, encoding: 'utf8' });
}

/** Paths of all that was installed, with their sizes. */
function files(): ReadonlyMap<string, number> {
  const paths = globSync('**/*', { cwd: join(project, 'node_modules') });
  const sized = paths
    .map((path) => [path, statSync(join(project, 'node_modules', path))] as const)
    .filter(([, facts]) => facts.isFile());
  return new Map(sized.map(([path, { size }]) => [path, size]));
}

test('an installation is this one package, of at most 15 MB', () => {
  const found = files();
  const others = [...found.keys()].filter((path) => !path.startsWith('@control-tower/tower/'));
  const bytes = [...found.values()].reduce((sum, size) => sum + size, 0);
  expect({ others, isSmall: bytes <= 15 * megabyte, isWhole: bytes > 2 * megabyte }).toEqual({
    others: [],
    isSmall: true,
    isWhole: true,
  });
});

test('the package holds what runs, its types and its schemas, and nothing of how it is made', () => {
  const known = [
    /^(package\.json|README\.md|LICENSE|bin\/tower\.js)$/,
    /^dist\/(THIRD-PARTY-LICENSES\.txt|index\.js)$/,
    /^dist\/([a-z-]+\/)*[a-z0-9.-]+\.d\.ts$/,
    /^dist\/cli\/(main|program)\.js(\.map)?$/,
    /^dist\/cli\/commands\/[a-z0-9-]+\.js(\.map)?$/i,
    /^dist\/cli\/late\/[a-z-]+\.cjs(\.map)?$/,
    /^dist\/vendor\/[a-z-]+\.js$/,
    /^schemas\/[a-z0-9.-]+\.(json|yaml)$/,
  ];
  const paths = globSync('**/*', { cwd: installed }).filter((path) =>
    statSync(join(installed, path)).isFile(),
  );
  expect(paths.filter((path) => !known.some((form) => form.test(path)))).toEqual([]);
  expect(known.filter((form) => !paths.some((path) => form.test(path)))).toEqual([]);
});

test('no map is larger than 1 MB, and none repeats the sources', () => {
  const maps = globSync('**/*.map', { cwd: installed }).map((path) => join(installed, path));
  expect(maps.filter((path) => statSync(path).size > megabyte)).toEqual([]);
  const { sourcesContent } = JSON.parse(
    readFileSync(join(installed, 'dist/cli/main.js.map'), 'utf8'),
  ) as { sourcesContent?: unknown };
  expect(sourcesContent).toBe(undefined);
});

test('what is installed runs', () => {
  mkdirSync(join(project, 'topology'));
  writeFileSync(join(project, 'tower.yaml'), 'tower: v1\n');
  writeFileSync(
    join(project, 'topology/shop.yaml'),
    'tower: v1\nsystems:\n  web: { type: service, dependsOn: { db: hard } }\n  db: { type: database }\n',
  );
  const tower = (...words: readonly string[]): unknown => {
    const path = join(project, 'node_modules/.bin/tower');
    const { status, stdout, stderr } = spawnSync(path, words, { cwd: project, encoding: 'utf8' });
    return [status, stdout.split('\n')[0], stderr];
  };
  expect([
    tower('validate', '--ascii'),
    tower('evaluate', '-o', 'json'),
    tower('graph', '--format', 'svg'),
    tower('schema', 'batch'),
    tower('explain', 'topology/unknown-system'),
  ]).toEqual([
    [0, expect.stringContaining('2 systems'), ''],
    [0, '{', ''],
    [0, expect.stringContaining('<svg '), ''],
    [0, '{', ''],
    [0, expect.stringContaining('topology/unknown-system'), ''],
  ]);
}, 60_000);

const program = `import { emptyState, evaluate, load, renderReport, type Diagnostic, type Report } from '@control-tower/tower';
const { model, diagnostics } = load([{ path: 'shop.yaml', text: 'tower: v1\\nsystems: { web: { type: service } }\\n' }]);
const found: readonly Diagnostic[] = diagnostics;
if (model === undefined) {
  throw new Error(found.map(({ message }) => message).join());
}
const { report } = evaluate(model, emptyState(), { at: '2026-11-21T14:00:00Z' });
const same: Report = report;
export const text: string = renderReport('json', same, { version: '1', color: false, width: 100, ascii: true, sources: new Map() });
// @ts-expect-error: an instant is a text
evaluate(model, emptyState(), { at: 5 });
`;

test.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])(
  'types resolve for a program with module %s and resolution %s, and libraries are checked',
  (module, moduleResolution) => {
    writeFileSync(join(project, 'program.ts'), program);
    const compilerOptions = {
      module,
      moduleResolution,
      target: 'es2023',
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      types: [],
      noEmit: true,
    };
    writeFileSync(
      join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['program.ts'] }),
    );
    const tsc = join(root, 'node_modules/.bin/tsc');
    const { status, stdout } = spawnSync(tsc, ['-p', project], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, '']);
  },
);

test('a program that was not compiled can use the package', () => {
  const code = `
    const { load } = await import('@control-tower/tower');
    console.log(load([{ path: 'a.yaml', text: 'tower: v1\\nsystem: {}\\n' }]).diagnostics[0].code);
    console.log((await import('@control-tower/tower/schemas/tower.v1.schema.json', { with: { type: 'json' } })).default.type);
  `;
  const ran = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: project,
    encoding: 'utf8',
  });
  expect([ran.stdout, ran.status]).toEqual(['schema/unknown-key\nobject\n', 0]);
});
