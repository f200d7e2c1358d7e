import type { Report } from '../model/report.generated.ts';
import { type Criticality, isFailing, type Status } from '../model/words.ts';

/** As much of a system as the whole needs. */
export interface OverallPart {
  readonly status: Status;
  /** In hundredths of a point. */
  readonly score: number | null;
  readonly observed: boolean;
  readonly criticality: Criticality;
  /** An integer in ten-thousandths. */
  readonly weight: number;
}

/**
 * The whole. The score is the weighted mean over systems that are neither unknown nor in maintenance; coverage is the share
 * of the observed systems with a known status, those in maintenance left out. Both are null where there is nothing to
 * divide by.
 */
export function overallOf(parts: readonly OverallPart[]): Report['overall'] {
  return {
    status: overallStatus(parts),
    score: overallScore(parts),
    coverage: coverageOf(parts),
    total: parts.length,
    counts: countsOf(parts),
  };
}

function countsOf(parts: readonly OverallPart[]): Report['overall']['counts'] {
  const counts = { healthy: 0, degraded: 0, unhealthy: 0, offline: 0, maintenance: 0, unknown: 0 };
  for (const { status } of parts) {
    counts[status] += 1;
  }
  return counts;
}

function overallStatus(parts: readonly OverallPart[]): Status {
  const isCritical = ({ criticality }: OverallPart): boolean =>
    criticality === 'critical' || criticality === 'high';
  if (parts.some((part) => isCritical(part) && isFailing(part.status))) {
    return 'unhealthy';
  }
  if (parts.some(({ status }) => status === 'degraded' || isFailing(status))) {
    return 'degraded';
  }
  const { observed, known } = observedCounts(parts);
  return (observed - known) * 5 > observed ? 'unknown' : 'healthy';
}

/** In points with one decimal place. The sums are integers, and only the quotient is rounded. */
function overallScore(parts: readonly OverallPart[]): number | null {
  let [scored, weights] = [0, 0];
  for (const { status, score, weight } of parts) {
    if (score !== null && status !== 'unknown' && status !== 'maintenance') {
      scored += weight * score;
      weights += weight;
    }
  }
  return weights === 0 ? null : roundedQuotient(scored, weights * 10) / 10;
}

/** With four decimal places. */
function coverageOf(parts: readonly OverallPart[]): number | null {
  const { observed, known } = observedCounts(parts);
  return observed === 0 ? null : roundedQuotient(known * 10_000, observed) / 10_000;
}

function observedCounts(parts: readonly OverallPart[]): {
  readonly observed: number;
  readonly known: number;
} {
  const observed = parts.filter((part) => part.observed && part.status !== 'maintenance');
  const known = observed.filter(({ status }) => status !== 'unknown');
  return { observed: observed.length, known: known.length };
}

/** The quotient of two integers as an integer, half up. */
function roundedQuotient(dividend: number, divisor: number): number {
  return Math.floor((2 * dividend + divisor) / (2 * divisor));
}
