import { digest } from '../model/digest.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** A letter that could not be delivered for so long is dead, once it had some attempts: a process may have slept for a day. */
const lifetimeMs = 24 * hour;
const attemptsMin = 10;

/** While a letter is young, somebody may be waiting to be paged, and no wait is longer than a minute. */
const youthMs = 10 * minute;
const waitMsMaxYoung = minute;
const waitMsMax = 5 * minute;

/** What a receiver may ask for at most; one that asks for a year would silence a channel. */
const askedMsMax = hour;

export interface Attempts {
  readonly key: string;
  /** How many there were, from 1. */
  readonly attempts: number;
  readonly ageMs: number;
}

/**
 * How long to wait after an attempt that failed, in milliseconds: 1 s, twice as much each time, at most a minute in the
 * first ten minutes of a letter and five minutes afterwards. Half of it is fixed and the other half follows from key and
 * attempt, so that letters that failed together do not come back together ("equal jitter": M. Brooker, Exponential Backoff
 * And Jitter, 2015).
 */
export function waitMs({ key, attempts, ageMs }: Attempts): number {
  const most = ageMs < youthMs ? waitMsMaxYoung : waitMsMax;
  const whole = Math.min(most, second * 2 ** Math.min(attempts - 1, 30));
  const share = Number.parseInt(digest([key, String(attempts)], 8), 16) / 0x1_0000_0000;
  return Math.round(whole / 2 + (whole / 2) * share);
}

/** What a receiver asked for, as far as it is heeded; in milliseconds. */
export function heededMs(askedMs: number | undefined): number {
  return Math.min(Math.max(askedMs ?? 0, 0), askedMsMax);
}

/** Whether no further attempt is made. */
export function isGivenUp({ attempts, ageMs }: Attempts): boolean {
  return ageMs >= lifetimeMs && attempts >= attemptsMin;
}
