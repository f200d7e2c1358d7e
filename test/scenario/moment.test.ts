import { expect, test } from 'vitest';
import { sayInstant } from '../../src/model/time.ts';
import { type Clock, momentOf } from '../../src/scenario/moment.ts';

const startsAt = Date.UTC(2026, 2, 28, 23, 0, 0);

function said(text: string, clock: Clock): string {
  const at = momentOf(text, clock);
  return typeof at === 'number' ? sayInstant(at) : at.message;
}

test.each([
  ['0s', '2026-03-28T23:00:00Z'],
  ['1h30m', '2026-03-29T00:30:00Z'],
  ['2026-03-29T00:00:00Z', '2026-03-29T00:00:00Z'],
  ['2026-03-29T02:00:00+01:00', '2026-03-29T01:00:00Z'],
  ['2026-03-29T01:30', '2026-03-29T00:30:00Z'],
  ['2026-03-29T01:30:15', '2026-03-29T00:30:15Z'],
  // Clocks in Berlin skip the hour from two to three.
  ['2026-03-29T02:30', '2026-03-29T01:00:00Z'],
  ['2026-03-29T03:30', '2026-03-29T01:30:00Z'],
  // They show it twice in autumn.
  ['2026-10-25T02:30', '2026-10-25T00:30:00Z'],
  ['2026-02-30T00:00:00Z', '`2026-02-30T00:00:00Z` is not a time'],
  ['2026-04-31T10:00', '`2026-04-31T10:00` is not a time'],
  ['2026-03-28T22:59:59Z', '`2026-03-28T22:59:59Z` is before the start'],
])('%s is %s after a start in Berlin', (text, expected) => {
  expect(said(text, { startsAt, timezone: 'Europe/Berlin' })).toBe(expected);
});

test('a local time needs a zone, and the start is not a duration', () => {
  expect(momentOf('2026-03-29T01:30', { startsAt, timezone: undefined })).toEqual({
    message: '`2026-03-29T01:30` is a local time, and the scenario has no `timezone`',
    help: 'add `timezone: Europe/Berlin` to the scenario, or an offset such as `Z` to the time',
  });
  expect(momentOf('5m', { startsAt: undefined, timezone: undefined })).toEqual({
    message: '`5m` is a duration, and the start is not after anything',
    help: 'write an instant, such as 2026-11-21T14:52:15Z',
  });
});
