import type { MaintenanceWindow, Model } from '../model/model.ts';
import { dayMs } from '../model/time.ts';
import { instantAtWallClock, wallClockAt, wallClockOf } from '../model/zone.ts';

/** As much of a window as its times and its systems need. */
export type Hours = Pick<MaintenanceWindow, 'schedule' | 'timezone' | 'matches'>;

/** A window that is open. Instants are in milliseconds. */
export interface OpenWindow<W extends Hours = MaintenanceWindow> {
  readonly window: W;
  readonly since: number;
  /** First instant at which it is no longer open. */
  readonly until: number;
  /** Ids of the systems in it, sorted. */
  readonly systems: ReadonlySet<string>;
  /** The same systems by their index in the model, ascending. */
  readonly members: readonly number[];
}

/** The windows that are open at an instant, and how long that stays so. */
export interface WindowsAt<W extends Hours = MaintenanceWindow> {
  /** By id. */
  readonly open: readonly OpenWindow<W>[];
  /**
   * An instant behind the one that was asked for, in milliseconds, until which no window begins, ends, or begins anew: `open`
   * is the same. It is the first change, or earlier where that is more than two days away. Infinity where nothing is to come.
   */
  readonly sameUntil: number;
}

interface Scheduled<W extends Hours> {
  readonly systems: Model['systems'];
  readonly windows: readonly W[];
}

/**
 * Answers which windows of a model are open at any instant, in any order of asking. It is made once for a model: the
 * systems of a window are looked for when it first opens, and the time zones are asked only where a window has passed
 * a beginning or an end since. While nothing changes, the answer is the same object.
 */
export function calendarOf<W extends Hours>({
  systems,
  windows,
}: Scheduled<W>): (now: number) => WindowsAt<W> {
  const members = new Map<W, Pick<OpenWindow, 'members' | 'systems'>>();
  const membersOf = (window: W): Pick<OpenWindow, 'members' | 'systems'> => {
    const known = members.get(window) ?? matching(systems, window);
    members.set(window, known);
    return known;
  };
  const spans = new Map<W, Span>();
  let answer: { readonly from: number; readonly at: WindowsAt<W> } | undefined;
  return (now) => {
    if (answer !== undefined && answer.from <= now && now < answer.at.sameUntil) {
      return answer.at;
    }
    let [from, sameUntil] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    const open: OpenWindow<W>[] = [];
    for (const window of windows) {
      const known = spans.get(window);
      const span = known !== undefined && covers(known, now) ? known : spanAt(window, now);
      spans.set(window, span);
      from = Math.max(from, span.from);
      sameUntil = Math.min(sameUntil, span.to);
      if (span.open !== undefined) {
        open.push({ window, ...span.open, ...membersOf(window) });
      }
    }
    answer = { from, at: { open, sameUntil } };
    return answer.at;
  };
}

function matching(
  systems: Model['systems'],
  window: Hours,
): Pick<OpenWindow, 'members' | 'systems'> {
  const members: number[] = [];
  const ids = new Set<string>();
  for (const [index, system] of systems.entries()) {
    if (window.matches(system)) {
      members.push(index);
      ids.add(system.id);
    }
  }
  return { members, systems: ids };
}

/** A time, from its first instant to before its end, in which a window neither begins nor ends. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly open: Pick<OpenWindow, 'since' | 'until'> | undefined;
}

function covers({ from, to }: Span, now: number): boolean {
  return from <= now && now < to;
}

/** The span around an instant. */
function spanAt(window: Hours, now: number): Span {
  const far = farSpan(window, now);
  if (far !== undefined) {
    return far;
  }
  const { forMs } = window.schedule;
  const starts = startsAround(window, now);
  const open = starts.filter((start) => start <= now && now < start + forMs);
  const events = starts.flatMap((start) => [start, start + forMs]);
  const passed = events.filter((event) => event <= now);
  // What a weekly window did before the days that were looked at is not known.
  const earliest = 'once' in window.schedule ? Number.NEGATIVE_INFINITY : now;
  return {
    from: passed.length === 0 ? earliest : Math.max(...passed),
    to: Math.min(
      ...events.filter((event) => event > now),
      open.length === 0 ? farFrom(window, now) : Number.POSITIVE_INFINITY,
    ),
    open:
      open.length === 0
        ? undefined
        : { since: Math.min(...open), until: Math.max(...open) + forMs },
  };
}

