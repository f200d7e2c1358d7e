import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, read } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { folderWith } from '../adapters/folder.ts';

const binary = join(import.meta.dirname, '../../bin/tower.js');

test('an interrupt ends a run with 130, says nothing and leaves no state behind', async () => {
  const folder = folderWith({ 'tower.yaml': 'tower: v1\n' });
  const child = spawn(
    process.execPath,
    [binary, 'evaluate', '--signals', '-', '--state', 's.json'],
    { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const printed: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stdin.on('error', () => undefined);
  // More than a pipe holds: it is written once the run reads its input, and the run waits for the end of it.
  await new Promise((resolve) => {
    child.stdin.write(' '.repeat(1_048_576), resolve);
  });
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  expect([code, Buffer.concat(printed).toString()]).toEqual([130, '']);
});

test('an interrupt ends a run whose reader does not read on', async () => {
  const systems = Array.from({ length: 400 }, (_, index) => `  s${index}: { type: service }\n`);
  const folder = folderWith({ 'tower.yaml': `tower: v1\nsystems:\n${systems.join('')}` });
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  // Both ends, so that it opens at once and stays open.
  const pipe = openSync(path, 'r+');
  const child = spawn(process.execPath, [binary, 'evaluate', '-o', 'json'], {
    cwd: folder,
    stdio: ['ignore', pipe, 'inherit'],
  });
  const ended = once(child, 'exit');
  // The first byte is there, and far more than a pipe holds is still to come.
  await promisify(read)(pipe, Buffer.alloc(1), 0, 1, null);
  child.kill('SIGINT');
  expect(await ended).toEqual([null, 'SIGINT']);
  closeSync(pipe);
});
