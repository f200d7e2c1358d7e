import { type Cursor, sign } from './scan-cursor.ts';
import { exactDigitsMax, type NumberCell, powerMax, powers } from './scan-powers.ts';

/** Digits of a number, a point perhaps among them, and the power of ten by which they are multiplied as if there were none. */
interface Digits {
  readonly from: number;
  readonly to: number;
  readonly shift: number;
}

/** Digits that are read: of a number that a program printed there are no more than 17. */
const digitsMax = 19;
/** 2^27 + 1: cuts a number in two halves of which the products are exact (Veltkamp). */
const splitter = 134_217_729;
/** Many times the relative error that the rest of a division can have, which is below 2^-51. */
const slack = 2 ** -49;

/**
 * Reads a number of up to 19 digits, which is what programs print of a measurement: writes it into the cell and returns true
 * where it is certain that it is the nearest number; false otherwise.
 *
 * The digits are exact as the sum of two numbers, and so is what a division by a power of ten leaves (Dekker, "A floating-point
 * technique for extending the available precision", 1971). The quotient and its rest, both a little too small and both a little
 * too large, must round to the same number.
 */
export function readWide(cursor: Cursor, digits: Digits, cell: NumberCell): boolean {
  const { bytes } = cursor;
  const { shift } = digits;
  if (shift > 0 || shift < -powerMax) {
    return false;
  }
  let high = 0;
  let low = 0;
  let lowCount = 0;
  let count = 0;
  for (let at = digits.from; at < digits.to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === sign.point || (count === 0 && byte === sign.zero)) {
      continue;
    }
    count += 1;
    if (count <= exactDigitsMax) {
      high = high * 10 + byte - sign.zero;
    } else {
      low = low * 10 + byte - sign.zero;
      lowCount += 1;
    }
  }
  return count <= digitsMax && readSum(high, { low, lowCount }, -shift, cell);
}

/** The nearest number to (high × 10^lowCount + low) / 10^places. */
function readSum(
  high: number,
  { low, lowCount }: { readonly low: number; readonly lowCount: number },
  places: number,
  cell: NumberCell,
): boolean {
  const scale = powers[lowCount] ?? 1;
  const product = high * scale;
  const sum = product + low;
  // What rounding took from the sum and from the product; both are whole and small, so that adding them is exact.
  const carried = sum - product;
  const rest = low - carried + roundingOf(high, scale, product);
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
