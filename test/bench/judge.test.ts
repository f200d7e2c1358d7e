import { expect, test } from 'vitest';
import { isPassed, judged, sayNumber } from '../../bench/judge.ts';
import type { Bound, Row } from '../../bench/measure.ts';

const row: Row = { name: 'work', value: 10, unit: 'ms' };
const peer = { name: 'other work', value: 40 };
const floor = { name: 'node -e 0', value: 4 };

test.each<readonly [Row, number, Bound, string, boolean]>([
  [row, 1, { atMost: 10 }, '≤ 10 ms', true],
  [row, 1, { atMost: 9.99 }, '≤ 9.99 ms', false],
  [row, 2, { atMost: 5 }, '≤ 5 ms', true],
  [row, 0.5, { atMost: 10 }, '≤ 10 ms', false],
  [{ ...row, unit: 'MB' }, 2, { atMost: 5 }, '≤ 5 MB', false],
  [{ ...row, peer }, 1, { timesFasterThanPeer: 4 }, '≥ 4 × faster', true],
  [{ ...row, peer }, 1, { timesFasterThanPeer: 4.01 }, '≥ 4.01 × faster', false],
  [{ ...row, peer }, 3, { timesFasterThanPeer: 4 }, '≥ 4 × faster', true],
  [row, 1, { timesFasterThanPeer: 0.1 }, '≥ 0.1 × faster', false],
  [{ ...row, peer: floor }, 1, { atMostAbovePeer: 6 }, '≤ peer + 6 ms', true],
  [{ ...row, peer: floor }, 1, { atMostAbovePeer: 5 }, '≤ peer + 5 ms', false],
  [{ ...row, peer: floor }, 2, { atMostAbovePeer: 3 }, '≤ peer + 3 ms', true],
  [row, 1, { atMostAbovePeer: 1_000 }, '≤ peer + 1,000 ms', false],
  [{ ...row, value: Number.NaN }, 1, { atMost: 1 }, '≤ 1 ms', false],
])(
  '%j on a machine %d times as slow: %j is %j, met: %j',
  (given, calibration, bound, text, isMet) => {
    const { budget, stretch } = judged({ ...given, budget: bound, stretch: bound }, calibration);
    expect([budget, stretch]).toEqual([
      { text, isMet },
      { text, isMet },
    ]);
  },
);

test('times are divided by the calibration, those of the peer too', () => {
  expect(judged({ ...row, peer }, 2)).toEqual({
    name: 'work',
    value: 5,
    unit: 'ms',
    peer: { name: 'other work', value: 20 },
    beside: '4 × faster',
    budget: undefined,
    stretch: undefined,
  });
});

test.each<readonly [Row, string | undefined]>([
  [row, undefined],
  [{ ...row, peer }, '4 × faster'],
  [{ ...row, peer: floor }, '2.5 × slower'],
  [{ ...row, peer: floor, budget: { atMostAbovePeer: 1 } }, '+ 6 ms'],
  [{ ...row, peer: floor, stretch: { atMostAbovePeer: 1 } }, '+ 6 ms'],
  [{ ...row, peer, stretch: { atMostAbovePeer: 1 } }, '- 30 ms'],
])('beside its peer, %j does %j', (given, beside) => {
  expect(judged(given, 1).beside).toBe(beside);
});

test('a missed budget fails, a missed stretch does not', () => {
  const missed: Bound = { atMost: 1 };
  const met: Bound = { atMost: 100 };
  const passes = (...rows: readonly Row[]): boolean =>
    isPassed(rows.map((given) => judged(given, 1)));
  expect([
    passes(row),
    passes({ ...row, budget: met, stretch: missed }),
    passes({ ...row, budget: missed, stretch: met }),
    passes({ ...row, budget: met }, { ...row, budget: missed }),
  ]).toEqual([true, true, false, false]);
});

test.each<readonly [number, string]>([
  [0, '0'],
  [0.012345, '0.0123'],
  [4.5678, '4.57'],
  [12, '12'],
  [99.96, '100'],
  [100.4, '100'],
  [1_234.5, '1,235'],
  [1_234_567, '1,234,567'],
  [-2.345, '-2.35'],
  [Number.NaN, 'NaN'],
])('%d is said as %j', (value, text) => {
  expect(sayNumber(value)).toBe(text);
});
