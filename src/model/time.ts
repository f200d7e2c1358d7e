/** Milliseconds of a day of 24 hours. */
export const dayMs = 86_400_000;

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: dayMs } as const;

/** Milliseconds of a duration such as `90s` or `1h30m`, or undefined where the text is not a duration or beyond safe integers. */
export function parseDuration(text: string): number | undefined {
  if (!/^([0-9]{1,7}(ms|s|m|h|d))+$/.test(text)) {
    return undefined;
  }
  let totalMs = 0;
  for (const [, amount, unit] of text.matchAll(/([0-9]+)(ms|s|m|h|d)/g)) {
    totalMs += Number(amount) * unitMs[unit as keyof typeof unitMs];
  }
  return Number.isSafeInteger(totalMs) ? totalMs : undefined;
}

/** A duration in at most two units, largest first: `22m`, `3m40s`, `1h30m`, `350ms`. Zero is `0s`. */
export function sayDuration(durationMs: number): string {
  if (durationMs < 0) {
    return `-${sayDuration(-durationMs)}`;
  }
  let restMs = Math.floor(durationMs);
  const parts: string[] = [];
  for (const unit of ['d', 'h', 'm', 's', 'ms'] as const) {
    const amount = Math.floor(restMs / unitMs[unit]);
    restMs -= amount * unitMs[unit];
    if (amount > 0) {
      parts.push(`${amount}${unit}`);
    }
    if (parts.length === 2 || (parts.length === 1 && amount === 0)) {
      break;
    }
  }
  return parts.length === 0 ? '0s' : parts.join('');
}

/** How long something took or is ago: a duration, from a second on in whole seconds. */
export function sayElapsed(elapsedMs: number): string {
  return sayDuration(elapsedMs < 1_000 ? elapsedMs : Math.floor(elapsedMs / 1_000) * 1_000);
}

/** Bounds of the years that RFC 3339 can write, which an offset could leave. */
const [firstMs, lastMs] = [-62_167_219_200_000, 253_402_300_799_999];

const instantPattern =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/** Milliseconds since 1970-01-01T00:00:00Z of an RFC 3339 instant, or undefined where it is none (no such day, no offset). */
export function parseInstant(text: string): number | undefined {
  return text.length === 20 ? (plainInstant(text) ?? anyInstant(text)) : anyInstant(text);
}

/** The days of the year, month and day that were read last. */
let lastRead = { text: '', days: Number.NaN };

/** An instant as `sayInstant` writes it, of the day that was read last or another one; undefined where it is not so plain. */
function plainInstant(text: string): number | undefined {
  const [day, hour, minute, second] = [
    text.slice(0, 10),
    twoDigitsAt(text, 11),
    twoDigitsAt(text, 14),
    twoDigitsAt(text, 17),
  ];
  const isPlain =
    text[10] === 'T' && text[13] === ':' && text[16] === ':' && text[19] === 'Z' && second >= 0;
  if (!isPlain || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second > 59) {
    return undefined;
  }
  if (day !== lastRead.text) {
    const midnight = anyInstant(`${day}T00:00:00Z`);
    if (midnight === undefined) {
      return undefined;
    }
    lastRead = { text: day, days: midnight / dayMs };
  }
  return lastRead.days * dayMs + ((hour * 60 + minute) * 60 + second) * 1_000;
}

/** The number that two digits are; below zero where they are none. */
function twoDigitsAt(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

function anyInstant(text: string): number | undefined {
  const found = instantPattern.exec(text);
  if (found === null) {
    return undefined;
  }
  const part = (index: number): number => Number(found[index] ?? 0);
  const days = daysOf(part(1), part(2), part(3));
  const [hour, minute, second] = [part(4), part(5), part(6)];
  if (days === undefined || hour > 23 || minute > 59 || second > 59) {
    return undefined;
  }
  const [offsetHour, offsetMinute] = [part(9), part(10)];
  if (offsetHour > 23 || offsetMinute > 59) {
    return undefined;
  }
  const offset = (found[8] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute);
  const fractionMs = Number((found[7] ?? '').padEnd(3, '0').slice(0, 3));
  const ms = days * unitMs.d + ((hour * 60 + minute - offset) * 60 + second) * 1_000 + fractionMs;
  return ms < firstMs || ms > lastMs ? undefined : ms;
}

/** Days since 1970-01-01 of a day of the Gregorian calendar, or undefined where there is no such day. */
export function daysOf(year: number, month: number, day: number): number | undefined {
  const ms = Date.UTC(2000, month - 1, day);
  const date = new Date(ms);
  date.setUTCFullYear(year, month - 1, day);
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? Math.floor(date.getTime() / unitMs.d) : undefined;
}

/** Milliseconds at the end of a UTC day given as year-month-day (the first instant after it), or undefined where there is no such day. */
export function endOfDay(text: string): number | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const days =
    found === null ? undefined : daysOf(Number(found[1]), Number(found[2]), Number(found[3]));
  return days === undefined ? undefined : (days + 1) * unitMs.d;
}

/** RFC 3339 in UTC, with milliseconds only where there are any: `2026-11-21T14:52:15Z`. */
export function sayInstant(ms: number): string {
  const known = said.get(ms);
  if (known !== undefined) {
    return known;
  }
  if (said.size >= saidMax) {
    said.clear();
  }
  const text = new Date(ms).toISOString().replace('.000Z', 'Z');
  said.set(ms, text);
  return text;
}

/** A step says the same few instants thousands of times. */
const said = new Map<number, string>();
const saidMax = 64;
