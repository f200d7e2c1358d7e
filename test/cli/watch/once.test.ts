import { spawnSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../adapters/folder.ts';
import { binary } from './running.ts';

const project = {
  'tower.yaml': `tower: v1
config: { name: fleet }
channels: { log: { stdout: {} } }
routes: [{ notify: [log], groupWait: 0s, repeat: never }]
signals: { latency: { unit: ms, better: lower } }
systems: { web: { type: service, criticality: high, owner: a } }
thresholds: { slow: { match: { systems: [web] }, signal: latency, critical: 400 } }
`,
};

interface Ended {
  readonly status: number | null;
  /** Without the instants that begin them. */
  readonly lines: readonly string[];
  readonly stderr: string;
}

function tower(folder: string, words: readonly string[], input = ''): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, ...words], {
    cwd: folder,
    encoding: 'utf8',
    input,
    timeout: 60_000,
    env: { TZ: 'UTC' },
  });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { status, lines: lines.map((line) => line.replace(/^\S+Z /, '')), stderr };
}

const batch = (latency: number): string =>
  `${JSON.stringify({ at: new Date().toISOString(), signals: { web: { latency } } })}\n`;

/** What a line is about and what happened. */
function gists(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.split(' ').slice(0, 2).join(' '));
}

test('standard input is evaluated to its end, and what it leads to is delivered', () => {
  const folder = folderWith(project);
  const words = ['watch', '--signals', '-', '--state', 'state', '--deliver'];
  const { status, lines, stderr } = tower(folder, words, batch(900));
  const told = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  expect([status, stderr]).toEqual([0, '']);
  expect(told.map(({ title }) => title)).toEqual(['P2 web: latency 900 (critical ≥ 400)']);
  expect(gists(lines.filter((line) => !line.startsWith('{')))).toEqual([
    'watch started',
    'overall unknown',
    'overall unhealthy',
    'incident opened',
    'notify queued',
    'system unhealthy',
    'alert firing',
    'notify delivered',
    'watch stopping',
  ]);
});

test('once takes what a file has, and the next time only what was added', () => {
  const folder = folderWith(project);
  const words = ['watch', '--signals', 'in.ndjson', '--state', 'state', '--once', '-o', 'json'];
  // A step in which nothing changes says nothing.
  const batchesOf = ({ lines }: Ended): number =>
    lines.reduce((count, line) => count + (JSON.parse(line).batches ?? 0), 0);
  writeFileSync(join(folder, 'in.ndjson'), batch(100) + batch(120));
  const first = tower(folder, words);
  appendFileSync(join(folder, 'in.ndjson'), batch(900));
  const second = tower(folder, words);
  expect([first.status, batchesOf(first), second.status, batchesOf(second)]).toEqual([0, 2, 0, 1]);
});

test.each([
  ['a source that is not there', 'nowhere.ndjson', 'source failing'],
  ['a line that is no batch', 'bad.ndjson', 'batch refused'],
])('once ends with 2 after %s', (_, name, told) => {
  const folder = folderWith({ ...project, 'bad.ndjson': 'nonsense\n' });
  const { status, lines } = tower(folder, ['watch', '--once', '--signals', name]);
  expect([status, gists(lines)]).toEqual([
    2,
    ['watch started', 'overall unknown', told, 'watch stopping'],
  ]);
});

test('a watch does not write its events into the file of a format', () => {
  const { status, lines, stderr } = tower(folderWith(project), [
    'watch',
    '--once',
    '--output',
    'json=events.json',
  ]);
  expect([status, lines, stderr]).toEqual([
    3,
    [],
    `tower: a watch goes on, and speaks on standard output alone: \`--output FORMAT=FILE\` is for results
       redirect it: \`tower watch --output json > events.ndjson\`
`,
  ]);
});

test('a folder that was kept without delivery is not used to deliver', () => {
  const folder = folderWith(project);
  tower(folder, ['watch', '--state', 'state', '--once']);
  const { status, lines, stderr } = tower(folder, [
    'watch',
    '--state',
    'state',
    '--once',
    '--deliver',
  ]);
  expect([status, lines, stderr]).toEqual([
    2,
    [],
    'tower: the state folder is of a watch that did not deliver notifications\n' +
      '       name another folder: what was only shown counts as told in this one\n',
  ]);
});

test('where the files are broken, it goes on with the last good configuration, or refuses to', () => {
  const folder = folderWith(project);
  tower(folder, ['watch', '--state', 'state', '--once']);
  writeFileSync(join(folder, 'tower.yaml'), 'tower: v1\nsystems: [\n');
  const strict = tower(folder, ['watch', '--state', 'state', '--once', '--strict']);
  expect([strict.status, strict.lines.some((line) => line.includes('tower.yaml:2:10'))]).toEqual([
    2,
    true,
  ]);
  const { status, lines } = tower(folder, ['watch', '--state', 'state', '--once']);
  expect([status, lines[0]?.includes('degraded=true')]).toEqual([0, true]);
});
