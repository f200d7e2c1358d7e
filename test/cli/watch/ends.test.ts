import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { folderWith } from '../../adapters/folder.ts';
import { startTower } from './running.ts';

const project = {
  'tower.yaml': 'tower: v1\nconfig: { name: fleet }\nsystems: { web: { type: service } }\n',
};

/** What is said of a watch's end, without instants; whether the disk or the signal was first is chance. */
function last(lines: readonly string[]): readonly string[] {
  return lines
    .slice(-2)
    .map((line) => line.replace(/^\S+Z /, ''))
    .sort();
}

test('a watch whose port is taken says so and ends', async () => {
  const other = createServer();
  onTestFinished(() => {
    other.close();
  });
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const running = startTower(folderWith(project), [
    'watch',
    '--state',
    'state',
    '--listen',
    `${port}`,
  ]);
  expect([await running.ended, last(running.lines), running.stderr()]).toEqual([
    2,
    ['overall healthy score=100', 'watch stopping reason=cannot-begin'],
    `tower: 127.0.0.1:${port} cannot be listened on: another program listens there\n`,
  ]);
});

test('a watch that cannot write ends all the same when it is told to, and says what was lost', async () => {
  const folder = folderWith(project);
  const running = startTower(folder, ['watch', '--state', 'state']);
  await running.until('overall');
  rmSync(join(folder, 'state'), { recursive: true });
  writeFileSync(join(folder, 'state'), '');
  expect([await running.end('SIGTERM'), last(running.lines), running.stderr()]).toEqual([
    2,
    [
      'storage failing reason="a part of its path is not a folder"',
      'watch stopping reason=interrupted',
    ],
    'tower: the last of it could not be kept: a part of its path is not a folder\n       what senders were told is accepted is on the disk, and a restart goes on from there\n',
  ]);
});
