import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../adapters/folder.ts';

const root = join(import.meta.dirname, '../..');
const binary = join(root, 'bin/tower.js');

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in a folder, with a cache of its own or as the variables say. */
function run(
  line: string,
  cache: string,
  { cwd = root, ...variables }: Readonly<Record<string, string>> = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, ...line.split(' ')], {
    cwd,
    encoding: 'utf8',
    env: { TZ: 'UTC', TOWER_CACHE_DIR: cache, ...variables },
  });
  return { status, stdout, stderr };
}

function entriesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

const lines = [
  'validate -o sarif',
  'evaluate --at 2026-11-18T12:00:00Z',
  'evaluate --at 2026-11-18T12:00:00Z -o json',
  'evaluate --at 2026-12-02T00:00:00Z -o pretty --fail-on warning',
  'evaluate --at 2026-11-22T03:10:00Z -o markdown',
  'evaluate --at 2026-11-18T12:00:00Z -o sarif',
  'evaluate --at 2026-11-18T12:00:00Z -o github',
  'evaluate --at 2026-11-18T12:00:00Z -o gitlab',
  'evaluate --at 2026-11-18T12:00:00Z -o junit --fail-on-status degraded',
  'evaluate --at 1969-12-31T23:59:59Z',
  'evaluate --signals examples/drift.json -o markdown',
  'explain system/message-bus',
  'graph -o mermaid',
  'spof',
];

test('commands print with a cache what they print without one', () => {
  const cache = join(folderWith({}), 'cache');
  expect(run('validate', cache).status).toBe(0);
  expect(entriesIn(cache)).toHaveLength(1);
  for (const line of lines) {
    expect({ line, ...run(line, cache) }).toEqual({
      line,
      ...run(line, cache, { TOWER_CACHE: 'off' }),
    });
  }
  // The model, and what a step comes to in which nothing is heard.
  expect(entriesIn(cache)).toHaveLength(2);
});

const fleet = 'tower: v1\nsystems: { web: { type: service, owner: me } }\n';

test('a change of a file is seen, and each content is kept for itself', () => {
  const outer = folderWith({ 'tree/tower.yaml': fleet });
  const [cwd, cache] = [join(outer, 'tree'), join(outer, 'cache')];
  const before = run('systems', cache, { cwd });
  writeFileSync(join(cwd, 'tower.yaml'), fleet.replace('web', 'api'));
  const after = run('systems', cache, { cwd });
  writeFileSync(join(cwd, 'tower.yaml'), fleet);
  expect([before.stdout.includes('web'), after.stdout.includes('web')]).toEqual([true, false]);
  expect(run('systems', cache, { cwd })).toEqual(before);
  expect(entriesIn(cache)).toHaveLength(2);
});

test('a damaged entry changes nothing, and is replaced', () => {
  const outer = folderWith({ 'tree/tower.yaml': fleet });
  const [cwd, cache] = [join(outer, 'tree'), join(outer, 'cache')];
  const first = run('evaluate --at 2026-11-18T12:00:00Z', cache, { cwd });
  const names = entriesIn(cache);
  expect(names).toHaveLength(2);
  for (const name of names) {
    const path = join(cache, name);
    const whole = readFileSync(path);
    for (const damaged of [whole.subarray(0, 100), Buffer.from('tower 1\n'), Buffer.alloc(0)]) {
      writeFileSync(path, damaged);
      expect(run('evaluate --at 2026-11-18T12:00:00Z', cache, { cwd })).toEqual(first);
      expect(readFileSync(path)).toEqual(whole);
    }
  }
});

test('a cache that comes with the configuration is not used, and said so', () => {
  const cwd = folderWith({ 'tower.yaml': fleet });
  const cache = join(cwd, '.cache');
  mkdirSync(cache, { mode: 0o700 });
  expect(run('validate', '.cache', { cwd })).toEqual({
    status: 0,
    stdout: '✔ 1 file, 1 system: no problems\n',
    stderr: `note: the cache \`${cache}\` is not used: it lies in the folder of the configuration\n`,
  });
  expect(entriesIn(cache)).toEqual([]);
});

test('nothing is kept of a configuration with errors, with --no-cache, and where nothing can be written', () => {
  const outer = folderWith({ 'tree/tower.yaml': fleet, 'wrong/tower.yaml': `${fleet}oops: 1\n` });
  const [cwd, cache] = [join(outer, 'tree'), join(outer, 'cache')];
  expect(run('validate', cache, { cwd: join(outer, 'wrong') }).status).toBe(1);
  expect(run('--no-cache validate', cache, { cwd }).status).toBe(0);
  expect(run('validate', join(cwd, 'tower.yaml/no'), { cwd, TOWER_CACHE: 'off' }).status).toBe(0);
  expect(run('validate', '', { cwd }).status).toBe(0);
  expect(run('validate', '', { cwd, HOME: '/proc/none' }).stderr).toBe('');
  mkdirSync(cache, { mode: 0o700 });
  chmodSync(cache, 0o500);
  expect(run('validate', cache, { cwd })).toEqual(run('validate', '', { cwd }));
  chmodSync(cache, 0o700);
  expect(entriesIn(outer)).toEqual(['cache', 'tree', 'wrong']);
});
