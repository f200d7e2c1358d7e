import { type Cursor, decoded, sign } from './scan-cursor.ts';
import { exactDigitsMax, type NumberCell, powerMax, powers } from './scan-powers.ts';
import { readWide } from './scan-wide-number.ts';

/** So many digits always fit into a small integer, with which counting is fastest. */
const smallDigitsMax = 9;
/** More than enough to tell that a number is too small or too large for a power of ten without rounding. */
const exponentMax = 9_999;

/**
 * Passes a number and writes the one that `JSON.parse` would read into the cell, -0 as 0. The cursor stands at its first byte.
 * Digits and power of ten are both exact in the usual case, so that one multiplication or division rounds as it should
 * (Clinger, "How to read floating point numbers accurately", 1990).
 */
export function passNumber(cursor: Cursor, cell: NumberCell): boolean {
  if (cursor.bytes[cursor.at] !== sign.minus) {
    return passSize(cursor, cell);
  }
  cursor.at += 1;
  const isPassed = passSize(cursor, cell);
  // Subtracting from 0 leaves no -0.
  cell[0] = 0 - (cell[0] ?? 0);
  return isPassed;
}

/** Passes a number without a minus. */
function passSize(cursor: Cursor, cell: NumberCell): boolean {
  const { bytes, at: from } = cursor;
  const whole = passDigits(cursor);
  const wholeCount = cursor.at - from;
  const fractionFrom = cursor.at + 1;
  const hasPoint = cursor.at < cursor.end && bytes[cursor.at] === sign.point;
  const fraction = hasPoint ? passFraction(cursor) : 0;
  const to = cursor.at;
  const fractionCount = hasPoint ? to - fractionFrom : 0;
  const isWhole = wholeCount === 1 || (wholeCount > 1 && bytes[from] !== sign.zero);
  const exponent = passExponent(cursor);
  if (!isWhole || (hasPoint && fractionCount === 0) || Number.isNaN(exponent)) {
    return false;
  }
  const shift = exponent - fractionCount;
  if (isExact(wholeCount, fractionCount, shift)) {
    const digits = whole * (powers[fractionCount] ?? 1) + fraction;
    cell[0] = shift < 0 ? digits / (powers[-shift] ?? 1) : digits * (powers[shift] ?? 1);
  } else if (!readWide(cursor, { from, to, shift }, cell)) {
    cell[0] = Number(decoded(bytes, from, cursor.at));
  }
  // One that is too large for a number is none of a batch.
  return cell[0] !== Number.POSITIVE_INFINITY;
}

function isExact(wholeCount: number, fractionCount: number, shift: number): boolean {
  return (
    wholeCount <= smallDigitsMax &&
    fractionCount <= smallDigitsMax &&
    wholeCount + fractionCount <= exactDigitsMax &&
    shift >= -powerMax &&
    shift <= powerMax
  );
}

/** Passes digits. What they say is returned where it is a small integer. */
function passDigits(cursor: Cursor): number {
  const { bytes, end } = cursor;
  let digits = 0;
  let { at } = cursor;
  for (; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - sign.zero;
    if (digit < 0 || digit > 9) {
      break;
    }
    digits = (Math.imul(digits, 10) + digit) | 0;
  }
  cursor.at = at;
  return digits;
}

/** Passes a point and digits. */
function passFraction(cursor: Cursor): number {
  cursor.at += 1;
  return passDigits(cursor);
}

/** The exponent: 0 where there is none, NaN where its digits are missing. */
function passExponent(cursor: Cursor): number {
  const { bytes, end } = cursor;
  if (cursor.at >= end || ((bytes[cursor.at] ?? 0) | 0x20) !== sign.e) {
    return 0;
  }
  let at = cursor.at + 1;
  const isNegative = at < end && bytes[at] === sign.minus;
  at += Number(isNegative || (at < end && bytes[at] === sign.plus));
  const first = at;
  let exponent = 0;
  for (; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - sign.zero;
    if (digit < 0 || digit > 9) {
      break;
    }
    exponent = Math.min(exponent * 10 + digit, exponentMax);
  }
  cursor.at = at;
  if (at === first) {
    return Number.NaN;
  }
  return isNegative ? -exponent : exponent;
}
