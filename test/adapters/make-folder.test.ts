import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../src/adapters/make-folder.ts';
import { folderWith } from './folder.ts';

test('a folder is made with those that it stands in, and those that are there stay', () => {
  const outer = folderWith({ 'there/file': '' });
  const path = join(outer, 'there/a/b');
  expect(makeFolder(path, 0o700)).toEqual({ value: [join(outer, 'there/a'), path] });
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(makeFolder(path)).toEqual({ value: [] });
});

test('what is no folder is told, at the path and on the way to it', () => {
  const outer = folderWith({ file: '' });
  expect(makeFolder(join(outer, 'file'))).toEqual({ failure: 'it exists already' });
  expect(makeFolder(join(outer, 'file/a'))).toEqual({
    failure: 'a part of its path is not a folder',
  });
});

test.runIf(existsSync('/proc/self'))('where the system makes no folders there is an end', () => {
  expect(makeFolder('/proc/a/b/c')).toEqual({ failure: 'it does not exist' });
});
