import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendText } from '../../src/adapters/append-file.ts';
import { folderWith } from './folder.ts';

test('adds to the end of a file, and makes one where there is none', () => {
  const folder = folderWith({ old: 'one\n' });
  const paths = [join(folder, 'old'), join(folder, 'fresh')];
  expect([
    paths.map((path) => appendText(path, 'two\n')),
    paths.map((path) => readFileSync(path, 'utf8')),
  ]).toEqual([
    [{ value: undefined }, { value: undefined }],
    ['one\ntwo\n', 'two\n'],
  ]);
});

test.each([
  ['gone/x', 'its folder does not exist'],
  ['folder/x/y', 'its folder does not exist'],
  ['folder', 'it is a folder'],
  ['pipe', 'it is not a file'],
  ['n'.repeat(256), 'its name is too long'],
])('does not add to %s: %s', (path, reason) => {
  const folder = folderWith({ 'folder/x': '' });
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  expect(appendText(join(folder, path), 'text')).toEqual({ failure: reason });
});
