import type { Alert, Instant, Report, System } from '../../model/report.generated.ts';
import { parseInstant, sayElapsed } from '../../model/time.ts';
import type { RenderContext } from '../context.ts';
import { signsOf, words } from '../look.ts';
import { cut } from '../text.ts';

/** A number: whole ones as they are, others in at most six significant digits. */
function sayNumber(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(6)));
}

/** A score, to one decimal. */
export function sayScore(score: number): string {
  return String(Math.round(score * 10) / 10);
}

const maxColumns = 32;

/** A value with its unit. A ratio has none: 0.08 is 0.08. */
export function sayValue(
  context: RenderContext,
  value: number | string | null,
  unit: string | null,
): string {
  if (value === null) {
    return 'no data';
  }
  const text =
    typeof value === 'number'
      ? sayNumber(value)
      : cut(words(context, value), maxColumns, signsOf(context).ellipsis);
  if (unit === null || unit === 'ratio' || typeof value === 'string') {
    return text;
  }
  return unit === '%' ? `${text}%` : `${text} ${words(context, unit)}`;
}

/** The limit with how the value is compared with it: `≥ 400 ms`. */
export function sayLimit(context: RenderContext, alert: Alert): string {
  return alert.comparison === 'absent' || alert.limit === null
    ? ''
    : `${words(context, alert.comparison)} ${sayValue(context, alert.limit, alert.unit)}`;
}

/**
 * A value with the limit that it is held against, and what else there is to say: `41 s ≥ 30 s, stale`. What recovers no longer
 * reaches its limit; after a change of the limit, what stands until the next sample may not reach it either.
 */
export function sayStanding(context: RenderContext, alert: Alert): string {
  const value = sayValue(context, alert.value, alert.unit);
  switch (alert.kind) {
    case 'no-data':
      return alert.value === null ? 'no data' : `no data, last ${value}`;
    case 'check':
      return `says ${value}`;
    case 'heartbeat':
      return alert.value === null ? 'never heard' : `last heard ${value}`;
    default: {
      const limit = sayLimit(context, alert);
      if (alert.state === 'recovering') {
        return `${value}, was ${limit}`;
      }
      return isBeyond(alert) ? `${value} ${limit}` : `${value}, limit now ${limit}`;
    }
  }
}

/** Whether a value is what is said of it; of words that is taken for granted. */
function isBeyond({ value, limit, comparison }: Alert): boolean {
  if (typeof value !== 'number' || typeof limit !== 'number') {
    return true;
  }
  return comparison === '≥' ? value >= limit : comparison === '≤' ? value <= limit : true;
}

/** How long something has lasted when the report was made; empty where an instant cannot be read. */
export function sayFor(report: Report, since: Instant): string {
  return between(since, report.at);
}

/** How long it still takes; empty where an instant cannot be read. */
export function sayLeft(report: Report, until: Instant): string {
  return between(report.at, until);
}

/** How long it is from one instant to another; empty where either cannot be read. */
export function between(from: Instant, to: Instant): string {
  const [fromMs, toMs] = [parseInstant(from), parseInstant(to)];
  return fromMs === undefined || toMs === undefined ? '' : sayElapsed(Math.max(0, toMs - fromMs));
}

/**
 * Whether anything is known about the health of a system: no observation came in, nothing alerts, and every system
 * is unknown or covered by no signal.
 */
export function isHealthEvaluated(report: Report): boolean {
  const { accepted, late, skewed, missing, unmatched } = report.readings;
  const isKnown = (system: System): boolean =>
    system.observed && (system.underlying?.status ?? system.status) !== 'unknown';
  return (
    accepted + late + skewed + missing + unmatched > 0 ||
    report.alerts.length > 0 ||
    (!isNothingKnown(report.overall) && report.systems.some(isKnown))
  );
}

/**
 * Whether the whole says already that no observed system has a known status. Its coverage has four decimal places: less than
 * half of the last one is one system of more than 20,000.
 */
function isNothingKnown({ coverage, total, counts }: Report['overall']): boolean {
  return counts.maintenance === 0 && (coverage ?? 0) === 0 && total <= 20_000;
}

/** A share of 0 to 1 in whole percent; what is there is never 0, and what is missing never leaves 100. */
export function sayShare(share: number): string {
  const percent = Math.round(share * 100);
  if (share > 0 && percent === 0) {
    return '< 1%';
  }
  return share < 1 && percent === 100 ? '> 99%' : `${percent}%`;
}
