import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemFiles } from '../../src/adapters/files.ts';
import { readProject } from '../../src/cli/project.ts';
import type { Files } from '../../src/ports.ts';
import { folderWith } from '../adapters/folder.ts';
import { fakeWorld } from '../fuzz/world.ts';

const binary = join(import.meta.dirname, '../../bin/tower.js');
const project = {
  'tower.yaml': 'tower: v1\n',
  'topology/a.yaml': 'tower: v1\nsystems: { web: { type: service } }\n',
};

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a line of bash with `tower` in it. What does not end is ended, and has no status. */
function play(folder: string, line: string): Ended {
  const script = `tower() { "${process.execPath}" "${binary}" "$@"; }\n${line}`;
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 30_000,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', TZ: 'UTC' },
  });
  return { status, stdout, stderr: stderr.replaceAll(folder, '<tmp>') };
}

/** The first line of what a command printed, and how it ended. */
function first(folder: string, line: string): readonly [number | null, string] {
  const { status, stdout, stderr } = play(folder, line);
  return [status, (stdout + stderr).split('\n')[0] ?? ''];
}

const secret = 'password: [correct horse battery staple\n';

test.each([
  [
    'a tower.yaml that is a link out of the project',
    'rm tower.yaml && ln -s ../secret.yaml tower.yaml',
    'error file/outside  `tower.yaml` is a link that leads out of the project',
  ],
  [
    'a file that is a link out of the project',
    'ln -s ../../secret.yaml topology/b.yaml',
    'error file/outside  `topology/b.yaml` is a link that leads out of the project',
  ],
  [
    'a folder that is a link out of the project',
    'ln -s ../.. topology/up',
    'error file/outside  `topology/up` is a link that leads out of the project',
  ],
  [
    'a tower.yaml that is a pipe',
    'rm tower.yaml && mkfifo tower.yaml',
    'error file/unreadable  `tower.yaml` cannot be read: it is not a file',
  ],
  [
    'a tower.yaml that is a folder',
    'rm tower.yaml && mkdir tower.yaml',
    'error file/unreadable  `tower.yaml` cannot be read: it is a folder',
  ],
  [
    'a tower.yaml that is a device',
    'rm tower.yaml && ln -s /dev/zero tower.yaml',
    'error file/outside  `tower.yaml` is a link that leads out of the project',
  ],
  [
    'a file that is a pipe',
    'mkfifo topology/b.yaml',
    'error file/unreadable  `topology/b.yaml` cannot be read: it is not a file',
  ],
  [
    'a link to a pipe',
    'mkfifo pipe && ln -s ../pipe topology/b.yaml',
    'error file/unreadable  `topology/b.yaml` cannot be read: it is not a file',
  ],
  [
    'a link to itself',
    'ln -s b.yaml topology/b.yaml',
    'error file/unreadable  `topology/b.yaml` cannot be read: its links run in a circle',
  ],
  [
    'a name with commands for a terminal',
    `touch topology/$'a\\e[31mb\\nc'.yaml`,
    'warn  yaml/empty  the file is empty',
  ],
  [
    'a name that is not UTF-8',
    `touch topology/$'caf\\xe9'.yaml`,
    'error file/unreadable  `topology/caf�.yaml` cannot be read: its name is not UTF-8',
  ],
  [
    'a file of NUL',
    'head -c 1000 /dev/zero > topology/b.yaml',
    'error yaml/control-character  the control character U+0000 stands here',
  ],
  [
    'a line of 10 MB',
    `head -c 10000000 /dev/zero | tr '\\0' x > topology/b.yaml`,
    'error file/too-large  `topology/b.yaml` is larger than 4 MiB',
  ],
  [
    'a value of 3.9 MB',
    `(printf 'tower: v1\\nconfig:\\n  name: '; head -c 4000000 /dev/zero | tr '\\0' x) > tower.yaml`,
    'error schema/out-of-range  `name` has 4000000 characters; at most 120 are allowed',
  ],
] as const)('%s is told, and nothing of it is shown', (_name, change, expected) => {
  const parent = folderWith({
    'secret.yaml': secret,
    ...Object.fromEntries(Object.entries(project).map(([path, text]) => [`p/${path}`, text])),
  });
  const folder = join(parent, 'p');
  execFileSync('bash', ['--norc', '-c', change], { cwd: folder });
  const { status, stdout, stderr } = play(folder, 'tower validate');
  expect([
    status === 1 || status === 2 || expected.startsWith('warn'),
    stdout.split('\n')[0],
    stderr,
  ]).toEqual([true, expected, '']);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
  expect(/horse|\u001b/.exec(stdout)).toBe(null);
  expect(stdout.length).toBeLessThan(2_000);
});

test.each([
  ['/dev/zero', 'error file/too-large  `/dev/zero` is larger than 64 MiB'],
  ['/proc/self/mem', 'error file/unreadable  `/proc/self/mem` cannot be read: the device fails'],
  ['.', 'error file/unreadable  `.` cannot be read: it is a folder'],
  [
    'tower.yaml/x',
    'error file/unreadable  `tower.yaml/x` cannot be read: a part of its path is not a folder',
  ],
  ['/dev/null', 'error batch/not-json  this is not JSON: expected a value, found the end'],
])('signals from %s are told', (path, expected) => {
  expect(first(folderWith(project), `tower evaluate --signals ${path}`)).toEqual([2, expected]);
});

test('signals may come through a pipe', () => {
  const folder = folderWith(project);
  const line = `tower evaluate --signals <(echo '{"at":"2026-11-21T12:00:00Z"}')`;
  expect(play(folder, line).status).toBe(0);
});

