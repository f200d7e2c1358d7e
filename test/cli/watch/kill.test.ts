import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { folderWith } from '../../adapters/folder.ts';
import { binary, type Running, startTower } from './running.ts';

interface Received {
  readonly key: string;
  readonly body: string;
}

/** A receiver that remembers the keys of what it got, as receivers of such messages do. */
async function receiver(): Promise<{ readonly url: string; readonly received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      received.push({ key: String(request.headers['idempotency-key']), body });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, received };
}

const rounds = 8;
const systems = Array.from({ length: rounds }, (_, index) => `s${index}`);

function configuration(url: string): string {
  return `tower: v1
channels:
  hook: { webhook: { url: "${url}", format: cloudevents } }
  log: { file: { path: var/told.ndjson } }
routes:
  - { notify: [hook, log], groupWait: 0s, groupInterval: 1s, repeat: never }
signals: { latency: { unit: ms, better: lower }, count: { better: lower } }
systems:
${systems.map((id) => `  ${id}: { type: service, criticality: high, owner: ${id} }`).join('\n')}
thresholds:
  slow: { match: { type: service }, signal: latency, critical: 400 }
  many: { match: { systems: [s0] }, signal: count, critical: 1000000 }
`;
}

async function start(folder: string): Promise<{ readonly tower: Running; readonly url: string }> {
  const tower = startTower(folder, [
    'watch',
    ...['--state', 'state', '--listen', '0', '--deliver', '-o', 'json'],
  ]);
  onTestFinished(async () => {
    await tower.end('SIGKILL');
  });
  const [, url = ''] = await tower.untilSaid(/takes signals at (\S+)/);
  return { tower, url };
}

/** Sends a batch; whether it was accepted, as far as the sender ever knows. */
async function post(
  url: string,
  signals: Record<string, Record<string, number>>,
): Promise<boolean> {
  const body = JSON.stringify({ at: new Date().toISOString(), signals });
  try {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(`${url}/signals`, { method: 'POST', headers, body });
    await answer.arrayBuffer();
    return answer.status === 202;
  } catch {
    // It was killed before it answered.
    return false;
  }
}

/** Numbers that look random, the same in every run: a linear congruential generator (Numerical Recipes). */
function newDice(seed: number): () => number {
  let last = seed;
  return () => {
    last = (Math.imul(last, 1_664_525) + 1_013_904_223) >>> 0;
    return last / 2 ** 32;
  };
}

/** The last count that a state folder knows, read as a person would: by another process, while the watch runs. */
function countIn(folder: string): number {
  const words = ['explain', 'system/s0', '--state', 'state'];
  const { stdout } = spawnSync(process.execPath, [binary, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { TZ: 'UTC' },
  });
  return Number(/count ([0-9]+) at/.exec(stdout)?.[1]);
}

test('killed again and again, it loses nothing that it accepted and tells nothing twice', async () => {
  const { url: hook, received } = await receiver();
  const folder = folderWith({ 'tower.yaml': configuration(hook) });
  const dice = newDice(7);
  let count = 0;
  for (const [round, system] of systems.entries()) {
    const { tower, url } = await start(folder);
    if (count > 0) {
      // The one that had no answer may have been accepted.
      const known = countIn(folder);
      expect([count, count + 1]).toContain(known);
      count = known;
    }
    const before = systems[round - 1];
    const first = {
      [system]: { latency: 900 },
      ...(before === undefined ? {} : { [before]: { latency: 100 } }),
    };
    expect(await post(url, first)).toBe(true);
    // Somewhere in the midst of the next requests, counted in requests and not in time.
    const killAt = count + 1 + Math.floor(dice() * 10);
    let killed: Promise<unknown> | undefined;
    let lost = 0;
    while (lost === 0) {
      const isAccepted = post(url, { s0: { count: count + 1 } });
      killed ??= count === killAt ? tower.end('SIGKILL') : undefined;
      if (await isAccepted) {
        count += 1;
      } else {
        lost += 1;
      }
    }
    expect(await killed).toBe('SIGKILL');
  }
  const { tower, url } = await start(folder);
  expect(await post(url, { [systems.at(-1) ?? '']: { latency: 100 } })).toBe(true);
  // Ends are told with the changes of their group, a second apart.
  await vi.waitFor(
    () => {
      const keys = new Set(received.map(({ key }) => key));
      expect([linesOf(folder).length, keys.size]).toEqual([2 * rounds, 2 * rounds]);
    },
    { timeout: 20_000, interval: 50 },
  );
  expect(await tower.end('SIGTERM')).toBe(0);

  const told = linesOf(folder).map(({ title }) => title);
  const expected = systems.flatMap((id) => [
    `P2 ${id}: latency 900 (critical ≥ 400)`,
    `resolved: ${id}`,
  ]);
  expect(told.toSorted()).toEqual(expected.toSorted());
  const byKey = Map.groupBy(received, ({ key }) => key);
  const first = [...byKey.values()].map(([one]) => JSON.parse(one?.body ?? '').data.title);
  expect(first.toSorted()).toEqual(expected.toSorted());
  const unlike = [...byKey.values()].filter(
    (same) => new Set(same.map(({ body }) => body)).size > 1,
  );
  expect(unlike).toEqual([]);
});

/** What the channel `log` was told. */
function linesOf(folder: string): readonly { readonly title: string }[] {
  const text = readFileSync(join(folder, 'var/told.ndjson'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}
