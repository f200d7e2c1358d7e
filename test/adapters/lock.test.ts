import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lock } from '../../src/adapters/lock.ts';
import { folderWith } from './folder.ts';

function deadPid(): number {
  return spawnSync('true').pid;
}

test('a lock holds the process id and is gone when it is released', () => {
  const path = join(folderWith({}), 'x.lock');
  const taken = lock(path, 'x.lock');
  expect(readFileSync(path, 'utf8')).toBe(`${process.pid}\n`);
  taken.value?.release();
  expect(existsSync(path)).toBe(false);
});

test('the lock of a running process is left alone', () => {
  const path = join(folderWith({ 'x.lock': `${process.ppid}\n` }), 'x.lock');
  expect(lock(path, 'x.lock')).toEqual({
    failure: `process ${process.ppid} is using it; if it is not, remove \`x.lock\``,
  });
  expect(readFileSync(path, 'utf8')).toBe(`${process.ppid}\n`);
});

test('the lock of a process that no longer runs is taken over', () => {
  const folder = folderWith({ 'x.lock': `${deadPid()}\n` });
  const taken = lock(join(folder, 'x.lock'), 'x.lock');
  expect(readFileSync(join(folder, 'x.lock'), 'utf8')).toBe(`${process.pid}\n`);
  expect(readdirSync(folder)).toEqual(['x.lock']);
  taken.value?.release();
});

test('a file that is no lock is not touched', () => {
  const path = join(folderWith({ 'x.lock': 'my notes\n' }), 'x.lock');
  expect(lock(path, 'x.lock')).toEqual({
    failure: `\`x.lock\` is not a lock of tower; remove it if nothing uses it`,
  });
  expect(readFileSync(path, 'utf8')).toBe('my notes\n');
});

test('a lock in a folder that does not exist says so', () => {
  const path = join(folderWith({}), 'gone/x.lock');
  expect(lock(path, 'x.lock')).toEqual({
    failure: `\`x.lock\` cannot be created: it does not exist`,
  });
});
