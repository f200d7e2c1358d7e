import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemFiles } from '../../../src/adapters/files.ts';
import { secretsOf } from '../../../src/cli/watch/secrets.ts';
import { folderWith } from '../../adapters/folder.ts';

test('a secret is the value of a variable or the line of a file, as it is now', () => {
  const folder = folderWith({ slack: 'first\n', plain: 'no line end', windows: 'line\r\n' });
  const env: Record<string, string> = { TOWER_SECRET_A: 'one' };
  const { read } = secretsOf({ env, files: systemFiles }, folder);
  expect(['slack', 'plain', 'windows'].map((file) => read({ file }).value)).toEqual([
    'first',
    'no line end',
    'line',
  ]);
  expect(read({ env: 'TOWER_SECRET_A' })).toEqual({ value: 'one' });
  env['TOWER_SECRET_A'] = 'two';
  systemFiles.write(join(folder, 'slack'), 'second\n');
  expect([read({ env: 'TOWER_SECRET_A' }).value, read({ file: 'slack' }).value]).toEqual([
    'two',
    'second',
  ]);
});

test('links may lead about in the folder, as they do where secrets are mounted', () => {
  const folder = folderWith({
    '..2026/slack': 'value',
    '..data': '-> ..2026',
    slack: '-> ..data/slack',
  });
  expect(secretsOf({ env: {}, files: systemFiles }, folder).read({ file: 'slack' })).toEqual({
    value: 'value',
  });
});

test('a secret that is none is named, and nothing of it is said', () => {
  const other = folderWith({ secret: 'hunter2' });
  const folder = folderWith({
    empty: '\n',
    lines: 'hunter2\nhunter2\n',
    folder: '-> .',
    out: `-> ${join(other, 'secret')}`,
    large: 'hunter2'.repeat(10_000),
    bytes: new Uint8Array([104, 255, 254]),
  });
  const env = { TOWER_SECRET_EMPTY: '', TOWER_SECRET_LINES: 'hunter2\r\nX: hunter2' };
  const { read } = secretsOf({ env, files: systemFiles }, folder);
  const failures = [
    ...['TOWER_SECRET_GONE', 'TOWER_SECRET_EMPTY', 'TOWER_SECRET_LINES'].map((name) => ({
      env: name,
    })),
    ...['gone', 'empty', 'lines', 'folder', 'out', 'large', 'bytes'].map((file) => ({ file })),
  ].map((secret) => read(secret).failure);
  expect(failures).toEqual([
    '`TOWER_SECRET_GONE` is not set',
    '`TOWER_SECRET_EMPTY` is empty',
    '`TOWER_SECRET_LINES` has more than one line, or control characters',
    '`gone` cannot be read: it does not exist',
    'the secret `empty` is empty',
    'the secret `lines` has more than one line, or control characters',
    '`folder` cannot be read: it is a folder',
    'the secret `out` is a link that leads out of the folder of secrets',
    'the secret `large` is larger than 64 KiB',
    'the secret `bytes` is not UTF-8',
  ]);
});

test('without a folder of secrets there is none in a file', () => {
  expect(secretsOf({ env: {}, files: systemFiles }).read({ file: 'slack' })).toEqual({
    failure: 'there is no folder of secrets for `slack`: name it with `--secrets-dir`',
  });
});
