import { parseDuration, parseInstant } from '../model/time.ts';
import { instantAtWallClock } from '../model/zone.ts';

/** What times of a scenario are counted from. */
export interface Clock {
  /** In milliseconds; undefined for the start itself. */
  readonly startsAt: number | undefined;
  readonly timezone: string | undefined;
}

/** Why a text is no time of a scenario, and what to write. */
export interface MomentFault {
  readonly message: string;
  readonly help: string;
}

/**
 * The instant in milliseconds of a time as it is written: a duration since the start, an RFC 3339 instant, or a local time of
 * the zone. A local time that clocks show twice is the first one; one that they skip is the first instant behind the gap.
 */
export function momentOf(text: string, { startsAt, timezone }: Clock): number | MomentFault {
  const sinceStartMs = parseDuration(text);
  if (sinceStartMs !== undefined) {
    return startsAt === undefined
      ? {
          message: `\`${text}\` is a duration, and the start is not after anything`,
          help: 'write an instant, such as 2026-11-21T14:52:15Z',
        }
      : laterThanStart(text, startsAt + sinceStartMs, startsAt);
  }
  const at = isLocal(text) ? localMoment(text, timezone) : (parseInstant(text) ?? noSuchTime(text));
  return typeof at === 'number' ? laterThanStart(text, at, startsAt) : at;
}

function isLocal(text: string): boolean {
  return !/(Z|[+-][0-9]{2}:[0-9]{2})$/.test(text);
}

function localMoment(text: string, timezone: string | undefined): number | MomentFault {
  if (timezone === undefined) {
    return {
      message: `\`${text}\` is a local time, and the scenario has no \`timezone\``,
      help: 'add `timezone: Europe/Berlin` to the scenario, or an offset such as `Z` to the time',
    };
  }
  const hasSeconds = (text.split('T')[1] ?? '').split(':').length === 3;
  const shown = parseInstant(hasSeconds ? `${text}Z` : `${text}:00Z`);
  return shown === undefined ? noSuchTime(text) : instantAtWallClock(shown, timezone);
}

function noSuchTime(text: string): MomentFault {
  return {
    message: `\`${text}\` is not a time`,
    help: 'there is no such day or hour; write it as 2026-11-21T14:52:15Z',
  };
}

function laterThanStart(
  text: string,
  at: number,
  startsAt: number | undefined,
): number | MomentFault {
  return startsAt !== undefined && at < startsAt
    ? { message: `\`${text}\` is before the start`, help: 'let the scenario start earlier' }
    : at;
}
