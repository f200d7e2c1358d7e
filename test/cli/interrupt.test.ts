import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
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
