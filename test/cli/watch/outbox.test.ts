import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { folderWith } from '../../adapters/folder.ts';
import { binary, startTower } from './running.ts';

/** A server that refuses some addresses for good, and others for now. */
async function refusing(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(request.url === '/gone' ? 410 : 503).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function outbox(folder: string, ...words: readonly string[]): readonly [number | null, string] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, 'outbox', ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { TZ: 'UTC' },
  });
  return [status, stdout + stderr];
}

test('what waits and what was given up can be seen while the watch runs', async () => {
  const url = await refusing();
  const folder = folderWith({
    'tower.yaml': `tower: v1
channels:
  closed: { webhook: { url: "${url}/gone", format: cloudevents } }
  later: { webhook: { url: "${url}/later", format: cloudevents } }
routes: [{ notify: [closed, later], groupWait: 0s, repeat: never }]
signals: { latency: { unit: ms, better: lower } }
systems: { web: { type: service, criticality: high, owner: a } }
thresholds: { slow: { match: { systems: [web] }, signal: latency, critical: 400 } }
`,
  });
  const words = ['watch', '--state', 'state', '--listen', '0', '--deliver', '-o', 'json'];
  const tower = startTower(folder, words);
  onTestFinished(async () => {
    await tower.end('SIGKILL');
  });
  const [, listener = ''] = await tower.untilSaid(/takes signals at (\S+)/);
  await fetch(`${listener}/signals`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ at: new Date().toISOString(), signals: { web: { latency: 900 } } }),
  });
  await tower.until('"type":"notification-dead"');
  await tower.until('"type":"notification-delayed"');
  // One more entry of the journal: what became of letters is on the disk with it.
  await fetch(`${listener}/signals`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ at: new Date().toISOString() }),
  });
  const [status, text] = outbox(folder, '--state', 'state', '-o', 'json');
  const { waiting, givenUp } = JSON.parse(text);
  const title = 'P2 web: latency 900 (critical ≥ 400)';
  expect([status, waiting.length, givenUp.length]).toEqual([0, 1, 1]);
  expect([waiting[0].channel, waiting[0].title]).toEqual(['later', title]);
  expect([givenUp[0].channel, givenUp[0].title, givenUp[0].attempts]).toEqual(['closed', title, 1]);
  expect(givenUp[0].reason).toContain('410');
  const [, lines] = outbox(folder, '--state', 'state');
  expect(lines.split('\n').map((line) => line.trim().split(/ {2,}/)[0])).toEqual([
    'Waiting',
    'CHANNEL',
    'later',
    '',
    'Given up',
    'CHANNEL',
    'closed',
    '',
  ]);
});

test('without the folder of a watch there is nothing to print', () => {
  const folder = folderWith({ 'tower.yaml': 'tower: v1\n', 'state.json': '{}' });
  expect(outbox(folder)).toEqual([
    3,
    'tower: outbox needs a state folder\n' +
      '       name the one that `tower watch --state DIR` keeps: `tower outbox --state DIR`\n',
  ]);
  expect(outbox(folder, '--state', 'state.json')).toEqual([
    2,
    'tower: `state.json` is not the state folder of a watch\n' +
      '       `tower watch --state DIR` makes one\n',
  ]);
});
