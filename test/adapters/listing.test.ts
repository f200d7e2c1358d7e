import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { list } from '../../src/adapters/listing.ts';
import { folderWith } from './folder.ts';

const everywhere = (): boolean => true;

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
  expect(list(folder, everywhere)).toEqual({
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
  expect(list(join(folder, 'root'), everywhere)).toEqual({
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
  expect(list(folder, everywhere)).toEqual({
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
  const { files, unreadable } = list(folder, everywhere);
  expect({ files, reasons: unreadable.map(({ reason }) => reason) }).toEqual({
    files: [],
    reasons: ['its name is too long'],
  });
});

test('looks at 20,000 entries and says that it was cut', () => {
  const names = Array.from({ length: 20_001 }, (_, index) => [`f/${index}.txt`, ''] as const);
  const folder = folderWith({ 'z.yaml': '', ...Object.fromEntries(names) });
  const { isCut } = list(folder, everywhere);
  expect(isCut).toBe(true);
});

test('enters only the folders that it is told to, links to folders too', () => {
  const folder = folderWith({
    'tower.yaml': '',
    'topology/a.yaml': '',
    'topology/deep/b.yaml': '',
    'topology/old/c.yaml': '',
    'other/d.yaml': '',
    linked: '-> topology',
    out: '-> ..',
  });
  const asked: string[] = [];
  const found = list(folder, (path) => {
    asked.push(path);
    return path === 'topology' || path === 'topology/deep';
  });
  expect(found).toEqual({
    files: ['topology/a.yaml', 'topology/deep/b.yaml', 'tower.yaml'].map((path) => ({
      path,
      real: path,
    })),
    outside: [],
    unreadable: [],
    isCut: false,
  });
  expect(asked.sort()).toEqual([
    'linked',
    'other',
    'out',
    'topology',
    'topology/deep',
    'topology/old',
  ]);
});
