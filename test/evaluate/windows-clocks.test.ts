import { expect, test } from 'vitest';
import { calendarOf } from '../../src/evaluate/windows.ts';
import type { LocalTime, Model } from '../../src/model/model.ts';
import { sayInstant } from '../../src/model/time.ts';
import { instant } from './guard-fixture.ts';
import { modelWithWindow } from './model-builder.ts';

const hourMs = 3_600_000;

function localTime(text: string): LocalTime {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/[-T:]/).map(Number);
  return { year, month, day, hour, minute };
}

// What the clocks do in 2026:
// Europe/Berlin        +1 to +2 on March 29 at 01:00Z (02:00 to 03:00), back on October 25 at 01:00Z (03:00 to 02:00)
// America/New_York     −5 to −4 on March 8 at 07:00Z (02:00 to 03:00), back on November 1 at 06:00Z (02:00 to 01:00)
// Australia/Lord_Howe  +11 to +10:30 on April 5 (April 4 at 15:00Z, 02:00 to 01:30), forward on October 4 (October 3 at
//                      15:30Z, 02:00 to 02:30)
// Asia/Kolkata         +5:30 all year

// zone, local start, how long, since and until in UTC, and where that lies
const once = `
  Europe/Berlin        2026-03-29T00:00  2h    2026-03-28T23:00  2026-03-29T01:00  up to the gap
  Europe/Berlin        2026-03-29T01:30  1h    2026-03-29T00:30  2026-03-29T01:30  into the gap
  Europe/Berlin        2026-03-29T02:00  1h    2026-03-29T01:00  2026-03-29T02:00  gap, start
  Europe/Berlin        2026-03-29T02:30  1h    2026-03-29T01:00  2026-03-29T02:00  in the gap
  Europe/Berlin        2026-03-29T03:00  1h    2026-03-29T01:00  2026-03-29T02:00  gap, end
  Europe/Berlin        2026-03-28T22:00  8h    2026-03-28T21:00  2026-03-29T05:00  over the gap
  Europe/Berlin        2026-10-25T01:30  1h    2026-10-24T23:30  2026-10-25T00:30  to 2:30, first
  Europe/Berlin        2026-10-25T01:30  2h    2026-10-24T23:30  2026-10-25T01:30  to 2:30, again
  Europe/Berlin        2026-10-25T02:00  1h    2026-10-25T00:00  2026-10-25T01:00  overlap, start
  Europe/Berlin        2026-10-25T02:30  1h    2026-10-25T00:30  2026-10-25T01:30  in the overlap
  Europe/Berlin        2026-10-25T03:00  1h    2026-10-25T02:00  2026-10-25T03:00  overlap, end
  Europe/Berlin        2026-10-24T22:00  8h    2026-10-24T20:00  2026-10-25T04:00  over it
  America/New_York     2026-03-08T01:30  1h    2026-03-08T06:30  2026-03-08T07:30  into the gap
  America/New_York     2026-03-08T02:00  0.5h  2026-03-08T07:00  2026-03-08T07:30  gap, start
  America/New_York     2026-03-08T02:30  1h    2026-03-08T07:00  2026-03-08T08:00  in the gap
  America/New_York     2026-03-08T03:00  1h    2026-03-08T07:00  2026-03-08T08:00  gap, end
  America/New_York     2026-03-07T22:00  8h    2026-03-08T03:00  2026-03-08T11:00  over the gap
  America/New_York     2026-11-01T00:30  1h    2026-11-01T04:30  2026-11-01T05:30  to 1:30
  America/New_York     2026-11-01T00:30  2h    2026-11-01T04:30  2026-11-01T06:30  to 1:30 again
  America/New_York     2026-11-01T01:00  1h    2026-11-01T05:00  2026-11-01T06:00  overlap, start
  America/New_York     2026-11-01T01:30  1h    2026-11-01T05:30  2026-11-01T06:30  in the overlap
  America/New_York     2026-11-01T02:00  1h    2026-11-01T07:00  2026-11-01T08:00  overlap, end
  America/New_York     2026-10-31T22:00  8h    2026-11-01T02:00  2026-11-01T10:00  over it
  Australia/Lord_Howe  2026-10-04T01:45  0.5h  2026-10-03T15:15  2026-10-03T15:45  into the gap
  Australia/Lord_Howe  2026-10-04T02:00  1h    2026-10-03T15:30  2026-10-03T16:30  gap, start
  Australia/Lord_Howe  2026-10-04T02:15  1h    2026-10-03T15:30  2026-10-03T16:30  in the gap
  Australia/Lord_Howe  2026-10-04T02:30  1h    2026-10-03T15:30  2026-10-03T16:30  gap, end
  Australia/Lord_Howe  2026-10-03T22:00  8h    2026-10-03T11:30  2026-10-03T19:30  over the gap
  Australia/Lord_Howe  2026-04-05T01:15  0.5h  2026-04-04T14:15  2026-04-04T14:45  to 1:45
  Australia/Lord_Howe  2026-04-05T01:15  1h    2026-04-04T14:15  2026-04-04T15:15  to 1:45 again
  Australia/Lord_Howe  2026-04-05T01:30  0.5h  2026-04-04T14:30  2026-04-04T15:00  overlap, start
  Australia/Lord_Howe  2026-04-05T01:45  1h    2026-04-04T14:45  2026-04-04T15:45  in the overlap
  Australia/Lord_Howe  2026-04-05T02:00  1h    2026-04-04T15:30  2026-04-04T16:30  overlap, end
  Australia/Lord_Howe  2026-04-04T22:00  8h    2026-04-04T11:00  2026-04-04T19:00  over it
  Asia/Kolkata         2026-03-29T02:30  1h    2026-03-28T21:00  2026-03-28T22:00  no gap here
  Asia/Kolkata         2026-10-25T02:30  1h    2026-10-24T21:00  2026-10-24T22:00  no overlap here
  Asia/Kolkata         2026-12-31T22:00  8h    2026-12-31T16:30  2027-01-01T00:30  over the new year
  Pacific/Apia         2011-12-30T12:00  1h    2011-12-30T10:00  2011-12-30T11:00  on a skipped day
  Pacific/Apia         2011-12-29T12:00  24h   2011-12-29T22:00  2011-12-30T22:00  over a skipped day
`;

