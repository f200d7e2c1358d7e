import type { MaintenanceWindow } from '../../src/model/model.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** What the clocks of a zone show at each minute of a period, as if it were UTC. */
export interface Clocks {
  readonly from: number;
  /** One for each minute. */
  readonly shown: readonly number[];
}

/** Asks the platform once for every minute. */
export function clocksOf(timeZone: string, from: number, to: number): Clocks {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const shown: number[] = [];
  for (let instant = from; instant < to; instant += minuteMs) {
    shown.push(Date.parse(`${format.format(instant).replace(' ', 'T')}Z`));
  }
  return { from, shown };
}

/** When a window is open, minute by minute: since when and until when, or undefined where it is closed. */
export function opennessOf(
  { schedule }: Pick<MaintenanceWindow, 'schedule'>,
  { from, shown }: Clocks,
): readonly (readonly [since: number, until: number] | undefined)[] {
  const occurrences = scheduledTimes(schedule, shown).flatMap((time) => {
    // The clocks reach a time when they first show it, or where they skip it, something later.
    const minute = shown.findIndex((clock) => clock >= time);
    return minute > 0 ? [from + minute * minuteMs] : [];
  });
  return shown.map((_, minute) => {
    const instant = from + minute * minuteMs;
    const open = occurrences.filter(
      (start) => start <= instant && instant < start + schedule.forMs,
    );
    return open.length === 0 ? undefined : [Math.min(...open), Math.max(...open) + schedule.forMs];
  });
}

/** Every local time within a period at which a schedule begins. */
function scheduledTimes(
  schedule: MaintenanceWindow['schedule'],
  shown: readonly number[],
): readonly number[] {
  if ('once' in schedule) {
    const { year, month, day, hour, minute } = schedule.once;
    return [Date.UTC(year, month - 1, day, hour, minute)];
  }
  const times: number[] = [];
  const [first = 0] = shown;
  for (let day = Math.floor(first / dayMs); day <= (shown.at(-1) ?? 0) / dayMs; day += 1) {
    if (schedule.weekly.includes(new Date(day * dayMs).getUTCDay())) {
      times.push(day * dayMs + (schedule.hour * 60 + schedule.minute) * minuteMs);
    }
  }
  return times;
}
