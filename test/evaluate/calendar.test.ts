import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarOf } from '../../src/evaluate/windows.ts';
import type { LocalTime, Model } from '../../src/model/model.ts';
import { type Clocks, clocksOf, opennessOf } from '../oracle/windows.ts';
import { instant } from './guard-fixture.ts';
import { maintenance, modelOf, modelWithWindow } from './model-builder.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const [sunday, wednesday, saturday] = [0, 3, 6];

/** Four days around a change, and the minutes before them in which a window may have begun. */
const periods = (
  [
    ['Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['Europe/Berlin', '2026-10-25T01:00:00Z'],
    ['America/New_York', '2026-03-08T07:00:00Z'],
    ['America/New_York', '2026-11-01T06:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['Asia/Kolkata', '2026-12-31T18:30:00Z'],
    ['America/St_Johns', '2010-11-07T02:31:00Z'],
  ] as const
).map(([zone, change]) => {
  const at = instant(change);
  return { zone, at, from: at - 2 * dayMs, to: at + 2 * dayMs };
});
const clocksByChange = new Map<number, Clocks>();

/** Made when they are first needed, as there are many minutes. */
function clocksAround({ zone, at, from, to }: (typeof periods)[number]): Clocks {
  const clocks = clocksByChange.get(at) ?? clocksOf(zone, from - 3 * dayMs, to);
  clocksByChange.set(at, clocks);
  return clocks;
}

const minuteOfDay = fc.oneof(
  fc.integer({ min: 0, max: 1_439 }),
  fc.integer({ min: 0, max: 200 }),
  fc.constantFrom(0, 1, 1_380, 1_439),
);
const forMs = fc.oneof(
  fc.integer({ min: 1, max: 180 }).map((minutes) => minutes * minuteMs),
  fc.integer({ min: 1, max: 48 }).map((hours) => hours * hourMs),
);
const scheduled = fc.record({
  period: fc.constantFrom(...periods),
  weekly: fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }), {
    nil: null,
  }),
  dayBefore: fc.integer({ min: -1, max: 2 }),
  minuteOfDay,
  forMs,
});

test('minute by minute, and from change to change, windows open as the clocks of the zone show it', () => {
  fc.assert(
    fc.property(scheduled, ({ period, weekly, dayBefore, minuteOfDay: clock, forMs: lastsMs }) => {
      const [hour, minute] = [Math.floor(clock / 60), clock % 60];
      const local = new Date(period.at - dayBefore * dayMs);
      const once = {
        year: local.getUTCFullYear(),
        month: local.getUTCMonth() + 1,
        day: local.getUTCDate(),
        hour,
        minute,
      };
      const schedule =
        weekly === null
          ? { once, forMs: lastsMs }
          : { weekly: weekly.toSorted(), hour, minute, forMs: lastsMs };
      const clocks = clocksAround(period);
      const model = modelWithWindow(schedule, period.zone);
      const firstMinute = (period.from - clocks.from) / minuteMs;
      const expected = opennessOf({ schedule }, clocks)
        .slice(firstMinute)
        .map((open) => open?.join() ?? '');

      const byMinute = calendarOf(model);
      const asked = expected.map((__, index) => said(byMinute(period.from + index * minuteMs)));
      expect(asked).toEqual(expected);

      const changes = expected.flatMap((open, index) =>
        index > 0 && open !== expected[index - 1] ? [period.from + index * minuteMs] : [],
      );
      expect(jumps(model, period.from, period.to)).toEqual(changes);
    }),
    { numRuns: 60 },
  );
});

function said({ open }: ReturnType<ReturnType<typeof calendarOf>>): string {
  return open.map(({ since, until }) => `${since},${until}`).join(' ');
}

/** The instants of change within a period, found by going from answer to answer of calendars that know nothing yet. */
function jumps(model: Model, from: number, to: number): readonly number[] {
  const found: number[] = [];
  for (let now = from; ; ) {
    const before = calendarOf(model)(now);
    expect(before.sameUntil).toBeGreaterThan(now);
    now = before.sameUntil;
    if (now >= to) {
      return found;
    }
    if (said(calendarOf(model)(now)) !== said(before)) {
      found.push(now);
    }
  }
}

test('a calendar gives the same answers in any order of asking, and the same object until something changes', () => {
  const march29: LocalTime = { year: 2026, month: 3, day: 29, hour: 2, minute: 30 };
  const windows = [
    maintenance('a', { weekly: [sunday, wednesday], hour: 2, minute: 30, forMs: 3 * hourMs }),
    maintenance('b', { once: march29, forMs: 5 * dayMs }),
    maintenance('c', { weekly: [saturday], hour: 23, minute: 0, forMs: 40 * hourMs }),
  ].map((window) => ({ ...window, timezone: 'Europe/Berlin' }));
  const model = modelOf([{ id: 'web' }], { windows });
  const start = instant('2026-03-20T00:00:00Z');
  const minute = fc.integer({ min: 0, max: 20 * 1_440 });
  fc.assert(
    fc.property(fc.array(minute, { maxLength: 30 }), (minutes) => {
      const calendar = calendarOf(model);
      for (const now of minutes.map((one) => start + one * minuteMs)) {
        const answer = calendar(now);
        expect(answer.open).toEqual(calendarOf(model)(now).open);
        expect(calendar(Math.min(answer.sameUntil - 1, now + hourMs))).toBe(answer);
      }
    }),
    { numRuns: 40 },
  );
});

test('the systems of a window are looked for once, and not before it opens', () => {
  let looked = 0;
  const matches = ({ id }: { readonly id: string }): boolean => {
    looked += 1;
    return id !== 'db';
  };
  const schedule = { weekly: [sunday], hour: 2, minute: 0, forMs: hourMs };
  const model = modelOf([{ id: 'web' }, { id: 'db' }, { id: 'api' }], {
    windows: [maintenance('w', schedule, { matches })],
  });
  const calendar = calendarOf(model);
  const found = [
    '2026-11-21T12:00:00Z',
    '2026-11-22T02:30:00Z',
    '2026-11-22T03:00:00Z',
    '2026-11-29T02:00:00Z',
  ].map((text) => {
    const [open] = calendar(instant(text)).open;
    return [looked, open === undefined ? [] : [...open.systems], open?.members ?? []];
  });
  expect(found).toEqual([
    [0, [], []],
    [3, ['api', 'web'], [0, 2]],
    [3, [], []],
    [3, ['api', 'web'], [0, 2]],
  ]);
  expect(
    calendarOf(model)(instant('2026-11-22T02:30:00Z')).open.map(({ members }) => members),
  ).toEqual([[0, 2]]);
});

test('without windows nothing is to come', () => {
  const calendar = calendarOf(modelOf([{ id: 'web' }]));
  expect(calendar(0)).toEqual({ open: [], sameUntil: Number.POSITIVE_INFINITY });
});
