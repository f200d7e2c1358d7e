import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../adapters/folder.ts';
import { binary, startTower } from './running.ts';

/** A plugin whose channel appends to a file below the folder that it is run in, or does what the settings say. */
const plugin = `import { appendFileSync } from 'node:fs';

export const plugin = {
  name: 'notes',
  channels: {
    note: {
      schema: {
        type: 'object',
        properties: { mode: { enum: ['write', 'throw', 'hang', 'tell'] } },
        additionalProperties: false,
      },
      create: ({ id, settings }, tools) => ({
        send: async ({ notification: { key, title } }) => {
          if (settings.mode === 'throw') throw new Error('boom');
          if (settings.mode === 'hang') return new Promise(() => {});
          const secret = tools.secret('token').value;
          if (settings.mode === 'tell') return { kind: 'refused', reason: 'no ' + secret };
          appendFileSync('noted.txt', [id, key, title].join(' ') + '\\n');
          return { kind: 'delivered' };
        },
      }),
    },
  },
};
`;

function configuration(mode: string, name = 'note'): string {
  return `tower: v1
systems: { web: { type: service, criticality: critical } }
thresholds: { slow: { match: { systems: [web] }, signal: latency, critical: 400 } }
channels:
  audit: { file: { path: told.ndjson } }
  room: { plugin: { name: ${name}, settings: { mode: ${mode} }, secrets: { token: { env: TOWER_SECRET_NOTE } } } }
routes: [{ notify: [audit, room], groupWait: 0s }]
`;
}

const batch = '{"at":"2026-11-21T14:00:00Z","signals":{"web":{"latency":500}}}\n';
const env = { PATH: '/usr/local/bin:/usr/bin:/bin', TZ: 'UTC', TOWER_SECRET_NOTE: 'hunter2' };

function folderFor(mode: string, name?: string): string {
  return folderWith({
    'tower.yaml': configuration(mode, name),
    'notes.mjs': plugin,
    'batch.json': batch,
  });
}

function tower(folder: string, ...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, ...words], {
    ...{ cwd: folder, encoding: 'utf8', env },
  });
  return { status, stdout, stderr };
}

const once = ['watch', '--once', '--signals', 'batch.json', '--state', 'state', '--deliver'];

test('a channel of a plugin is told, once, by the key that other channels get', () => {
  const folder = folderFor('write');
  const ran = tower(folder, ...once, '--plugin', 'notes.mjs');
  const told = JSON.parse(readFileSync(join(folder, 'told.ndjson'), 'utf8')) as { title: string };
  const [id, key, ...title] = readFileSync(join(folder, 'noted.txt'), 'utf8').trimEnd().split(' ');
  expect([ran.status, ran.stderr, id, key?.length, title.join(' ')]).toEqual([
    ...[0, '', 'room', 16, told.title],
  ]);
  expect(ran.stdout).toContain('delivered channel=room');
});

test('a configuration with a plugin is judged without its code, and not delivered without it', () => {
  const folder = folderFor('write');
  const judged = tower(folder, 'validate');
  const shown = tower(folder, 'watch', '--once', '--signals', 'batch.json');
  const refused = tower(folder, ...once);
  expect([judged.status, shown.status, refused.status]).toEqual([0, 0, 2]);
  expect(refused.stdout + refused.stderr).toContain('plugin/not-loaded');
  expect(refused.stdout + refused.stderr).toContain('name its file: `tower watch --plugin FILE`');
});

test('settings that do not fit are told at their place before anything begins', () => {
  const refused = tower(folderFor('shout'), ...once, '--plugin', 'notes.mjs');
  expect(refused.status).toBe(2);
  expect(refused.stdout + refused.stderr).toContain('tower.yaml:6:51');
});

test('a plugin that throws or tells a secret stops nothing, and nothing of it is printed', () => {
  const throwing = tower(folderFor('throw'), 'notify-test', 'room', '--plugin', 'notes.mjs');
  const telling = tower(folderFor('tell'), 'notify-test', 'room', '--plugin', 'notes.mjs');
  expect([throwing, telling]).toEqual([
    {
      status: 1,
      stdout:
        '✖ room (plugin) does not have the test\n  the plugin `note` failed: Error\n  A watch tries again.\n',
      stderr: '',
    },
    {
      status: 1,
      stdout: '✖ room (plugin) does not have the test\n  no …\n  A watch gives it up.\n',
      stderr: '',
    },
  ]);
});

test.each([
  ['that is not there', 'none.mjs', undefined, '`none.mjs` is not a file'],
  ['that exports nothing', 'a.mjs', 'export const plug = 1;', '`a.mjs` exports no `plugin`'],
  [
    'without a function',
    'a.mjs',
    "export const plugin = { name: 'a', channels: { a: {} } };",
    '`a.mjs` exports no `plugin`',
  ],
  [
    'with an executor that is none',
    'a.mjs',
    "export const plugin = { name: 'a', executors: { a: null } };",
    '`a.mjs` exports no `plugin`',
  ],
  ['that throws', 'a.mjs', "throw new Error('no disk');", '`a.mjs` cannot be loaded: no disk'],
  [
    'with a schema that is none',
    'a.mjs',
    "export const plugin = { name: 'a', channels: { a: { schema: { type: 'x' }, create() {} } } };",
    'the plugin `a.mjs` has a schema for `a` that is none: schema is invalid',
  ],
])('a plugin %s is refused before anything begins', (_, file, text, message) => {
  const folder = folderFor('write');
  if (text !== undefined) {
    writeFileSync(join(folder, file), text);
  }
  const { status, stdout, stderr } = tower(folder, ...once, '--plugin', file);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});

test('what another plugin brings is not brought twice', () => {
  const folder = folderFor('write');
  const ran = tower(folder, ...once, '--plugin', 'notes.mjs', '--plugin', './notes.mjs');
  expect([ran.status, ran.stderr]).toEqual([
    2,
    'tower: the plugin `./notes.mjs` brings `note`, which another one brings\n',
  ]);
});

test('a change that names a plugin that is not loaded is rejected, and the watch goes on', async () => {
  const folder = folderFor('write');
  const watch = startTower(
    folder,
    [
      ...['watch', '--signals', '-', '--state', 'state', '--deliver', '--plugin', 'notes.mjs'],
      ...['-o', 'json'],
    ],
    { TOWER_SECRET_NOTE: 'hunter2' },
  );
  await watch.until('"started"');
  writeFileSync(join(folder, 'tower.yaml'), configuration('write', 'teams'));
  const rejected = await watch.until('config-rejected');
  watch.write(batch);
  await watch.until('notification-delivered');
  expect(rejected).toContain('plugin/not-loaded');
  expect(await watch.end('SIGTERM')).toBe(0);
});
