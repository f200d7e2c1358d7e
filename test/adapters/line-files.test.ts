import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lineFilesIn } from '../../src/adapters/line-files.ts';
import { folderWith } from './folder.ts';

const done = { value: undefined };
const line = (key: string): string => `{"key":"${key}","n":1}\n`;
const outside = { failure: 'a link leads out of the folder of tower.yaml' };

test('a line is added once, in folders that are made for it', () => {
  const folder = folderWith({ 'tower.yaml': 'tower: v1\n' });
  const files = lineFilesIn(folder, []);
  expect(files.add('var/log/told.ndjson', 'a', line('a'))).toEqual(done);
  expect(files.add('var/log/told.ndjson', 'b', line('b'))).toEqual(done);
  expect(lineFilesIn(folder, []).add('var/log/told.ndjson', 'a', line('a'))).toEqual(done);
  expect(readFileSync(join(folder, 'var/log/told.ndjson'), 'utf8')).toBe(line('a') + line('b'));
});

test('a line that a crash cut off is ended, and written whole again', () => {
  const folder = folderWith({ 'told.ndjson': `${line('a')}{"key":"b","n` });
  expect(lineFilesIn(folder, []).add('told.ndjson', 'b', line('b'))).toEqual(done);
  expect(readFileSync(join(folder, 'told.ndjson'), 'utf8')).toBe(
    `${line('a')}{"key":"b","n\n${line('b')}`,
  );
});

test('a line is found among the last ones of a large file', () => {
  const many = Array.from({ length: 40_000 }, (_, index) => line(`key-${index}-${'x'.repeat(20)}`));
  const folder = folderWith({ 'told.ndjson': many.join('') });
  const key = `key-39000-${'x'.repeat(20)}`;
  expect(lineFilesIn(folder, []).add('told.ndjson', key, line(key))).toEqual(done);
  expect(readFileSync(join(folder, 'told.ndjson'), 'utf8')).toBe(many.join(''));
});

test('no link leads out of the folder, into what tower remembers or onto something that is no file', () => {
  const other = folderWith({ passwd: 'x' });
  const folder = folderWith({
    'state/journal': 'x',
    file: `-> ${join(other, 'passwd')}`,
    'new': `-> ${join(other, 'new')}`,
    folder: `-> ${other}`,
    inner: '-> state',
    good: '-> told.ndjson',
    'told.ndjson': '',
  });
  spawnSync('mkfifo', [join(folder, 'pipe')]);
  symlinkSync('loop', join(folder, 'loop'));
  const { add } = lineFilesIn(folder, [join(folder, 'state')]);
  const results = [
    'file',
    'new',
    'folder/a',
    'folder/b/c',
    '../x',
    'inner/journal',
    'state/new',
  ].map((path) => add(path, 'a', line('a')));
  const remembered = { failure: 'the folder is for what tower remembers' };
  const nowhere = { failure: 'it is a link that leads nowhere' };
  expect(results).toEqual([outside, nowhere, outside, outside, outside, remembered, remembered]);
  expect(add('good', 'a', line('a'))).toEqual(done);
  expect([add('pipe', 'a', 'x'), add('loop', 'a', 'x')].map(({ failure }) => failure)).toEqual([
    'it is not a file',
    'it is a link that leads nowhere',
  ]);
  expect(add('state', 'a', line('a'))).toEqual(remembered);
  expect(readFileSync(join(other, 'passwd'), 'utf8')).toBe('x');
  expect(spawnSync('ls', [other], { encoding: 'utf8' }).stdout).toBe('passwd\n');
});

test('what cannot be written is said, and nothing is half there', () => {
  const folder = folderWith({ 'a/b': '' });
  const { add } = lineFilesIn(folder, []);
  expect(add('a', 'k', line('k'))).toEqual({ failure: 'it is a folder' });
  expect(add('a/b/c', 'k', line('k'))).toEqual({ failure: 'it exists already' });
  writeFileSync(join(folder, 'x'), '');
  expect(lineFilesIn(join(folder, 'gone'), []).add('x', 'k', line('k'))).toEqual({
    failure: 'the folder of tower.yaml cannot be read: it does not exist',
  });
});
