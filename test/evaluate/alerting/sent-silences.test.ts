import { expect, test } from 'vitest';
import { evaluate } from '../../../src/evaluate/evaluate.ts';
import { emptyState, saveState } from '../../../src/evaluate/state.ts';
import type { Batch } from '../../../src/model/batch.generated.ts';
import { after, reloaded, threshold } from '../model-builder.ts';
import { fleet } from '../reloads.ts';
import { drive, type Happening } from './fleet.ts';

type Silences = NonNullable<Batch['silences']>;

/** A silence of `web` until a second. */
function hush(until: number, rest: Partial<Silences[number]> = {}): Silences[number] {
  return {
    id: 'disks',
    systems: ['web'],
    until: after(until),
    reason: 'new disks',
    by: 'ada',
    ...rest,
  };
}

interface Case {
  readonly name: string;
  readonly happenings: readonly Happening[];
  readonly until?: number;
  readonly told: readonly string[];
}

const slow: Happening = { second: 60, values: { web: 500 } };

const cases: readonly Case[] = [
  {
    name: 'what a batch silences is told when that is over',
    happenings: [{ second: 0, silences: [hush(120)] }, slow],
    told: ['2m00s slack unsuppressed - p3 web firing'],
  },
  {
    name: 'what is over by then is told to nobody',
    happenings: [{ second: 0, silences: [hush(120)] }, slow, { second: 90, values: { web: 100 } }],
    told: [],
  },
  {
    name: 'one of a threshold counts, and one of a system that is unknown does not',
    happenings: [
      {
        second: 0,
        silences: [
          { id: 'a', thresholds: ['slow'], until: after(100), reason: 'known', by: 'ada' },
        ],
      },
      { second: 1, silences: [hush(300, { systems: ['api'] })] },
      slow,
    ],
    told: ['1m40s slack unsuppressed - p3 web firing'],
  },
  {
    name: 'it ends early when somebody says so',
    happenings: [
      { second: 0, silences: [hush(600)] },
      slow,
      { second: 90, silences: [{ id: 'disks', by: 'bob', end: true }] },
    ],
    told: ['1m30s slack unsuppressed - p3 web firing'],
  },
  {
    name: 'an end of what there is not is nothing',
    happenings: [{ second: 0, silences: [{ id: 'disks', by: 'bob', end: true }] }, slow],
    told: ['1m00s slack first - p3 web firing'],
  },
  {
    name: 'one with the same id takes its place',
    happenings: [
      { second: 0, silences: [hush(600)] },
      slow,
      { second: 90, silences: [hush(600, { thresholds: ['full'] })] },
    ],
    told: ['1m30s slack unsuppressed - p3 web firing'],
  },
  {
    name: 'it begins when it says',
    happenings: [
      { second: 0, silences: [hush(600, { from: after(120) })] },
      slow,
      { second: 180, values: { web: 100 } },
      { second: 600, values: { web: 500 } },
    ],
    until: 600,
    told: [
      '1m00s slack first - p3 web firing',
      '3m00s slack all-resolved - p3 web resolved',
      '10m00s slack first - p3 web firing',
    ],
  },
  {
    name: 'it is not lost with another configuration, under whatever id the system has there',
    happenings: [
      { second: 0, silences: [hush(240)] },
      slow,
      { second: 120, model: fleet({ id: 'shop', renamedFrom: ['web'] }) },
    ],
    told: ['4m00s slack unsuppressed - p3 shop firing'],
  },
];

test.each(cases)('$name', ({ happenings, until = 300, told }) => {
  const model = fleet();
  const whole = drive(model, happenings, { until });
  expect(whole.told).toEqual(told);
  expect(drive(model, happenings, { until, between: reloaded }).reports).toEqual(whole.reports);
});

test('an alert says who silenced it, until when and why, and the state forgets it afterwards', () => {
  const model = fleet();
  const state = emptyState();
  const { report } = evaluate(model, state, {
    at: after(0),
    signals: { web: { latency: 500 } },
    silences: [hush(60, { systems: ['web', 'nobody'], thresholds: ['slow', 'slow'] })],
  });
  expect(report.alerts.map(({ suppressedBy }) => suppressedBy)).toEqual([
    [
      {
        code: 'silence',
        message: 'silenced by `disks` of ada until 2026-11-21T12:01:00Z: new disks',
        values: { silence: 'disks', until: '2026-11-21T12:01:00Z', createdBy: 'ada' },
      },
    ],
  ]);
  expect(report.unmatched).toEqual([
    {
      kind: 'silence',
      system: 'nobody',
      signal: null,
      reason: 'unknown-system',
      help: 'known: `web`',
    },
  ]);
  expect(report.nextDeadline).toBe(after(60));
  expect(saveState(model, state).alerting?.silences).toEqual([
    {
      by: 'ada',
      from: Date.parse(after(0)),
      id: 'disks',
      reason: 'new disks',
      systems: ['web'],
      thresholds: ['slow'],
      until: Date.parse(after(60)),
    },
  ]);
  evaluate(model, state, { at: after(60) });
  expect(saveState(model, state).alerting?.silences).toBeUndefined();
});

test('there are at most a thousand, and those too many are told; one that is there may change', () => {
  const model = fleet({ thresholds: [threshold('slow', { warn: 200 })] });
  const many = (from: number, count: number): Silences =>
    Array.from({ length: count }, (_, index) => hush(600, { id: `s${from + index}` }));
  const { state } = evaluate(model, emptyState(), { at: after(0), silences: many(0, 999) });
  const { report } = evaluate(model, state, {
    at: after(1),
    silences: [...many(998, 4), { id: 's3', by: 'ada', end: true }],
  });
  // What ends makes room.
  expect(report.unmatched).toEqual([
    {
      kind: 'silence',
      system: 's999',
      signal: null,
      reason: 'too-many',
      help: 'there are 1,000 silences already: end some of them',
    },
  ]);
  expect(report.readings.unmatched).toBe(1);
  expect(saveState(model, state).alerting?.silences).toHaveLength(1_000);
});

test('the order of a batch makes no difference: an end wins', () => {
  const model = fleet();
  const end = { id: 'disks', by: 'bob', end: true } as const;
  const reports = [
    [hush(600), end],
    [end, hush(600)],
  ].map(
    (silences) =>
      evaluate(model, emptyState(), { at: after(0), signals: { web: { latency: 500 } }, silences })
        .report,
  );
  expect(reports[0]).toEqual(reports[1]);
  expect(reports[0]?.alerts.map(({ suppressedBy }) => suppressedBy)).toEqual([[]]);
});
