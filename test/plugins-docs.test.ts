import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { folderWith } from './adapters/folder.ts';
import { receiverWith } from './adapters/receiver.ts';
import { startTower } from './cli/watch/running.ts';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/plugins.md'), 'utf8');
const batch = (latency: number): string =>
  `${JSON.stringify({ at: new Date().toISOString(), signals: { 'orders-db': { query_time: latency } } })}\n`;

/** A folder with the files of the page, whose channel posts to an address. */
function folderOf(url: string): string {
  const folder = folderWith({ 'signals.ndjson': batch(100) });
  for (const [, , text = '', name = ''] of page.matchAll(
    /^```(ts|yaml)\n((?:\/\/|#) (\S+)\n[\s\S]*?)^```/gm,
  )) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text.replace('http://127.0.0.1:4750', url));
  }
  mkdirSync(join(folder, 'node_modules/@control-tower'), { recursive: true });
  symlinkSync(root, join(folder, 'node_modules/@control-tower/tower'));
  return folder;
}

const [, command = ''] = /^```sh\ntower (.*)\n```/m.exec(page) ?? [];
const env = { TOWER_SECRET_TEAMS: 'hunter2' };

function runsIn(folder: string): readonly (readonly string[])[] {
  const text = readFileSync(join(folder, 'runs.txt'), 'utf8').trimEnd();
  return text.split('\n').map((line) => line.split(' '));
}

test('the plugin of the page is told and runs, in the watch of the page, and once over a kill', async () => {
  const { url, received } = await receiverWith({ status: 202 });
  const folder = folderOf(url);
  const words = command.split(' ');
  const first = startTower(folder, words, env);
  await first.until('watch started');
  writeFileSync(join(folder, 'signals.ndjson'), batch(100) + batch(700));
  const queued = await first.until('run queued');
  await first.until('run done');
  await first.until('notify delivered');
  await first.end('SIGKILL');
  const second = startTower(folder, words, env);
  await second.until('watch started');
  await second.until('memory=recovered');
  writeFileSync(join(folder, 'signals.ndjson'), batch(100) + batch(700) + batch(800));
  await second.until('watch');
  expect(await second.end('SIGTERM')).toBe(0);
  const runs = runsIn(folder);
  const key = /key=(\w+)/.exec(queued)?.[1];
  // A kill between the answer and the note of it shows the same run again, under its key.
  expect([...new Set(runs.map((run) => run.join(' ')))]).toEqual([
    `${key} restart-db orders-db first`,
  ]);
  const posts = received.map(({ headers, body }) => ({
    authorization: headers.authorization,
    isKeyed: /^[0-9a-f]{16}$/.test(String(headers['idempotency-key'])),
    body: JSON.parse(body) as unknown,
  }));
  expect(
    [...new Set(posts.map((post) => JSON.stringify(post)))].map((text) => JSON.parse(text)),
  ).toEqual([
    {
      authorization: 'Bearer hunter2',
      isKeyed: true,
      body: {
        room: 'operations',
        text: 'P1 orders-db: query_time 700 (critical ≥ 500)',
        roots: ['orders-db'],
      },
    },
  ]);
});

test('an order that cannot be carried out is given up once somebody takes care of the incident', async () => {
  const { url } = await receiverWith({ status: 202 });
  const folder = folderOf(url);
  const file = join(folder, 'tower.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('log: runs.txt', 'log: none/runs.txt'));
  const watch = startTower(folder, [...command.split(' '), '-o', 'json'], env);
  await watch.until('"started"');
  writeFileSync(join(folder, 'signals.ndjson'), batch(100) + batch(700));
  const delayed = await watch.until('run-delayed');
  expect(delayed).toContain('the plugin `runbook` failed: Error');
  writeFileSync(
    join(folder, 'signals.ndjson'),
    `${batch(100) + batch(700)}${JSON.stringify({
      at: new Date().toISOString(),
      acknowledgements: [{ system: 'orders-db', by: 'ada' }],
    })}\n`,
  );
  const dead = JSON.parse(await watch.until('run-dead')) as {
    readonly reason: string;
    readonly run: { readonly executor: string };
  };
  expect([dead.run.executor, dead.reason]).toEqual([
    'restart-db',
    'ada takes care of the incident',
  ]);
  expect(await watch.end('SIGTERM')).toBe(0);
  await vi.waitFor(() => expect(watch.stderr()).toBe(''));
});
