import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemFiles } from '../../../src/adapters/files.ts';
import { readConfiguration } from '../../../src/cli/watch/read-configuration.ts';
import type { Files, World } from '../../../src/ports.ts';
import type { ConfigurationReading } from '../../../src/runtime/input.ts';
import { folderWith } from '../../adapters/folder.ts';

const files = {
  'tower.yaml': 'tower: v1\n',
  'policies/a.yaml': 'tower: v1\n',
  'topology/b.yaml': 'tower: v1\nsystems: {}\n',
};

function readingOf(folder: string, over: Partial<Files> = {}): ConfigurationReading {
  return readConfiguration({ files: { ...systemFiles, ...over } } as World, { folder });
}

test('a reading has the texts in order of their paths, and the same hash wherever they are', () => {
  const [one, other] = [readingOf(folderWith(files)), readingOf(folderWith(files))];
  expect(one).toEqual({
    files: [
      { path: 'policies/a.yaml', text: files['policies/a.yaml'] },
      { path: 'topology/b.yaml', text: files['topology/b.yaml'] },
      { path: 'tower.yaml', text: files['tower.yaml'] },
    ],
    diagnostics: [],
    hash: one.hash,
  });
  expect(one.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(other.hash).toBe(one.hash);
});

test.each([
  { title: 'a text', changed: { ...files, 'policies/a.yaml': 'tower: v1 \n' } },
  {
    title: 'a path',
    changed: {
      'tower.yaml': files['tower.yaml'],
      'policies/c.yaml': files['policies/a.yaml'],
      'topology/b.yaml': files['topology/b.yaml'],
    },
  },
  { title: 'a file more', changed: { ...files, 'topology/c.yaml': '' } },
  {
    title: 'a link that leads nowhere',
    changed: { ...files, 'topology/c.yaml': '-> nothing.yaml' },
  },
  {
    title: 'a file that is not UTF-8',
    changed: { ...files, 'policies/a.yaml': Uint8Array.of(255) },
  },
])('$title makes another hash', ({ changed }) => {
  expect(readingOf(folderWith(changed)).hash).not.toBe(readingOf(folderWith(files)).hash);
});

test('what does not belong makes no difference', () => {
  const more = {
    ...files,
    'other/c.yaml': 'tower: v1\n',
    'topology/.d.yaml': 'x',
    'topology/e.txt': 'x',
  };
  expect(readingOf(folderWith(more))).toEqual(readingOf(folderWith(files)));
});

test('a file that goes away after it was listed is not told of', () => {
  const folder = folderWith({ ...files, 'topology/gone.yaml': 'tower: v1\n' });
  const list: Files['list'] = (root, reaches) => {
    const listing = systemFiles.list(root, reaches);
    rmSync(join(folder, 'topology/gone.yaml'), { force: true });
    return listing;
  };
  expect(readingOf(folder, { list })).toEqual(readingOf(folderWith(files)));
});

test('a file that is listed and cannot be read is told of, and reading ends', () => {
  const folder = folderWith({ ...files, 'topology/c.yaml': '-> nothing.yaml' });
  let listings = 0;
  const list: Files['list'] = (root, reaches) => {
    listings += 1;
    return systemFiles.list(root, reaches);
  };
  const { diagnostics, files: found } = readingOf(folder, { list });
  expect(diagnostics.map(({ code, at }) => [code, at.file])).toEqual([
    ['file/unreadable', 'topology/c.yaml'],
  ]);
  expect(found).toHaveLength(3);
  expect(listings).toBe(2);
});

test('a root that is not there is a reading without files', () => {
  const folder = folderWith(files);
  rmSync(folder, { recursive: true });
  const { files: found, diagnostics } = readingOf(folder);
  expect(found).toEqual([]);
  expect(diagnostics.map(({ code, at }) => [code, at.file])).toEqual([
    ['file/unreadable', '.'],
    ['file/unreadable', 'tower.yaml'],
  ]);
});
