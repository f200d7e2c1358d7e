import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../adapters/folder.ts';
import { type Reply, receiverWith } from '../../adapters/receiver.ts';
import { binary, type Running, startTower } from './running.ts';

const env = { TOWER_SECRET_AUTOMATION: 'hunter2' };

function configuration(url: string): string {
  return `tower: v1
systems: { db: { type: database, criticality: critical, replicas: 2 } }
signals: { load: { better: lower } }
thresholds: { full: { match: { systems: [db] }, signal: load, critical: 10 } }
executors:
  mend: { webhook: { url: "${url}/runs", token: { env: TOWER_SECRET_AUTOMATION } } }
channels: { out: { stdout: {} } }
escalations: { data: { steps: [{ level: automated, run: mend, notify: [out] }] } }
routes: [{ escalation: data, groupWait: 0s }]
`;
}

function batch(load: number): string {
  return `${JSON.stringify({ at: new Date().toISOString(), signals: { db: { load } } })}\n`;
}

/** A watch that executes, at an automation that answers so. */
async function executing(replies: readonly Reply[], flags: readonly string[] = ['--execute']) {
  const { url, received } = await receiverWith(...replies);
  const folder = folderWith({ 'tower.yaml': configuration(url) });
  const words = ['watch', '--signals', '-', '--state', 'state', '-o', 'json'];
  const start = (own = flags): Running => startTower(folder, [...words, ...own], env);
  const watch = start();
  await watch.until('"started"');
  return { folder, received, start, watch };
}

interface RunEvent {
  readonly run: Readonly<Record<string, string>>;
  readonly attempts: number;
  readonly reason?: string;
}

async function eventOf(watch: Running, type: string): Promise<RunEvent> {
  return JSON.parse(await watch.until(`"type":"${type}"`)) as RunEvent;
}

test('an automation is posted a run under its key until it takes it', async () => {
  const { watch, received } = await executing([{ status: 503 }, { status: 202 }]);
  watch.write(batch(20));
  const delayed = await eventOf(watch, 'run-delayed');
  const done = await eventOf(watch, 'run-done');
  expect(await watch.end('SIGTERM')).toBe(0);
  const { key = '' } = done.run;
  expect([delayed.run['key'], delayed.attempts, done.attempts]).toEqual([key, 1, 2]);
  expect(
    received.map(({ path, headers }) => [path, headers['idempotency-key'], headers.authorization]),
  ).toEqual([
    ['/runs', key, 'Bearer hunter2'],
    ['/runs', key, 'Bearer hunter2'],
  ]);
  const [first, second] = received.map(({ body }) => body);
  const { at, revision, incident, alerts, place, ...order } = JSON.parse(first ?? '');
  expect(second).toBe(first);
  expect(order).toEqual({
    ...{ schemaVersion: 1, key, executor: 'mend', root: 'db', name: 'tower' },
    ...{ reason: 'first', priority: 'p1', escalation: 'data', level: 'automated' },
    title: 'P1 db: load 20 (critical ≥ 10)',
  });
  expect([incident.state, alerts.length, place.line, typeof at, revision.length]).toEqual([
    ...['open', 1, 8, 'string', 12],
  ]);
  expect(watch.lines.join('\n')).not.toContain('hunter2');
});

test('a run that waits is given up once the incident is over', async () => {
  const { watch } = await executing([{ status: 503 }]);
  watch.write(batch(20));
  await eventOf(watch, 'run-delayed');
  watch.write(batch(1));
  const { reason, run } = await eventOf(watch, 'run-dead');
  expect([reason, run['root']]).toEqual(['the incident is over', 'db']);
  expect(await watch.end('SIGTERM')).toBe(0);
});

test('a watch that is started again without leave to execute gives up what waits', async () => {
  const { watch, start, received } = await executing([{ status: 503 }]);
  watch.write(batch(20));
  await eventOf(watch, 'run-delayed');
  await watch.end('SIGKILL');
  const count = received.length;
  const second = start([]);
  const { reason } = await eventOf(second, 'run-dead');
  expect(reason).toBe('this watch does not execute `mend` any more');
  expect(await second.end('SIGTERM')).toBe(0);
  expect(received.length).toBe(count);
});

test('without leave to execute a watch says what would run, and posts nothing', async () => {
  const { watch, received } = await executing([{ status: 202 }], []);
  watch.write(batch(20));
  expect(await watch.until('would-run')).toContain('"executor":"mend"');
  expect(await watch.end('SIGTERM')).toBe(0);
  expect(received).toEqual([]);
});

test('nothing is executed without a state, nor where the executor of a plugin is missing', () => {
  const folder = folderWith({ 'tower.yaml': configuration('http://127.0.0.1:1') });
  const tower = (...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [binary, 'watch', ...words], {
      ...{ cwd: folder, encoding: 'utf8', input: '', env: { PATH: '/usr/bin:/bin', ...env } },
    });
    return { status, said: stdout + stderr };
  };
  const stateless = tower('--signals', '-', '--execute');
  const text = configuration('').replace(/webhook: .*\n/, 'plugin: { name: mender } }\n');
  writeFileSync(join(folder, 'tower.yaml'), text);
  const missing = tower('--signals', '-', '--once', '--state', 'state', '--execute');
  const shown = tower('--signals', '-', '--once');
  expect([stateless.status, missing.status, shown.status]).toEqual([3, 2, 0]);
  expect(stateless.said).toContain('`--execute` needs a state folder');
  expect(missing.said).toContain('no plugin that is loaded brings `mender`');
});
