import { expect, test } from 'vitest';
import { loadState, saveState } from '../../../src/evaluate/state.ts';
import type { Model } from '../../../src/model/model.ts';
import type { Run } from '../../../src/model/report.generated.ts';
import { start } from '../model-builder.ts';
import { clock, drive, escalation, type Happening, minuteMs, shop, silence } from './fleet.ts';

const outage: Happening = { second: 0, values: { db: 500, api: 500 } };
const alive: Happening = { second: 50, values: { db: 100, api: 100 } };

/** `0m30s restart for db: first at automated`, in order. */
function runsOf(model: Model, happenings: readonly Happening[], until: number): readonly string[] {
  return drive(model, happenings, { until }).reports.flatMap(({ at, runs }) =>
    runs.map((run) => `${clock((Date.parse(at) - start) / 1_000)} ${sayRun(run)}`),
  );
}

function sayRun({ executor, root, reason, level }: Run): string {
  return `${executor} for ${root}: ${reason} at ${level}`;
}

/** An escalation that tells people, and runs something when nobody answers. */
const late = escalation(
  'payments',
  [
    { level: 'on_call', notify: ['pager'], waitMs: 5 * minuteMs },
    { level: 'automated', run: 'restart', notify: ['pager'], waitMs: 5 * minuteMs },
    { level: 'manager', notify: ['mail'], run: 'restart' },
  ],
  { acknowledgeExpiresMs: 30 * minuteMs },
);
const paths = (one = late) => ({ escalations: new Map([one]) });

test.each<readonly [string, Model, readonly Happening[], readonly string[]]>([
  [
    'an outage, once and for its root',
    shop(),
    [outage],
    ['0m30s restart for db: first at automated'],
  ],
  ['what is over before the first notice', shop(), [outage, { ...alive, second: 20 }], []],
  [
    'what somebody takes care of, once they no longer do',
    shop(),
    [outage, { second: 10, acknowledge: 'db' }],
    ['30m10s restart for db: first at automated'],
  ],
  [
    'what comes back as the same: it goes on to people',
    shop(),
    [outage, alive, { second: 70, values: { db: 500 } }],
    ['0m30s restart for db: first at automated'],
  ],
  [
    'what a silence suppressed, once it is over',
    shop({ silences: [silence('known', 0, 120)] }),
    [outage],
    ['2m30s restart for db: unsuppressed at automated'],
  ],
  [
    'levels that are reached later, each once',
    shop(paths()),
    [outage],
    ['5m00s restart for db: escalated at automated', '10m00s restart for db: escalated at manager'],
  ],
  [
    'a level at which an acknowledgement ends: not again',
    shop(paths()),
    [outage, { second: 360, acknowledge: 'db' }],
    ['5m00s restart for db: escalated at automated', '41m00s restart for db: escalated at manager'],
  ],
  [
    'an acknowledged incident whose escalation goes on',
    shop(paths([late[0], { ...late[1], acknowledgeStops: false }])),
    [outage, { second: 60, acknowledge: 'db' }],
    [],
  ],
  ['an executor that is no longer configured', shop({ executors: new Map() }), [outage], []],
])('what is run of %s', (_, model, happenings, expected) => {
  expect(runsOf(model, happenings, 42 * 60)).toEqual(expected);
});

test('a level whose executor is gone is passed at once', () => {
  const { told } = drive(shop({ executors: new Map() }), [outage], { until: 60 });
  expect(told).toEqual([
    '0m00s pager escalated on_call p1 db+1 firing',
    '0m00s slack escalated on_call p1 db+1 firing',
  ]);
});

test('the key of a run is the same however the steps are taken, and another for another outage', () => {
  const again: readonly Happening[] = [
    outage,
    alive,
    { second: 3_600, values: { db: 500, api: 500 } },
  ];
  const keysOf = (options: Partial<Parameters<typeof drive>[2]>): readonly string[] =>
    drive(shop(), again, { until: 4_000, ...options }).reports.flatMap(({ runs }) =>
      runs.map(({ key }) => key),
    );
  const [usual, often, kept] = [
    keysOf({}),
    keysOf({ every: 7 }),
    keysOf({ between: (model, state) => loadState(saveState(model, state)) }),
  ];
  expect([usual.length, new Set(usual).size, kept]).toEqual([2, 2, usual]);
  expect(often.length).toBe(2);
});
