import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'tower-direct-'));
afterAll(() => rmSync(folder, { recursive: true }));

const adapters = join(import.meta.dirname, '../../src/adapters');
const length = 300_000;
const text = '\u20ac'.repeat(length);

/** A program that prints some 900 kB of characters of three bytes each, and says what it knows of its output. */
const program = `
  import { directOutput } from '${adapters}/direct-output.ts';
  import { outputOf } from '${adapters}/streams.ts';
  let isOpened = false;
  const output = directOutput(1, outputOf(() => { isOpened = true; return process.stdout; }));
  const facts = [output.isTerminal, output.columns];
  output.write('\\u20ac'.repeat(${length}));
  process.stderr.write(JSON.stringify([...facts, isOpened]));
`;
const words = ['--input-type=module', '-e', program];

test('a file is written to without a stream', () => {
  const path = join(folder, 'out.txt');
  const ran = spawnSync(process.execPath, words, {
    stdio: ['ignore', openSync(path, 'w'), 'pipe'],
    encoding: 'utf8',
  });
  expect([ran.status, ran.stderr]).toEqual([0, '[false,null,false]']);
  expect(readFileSync(path, 'utf8') === text).toBe(true);
});

test('so is a pipe, however slow its reader is', () => {
  const line = `"$0" "$@" | (read -rN 10 some; printf %s "$some"; cat)`;
  const ran = spawnSync('bash', ['-c', line, process.execPath, ...words], {
    encoding: 'utf8',
    maxBuffer: 10 * length,
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  expect([ran.status, ran.stderr, ran.stdout === text]).toEqual([0, '[false,null,false]', true]);
});

test('a reader that goes away ends it quietly', () => {
  const ran = spawnSync('bash', ['-c', '"$0" "$@" | head -c 3', process.execPath, ...words], {
    encoding: 'utf8',
  });
  expect([ran.stdout, ran.stderr]).toEqual(['\u20ac', '[false,null,true]']);
});

test('a full disk is told', () => {
  const ran = spawnSync('bash', ['-c', '"$0" "$@" > /dev/full', process.execPath, ...words], {
    encoding: 'utf8',
  });
  expect([ran.status, ran.stderr]).toEqual([
    2,
    '[false,null,true]tower: the output cannot be written: the disk is full\n',
  ]);
});

test('a pipe that somebody made one that does not wait is waited for all the same', () => {
  // To open a stream of a pipe makes it one that does not wait.
  const opened = program.replace('let isOpened', 'void process.stdout; let isOpened');
  const line = `"$0" "$@" | (read -rN 10 some; printf %s "$some"; cat)`;
  const ran = spawnSync('bash', ['-c', line, process.execPath, ...words.with(-1, opened)], {
    encoding: 'utf8',
    maxBuffer: 10 * length,
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  expect([ran.status, ran.stderr, ran.stdout === text]).toEqual([0, '[false,null,false]', true]);
});
