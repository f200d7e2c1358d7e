import { type Cursor, decoded, sign } from './scan-cursor.ts';
import { type Digits, type NumberCell, powers, readDigits, smallDigitsMax } from './scan-digits.ts';

/** More than enough to tell that a number is too small or too large for a power of ten without rounding. */
const exponentMax = 9_999;

/**
 * Passes a number and writes the one that `JSON.parse` would read into the cell, -0 as 0. The cursor stands at its first byte.
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
  const digits = passDigits(cursor);
  const { at: to, point } = cursor;
  const fractionCount = point === -1 ? 0 : to - point - 1;
  const wholeCount = (point === -1 ? to : point) - from;
  const isWhole = wholeCount === 1 || (wholeCount > 1 && bytes[from] !== sign.zero);
  if (!isWhole || to - 1 === point) {
    return false;
  }
  if (wholeCount + fractionCount > smallDigitsMax || isExponentNext(cursor)) {
    return passUnusual(cursor, { from, to, shift: -fractionCount }, cell);
  }
  cell[0] = digits / (powers[fractionCount] ?? 1);
  return true;
}

/** Passes digits and a point among them. What the digits say is returned where it is a small integer. */
function passDigits(cursor: Cursor): number {
  const { bytes, end } = cursor;
  let digits = 0;
  let point = -1;
  let { at } = cursor;
  for (; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - sign.zero;
    if (digit >= 0 && digit <= 9) {
      digits = (Math.imul(digits, 10) + digit) | 0;
    } else if (bytes[at] === sign.point && point === -1) {
      point = at;
    } else {
      break;
    }
  }
  cursor.at = at;
  cursor.point = point;
  return digits;
}

/** Reads the number of which the digits have been passed, and passes its exponent. */
function passUnusual(cursor: Cursor, digits: Digits, cell: NumberCell): boolean {
  const exponent = isExponentNext(cursor) ? passExponent(cursor) : 0;
  if (Number.isNaN(exponent)) {
    return false;
  }
  if (!readDigits(cursor.bytes, { ...digits, shift: digits.shift + exponent }, cell)) {
    cell[0] = Number(decoded(cursor.bytes, digits.from, cursor.at));
  }
  // One that is too large for a number is none of a batch.
  return cell[0] !== Number.POSITIVE_INFINITY;
}

function isExponentNext({ bytes, at, end }: Cursor): boolean {
  return at < end && ((bytes[at] ?? 0) | 0x20) === sign.e;
}

/** Passes an exponent; NaN where its digits are missing. */
function passExponent(cursor: Cursor): number {
  const { bytes, end } = cursor;
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
