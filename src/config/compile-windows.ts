import type * as file from '../model/config.generated.ts';
import type { LocalTime, MaintenanceWindow, SystemType } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import { sortedKeys } from '../model/order.ts';
import { dayMs, daysOf } from '../model/time.ts';
import { durationMs } from './duration-ms.ts';
import type { Path } from './places.ts';
import type { Problems } from './problems.ts';
import { selects } from './select.ts';
import { type Item, placeIn, placeOf, type Tree } from './tree.ts';

const weekDays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const weekMs = 7 * dayMs;

/** Maintenance windows sorted by id. One without a usable schedule is left out and told. */
export function compileWindows(
  tree: Tree,
  types: ReadonlyMap<string, SystemType>,
  problems: Problems,
): readonly MaintenanceWindow[] {
  const table = tree.table('maintenance');
  return sortedKeys(table).flatMap((id) => {
    const item = table.get(id);
    const schedule = item === undefined ? undefined : scheduleOf(item, problems);
    if (item === undefined || schedule === undefined) {
      return [];
    }
    const { match, timezone, effect, reason, ticket } = item.value;
    if (!hasZone({ item, keys: [] }, timezone, problems)) {
      return [];
    }
    return [
      {
        id,
        matches: selects(match, types),
        schedule,
        timezone,
        masks: effect?.status === 'maintenance',
        suppresses: (effect?.alerts ?? 'suppress') === 'suppress',
        reason,
        ticket,
        written: match,
        at: placeOf(item),
      },
    ];
  });
}

function scheduleOf(
  item: Item<file.Maintenance>,
  problems: Problems,
): MaintenanceWindow['schedule'] | undefined {
  const { once, weekly } = item.value;
  const name = `maintenance \`${item.id}\``;
  if ((once === undefined) === (weekly === undefined)) {
    problems.tell(
      'maintenance/once-or-weekly',
      placeOf(item),
      once === undefined
        ? `${name} says neither \`once\` nor \`weekly\``
        : `${name} says both \`once\` and \`weekly\``,
      { help: 'a window has exactly one of `once` and `weekly`' },
    );
    return undefined;
  }
  return once === undefined
    ? weekly && weeklySchedule({ item, keys: ['weekly'], name }, weekly, problems)
    : onceSchedule({ item, keys: ['once'], name }, once, problems);
}

/** Where a window is written, and what it is called in a message. */
interface Spot {
  readonly item: Item<unknown>;
  readonly keys: Path;
  readonly name: string;
}

function onceSchedule(
  { item, keys, name }: Spot,
  { start, for: duration }: { readonly start: string; readonly for: string },
  problems: Problems,
): MaintenanceWindow['schedule'] | undefined {
  const forMs = durationMs(duration);
  if (forMs === 0) {
    problems.tell(
      'maintenance/too-long',
      placeIn(item, [...keys, 'for']),
      `${name} lasts no time at all`,
      { help: 'say how long it lasts, such as 2h' },
    );
    return undefined;
  }
  const once = localTime(start);
  if (once === undefined) {
    problems.tell(
      'maintenance/no-such-day',
      placeIn(item, [...keys, 'start']),
      `there is no such time as \`${start}\``,
      { help: 'write year-month-dayThour:minute, such as "2026-12-05T22:00"' },
    );
    return undefined;
  }
  return { once, forMs };
}

/** A window of every week; undefined, and told, where it lasts no time or never ends. */
export function weeklySchedule(
  { item, keys, name }: Spot,
  weekly: file.Weekly,
  problems: Problems,
): MaintenanceWindow['schedule'] | undefined {
  const forMs = durationMs(weekly.for);
  if (forMs === 0 || forMs >= weekMs) {
    problems.tell(
      'maintenance/too-long',
      placeIn(item, [...keys, 'for']),
      forMs === 0
        ? `${name} lasts no time at all`
        : `${name} lasts a week or longer and begins every week: it never ends`,
      { help: 'a weekly window lasts more than nothing and less than seven days' },
    );
    return undefined;
  }
  const [hour = 0, minute = 0] = weekly.start.split(':').map(Number);
  const days = weekly.days.map((day) => weekDays.indexOf(day)).sort((a, b) => a - b);
  return { weekly: days, hour, minute, forMs };
}

function localTime(text: string): LocalTime | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/[-T:]/).map(Number);
  const exists = daysOf(year, month, day) !== undefined && hour < 24 && minute < 60;
  return exists ? { year, month, day, hour, minute } : undefined;
}

/** Tells a time zone, written at some keys of an item, that the platform does not know. Returns whether it knows it. */
export function hasZone(
  { item, keys }: Omit<Spot, 'name'>,
  timezone: string,
  problems: Problems,
): boolean {
  if (isZone(timezone)) {
    return true;
  }
  problems.tell(
    'maintenance/unknown-timezone',
    placeIn(item, [...keys, 'timezone']),
    `\`${timezone}\` is not a time zone`,
    { help: didYouMean(timezone, ['UTC', ...Intl.supportedValuesOf('timeZone')]) },
  );
  return false;
}

/** Whether the platform knows an IANA zone. An offset such as `+01:00` is none: it has no rules for daylight saving. */
export function isZone(name: string): boolean {
  const known = zones.get(name);
  if (known !== undefined) {
    return known;
  }
  if (zones.size >= zonesMax) {
    zones.clear();
  }
  const is = isKnownZone(name);
  zones.set(name, is);
  return is;
}

/** Most windows are in the same few zones, and the platform is slow to answer. */
const zones = new Map<string, boolean>();
const zonesMax = 1_000;

function isKnownZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) {
    return false;
  }
  // The list lacks other names of the same zone, but reading it takes a fifth of making the first formatter.
  if (name === 'UTC' || Intl.supportedValuesOf('timeZone').includes(name)) {
    return true;
  }
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
