import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from './adapters/folder.ts';
import { acceptedStill } from './docs/accepted-still.ts';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/watch.md'), 'utf8');

test('the first commands of the page about the watch do what it says', () => {
  const [, commands = ''] = /^```sh\n([\s\S]*?)^```/m.exec(page) ?? [];
  const folder = folderWith({});
  for (const name of ['tower.yaml', 'topology', 'policies', 'examples']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  acceptedStill(folder);
  const binary = `${process.execPath} ${join(root, 'bin/tower.js')}`;
  const ran = spawnSync('bash', ['--norc', '-c', commands.replace('npx tower', binary)], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: ['/usr/local/bin', '/usr/bin', '/bin'].join(delimiter), TZ: 'UTC' },
  });
  const gists = ran.stdout
    .split('\n')
    .map((line) => line.replace(/^\S+ /, '').replace(/ (?:incident|until)=[^ ]+/g, ''));
  expect({
    status: ran.status,
    stderr: ran.stderr,
    told: gists.filter((line) => /^(?:overall|incident|batch|watch stopping)/.test(line)),
  }).toEqual({
    status: 0,
    stderr: '',
    told: [
      'overall unknown score=100',
      'overall unhealthy was=unknown score=55.5',
      'incident opened root=control-db priority=p1 follows=4 level=data/on_call',
      'incident opened root=policy-cache priority=p3 follows=0',
      'watch stopping reason=once',
    ],
  });
});

test('the page about the watch names every flag of it', () => {
  const help = spawnSync(process.execPath, [join(root, 'bin/tower.js'), 'watch', '--help'], {
    encoding: 'utf8',
  }).stdout;
  const own = help.slice(0, help.indexOf('Global Options'));
  const flags = [...own.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag = '']) => flag);
  const table = page.slice(page.indexOf('## Flags'), page.indexOf('## What it says'));
  expect([...table.matchAll(/^\| `(--[a-z-]+)/gm)].map(([, flag = '']) => flag)).toEqual(flags);
});
