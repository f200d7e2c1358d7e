import { expect, test } from 'vitest';
import {
  heartbeatNews,
  isHeartbeatDue,
  newHeartbeatPace,
} from '../../src/runtime/heartbeat-pace.ts';

test('of many turns one every 30 s is shown, and a clock that is set back silences nothing', () => {
  const pace = newHeartbeatPace();
  const turns = [
    0, 1, 15_000, 29_999, 30_000, 59_999, 65_000, 94_999, 95_000, 10_000, 20_000, 40_000,
  ];
  expect(turns.filter((now) => isHeartbeatDue(pace, now))).toEqual([
    0, 30_000, 65_000, 95_000, 10_000, 40_000,
  ]);
});

test('failures are told once, and their end', () => {
  const pace = newHeartbeatPace();
  const results = [undefined, 'it timed out', 'it was refused', undefined, undefined];
  expect(results.map((failure) => heartbeatNews(pace, failure))).toEqual([
    undefined,
    { kind: 'source-failing', source: 'heartbeat', reason: 'it timed out' },
    undefined,
    { kind: 'source-mended', source: 'heartbeat' },
    undefined,
  ]);
});