const old = 'as it was\n';

test.each([
  [
    'a full disk',
    'tower validate -o json=/dev/full',
    'tower: `/dev/full` cannot be written: the disk is full',
  ],
  [
    'a file that may not grow',
    'tower validate > /dev/null; ulimit -f 1; tower schema -o json=out.json',
    'tower: `out.json` cannot be written: it would be larger than a file may be',
  ],
  [
    'a link to nothing, which the output replaces,',
    'ln -s ../../etc/x link.json; tower validate -o json=link.json',
    '',
  ],
  [
    'a folder that is a link out of the folder',
    'ln -s /tmp away; tower validate -o json=away/tower-x.json',
    'tower: `away/tower-x.json` is a link that leads out of this folder: somebody else may have put it there',
  ],
  [
    'a folder that takes no files',
    'tower validate -o json=/proc/x.json',
    'tower: `/proc/x.json` cannot be written: it does not exist',
  ],
])('on %s an output is written whole or not at all', (_name, line, expected) => {
  const folder = folderWith({ ...project, 'out.json': old });
  const { status, stderr } = play(folder, line);
  const left = readdirSync(folder).filter((name) => name.startsWith('.'));
  const said = stderr.split('\n')[0] ?? '';
  expect([status, said, left, readFileSync(join(folder, 'out.json'), 'utf8')]).toEqual([
    expected === '' ? 0 : 2,
    expected,
    [],
    old,
  ]);
});

/** A project whose state is larger than a few blocks. */
function largeProject(): string {
  const systems = Array.from({ length: 100 }, (_, index) => `  s${index}: { type: service }\n`);
  const values = Array.from({ length: 100 }, (_, index) => `"s${index}":{"latency":1}`).join(',');
  return folderWith({
    'tower.yaml': `tower: v1\nsystems:\n${systems.join('')}thresholds: { t: { match: { type: service }, signal: latency, warn: 2 } }\n`,
    'batch.json': `{"at":"2026-11-21T12:00:00Z","signals":{${values}}}`,
  });
}

test('a state that cannot be written is told, and the old one stays', () => {
  const folder = largeProject();
  const evaluated = 'tower evaluate --signals batch.json --state state.json';
  const before = play(folder, evaluated);
  const state = readFileSync(join(folder, 'state.json'), 'utf8');
  const { status, stderr } = play(folder, `ulimit -f 1; ${evaluated} --at 2026-11-21T13:00:00Z`);
  expect([before.status, state.length > 2_048, status, stderr]).toEqual([
    0,
    true,
    2,
    'tower: the state file `state.json` cannot be written: it would be larger than a file may be\n',
  ]);
  expect([
    readFileSync(join(folder, 'state.json'), 'utf8') === state,
    readdirSync(folder).sort(),
  ]).toEqual([true, ['batch.json', 'state.json', 'tower.yaml']]);
});

test('a state behind a link out of the folder is refused', () => {
  const folder = folderWith({ 'p/tower.yaml': 'tower: v1\n', 'victim.json': old });
  symlinkSync('../victim.json', join(folder, 'p/state.json'));
  const ended = first(join(folder, 'p'), 'tower evaluate --state state.json');
  expect([ended, readFileSync(join(folder, 'victim.json'), 'utf8')]).toEqual([
    [
      2,
      'tower: the state file `state.json` is a link that leads out of this folder: somebody else may have put it there',
    ],
    old,
  ]);
});

test('a reader that goes away ends the program without a word', () => {
  const folder = largeProject();
  expect(play(folder, 'tower schema | head -1')).toEqual({ status: 0, stdout: '{\n', stderr: '' });
  expect(first(folder, 'tower schema > /dev/full')).toEqual([
    2,
    'tower: the output cannot be written: the disk is full',
  ]);
});

test('names on the command line are shown, not obeyed', () => {
  const { status, stderr } = play(folderWith(project), `tower validate $'\\e[31mred\\nx'`);
  expect([status, stderr]).toEqual([
    2,
    'tower: `␛[31mred x` does not exist\n       `--allow-empty` accepts that\n',
  ]);
});

/** The project of a folder, where something happens between listing and reading. */
function readingWhile(folder: string, change: () => void): readonly string[] {
  const { world } = fakeWorld({});
  const files: Files = {
    ...systemFiles,
    list: (root) => {
      const listing = systemFiles.list(root, () => true);
      change();
      return listing;
    },
  };
  const { diagnostics } = readProject({ ...world, cwd: folder, files }, { folder });
  return diagnostics.map(({ code, message }) => `${code} ${message}`);
}

test('a file that is gone or something else by the time it is read is told', () => {
  const folder = folderWith({ ...project, 'topology/b.yaml': 'tower: v1\n' });
  const path = join(folder, 'topology/b.yaml');
  const outside = join(folderWith({ 'secret.yaml': secret }), 'secret.yaml');
  expect([
    readingWhile(folder, () => rmSync(path)),
    readingWhile(folder, () => symlinkSync(outside, path)),
  ]).toEqual([['file/unreadable `topology/b.yaml` cannot be read: it does not exist'], []]);
  rmSync(path);
  writeFileSync(path, 'tower: v1\n');
  const swap = (): void => {
    rmSync(path);
    symlinkSync(outside, path);
  };
  expect(readingWhile(folder, swap)).toEqual([
    'file/outside `topology/b.yaml` is a link that leads out of the project',
  ]);
});
