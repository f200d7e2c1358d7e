import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemFiles } from '../../src/adapters/files.ts';
import { folderWith } from './folder.ts';

const { kindOf, read, rootAbove } = systemFiles;

function at(file: string, line: number, column: number): object {
  return { file, line, column, endLine: line, endColumn: column, path: '$' };
}

test('the root is the nearest folder with a tower.yaml', () => {
  const folder = folderWith({ 'p/tower.yaml': '', 'p/a/b/x.yaml': '', 'q/x.yaml': '' });
  expect([
    rootAbove(join(folder, 'p/a/b')),
    rootAbove(join(folder, 'p')),
    rootAbove(join(folder, 'q')),
  ]).toEqual([join(folder, 'p'), join(folder, 'p'), undefined]);
});

test('what stands at a path', () => {
  const folder = folderWith({ 'a/x': '', link: '-> a/x' });
  expect(['a', 'a/x', 'link', 'gone'].map((path) => kindOf(join(folder, path)))).toEqual([
    'folder',
    'file',
    'file',
    undefined,
  ]);
  expect(kindOf('/dev/null')).toBe('other');
});

test('a file is read as UTF-8, without the mark of its beginning', () => {
  const folder = folderWith({ 'x.yaml': '\uFEFFname: é\uFFFD\n' });
  expect(read(join(folder, 'x.yaml'), 'x.yaml', 100)).toEqual({
    file: { path: 'x.yaml', text: 'name: é\uFFFD\n' },
  });
});

test('bytes that are not UTF-8 are told where they stand', () => {
  const folder = folderWith({ 'x.yaml': Buffer.from('a: 1\nname: caf\xe9\n', 'latin1') });
  expect(read(join(folder, 'x.yaml'), 'x.yaml', 100).diagnostic).toEqual({
    code: 'file/not-utf8',
    severity: 'error',
    message: '`x.yaml` is not UTF-8',
    at: at('x.yaml', 2, 10),
    related: [],
    help: 'save it as UTF-8',
  });
});

test('a file with more bytes than accepted is not read', () => {
  const folder = folderWith({ 'x.yaml': 'x'.repeat(1_048_577) });
  const path = join(folder, 'x.yaml');
  expect(read(path, 'x.yaml', 1_048_577).diagnostic).toBe(undefined);
  expect(read(path, 'x.yaml', 1_048_576).diagnostic).toEqual({
    code: 'file/too-large',
    severity: 'error',
    message: '`x.yaml` is larger than 1 MiB',
    at: at('x.yaml', 1, 1),
    related: [],
    help: 'split it',
  });
});

test.each([
  ['gone.yaml', 'it does not exist'],
  ['folder', 'it is a folder'],
  ['folder/x/y', 'a part of its path is not a folder'],
  ['loop', 'its links run in a circle'],
])('%s cannot be read: %s', (path, reason) => {
  const folder = folderWith({ 'folder/x': '', loop: '-> loop' });
  expect(read(join(folder, path), path, 100).diagnostic).toEqual({
    code: 'file/unreadable',
    severity: 'error',
    message: `\`${path}\` cannot be read: ${reason}`,
    at: at(path, 1, 1),
    related: [],
  });
});
