import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  symlinkSync,
} from 'node:fs';
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

test('a link keeps leading to the file that is written', () => {
  const folder = folderWith({ 'volume/state': 'before' });
  const link = join(folder, 'state');
  symlinkSync(join(folder, 'volume/state'), link);
  expect(writeAtomically(link, 'after')).toEqual({ value: undefined });
  expect([
    lstatSync(link).isSymbolicLink(),
    readFileSync(join(folder, 'volume/state'), 'utf8'),
  ]).toEqual([true, 'after']);
});

test('a link that stands where the temporary file would is not followed', () => {
  const folder = folderWith({ victim: 'before', [`.out.${process.pid}.tmp`]: '-> victim' });
  expect(writeAtomically(join(folder, 'out'), 'text')).toEqual({ value: undefined });
  expect([
    readFileSync(join(folder, 'victim'), 'utf8'),
    readFileSync(join(folder, 'out'), 'utf8'),
    readdirSync(folder).sort(),
  ]).toEqual(['before', 'text', ['out', 'victim']]);
});

test('a pipe is written to and stays a pipe', () => {
  const folder = folderWith({ x: '' });
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reader = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  const outcome = writeAtomically(pipe, 'text');
  const buffer = new Uint8Array(16);
  const count = readSync(reader, buffer);
  closeSync(reader);
  expect([
    outcome,
    Buffer.from(buffer.subarray(0, count)).toString(),
    lstatSync(pipe).isFIFO(),
  ]).toEqual([{ value: undefined }, 'text', true]);
});
