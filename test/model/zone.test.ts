import { expect, test } from 'vitest';
import type { LocalTime } from '../../src/model/model.ts';
import { sayInstant } from '../../src/model/time.ts';
import { instantAtWallClock, wallClockAt, wallClockOf } from '../../src/model/zone.ts';

function local(text: string): LocalTime {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/[-T:]/).map(Number);
  return { year, month, day, hour, minute };
}

test.each([
  // zone, local time, instant, what is special
  ['UTC', '2026-07-01T12:00', '2026-07-01T12:00:00Z', 'no offset'],
  ['Europe/Amsterdam', '2026-01-15T22:00', '2026-01-15T21:00:00Z', 'winter'],
  ['Europe/Amsterdam', '2026-07-15T22:00', '2026-07-15T20:00:00Z', 'summer'],
  ['Europe/Amsterdam', '2026-03-29T01:59', '2026-03-29T00:59:00Z', 'before the gap'],
  ['Europe/Amsterdam', '2026-03-29T02:00', '2026-03-29T01:00:00Z', 'first minute of the gap'],
  ['Europe/Amsterdam', '2026-03-29T02:30', '2026-03-29T01:00:00Z', 'in the gap'],
  ['Europe/Amsterdam', '2026-03-29T03:00', '2026-03-29T01:00:00Z', 'behind the gap'],
  ['Europe/Amsterdam', '2026-10-25T01:59', '2026-10-24T23:59:00Z', 'before the overlap'],
  ['Europe/Amsterdam', '2026-10-25T02:30', '2026-10-25T00:30:00Z', 'first of two'],
  ['Europe/Amsterdam', '2026-10-25T03:00', '2026-10-25T02:00:00Z', 'behind the overlap'],
  ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:00:00Z', 'in the gap'],
  ['America/New_York', '2026-03-08T03:15', '2026-03-08T07:15:00Z', 'behind the gap'],
  ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00Z', 'first of two'],
  ['America/New_York', '2026-11-01T02:00', '2026-11-01T07:00:00Z', 'behind the overlap'],
  ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30:00Z', 'in a gap of 30 minutes'],
  ['Australia/Lord_Howe', '2026-10-04T02:30', '2026-10-03T15:30:00Z', 'behind it'],
  ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00Z', 'first of two'],
  ['Australia/Lord_Howe', '2026-04-05T02:00', '2026-04-04T15:30:00Z', 'behind the overlap'],
  ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00:00Z', 'a day that was skipped'],
  ['Asia/Kathmandu', '2026-07-01T00:00', '2026-06-30T18:15:00Z', 'quarter of an hour'],
])('%s %s is %s: %s', (timezone, text, instant) => {
  expect(sayInstant(instantAtWallClock(wallClockOf(local(text)), timezone))).toBe(instant);
});

const zones = ['Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe'];

test.each(zones)('in %s every half hour is the first instant that shows what it shows', (zone) => {
  const wrong: string[] = [];
  for (const month of [2, 3, 9, 10]) {
    for (let halfHour = 0; halfHour < 31 * 48; halfHour += 1) {
      const instant = Date.UTC(2026, month, 1) + halfHour * 1_800_000;
      const shown = wallClockAt(instant, zone);
      const found = instantAtWallClock(shown, zone);
      const isFirst = found === instant || instant - found === 3_600_000 || zone === zones[2];
      if (wallClockAt(found, zone) !== shown || found > instant || !isFirst) {
        wrong.push(sayInstant(instant));
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('a wall clock keeps what is below a second, also before 1970', () => {
  expect([
    wallClockAt(1_234, 'Asia/Kolkata') - 19_800_000,
    wallClockAt(-1, 'Asia/Kolkata') - 19_800_000,
  ]).toEqual([1_234, -1]);
});
