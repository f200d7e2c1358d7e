import type { Report, System } from '../model/report.generated.ts';
import { isFailing, type Status } from '../model/words.ts';

type Counts = Record<Status, number>;

/** As much of a system as the whole needs. Its score is in points, with at most two decimal places. */
export type OverallPart = Pick<System, 'status' | 'score' | 'observed' | 'criticality'>;

/** What systems add up to. All sums are integers, so that adding and taking away again leaves nothing behind. */
export interface Tally {
  readonly counts: Counts;
  total: number;
  /** Systems that something covers, those in maintenance left out, and how many of them have a known status. */
  observed: number;
  known: number;
  /** Critical and high systems that fail. */
  failingCritical: number;
  /** By weight in ten-thousandths, over systems neither unknown nor in maintenance. */
  readonly scored: Map<number, Scored>;
}

interface Scored {
  count: number;
  /** In hundredths of a point. */
  score: number;
}

export function emptyTally(): Tally {
  return {
    counts: { healthy: 0, degraded: 0, unhealthy: 0, offline: 0, maintenance: 0, unknown: 0 },
    total: 0,
    observed: 0,
    known: 0,
    failingCritical: 0,
    scored: new Map(),
  };
}

/** Adds a system of a weight in ten-thousandths, or takes it away where `by` is -1. */
export function count(tally: Tally, part: OverallPart, weight: number, by: 1 | -1): void {
  const { status, score, observed, criticality } = part;
  tally.counts[status] += by;
  tally.total += by;
  if (observed && status !== 'maintenance') {
    tally.observed += by;
    tally.known += status === 'unknown' ? 0 : by;
  }
  if (isFailing(status) && (criticality === 'critical' || criticality === 'high')) {
    tally.failingCritical += by;
  }
  if (score !== null && status !== 'unknown' && status !== 'maintenance') {
    const scored = scoredWith(tally, weight);
    scored.count += by;
    scored.score += by * Math.round(score * 100);
  }
}

function scoredWith({ scored }: Tally, weight: number): Scored {
  const known = scored.get(weight);
  if (known !== undefined) {
    return known;
  }
  const fresh = { count: 0, score: 0 };
  scored.set(weight, fresh);
  return fresh;
}

/**
 * The whole. The score is the weighted mean over systems that are neither unknown nor in maintenance; coverage is the share
 * of the observed systems with a known status, those in maintenance left out. Both are null where there is nothing to
 * divide by.
 */
export function overallOf(tally: Tally): Report['overall'] {
  const { observed, known } = tally;
  return {
    status: overallStatus(tally),
    score: overallScore(tally),
    coverage:
      observed === 0 ? null : roundedQuotient(BigInt(known) * 10_000n, BigInt(observed)) / 10_000,
    total: tally.total,
    counts: { ...tally.counts },
  };
}

function overallStatus({ counts, observed, known, failingCritical }: Tally): Status {
  if (failingCritical > 0) {
    return 'unhealthy';
  }
  if (counts.degraded + counts.unhealthy + counts.offline > 0) {
    return 'degraded';
  }
  return (observed - known) * 5 > observed ? 'unknown' : 'healthy';
}

/** In points with one decimal place. The sums may be larger than numbers hold exactly, and only the quotient is rounded. */
function overallScore({ scored }: Tally): number | null {
  const rows = [...scored];
  const points = rows.reduce(
    (sum, [weight, { score }]) => sum + BigInt(weight) * BigInt(score),
    0n,
  );
  const weights = rows.reduce(
    (sum, [weight, { count: systems }]) => sum + BigInt(weight) * BigInt(systems),
    0n,
  );
  return weights === 0n ? null : roundedQuotient(points, weights * 10n) / 10;
}

/** The quotient of two integers that are not negative, half up. */
function roundedQuotient(dividend: bigint, divisor: bigint): number {
  const doubled: bigint = 2n * dividend;
  return Number((doubled + divisor) / (2n * divisor));
}
