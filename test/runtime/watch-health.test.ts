import { expect, test } from 'vitest';
import { newMetrics } from '../../src/runtime/metrics.ts';
import { type WatchHealth, watchHealth } from '../../src/runtime/watch-health.ts';

const startedAt = Date.UTC(2026, 10, 21, 14, 52, 15);

function healthOf(
  change: Partial<ReturnType<typeof newMetrics>>,
  agedMs: number,
): Pick<WatchHealth, 'status' | 'reasons'> {
  const metrics = { ...newMetrics('0.1.0'), isLive: true, isCurrent: true, ...change };
  const gauges = {
    now: startedAt + agedMs,
    letters: 0,
    oldestLetterAt: undefined,
    usage: { cpuSeconds: 0, residentBytes: 0, startedAt },
  };
  const { status, reasons } = watchHealth(metrics, gauges, 15_000);
  return { status, reasons };
}

test.each<[string, Parameters<typeof healthOf>, WatchHealth['status'], readonly string[]]>([
  ['at the start', [{}, 0], 'ok', []],
  ['before it has begun', [{ isLive: false }, 0], 'failing', ['the watch has not begun']],
  ['while steps are taken', [{ lastStepAt: startedAt + 600_000 }, 655_000], 'ok', []],
  [
    'without steps',
    [{ lastStepAt: startedAt + 600_000 }, 655_001],
    'failing',
    ['no step was taken for too long'],
  ],
  ['without a first step', [{}, 55_001], 'failing', ['no step was taken for too long']],
  ['on a full disk', [{ isStorageFailing: true }, 0], 'failing', ['what happens cannot be kept']],
  [
    'with a mistake on the disk',
    [{ isCurrent: false }, 0],
    'degraded',
    ['what is on the disk is not what is live'],
  ],
  [
    'while a source fails',
    [
      {
        failing: new Map([
          ['a', false],
          ['b', true],
        ]),
      },
      0,
    ],
    'degraded',
    ['a source of signals fails'],
  ],
  ['after a source failed', [{ failing: new Map([['a', false]]) }, 0], 'ok', []],
])('%s', (_, args, status, reasons) => {
  expect(healthOf(...args)).toEqual({ status, reasons });
});

test('ages are told in milliseconds, and never below nothing', () => {
  const metrics = { ...newMetrics('0.1.0'), isLive: true, isCurrent: true, revision: '4f2c1ae' };
  const gauges = {
    now: startedAt,
    letters: 3,
    oldestLetterAt: startedAt - 4_000,
    usage: { cpuSeconds: 0, residentBytes: 0, startedAt },
  };
  expect(watchHealth({ ...metrics, lastStepAt: startedAt + 5 }, gauges, 15_000)).toEqual({
    status: 'ok',
    reasons: [],
    revision: '4f2c1ae',
    lastStepAt: '2026-11-21T14:52:15.005Z',
    lastStepAgeMs: 0,
    outboxLetters: 3,
    outboxAgeMs: 4_000,
  });
});
