import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  daysOf,
  endOfDay,
  parseDuration,
  parseInstant,
  sayDuration,
  sayInstant,
} from '../../src/model/time.ts';

test.each([
  ['350ms', 350],
  ['90s', 90_000],
  ['5m', 300_000],
  ['1h30m', 5_400_000],
  ['2d', 172_800_000],
  ['1m1m', 120_000],
  ['0s', 0],
  ['', undefined],
  ['90', undefined],
  ['5 m', undefined],
  ['-5m', undefined],
  ['1.5h', undefined],
  ['5M', undefined],
  ['12345678s', undefined],
  ['9999999d'.repeat(11), undefined],
])('the duration `%s` is %s ms', (text, durationMs) => {
  expect(parseDuration(text)).toBe(durationMs);
});

test.each([
  [0, '0s'],
  [0.4, '0s'],
  [350, '350ms'],
  [1_050, '1s50ms'],
  [220_000, '3m40s'],
  [1_320_000, '22m'],
  [5_400_000, '1h30m'],
  [3_601_000, '1h'],
  [90_061_000, '1d1h'],
  [86_400_000 + 60_000, '1d'],
  [-5_000, '-5s'],
])('%s ms are said as %s', (durationMs, text) => {
  expect(sayDuration(durationMs)).toBe(text);
});

test.each([
  ['2026-11-21T14:52:15Z', '2026-11-21T14:52:15Z'],
  ['2026-11-21t14:52:15z', '2026-11-21T14:52:15Z'],
  ['2026-11-21T14:52:15.25Z', '2026-11-21T14:52:15.250Z'],
  ['2026-11-21T14:52:15.123456789Z', '2026-11-21T14:52:15.123Z'],
  ['2026-11-21T14:52:15+01:00', '2026-11-21T13:52:15Z'],
  ['2026-11-21T00:30:00-05:30', '2026-11-21T06:00:00Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
  ['2026-02-29T00:00:00Z', undefined],
  ['2026-13-01T00:00:00Z', undefined],
  ['2026-11-21T24:00:00Z', undefined],
  ['2026-11-21T14:60:00Z', undefined],
  ['2026-11-21T14:52:60Z', undefined],
  ['2026-11-21T14:52:15+24:00', undefined],
  ['2026-11-21T14:52:15', undefined],
  ['2026-11-21', undefined],
])('the instant `%s` is %s', (text, instant) => {
  const ms = parseInstant(text);
  expect(ms === undefined ? undefined : sayInstant(ms)).toBe(instant);
});

test('an instant that was said is read as the same one', () => {
  const instants = fc.integer({ min: Date.UTC(1, 0, 1), max: Date.UTC(9_999, 0, 1) });
  fc.assert(fc.property(instants, (ms) => parseInstant(sayInstant(ms)) === ms));
});

test.each([
  [1970, 1, 1, 0],
  [1969, 12, 31, -1],
  [2000, 2, 29, 11_016],
  [1900, 2, 29, undefined],
  [2026, 4, 31, undefined],
  [2026, 0, 1, undefined],
])('the day %s-%s-%s is %s days after 1970-01-01', (year, month, day, days) => {
  expect(daysOf(year, month, day)).toBe(days);
});

test.each([
  ['1970-01-01', 86_400_000],
  ['2026-12-31', Date.UTC(2027, 0, 1)],
  ['2026-02-30', undefined],
  ['2026-2-3', undefined],
])('the day %s ends at %s', (text, ms) => {
  expect(endOfDay(text)).toBe(ms);
});
