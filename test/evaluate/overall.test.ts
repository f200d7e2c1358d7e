import { expect, test } from 'vitest';
import {
  count,
  emptyTally,
  type OverallPart,
  type Tally,
  overallOf as whole,
} from '../../src/evaluate/overall.ts';

interface Part extends OverallPart {
  readonly weight: number;
}

function tallyOf(systems: readonly Part[]): Tally {
  const tally = emptyTally();
  for (const part of systems) {
    count(tally, part, part.weight, 1);
  }
  return tally;
}

function overallOf(systems: readonly Part[]): ReturnType<typeof whole> {
  return whole(tallyOf(systems));
}

/** `critical offline` and the like; a dash stands for a system that nothing covers. */
function parts(text: string): Part[] {
  const scores = { healthy: 100, degraded: 60, unhealthy: 20, offline: 0 } as const;
  const weights = { critical: 80_000, high: 40_000, medium: 20_000, low: 10_000 } as const;
  return text.split(', ').map((one) => {
    const [criticality, status, dash] = one.split(' ') as [
      OverallPart['criticality'],
      OverallPart['status'],
      string?,
    ];
    return {
      criticality,
      status,
      observed: dash === undefined,
      weight: weights[criticality],
      score: status === 'unknown' ? null : (scores[status as keyof typeof scores] ?? 50),
    };
  });
}

test.each([
  // systems, status, score, coverage
  ['low healthy', 'healthy', 100, 1],
  ['critical offline, low healthy', 'unhealthy', 11.1, 1],
  ['high unhealthy, low healthy', 'unhealthy', 36, 1],
  ['medium offline, low healthy', 'degraded', 33.3, 1],
  ['low unhealthy', 'degraded', 20, 1],
  ['critical degraded', 'degraded', 60, 1],
  ['critical maintenance', 'healthy', null, null],
  ['critical maintenance, low healthy', 'healthy', 100, 1],
  ['low unknown', 'unknown', null, 0],
  ['low unknown, low healthy, low healthy, low healthy, low healthy', 'healthy', 100, 0.8],
  ['low unknown, low healthy, low healthy, low healthy', 'unknown', 100, 0.75],
  [
    'low unknown, low healthy, low healthy, low maintenance, low maintenance',
    'unknown',
    100,
    0.6667,
  ],
  ['low unknown, low healthy, low healthy -, low healthy -, low healthy -', 'unknown', 100, 0.5],
  ['low healthy -', 'healthy', 100, null],
  ['low unknown, low degraded', 'degraded', 60, 0.5],
] as const)('%s: %s, score %s, coverage %s', (text, status, score, coverage) => {
  const overall = overallOf(parts(text));
  expect([overall.status, overall.score, overall.coverage]).toEqual([status, score, coverage]);
});

test('systems are counted by status', () => {
  const all =
    'low healthy, low healthy, low degraded, low unhealthy, low offline, low maintenance, low unknown';
  expect(overallOf(parts(all))).toMatchObject({
    total: 7,
    counts: { healthy: 2, degraded: 1, unhealthy: 1, offline: 1, maintenance: 1, unknown: 1 },
  });
});

test.each([
  [[10_000, 9_995], 100],
  [[9_990, 9_999], 99.9],
  [[9_994, 9_995], 99.9],
  [[9_995, 9_995], 100],
  [[0, 10], 0.1],
  [[0, 9], 0],
])('the mean of %s hundredths is %s points, rounded once and half up', (scores, points) => {
  const healthy = scores.map(
    (score): Part => ({
      criticality: 'low',
      status: 'healthy',
      observed: true,
      weight: 10_000,
      score: score / 100,
    }),
  );
  expect(overallOf(healthy).score).toBe(points);
});

test('without systems, or without weights, there is no score', () => {
  const weightless = parts('low healthy').map((part) => ({ ...part, weight: 0 }));
  expect([overallOf([]).score, overallOf([]).status, overallOf(weightless).score]).toEqual([
    null,
    'healthy',
    null,
  ]);
});

test('a system that is taken away again leaves nothing behind, however large the weights are', () => {
  const huge = parts(
    'critical degraded, high offline, low unknown, medium maintenance, low healthy -',
  ).map((part) => ({ ...part, weight: 2 ** 40 }));
  const tally = tallyOf([...parts('low healthy, low degraded'), ...huge]);
  for (const part of huge) {
    count(tally, part, part.weight, -1);
  }
  expect(whole(tally)).toEqual(overallOf(parts('low healthy, low degraded')));
});