/** The rows of a table whose columns stand apart by blanks; the last one may contain blanks. */
function rowsOf(table: string, columns: number): readonly (readonly string[])[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const words = line.trim().split(/ +/);
      return [...words.slice(0, columns - 1), words.slice(columns - 1).join(' ')];
    });
}

test.each(rowsOf(once, 6))('once in %s %s for %s: from %s to %s, %s', (...row) => {
  const [zone = '', text = '', hours = '', from, to] = row;
  const forMs = Number.parseFloat(hours) * hourMs;
  const calendar = calendarOf(modelWithWindow({ once: localTime(text), forMs }, zone));
  const [since, until] = [instant(`${from}:00Z`), instant(`${to}:00Z`)];
  const found = [since - 1, since, until - 1, until].map((now) => {
    const { open, sameUntil } = calendar(now);
    return [open.map((one) => [one.since, one.until]), sameUntil];
  });
  expect(found).toEqual([
    [[], since],
    [[[since, until]], until],
    [[[since, until]], until],
    [[], Number.POSITIVE_INFINITY],
  ]);
});

/** Every time that a window opens and closes within a period. */
function openings(model: Model, from: string, to: string): readonly string[] {
  const calendar = calendarOf(model);
  const found: string[] = [];
  for (let now = instant(from); now < instant(to); ) {
    const { open, sameUntil } = calendar(now);
    found.push(...open.map(({ since, until }) => `${sayInstant(since)} ${sayInstant(until)}`));
    expect(sameUntil).toBeGreaterThan(now);
    now = sameUntil;
  }
  return found.map((line) => line.replaceAll(':00Z', ''));
}

