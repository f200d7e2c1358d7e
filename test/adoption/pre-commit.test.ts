import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { pathWithTower, root } from './tower-on-path.ts';

interface Hook {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
  readonly pass_filenames?: boolean;
  readonly require_serial?: boolean;
}

const hooks = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as readonly Hook[];
const known = [
  'id',
  'name',
  'description',
  'entry',
  'language',
  'files',
  'pass_filenames',
  'require_serial',
];
const folder = mkdtempSync(join(tmpdir(), 'tower-hooks-'));
const PATH = pathWithTower(folder);

for (const name of ['tower.yaml', 'topology', 'policies', 'scenarios']) {
  cpSync(join(root, name), join(folder, name), { recursive: true });
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a hook as pre-commit does: its entry, and behind that the files that it takes. */
function runHook(
  { entry, files, pass_filenames: takesFiles = true }: Hook,
  changed: readonly string[],
) {
  const taken = changed.filter((file) => new RegExp(files).test(file));
  const [program = '', ...words] = [...entry.split(' '), ...(takesFiles ? taken : [])];
  const { status, stdout } = spawnSync(program, words, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH, TZ: 'UTC' },
  });
  return { status, stdout };
}

test('hooks have the keys that pre-commit knows, and each a description', () => {
  expect(hooks.map(({ id, entry, language }) => ({ id, entry, language }))).toEqual([
    { id: 'tower-validate', entry: 'tower validate', language: 'node' },
    { id: 'tower-fmt', entry: 'tower fmt', language: 'node' },
    { id: 'tower-test', entry: 'tower test', language: 'node' },
  ]);
  const strange = hooks.flatMap((hook) => Object.keys(hook).filter((key) => !known.includes(key)));
  expect({ strange, poor: hooks.filter(({ description }) => !description.endsWith('.')) }).toEqual({
    strange: [],
    poor: [],
  });
});

const files = [
  { file: 'tower.yaml', validate: true, fmt: true, test: true },
  { file: 'fleet/tower.yaml', validate: true, fmt: false, test: true },
  { file: 'topology/a.yml', validate: true, fmt: true, test: true },
  { file: 'fleet/policies/deep/a.yaml', validate: true, fmt: false, test: true },
  { file: 'scenarios/a.scenario.yaml', validate: false, fmt: true, test: true },
  { file: 'policies/deep/a.yaml', validate: true, fmt: true, test: true },
  { file: 'topology/readme.md', validate: false, fmt: false, test: false },
  { file: 'my-tower.yaml', validate: false, fmt: false, test: false },
  { file: '.github/workflows/check.yml', validate: false, fmt: false, test: false },
];

test.each(files)('a change of $file runs the hooks that it concerns', ({ file, ...wanted }) => {
  const runs = hooks.map(({ id, files: pattern }) => [
    id.slice('tower-'.length),
    new RegExp(pattern).test(file),
  ]);
  expect(Object.fromEntries(runs)).toEqual(wanted);
});

test('`validate` and `test` judge the whole, whatever is committed', () => {
  const ran = hooks
    .filter(({ id }) => id !== 'tower-fmt')
    .map((hook) => ({ id: hook.id, ...runHook(hook, ['topology/data.yaml', 'README.md']) }));
  expect(ran.map(({ id, status }) => ({ id, status }))).toEqual([
    { id: 'tower-validate', status: 0 },
    { id: 'tower-test', status: 0 },
  ]);
  expect(ran[0]?.stdout).toContain('12 files, 40 systems');
  expect(ran[1]?.stdout).toContain('26 passed');
});

test('a commit that breaks another file is stopped', () => {
  const data = join(folder, 'topology/data.yaml');
  const before = readFileSync(data, 'utf8');
  writeFileSync(data, before.replace('control-db:', 'control-store:'));
  const [validate] = hooks;
  const ran = validate === undefined ? undefined : runHook(validate, ['topology/data.yaml']);
  writeFileSync(data, before);
  expect(ran?.status).toBe(1);
  expect(ran?.stdout).toContain('`control-db` is not a system or a group');
});

test('while it is packed a package prints its name alone, which is what pre-commit installs', () => {
  const packed = join(folder, 'packed');
  mkdirSync(packed);
  cpSync(join(root, '.npmrc'), join(packed, '.npmrc'));
  const manifest = { name: 'small', version: '1.0.0', scripts: { prepare: 'echo noise' } };
  writeFileSync(join(packed, 'package.json'), JSON.stringify(manifest));
  const { stdout, status } = spawnSync('npm', ['pack', '--dry-run'], {
    cwd: packed,
    encoding: 'utf8',
    env: { ...process.env, npm_config_loglevel: 'notice' },
  });
  expect({ stdout, status }).toEqual({ stdout: 'small-1.0.0.tgz\n', status: 0 });
});

test('`fmt` puts the files that are committed into form, once, and leaves all others', () => {
  const text = (first: string, second: string): string =>
    `tower: v1\nsystems:\n  ${first}: { type: service } # says something\n  ${second}: { type: service }\n`;
  const paths = ['topology/committed.yaml', 'topology/other.yaml'];
  for (const path of paths) {
    writeFileSync(join(folder, path), text('zebra', 'ant'));
  }
  const fmt = hooks.find(({ id }) => id === 'tower-fmt');
  const read = () => paths.map((path) => readFileSync(join(folder, path), 'utf8'));
  const runs = [1, 2].map(() => ({
    status:
      fmt === undefined ? undefined : runHook(fmt, ['topology/committed.yaml', 'a.md']).status,
    texts: read(),
  }));
  for (const path of paths) {
    rmSync(join(folder, path));
  }
  const [first] = runs;
  expect(runs).toEqual([first, first]);
  expect(first?.status).toBe(0);
  expect(first?.texts[0]).not.toBe(text('zebra', 'ant'));
  expect(first?.texts[0]).toContain('# says something');
  expect(first?.texts[1]).toBe(text('zebra', 'ant'));
});
