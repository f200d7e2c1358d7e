import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { list } from '../../src/adapters/listing.ts';
import { folderWith } from './folder.ts';

test('lists YAML files by path and leaves out dot-folders, node_modules and everything else', () => {
  const folder = folderWith({
    'tower.yaml': '',
    'topology/b.yml': '',
    'topology/a.yaml': '',
    'topology/notes.txt': '',
    '.git/config.yaml': '',
    'topology/.hidden.yaml': '',
    'node_modules/x/package.yaml': '',
    'folder.yaml/inner.yaml': '',
  });
  expect(list(folder)).toEqual({
    files: ['folder.yaml/inner.yaml', 'topology/a.yaml', 'topology/b.yml', 'tower.yaml'].map(
      (path) => ({ path, real: path }),
    ),
    outside: [],
    unreadable: [],
    isCut: false,
  });
});

test('follows links inside the root, tells those that lead out of it, and is not caught in a circle', () => {
  const folder = folderWith({
    'outside/secret.yaml': '',
    'root/real/a.yaml': '',
    'root/linked': '-> real',
    'root/real/up': '-> ..',
    'root/file.yaml': '-> real/a.yaml',
    'root/out': '-> ../outside',
    'root/out.yaml': '-> ../outside/secret.yaml',
    'root/out.txt': '-> ../outside/secret.yaml',
    'root/..data/mounted.yaml': '',
    'root/mounted.yaml': '-> ..data/mounted.yaml',
  });
  expect(list(join(folder, 'root'))).toEqual({
    files: [
      { path: 'file.yaml', real: 'real/a.yaml' },
      { path: 'linked/a.yaml', real: 'real/a.yaml' },
      { path: 'mounted.yaml', real: '..data/mounted.yaml' },
      { path: 'real/a.yaml', real: 'real/a.yaml' },
    ],
    outside: ['out.yaml', 'out/'],
    unreadable: [],
    isCut: false,
  });
});

test('tells links that lead nowhere and links that lead to themselves', () => {
  const folder = folderWith({
    'gone.yaml': '-> nowhere.yaml',
    'loop.yaml': '-> loop.yaml',
    'gone.txt': '-> nowhere.txt',
  });
  expect(list(folder)).toEqual({
    files: [],
    outside: [],
    unreadable: [
      { path: 'gone.yaml', reason: 'it does not exist' },
      { path: 'loop.yaml', reason: 'its links run in a circle' },
    ],
    isCut: false,
  });
});

test('tells a folder that cannot be listed', () => {
  const folder = folderWith({});
  const names = Array.from({ length: 12 }, () => 'n'.repeat(250));
  const half = (start: string): string => join(folder, start, ...names);
  mkdirSync(half('a'), { recursive: true });
  mkdirSync(half('b'), { recursive: true });
  renameSync(join(folder, 'b'), join(half('a'), 'b'));
  const { files, unreadable } = list(folder);
  expect({ files, reasons: unreadable.map(({ reason }) => reason) }).toEqual({
    files: [],
    reasons: ['its name is too long'],
  });
});

test('looks at 20,000 entries and says that it was cut', () => {
  const names = Array.from({ length: 20_001 }, (_, index) => [`f/${index}.txt`, ''] as const);
  const folder = folderWith({ 'z.yaml': '', ...Object.fromEntries(names) });
  const { isCut } = list(folder);
  expect(isCut).toBe(true);
});
