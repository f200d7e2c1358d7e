import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { folderWith } from '../../adapters/folder.ts';
import { startTower } from './running.ts';

const forMs = 4_000;

function configuration(round: number): string {
  return `tower: v1
config: { name: fleet }
channels: { log: { file: { path: var/told.ndjson } } }
routes: [{ notify: [log], groupWait: 0s, repeat: never }]
signals: { latency: { unit: ms, better: lower } }
systems:
  web: { type: service, criticality: high, owner: a, description: "Round ${round}." }
thresholds:
  slow: { match: { systems: [web] }, signal: latency, critical: { at: 400, for: ${forMs}ms } }
`;
}

test('a change every 100 ms while an alert is pending leaves one notification, on time', async () => {
  const folder = folderWith({ 'tower.yaml': configuration(0) });
  const tower = startTower(folder, [
    'watch',
    ...['--state', 'state', '--listen', '0', '--deliver', '-o', 'json'],
  ]);
  onTestFinished(async () => {
    await tower.end('SIGKILL');
  });
  const [, url = ''] = await tower.untilSaid(/takes signals at (\S+)/);
  const at = new Date().toISOString();
  const answer = await fetch(`${url}/signals`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ at, signals: { web: { latency: 900 } } }),
  });
  expect(answer.status).toBe(202);
  let round = 0;
  await vi.waitFor(
    () => {
      round += 1;
      writeFileSync(join(folder, 'tower.yaml'), configuration(round));
      expect(tower.lines.filter((line) => line.includes('notification-delivered')).length).toBe(1);
    },
    { interval: 100, timeout: 20_000 },
  );
  await tower.end('SIGTERM');
  const events = tower.lines.map((line) => JSON.parse(line));
  const applied = events.filter(({ type }) => type === 'config-applied');
  // What never rests is read every two seconds all the same.
  expect(applied.length).toBeGreaterThanOrEqual(1);
  const told = readFileSync(join(folder, 'var/told.ndjson'), 'utf8').trimEnd().split('\n');
  expect(told.length).toBe(1);
  const decided = events.find(
    ({ type, changes = [] }) =>
      type === 'stepped' &&
      changes.some((change: { subject: string }) => change.subject === 'notify'),
  );
  const lateMs = Date.parse(decided.stepAt) - Date.parse(at) - forMs;
  expect(lateMs).toBeGreaterThanOrEqual(0);
  // The step is due at that instant; a machine under load may take a while to get to it.
  expect(lateMs).toBeLessThan(forMs);
});
