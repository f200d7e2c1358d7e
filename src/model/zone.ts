import type { LocalTime } from './model.ts';
import { dayMs, daysOf } from './time.ts';

/** Making a formatter costs far more than using it, and there are only so many zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone);
  if (known !== undefined) {
    return known;
  }
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timezone, made);
  return made;
}

/**
 * What the clocks of a zone show at an instant, in milliseconds since they showed 1970-01-01T00:00. Both are
 * milliseconds; the difference is the offset of the zone.
 */
export function wallClockAt(instant: number, timezone: string): number {
  const shown = new Map(
    formatterOf(timezone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0;
  const days = daysOf(part('year'), part('month'), part('day')) ?? 0;
  const seconds = (part('hour') * 60 + part('minute')) * 60 + part('second');
  const belowSecondMs = ((instant % 1_000) + 1_000) % 1_000;
  return days * dayMs + seconds * 1_000 + belowSecondMs;
}

/**
 * The instant, in milliseconds, at which the clocks of a zone show a time. Where they show it twice it is the first one;
 * where they skip it, it is the first instant behind the gap. `wallClockMs` is as `wallClockAt` says.
 */
export function instantAtWallClock(wallClockMs: number, timezone: string): number {
  const offsetAt = (instant: number): number => wallClockAt(instant, timezone) - instant;
  // No zone is a day away from UTC, and none changes its offset twice in two days.
  const before = offsetAt(wallClockMs - dayMs);
  const after = offsetAt(wallClockMs + dayMs);
  const shown = [wallClockMs - before, wallClockMs - after].filter(
    (instant) => wallClockAt(instant, timezone) === wallClockMs,
  );
  if (shown.length > 0) {
    return Math.min(...shown);
  }
  let [skipped, exists] = [wallClockMs - after, wallClockMs - before];
  while (exists - skipped > 1) {
    const middle = Math.floor((skipped + exists) / 2);
    if (offsetAt(middle) === before) {
      skipped = middle;
    } else {
      exists = middle;
    }
  }
  return exists;
}

/** What a clock shows at a local time, as `wallClockAt` says it. */
export function wallClockOf({ year, month, day, hour, minute }: LocalTime): number {
  return (daysOf(year, month, day) ?? 0) * dayMs + (hour * 60 + minute) * 60_000;
}
