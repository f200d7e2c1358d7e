/** Milliseconds of 365 days. */
const yearMs = 365 * 24 * 3_600_000;

/** A number with as many digits as are sure to be right. */
export function significant(value: number): number {
  return Number(value.toPrecision(10));
}

/** Six digits of a number: what is equal stands by what else is known of it, and the last digits are noise. */
export function roughly(value: number): number {
  return Number(value.toPrecision(6));
}

/** The part of a year that a share of time is, in milliseconds. */
export function inYear(share: number): number {
  return significant(Math.min(1, share) * yearMs);
}