// What is special; zone, days, local start, how long, the days that are looked at; each opening since and until in UTC
const weekly = `
  # in the gap on the day of change, before and behind it on the others
  Europe/Berlin sun 02:30 1h, 2026-03-16 to 2026-04-06
    2026-03-22T01:30 2026-03-22T02:30
    2026-03-29T01:00 2026-03-29T02:00
    2026-04-05T00:30 2026-04-05T01:30
  # in the overlap once, not twice
  Europe/Berlin sun 02:30 1h, 2026-10-12 to 2026-11-02
    2026-10-18T00:30 2026-10-18T01:30
    2026-10-25T00:30 2026-10-25T01:30
    2026-11-01T01:30 2026-11-01T02:30
  # over midnight into the day of change
  Europe/Berlin sat 23:00 4h, 2026-03-16 to 2026-04-06
    2026-03-21T22:00 2026-03-22T02:00
    2026-03-28T22:00 2026-03-29T02:00
    2026-04-04T21:00 2026-04-05T01:00
  # a day of 24 hours, where the day has 23: to Monday 01:00
  Europe/Berlin sun 00:00 24h, 2026-03-27 to 2026-04-01
    2026-03-28T23:00 2026-03-29T23:00
  # a day of 24 hours, where the day has 25: to Sunday 23:00
  Europe/Berlin sun 00:00 24h, 2026-10-23 to 2026-10-28
    2026-10-24T22:00 2026-10-25T22:00
  # all of two days, one of which has 23 hours: the second begins before the first has ended
  Europe/Berlin sun,mon 00:00 24h, 2026-03-27 to 2026-04-01
    2026-03-28T23:00 2026-03-29T23:00
    2026-03-28T23:00 2026-03-30T22:00
    2026-03-29T22:00 2026-03-30T22:00
  # all of two days, one of which has 25 hours: closed for an hour between them
  Europe/Berlin sun,mon 00:00 24h, 2026-10-23 to 2026-10-28
    2026-10-24T22:00 2026-10-25T22:00
    2026-10-25T23:00 2026-10-26T23:00
  # every day in the gap: earlier each day in UTC
  America/New_York sun,mon,tue,wed,thu,fri,sat 02:30 0.5h, 2026-03-07 to 2026-03-10
    2026-03-07T07:30 2026-03-07T08:00
    2026-03-08T07:00 2026-03-08T07:30
    2026-03-09T06:30 2026-03-09T07:00
  # on the first skipped minute
  America/New_York sun 02:00 1h, 2026-02-23 to 2026-03-16
    2026-03-01T07:00 2026-03-01T08:00
    2026-03-08T07:00 2026-03-08T08:00
    2026-03-15T06:00 2026-03-15T07:00
  # in the overlap, and behind it a week later
  America/New_York sun 01:30 1h, 2026-10-19 to 2026-11-09
    2026-10-25T05:30 2026-10-25T06:30
    2026-11-01T05:30 2026-11-01T06:30
    2026-11-08T06:30 2026-11-08T07:30
  # in an overlap of half an hour: it ends when the clocks show its start again
  Australia/Lord_Howe sun 01:45 0.5h, 2026-03-23 to 2026-04-13
    2026-03-28T14:45 2026-03-28T15:15
    2026-04-04T14:45 2026-04-04T15:15
    2026-04-11T15:15 2026-04-11T15:45
  # in a gap of half an hour
  Australia/Lord_Howe sun 02:15 1h, 2026-09-21 to 2026-10-12
    2026-09-26T15:45 2026-09-26T16:45
    2026-10-03T15:30 2026-10-03T16:30
    2026-10-10T15:15 2026-10-10T16:15
  # over midnight and the end of the year, east of UTC
  Asia/Kolkata thu 23:00 2h, 2026-12-28 to 2027-01-08
    2026-12-31T17:30 2026-12-31T19:30
    2027-01-07T17:30 2027-01-07T19:30
  # the last hour of the year, west of UTC
  America/New_York thu 23:30 1h, 2026-12-28 to 2027-01-03
    2027-01-01T04:30 2027-01-01T05:30
  # the first hour of the year
  Europe/Berlin fri 00:00 1h, 2026-12-28 to 2027-01-03
    2026-12-31T23:00 2027-01-01T00:00
  # over the end of the year, half a day ahead
  Australia/Lord_Howe thu 22:00 4h, 2026-12-28 to 2027-01-03
    2026-12-31T11:00 2026-12-31T15:00
  # at a midnight that comes twice, as the clocks go back from 00:01 to 23:01 of the day before
  America/St_Johns sun 00:00 2h, 2010-11-05 to 2010-11-09
    2010-11-07T02:30 2010-11-07T04:30
  # on a day that is skipped, and at the first minute of the next one: both begin at the same instant
  Pacific/Apia thu,fri,sat 00:00 30h, 2011-12-28 to 2012-01-02
    2011-12-29T10:00 2011-12-30T16:00
    2011-12-29T10:00 2011-12-31T16:00
    2011-12-30T10:00 2011-12-31T16:00
`;

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const cases = weekly
  .trim()
  .split('# ')
  .filter((text) => text !== '')
  .map((text) => text.trim().split(/\n +/));

test.each(cases)('weekly %s: %s', (_, schedule = '', ...expected) => {
  const [zone = '', days = '', clock = '', hours = '', from, , to] = schedule.split(/,? /);
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  const model = modelWithWindow(
    {
      weekly: days.split(',').map((day) => weekdays.indexOf(day)),
      hour,
      minute,
      forMs: Number.parseFloat(hours) * hourMs,
    },
    zone,
  );
  expect(openings(model, `${from}T00:00:00Z`, `${to}T00:00:00Z`)).toEqual(expected);
});
