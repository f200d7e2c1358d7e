import type { MaintenanceWindow, Model } from '../model/model.ts';
import { instantAtWallClock, instantOf, wallClockAt } from '../model/zone.ts';

/** A maintenance window that is open. Instants are in milliseconds. */
export interface OpenWindow {
  readonly window: MaintenanceWindow;
  readonly since: number;
  /** First instant at which it is no longer open. */
  readonly until: number;
  /** Ids of the systems in it, sorted. */
  readonly systems: ReadonlySet<string>;
}

const dayMs = 86_400_000;

/** 1970-01-01 was a Thursday. */
const firstWeekday = 4;

/** The windows that are open at an instant, by id, with the systems that they hold. */
export function openWindows(model: Model, now: number): readonly OpenWindow[] {
  return model.windows.flatMap((window) => {
    const { forMs } = window.schedule;
    const started = startsBefore(window, now).filter(
      (start) => start <= now && now < start + forMs,
    );
    if (started.length === 0) {
      return [];
    }
    const systems = model.systems.filter(window.matches).map(({ id }) => id);
    return [
      {
        window,
        since: Math.min(...started),
        until: Math.max(...started) + forMs,
        systems: new Set(systems),
      },
    ];
  });
}

/**
 * The starts that may still be open at an instant. A local time that comes twice starts a window the first time, one that
 * is skipped starts it behind the gap; how long the window lasts is elapsed time, so its end is one instant whatever the
 * clocks show then.
 */
function startsBefore({ schedule, timezone }: MaintenanceWindow, now: number): readonly number[] {
  if ('once' in schedule) {
    return [instantOf(schedule.once, timezone)];
  }
  const today = Math.floor(wallClockAt(now, timezone) / dayMs);
  // One day more than the window lasts: clocks that are set forward bring the start nearer.
  const daysBack = Math.ceil(schedule.forMs / dayMs) + 1;
  return Array.from({ length: daysBack + 1 }, (_, back) => today - back)
    .filter((day) => schedule.weekly.includes((((day + firstWeekday) % 7) + 7) % 7))
    .map((day) =>
      instantAtWallClock(day * dayMs + (schedule.hour * 60 + schedule.minute) * 60_000, timezone),
    );
}
