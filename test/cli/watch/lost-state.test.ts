import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../adapters/folder.ts';
import { type Running, startTower } from './running.ts';

const words = ['watch', '--state', 'var', '--listen', '0', '-o', 'json'];

async function begin(folder: string): Promise<{ readonly tower: Running; readonly url: string }> {
  const tower = startTower(folder, words);
  const [, url = ''] = await tower.untilSaid(/takes signals at (\S+)/);
  return { tower, url };
}

function project(): string {
  return folderWith({
    'tower.yaml':
      'tower: v1\nsystems:\n  api: { type: service }\nthresholds:\n  slow: { match: { type: service }, signal: latency, critical: 400 }\n',
  });
}

function post(url: string, latency: number): Promise<Response> {
  return fetch(`${url}/signals`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ at: new Date().toISOString(), signals: { api: { latency } } }),
  });
}

test('nothing is accepted into a state folder that was removed, and all of it is written when there is one again', async () => {
  const folder = project();
  const { tower, url } = await begin(folder);
  expect((await post(url, 500)).status).toBe(202);
  await tower.until('"type":"stepped"');
  rmSync(join(folder, 'var'), { recursive: true });
  const waiting = post(url, 510);
  await tower.until('storage-failing');
  expect((await post(url, 520)).status).toBe(503);
  mkdirSync(join(folder, 'var'));
  expect((await waiting).status).toBe(202);
  await tower.until('storage-mended');
  expect(await tower.end('SIGKILL')).toBe('SIGKILL');
  const { tower: again } = await begin(folder);
  expect(await again.until('"type":"started"')).toContain('"memory":"recovered"');
  await again.end('SIGTERM');
});

test('a watch that is asked to end does so although its disk fails, and says that', async () => {
  const folder = project();
  const { tower, url } = await begin(folder);
  expect((await post(url, 500)).status).toBe(202);
  rmSync(join(folder, 'var'), { recursive: true });
  const waiting = post(url, 510).catch(() => undefined);
  await tower.until('storage-failing');
  expect(await tower.end('SIGTERM')).toBe(2);
  expect(tower.stderr()).toContain('the last of it could not be kept');
  await waiting;
}, 15_000);
