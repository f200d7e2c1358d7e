import { mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { storageFolder } from '../../src/adapters/storage-folder.ts';
import { folderWith } from './folder.ts';

type Opened = ReturnType<typeof storageFolder> & { readonly path: string };

function storageIn(...names: readonly string[]): Opened {
  const path = join(folderWith({}), ...names);
  const storage = storageFolder(path);
  storage.list();
  onTestFinished(storage.close);
  return { ...storage, path };
}

const bytes = (text: string): Uint8Array => Buffer.from(text);
const done = { value: undefined };
const lost = { failure: 'another program has removed or changed a file of it', isLost: true };

test('a folder is made with those above it, and files come in order of their names', async () => {
  const storage = storageIn('var', 'lib', 'tower');
  expect(storage.list()).toEqual({ value: [] });
  await storage.replace('snapshot-1', bytes('whole'));
  await storage.append('journal-1', 0, bytes('a'));
  expect(storage.list()).toEqual({ value: ['journal-1', 'snapshot-1'] });
});

test('what is written half or by an attempt that failed goes with the next append', async () => {
  const storage = storageIn();
  writeFileSync(join(storage.path, 'journal'), 'one|half of an atte');
  expect(await storage.append('journal', 4, bytes('two|'))).toEqual(done);
  expect(await storage.append('journal', 4, bytes('again|'))).toEqual(done);
  expect(readFileSync(join(storage.path, 'journal'), 'utf8')).toBe('one|again|');
});

test.each([
  ['made shorter', (file: string) => truncateSync(file, 2)],
  ['removed', (file: string) => rmSync(file)],
  [
    'put in place of by an empty one, and opened anew',
    (file: string) => {
      rmSync(file);
      writeFileSync(file, '');
    },
  ],
])('nothing is appended to a file that was %s', async (_, spoil) => {
  const storage = storageIn();
  const file = join(storage.path, 'journal');
  expect(await storage.append('journal', 0, bytes('accepted|'))).toEqual(done);
  spoil(file);
  expect(await storage.append('journal', 9, bytes('more|'))).toEqual(lost);
  expect(await storage.append('journal', 9, bytes('more|'))).toEqual(lost);
});

test('a folder that is gone is told of, and what comes back in its place is written to', async () => {
  const storage = storageIn('state');
  expect(await storage.append('journal', 0, bytes('accepted|'))).toEqual(done);
  renameSync(storage.path, `${storage.path}-away`);
  const gone = { failure: 'it does not exist' };
  expect(await storage.replace('snapshot', bytes('whole'))).toEqual(gone);
  mkdirSync(storage.path);
  expect(await storage.replace('snapshot', bytes('whole'))).toEqual(done);
  expect(storage.read('snapshot').value?.toString()).toBe('whole');
});
