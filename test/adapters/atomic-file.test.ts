import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeAtomically } from '../../src/adapters/atomic-file.ts';
import { folderWith } from './folder.ts';

test('writes a new file, replaces an old one and leaves nothing else behind', () => {
  const folder = folderWith({ old: 'before' });
  const path = join(folder, 'old');
  chmodSync(path, 0o640);
  expect([writeAtomically(join(folder, 'fresh'), 'one'), writeAtomically(path, 'two')]).toEqual([
    { value: undefined },
    { value: undefined },
  ]);
  expect({
    names: readdirSync(folder).sort(),
    fresh: readFileSync(join(folder, 'fresh'), 'utf8'),
    old: readFileSync(path, 'utf8'),
    mode: statSync(path).mode & 0o777,
  }).toEqual({ names: ['fresh', 'old'], fresh: 'one', old: 'two', mode: 0o640 });
});

test.each([
  ['gone/x', 'its folder does not exist'],
  ['folder', 'it is a folder'],
  ['n'.repeat(255), 'its name is too long'],
])('does not write %s: %s', (path, reason) => {
  const folder = folderWith({ 'folder/x': '' });
  const { failure = '' } = writeAtomically(join(folder, path), 'text');
  expect(failure.replace(folder, '<tmp>')).toBe(reason);
  expect(readdirSync(folder)).toEqual(['folder']);
});
