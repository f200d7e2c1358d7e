import { dayMs, daysOf } from '../model/time.ts';
import { type Cursor, nextSign, sign } from './scan-cursor.ts';
import type { NumberCell } from './scan-digits.ts';

/** The day that was read last: its digits as a number, and its start in milliseconds. The samples of a batch are of few days. */
export interface DayMemory {
  written: number;
  startMs: number;
}

const lengthOfSeconds = '2026-11-21T14:52:15'.length;
const lengthOfOffset = '+01:00'.length;
const fractionMax = 9;
/** What is near the bounds of what RFC 3339 can write is left to the one who knows them. */
const [yearMin, yearMax] = [1, 9_998];

export function newDayMemory(): DayMemory {
  return { written: -1, startMs: 0 };
}

/** Passes an instant in quotes and puts it into the cell, in milliseconds. False where it may be none. */
export function passInstant(cursor: Cursor, days: DayMemory, cell: NumberCell): boolean {
  if (nextSign(cursor) !== sign.quote) {
    return false;
  }
  const { bytes, end } = cursor;
  const from = cursor.at + 1;
  const hour = twoDigits(bytes, from + 11);
  const minute = twoDigits(bytes, from + 14);
  const second = twoDigits(bytes, from + 17);
  const isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  if (!isTime || !hasSigns(bytes, from) || !rememberDay(bytes, from, days)) {
    return false;
  }
  const secondsTo = from + lengthOfSeconds;
  const zone = behindFraction(bytes, secondsTo, end);
  const isUtc = ((bytes[zone] ?? 0) | 0x20) === sign.z;
  const offset = isUtc ? 0 : offsetMinutes(bytes, zone);
  const to = zone + (isUtc ? 1 : lengthOfOffset);
  // What is read behind the end is none of it: the quote must stand before.
  if (zone === -1 || Number.isNaN(offset) || to >= end || bytes[to] !== sign.quote) {
    return false;
  }
  const fractionMs = millisecondsAt(bytes, secondsTo, zone);
  cell[0] = days.startMs + ((hour * 60 + minute - offset) * 60 + second) * 1_000 + fractionMs;
  cursor.at = to + 1;
  return true;
}

function hasSigns(bytes: Uint8Array, from: number): boolean {
  return (
    bytes[from + 4] === sign.minus &&
    bytes[from + 7] === sign.minus &&
    ((bytes[from + 10] ?? 0) | 0x20) === sign.t &&
    bytes[from + 13] === sign.colon &&
    bytes[from + 16] === sign.colon
  );
}

/** A number of two digits; a negative one where something else stands there. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - sign.zero;
  const ones = (bytes[at + 1] ?? 0) - sign.zero;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1_000_000 : tens * 10 + ones;
}

/** Remembers the day that is written at a place. False where there is no such day. */
function rememberDay(bytes: Uint8Array, from: number, days: DayMemory): boolean {
  const year = twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2);
  const month = twoDigits(bytes, from + 5);
  const day = twoDigits(bytes, from + 8);
  const written = year * 10_000 + month * 100 + day;
  if (written === days.written) {
    return true;
  }
  const isWritten = year >= yearMin && year <= yearMax && month > 0 && day > 0;
  const index = isWritten ? daysOf(year, month, day) : undefined;
  if (index === undefined) {
    return false;
  }
  days.written = written;
  days.startMs = index * dayMs;
  return true;
}

/** The place behind a fraction of a second, where there is one; -1 where it has no digits or too many. */
function behindFraction(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] !== sign.point) {
    return from;
  }
  let at = from + 1;
  while (at < to && isDigit(bytes[at] ?? 0)) {
    at += 1;
  }
  const count = at - from - 1;
  return count === 0 || count > fractionMax ? -1 : at;
}

function isDigit(byte: number): boolean {
  return byte >= sign.zero && byte <= sign.nine;
}

/** Whole milliseconds of a fraction. */
function millisecondsAt(bytes: Uint8Array, from: number, to: number): number {
  let ms = 0;
  for (let at = from + 1; at <= from + 3; at += 1) {
    ms = ms * 10 + (at < to ? (bytes[at] ?? 0) - sign.zero : 0);
  }
  return ms;
}

/** Minutes that a zone is ahead of UTC, written as an offset; NaN where it is none. */
function offsetMinutes(bytes: Uint8Array, from: number): number {
  const isBehind = bytes[from] === sign.minus;
  const hours = twoDigits(bytes, from + 1);
  const minutes = twoDigits(bytes, from + 4);
  const isOffset = (isBehind || bytes[from] === sign.plus) && bytes[from + 3] === sign.colon;
  if (!isOffset || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
    return Number.NaN;
  }
  return (isBehind ? -1 : 1) * (hours * 60 + minutes);
}