/** What a clock of any zone shows at an instant is within this of what UTC shows. */
const aroundUtcMs = dayMs;

/**
 * The span around an instant that is far from every start in any zone, or undefined. The first question about a zone costs more
 * than loading a small configuration, and most windows are closed at most times.
 */
function farSpan({ schedule }: Hours, now: number): Span | undefined {
  const beforeMs = aroundUtcMs;
  const afterMs = aroundUtcMs + schedule.forMs;
  if ('once' in schedule) {
    const start = wallClockOf(schedule.once);
    if (now < start - beforeMs) {
      return { from: Number.NEGATIVE_INFINITY, to: start - beforeMs, open: undefined };
    }
    return now >= start + afterMs
      ? { from: start + afterMs, to: Number.POSITIVE_INFINITY, open: undefined }
      : undefined;
  }
  const near = clockStarts(
    schedule,
    Math.floor((now - afterMs) / dayMs),
    Math.floor(now / dayMs) + 8,
  );
  const [next] = near.filter((start) => start - beforeMs > now);
  return next === undefined ||
    near.some((start) => start - beforeMs <= now && now < start + afterMs)
    ? undefined
    : { from: now, to: next - beforeMs, open: undefined };
}

/**
 * The first instant, in milliseconds, at which a weekly start that is near no longer is: an answer never depends on what was asked
 * before. What is to come of a window that opens once is known from its day on.
 */
function farFrom({ schedule }: Hours, now: number): number {
  if ('once' in schedule) {
    return Number.POSITIVE_INFINITY;
  }
  const afterMs = aroundUtcMs + schedule.forMs;
  const [first, last] = [now - afterMs, now + aroundUtcMs].map((at) => Math.floor(at / dayMs));
  const near = clockStarts(schedule, first ?? 0, last ?? 0).filter(
    (start) => start - aroundUtcMs <= now && now < start + afterMs,
  );
  return Math.min(...near.map((start) => start + afterMs));
}

/** 1970-01-01 was a Thursday. */
const firstWeekday = 4;

/**
 * The starts that may still be open at an instant, and at least one behind it where there is one. A local time that comes
 * twice starts a window the first time, one that is skipped starts it behind the gap; how long the window lasts is elapsed
 * time, so its end is one instant whatever the clocks show then.
 */
function startsAround({ schedule, timezone }: Hours, now: number): readonly number[] {
  if ('once' in schedule) {
    return [instantAtWallClock(wallClockOf(schedule.once), timezone)];
  }
  const today = Math.floor(wallClockAt(now, timezone) / dayMs);
  // Two days more than the window lasts: clocks that are set forward, by a whole day at worst, bring the start nearer.
  const first = today - Math.ceil(schedule.forMs / dayMs) - 2;
  // A day of next week, and one more: clocks that are set back over midnight may have begun tomorrow already.
  const last = today + 8;
  return clockStarts(schedule, first, last).map((start) => instantAtWallClock(start, timezone));
}

/** What the clocks show at the starts of a weekly window, from a day to another, counted from 1970-01-01. */
function clockStarts(
  { weekly, hour, minute }: Exclude<MaintenanceWindow['schedule'], { once: unknown }>,
  first: number,
  last: number,
): readonly number[] {
  const clockMs = (hour * 60 + minute) * 60_000;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
    .filter((day) => weekly.includes((((day + firstWeekday) % 7) + 7) % 7))
    .map((day) => day * dayMs + clockMs);
}
