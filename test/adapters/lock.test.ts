import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lock } from '../../src/adapters/lock.ts';
import { ownPlace, startOf } from '../../src/adapters/process-place.ts';
import { folderWith } from './folder.ts';

const own = `${process.pid}\n${ownPlace()} ${startOf(process.pid) ?? '-'}\n`;

function deadPid(): number {
  return spawnSync('true').pid;
}

test('a lock holds the process id and is gone when it is released', () => {
  const path = join(folderWith({}), 'x.lock');
  const taken = lock(path, 'x.lock');
  expect(readFileSync(path, 'utf8')).toBe(own);
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
  expect(readFileSync(join(folder, 'x.lock'), 'utf8')).toBe(own);
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

test('a process that began later and has the id of the holder does not hold the lock', () => {
  const path = join(folderWith({ 'x.lock': `${process.ppid}\n${ownPlace()} 1\n` }), 'x.lock');
  const taken = lock(path, 'x.lock');
  // Where the system does not tell when a process began, it may be the one.
  expect(taken.failure === undefined).toBe(startOf(process.ppid) !== undefined);
  taken.value?.release();
});

test('the lock of another container is left alone, also where its process has our id, until it was not touched for long', () => {
  const path = join(
    folderWith({ 'x.lock': `${process.pid}\nelsewhere/boot/pid:[1] 77\n` }),
    'x.lock',
  );
  expect(lock(path, 'x.lock')).toEqual({
    failure: `process ${process.pid} of elsewhere has just used it; when it has not for ten seconds, it can be had`,
  });
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(path, longAgo, longAgo);
  const taken = lock(path, 'x.lock');
  expect(readFileSync(path, 'utf8')).toBe(own);
  taken.value?.release();
});

test('who holds a lock no longer does not take it from who does', () => {
  const path = join(folderWith({}), 'x.lock');
  const taken = lock(path, 'x.lock');
  writeFileSync(path, `${process.ppid}\n`);
  taken.value?.release();
  expect(readFileSync(path, 'utf8')).toBe(`${process.ppid}\n`);
});
