import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cacheFolder } from '../../src/adapters/cache-folder.ts';
import type { Cache } from '../../src/ports/cache.ts';
import { folderWith } from './folder.ts';

const value = { map: new Map([['a', [1, undefined]]]), numbers: new Uint32Array([1, 2, 3]) };

/** A cache in a fresh folder beside that of a configuration. */
function fresh(bounds?: Parameters<typeof cacheFolder>[2]): {
  readonly folder: string;
  readonly cache: Cache;
  readonly entries: () => readonly string[];
} {
  const outer = folderWith({ 'tree/tower.yaml': '' });
  const folder = join(outer, 'home/cache/tower');
  const { value: cache } = cacheFolder(folder, join(outer, 'tree'), bounds);
  if (cache === undefined) {
    throw new Error('there is no cache');
  }
  return { folder, cache, entries: () => readdirSync(folder).map((name) => join(folder, name)) };
}

test('what was kept is found by what it was kept for, and by nothing else', () => {
  const { cache, folder, entries } = fresh();
  expect(cache.find(['a', 'b'])).toBeUndefined();
  cache.keep(['a', 'b'], value);
  expect([cache.find(['a', 'b']), cache.find(['ab']), cache.find(['a'])]).toEqual([
    value,
    undefined,
    undefined,
  ]);
  const modes = [folder, ...entries()].map((path) => (statSync(path).mode & 0o777).toString(8));
  expect(modes).toEqual(['700', '600']);
});

test('an entry that was changed in any byte, cut or made longer is no entry, and is replaced', () => {
  const { cache, entries } = fresh();
  cache.keep(['a'], value);
  const [path = ''] = entries();
  const whole = readFileSync(path);
  const damage = fc.oneof(
    fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, bits]) => {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ bits;
      return flipped;
    }),
    fc.nat(whole.length - 1).map((length) => whole.subarray(0, length)),
    fc.uint8Array({ minLength: 1 }).map((more) => Buffer.concat([whole, more])),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  );
  fc.assert(
    fc.property(damage, (bytes) => {
      writeFileSync(path, bytes);
      expect(cache.find(['a'])).toBeUndefined();
    }),
    { numRuns: 200 },
  );
  cache.keep(['a'], value);
  expect(readFileSync(path)).toEqual(whole);
});

test('an entry under the name of another is no entry', () => {
  const { cache, entries } = fresh();
  cache.keep(['a'], 1);
  const [a = ''] = entries();
  cache.keep(['b'], 2);
  const [b = ''] = entries().filter((path) => path !== a);
  renameSync(a, b);
  expect([cache.find(['a']), cache.find(['b'])]).toEqual([undefined, undefined]);
});

test('what others may read or change, and what is a link, is no entry', () => {
  const { cache, entries, folder } = fresh();
  cache.keep(['a'], value);
  const [path = ''] = entries();
  chmodSync(path, 0o644);
  expect(cache.find(['a'])).toBeUndefined();
  chmodSync(path, 0o600);
  expect(cache.find(['a'])).toEqual(value);
  const moved = join(folder, 'moved');
  renameSync(path, moved);
  symlinkSync(moved, path);
  expect(cache.find(['a'])).toBeUndefined();
});

test('a folder in the tree, one that others may enter, and a file are not used', () => {
  const outer = folderWith({ 'tree/tower.yaml': '', 'tree/cache/x': '', file: '', 'open/x': '' });
  const tree = join(outer, 'tree');
  chmodSync(join(outer, 'open'), 0o755);
  symlinkSync(join(tree, 'cache'), join(outer, 'link'));
  const failureOf = (path: string) => cacheFolder(join(outer, path), tree).failure;
  expect(
    ['tree', 'tree/cache', 'tree/none/yet', 'link', 'link/below', 'open', 'file'].map(failureOf),
  ).toEqual([
    ...Array.from({ length: 5 }, () => 'it lies in the folder of the configuration'),
    'others may enter it or own it: its mode has to be 0700',
    'it is not a folder',
  ]);
  expect(failureOf('tree-beside')).toBeUndefined();
});

test('where nothing can be written, nothing is kept, and nothing is said', () => {
  const outer = folderWith({ 'tree/tower.yaml': '', file: '' });
  const { value: cache } = cacheFolder(join(outer, 'file/below'), join(outer, 'tree'));
  cache?.keep(['a'], value);
  expect(cache?.find(['a'])).toBeUndefined();
});

test('what was used last stays, the oldest goes, and what was left half-written goes after an hour', () => {
  const { cache, folder, entries } = fresh({ entries: 3, bytes: 10_000 });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const left = join(folder, `.${'a'.repeat(64)}.entry.1.tmp`);
  const young = join(folder, `.${'b'.repeat(64)}.entry.1.tmp`);
  writeFileSync(left, '');
  writeFileSync(young, '');
  utimesSync(left, 1, 1);
  for (const [index, key] of ['a', 'b', 'c'].entries()) {
    const before = new Set(index === 0 ? [] : entries());
    cache.keep([key], key);
    for (const path of entries().filter(
      (entry) => !before.has(entry) && entry.endsWith('.entry'),
    )) {
      utimesSync(path, 1_000 + index, 1_000 + index);
    }
  }
  expect(cache.find(['a'])).toBe('a');
  cache.keep(['d'], 'd');
  expect(['a', 'b', 'c', 'd'].map((key) => cache.find([key]))).toEqual(['a', undefined, 'c', 'd']);
  expect(entries().filter((path) => path.endsWith('.tmp'))).toEqual([young]);
  cache.keep(['e'], 'x'.repeat(9_940));
  expect(entries().filter((path) => path.endsWith('.entry'))).toHaveLength(1);
  cache.keep(['f'], 'x'.repeat(20_000));
  expect(cache.find(['f'])).toBeUndefined();
});

test('what somebody else keeps in the folder stays, however old it is', () => {
  const { cache, folder } = fresh({ entries: 1, bytes: 1_000_000 });
  const others = ['notes.tmp', '.draft.entry.1.tmp', 'letter.entry', '.x.tmp'];
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of others) {
    writeFileSync(join(folder, name), 'mine');
    utimesSync(join(folder, name), 1, 1);
  }
  cache.keep(['a'], 1);
  cache.keep(['b'], 2);
  expect(
    readdirSync(folder)
      .filter((name) => others.includes(name))
      .toSorted(),
  ).toEqual(others.toSorted());
});
