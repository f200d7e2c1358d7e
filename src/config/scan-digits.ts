import { sign } from './scan-cursor.ts';

/** Where numbers are read to: one that is returned would take memory of its own. */
export type NumberCell = Float64Array;

/** So many digits always fit into a small integer, with which counting is fastest. */
export const smallDigitsMax = 9;

/** Up to 10^22 a power of ten is a number without rounding. */
const powerMax = 22;
export const powers = Float64Array.from({ length: powerMax + 1 }, (_, index) =>
  Number(`1e${index}`),
);

/** Digits that stand between two places, a point perhaps among them, times 10^shift as if there were no point. */
export interface Digits {
  readonly from: number;
  readonly to: number;
  readonly shift: number;
}

/** So many digits always fit into the 53 bits of a number. */
const exactDigitsMax = 15;
/** 2^27 + 1: cuts a number in two halves of which the products are exact (Veltkamp). */
const splitter = 134_217_729;
/** Many times the relative error that the rest of a division can have, which is below 2^-51. */
const slack = 2 ** -49;

/**
 * Reads a number of up to 18 digits, which is more than programs print of a measurement: writes it into the cell and returns
 * true where it is certain that it is the nearest number; false otherwise.
 */
export function readDigits(
  bytes: Uint8Array,
  { from, to, shift }: Digits,
  cell: NumberCell,
): boolean {
  let high = 0;
  let low = 0;
  let count = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] ?? 0) - sign.zero;
    if (digit < 0 || (digit === 0 && count === 0)) {
      continue;
    }
    count += 1;
    if (count <= smallDigitsMax) {
      high = (Math.imul(high, 10) + digit) | 0;
    } else {
      low = (Math.imul(low, 10) + digit) | 0;
    }
  }
  const lowCount = Math.max(0, count - smallDigitsMax);
  if (lowCount > smallDigitsMax || shift < -powerMax || shift > powerMax) {
    return false;
  }
  return count <= exactDigitsMax
    ? readExact(high * (powers[lowCount] ?? 1) + low, shift, cell)
    : shift <= 0 && readSum({ high, low, lowCount }, -shift, cell);
}

/**
 * Digits and power of ten are both exact, so that one multiplication or division rounds as it should (Clinger, "How to read
 * floating point numbers accurately", 1990).
 */
function readExact(digits: number, shift: number, cell: NumberCell): boolean {
  cell[0] = shift < 0 ? digits / (powers[-shift] ?? 1) : digits * (powers[shift] ?? 1);
  return true;
}

/**
 * The nearest number to (high × 10^lowCount + low) / 10^places. The digits are exact as the sum of two numbers, and so is what
 * the division leaves (Dekker, "A floating-point technique for extending the available precision", 1971). The quotient and its
 * rest, both a little too small and both a little too large, must round to the same number.
 */
function readSum(
  {
    high,
    low,
    lowCount,
  }: { readonly high: number; readonly low: number; readonly lowCount: number },
  places: number,
  cell: NumberCell,
): boolean {
  const scale = powers[lowCount] ?? 1;
  const product = high * scale;
  const sum = product + low;
  // What rounding took from the sum and from the product; both are whole and small, so that adding them is exact.
  const rest = low - (sum - product) + roundingOf(high, scale, product);
  const divisor = powers[places] ?? 1;
  const quotient = sum / divisor;
  const back = quotient * divisor;
  const left = (sum - back - roundingOf(quotient, divisor, back) + rest) / divisor;
  const nearest = quotient + left * (1 - slack);
  cell[0] = nearest;
  return nearest === quotient + left * (1 + slack);
}

/** What rounding took from a product, exactly. */
function roundingOf(a: number, b: number, product: number): number {
  const aCut = a * splitter;
  const aHigh = aCut - (aCut - a);
  const aLow = a - aHigh;
  const bCut = b * splitter;
  const bHigh = bCut - (bCut - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
