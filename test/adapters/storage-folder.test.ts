import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { storageFolder } from '../../src/adapters/storage-folder.ts';
import { decodeFrames } from '../../src/runtime/journal/frame.ts';
import { folderWith } from './folder.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const done = { value: undefined };

test('frames are added behind each other, and a new user reads them', async () => {
  const folder = join(folderWith({}), 'state');
  const storage = storageFolder(folder);
  expect(storage.list()).toEqual({ value: [] });
  expect(await storage.append('journal', 0, bytesOf('one'))).toEqual(done);
  expect(await storage.append('journal', 3, bytesOf('two'))).toEqual(done);
  await storage.close();
  const other = storageFolder(folder);
  expect(other.list()).toEqual({ value: ['journal'] });
  expect(new TextDecoder().decode(other.read('journal').value)).toBe('onetwo');
  expect([statSync(folder).mode & 0o777, statSync(join(folder, 'journal')).mode & 0o777]).toEqual([
    0o700, 0o600,
  ]);
});

test('what was written half goes before anything is written behind it', async () => {
  const folder = folderWith({});
  writeFileSync(join(folder, 'journal'), 'wholetorn and long');
  const storage = storageFolder(folder);
  expect(await storage.append('journal', 5, bytesOf('next'))).toEqual(done);
  expect(readFileSync(join(folder, 'journal'), 'utf8')).toBe('wholenext');
  await storage.close();
});

test('a file is replaced whole, and nothing is left beside it', async () => {
  const folder = folderWith({});
  const storage = storageFolder(folder);
  writeFileSync(join(folder, '.replacing.tmp'), 'of a process that was killed');
  expect(await storage.replace('snapshot', bytesOf('first'))).toEqual(done);
  expect(await storage.replace('snapshot', bytesOf('second'))).toEqual(done);
  expect(storage.list()).toEqual({ value: ['snapshot'] });
  expect(readFileSync(join(folder, 'snapshot'), 'utf8')).toBe('second');
  expect(await storage.remove('snapshot')).toEqual(done);
  expect(await storage.remove('snapshot')).toEqual(done);
});

test('what cannot be written is a phrase, and what was there stays', async () => {
  const folder = folderWith({});
  const storage = storageFolder(folder);
  await storage.replace('snapshot', bytesOf('first'));
  // Whoever runs this may be allowed to write everywhere; a folder in the place of a file stops everybody.
  mkdirSync(join(folder, 'journal'));
  expect(await storage.append('journal', 0, bytesOf('one'))).toEqual({ failure: 'it is a folder' });
  chmodSync(folder, 0o500);
  const isBlocked = process.getuid?.() !== 0;
  expect((await storage.replace('snapshot', bytesOf('second'))).failure).toBe(
    isBlocked ? 'permission denied' : undefined,
  );
  chmodSync(folder, 0o700);
  expect(readFileSync(join(folder, 'snapshot'), 'utf8')).toBe(isBlocked ? 'first' : 'second');
});

test.runIf(existsSync('/dev/full'))('a full disk is a phrase', async () => {
  const storage = storageFolder('/dev');
  expect(await storage.append('full', 0, bytesOf('one'))).toEqual({ failure: 'the disk is full' });
  await storage.close();
});

test('a folder that was removed meanwhile is a failure, not a success that nobody can read', async () => {
  const folder = join(folderWith({}), 'state');
  const storage = storageFolder(folder);
  storage.list();
  await storage.append('journal', 0, bytesOf('one'));
  rmSync(folder, { recursive: true });
  const lost = {
    failure: 'another program has removed or changed a file of it',
    isLost: true,
  };
  expect(await storage.append('journal', 3, bytesOf('two'))).toEqual(lost);
  expect(await storage.append('journal', 3, bytesOf('two'))).toEqual({
    failure: 'it does not exist',
  });
  mkdirSync(folder);
  expect(await storage.append('journal', 3, bytesOf('two'))).toEqual(lost);
  await storage.close();
});

const writer = `
import { storageFolder } from ${JSON.stringify(join(import.meta.dirname, '../../src/adapters/storage-folder.ts'))};
import { encodeFrame } from ${JSON.stringify(join(import.meta.dirname, '../../src/runtime/journal/frame.ts'))};
const storage = storageFolder(process.argv[1]);
let byteCount = 0;
for (let sequence = 0; ; sequence += 1) {
  const bytes = encodeFrame({ sequence, payload: new Uint8Array(3_000 + sequence) });
  const { failure } = await storage.append('journal', byteCount, bytes);
  if (failure !== undefined) throw new Error(failure);
  byteCount += bytes.length;
  process.stdout.write(sequence + '\\n');
}`;

test('whoever is killed has every frame on the disk that was acknowledged', async () => {
  for (const acknowledged of [1, 20, 55]) {
    const folder = folderWith({});
    const child = spawn(process.execPath, ['--input-type=module', '-e', writer, folder]);
    let told = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (text) => {
        told += text;
        if (told.split('\n').length > acknowledged) {
          child.kill('SIGKILL');
        }
      });
      child.on('close', () => resolve());
    });
    const lines = told.split('\n').slice(0, -1);
    const { frames, flaw } = decodeFrames(readFileSync(join(folder, 'journal')));
    expect(['torn', undefined]).toContain(flaw);
    expect(frames.length).toBeGreaterThanOrEqual(lines.length);
    expect(lines).toEqual(lines.map((_, index) => String(index)));
  }
});
