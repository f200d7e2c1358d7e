import { type Fields, fieldOf, fieldsIn } from '../fields.ts';
import { durationText } from './durations.ts';
import { type AlertmanagerReading, itemsAt, textOf } from './reading.ts';

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The named times of a file as Tower has them, on one line; undefined where they are none that come back every week. */
export function hoursByName(
  reading: AlertmanagerReading,
  fields: Fields,
): ReadonlyMap<string, string | undefined> {
  const items = ['time_intervals', 'mute_time_intervals'].flatMap((section) =>
    itemsAt(reading, fieldOf(fields, section), [section]),
  );
  return new Map(
    items.flatMap(({ value }) => {
      const own = fieldsIn(value);
      const name = textOf(fieldOf(own, 'name'));
      return name === undefined ? [] : [[name, activeOf(fieldOf(own, 'time_intervals'))] as const];
    }),
  );
}

/** One range of times on days of the week, and nothing else; whatever has two or asks for a date is none. */
function activeOf(value: unknown): string | undefined {
  const [only, ...others] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const interval = fieldsIn(only);
  const isWeekly =
    interval !== undefined &&
    others.length === 0 &&
    Object.keys(interval).every((key) => ['times', 'weekdays', 'location'].includes(key));
  if (!isWeekly) {
    return undefined;
  }
  const range = rangeOf(fieldOf(interval, 'times'));
  const chosen = weekdaysOf(fieldOf(interval, 'weekdays'));
  const zone = textOf(fieldOf(interval, 'location')) ?? 'UTC';
  return range === undefined || chosen === undefined || !isZone(zone)
    ? undefined
    : `{ weekly: { days: [${chosen.join(', ')}], start: "${range.start}", for: ${durationText(range.minutes * 60_000)} }, timezone: ${zone} }`;
}

/** The machine's own zone is another one elsewhere. */
function isZone(zone: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(zone) && zone !== 'Local';
}

function rangeOf(value: unknown): { readonly start: string; readonly minutes: number } | undefined {
  if (value === undefined) {
    return { start: '00:00', minutes: 1_440 };
  }
  const [only, ...others] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const range = fieldsIn(only);
  const from = minutesOf(textOf(fieldOf(range, 'start_time')));
  const to = minutesOf(textOf(fieldOf(range, 'end_time')));
  return others.length > 0 || from === undefined || to === undefined || to <= from
    ? undefined
    : { start: sayMinutes(from), minutes: to - from };
}

function minutesOf(text: string | undefined): number | undefined {
  const [, hours = '', minutes = ''] = /^([0-9]{2}):([0-9]{2})$/.exec(text ?? '') ?? [];
  const sum = Number(hours) * 60 + Number(minutes);
  return hours === '' || Number(minutes) > 59 || sum > 1_440 ? undefined : sum;
}

function sayMinutes(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** `monday:friday` and `saturday`, in the order of the week from Monday on. */
function weekdaysOf(value: unknown): readonly string[] | undefined {
  const texts = value === undefined ? ['sunday:saturday'] : listOf(value);
  const chosen = new Set<number>();
  for (const text of texts) {
    const [first = '', last = first] = text.toLowerCase().split(':');
    const [from, to] = [names.indexOf(first), names.indexOf(last)];
    if (from === -1 || to < from) {
      return undefined;
    }
    for (let day = from; day <= to; day += 1) {
      chosen.add(day);
    }
  }
  const week = [1, 2, 3, 4, 5, 6, 0].filter((day) => chosen.has(day));
  return week.length === 0 ? undefined : week.map((day) => days[day] ?? 'mon');
}

function listOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(
    (item) => textOf(item) ?? '',
  );
}
