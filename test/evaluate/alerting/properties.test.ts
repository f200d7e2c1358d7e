import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../../src/evaluate/evaluate.ts';
import type { Model } from '../../../src/model/model.ts';
import type { Incident, Report } from '../../../src/model/report.generated.ts';
import { sayInstant } from '../../../src/model/time.ts';
import { reloaded, start } from '../model-builder.ts';
import {
  drive,
  type Happening,
  maintenance,
  minuteMs,
  route,
  shop,
  silence,
  systems,
} from './fleet.ts';

const ids = systems.map(({ id }) => id);

/** The shop, with another wait, with other routes, with a silence and a window, and without a channel. */
const models: readonly Model[] = [
  shop(),
  shop({ revision: '2', routes: [route(0, { notify: ['mail'], groupBy: [], groupWaitMs: 0 })] }),
  shop({
    revision: '3',
    silences: [
      silence('a', 300, 2_000),
      silence('b', 1_000, 1_500, { matches: ({ id }) => id === 'db' }),
    ],
    windows: [
      maintenance('w', {
        once: { year: 2026, month: 11, day: 21, hour: 12, minute: 20 },
        forMs: 10 * minuteMs,
      }),
    ],
  }),
  shop({
    revision: '4',
    channels: new Map([...shop().channels].filter(([id]) => id !== 'slack')),
  }),
];

const second = fc.oneof(
  fc.integer({ min: 0, max: 3_000 }),
  fc.integer({ min: 0, max: 60 }),
  fc.constantFrom(0, 30, 300, 330, 600),
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      second,
      values: fc.dictionary(fc.constantFrom(...ids), fc.constantFrom(100, 300, 500), {
        minKeys: 1,
        maxKeys: 3,
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ second, acknowledge: fc.constantFrom(...ids) }) },
  { weight: 1, arbitrary: fc.record({ second, model: fc.constantFrom(...models) }) },
);
const history = fc.array(happening, { minLength: 1, maxLength: 12 });
const until = 4_000;

/** What became of all incidents, and who was told what. */
function story({ told, incidents }: ReturnType<typeof drive>): unknown {
  return [told, incidents.map(({ id, root, timeline }) => [id, root, timeline])];
}

test('stepping only when something is due comes to the same as stepping every second', () => {
  const sooner = history.map((all) => all.map((one) => ({ ...one, second: one.second % 1_500 })));
  fc.assert(
    fc.property(sooner, fc.constantFrom(...models), (happenings, model) => {
      const end = { until: 1_800 };
      expect(story(drive(model, happenings, end))).toEqual(
        story(drive(model, happenings, { ...end, every: 1 })),
      );
    }),
    { numRuns: 25 },
  );
});

test('a state that is kept in a file between all steps comes to the same', () => {
  fc.assert(
    fc.property(history, fc.constantFrom(...models), (happenings, model) => {
      const whole = drive(model, happenings, { until });
      const kept = drive(model, happenings, { until, between: reloaded });
      expect(kept.reports).toEqual(whole.reports);
    }),
    { numRuns: 80 },
  );
});

test('a clock that steps back between all steps tells nobody anything, and rewinds nothing', () => {
  fc.assert(
    fc.property(history, fc.constantFrom(...models), fc.nat(100), (happenings, model, back) => {
      const whole = drive(model, happenings, { until });
      const stepped = drive(model, happenings, {
        until,
        between: (_, state) => {
          const last = state.laidOut?.plan.model;
          if (last === undefined) {
            return state;
          }
          const { report } = evaluate(last, state, { at: sayInstant(state.at - back * 1_000) });
          expect(report.notifications).toEqual([]);
          return state;
        },
      });
      expect(story(stepped)).toEqual(story(whole));
    }),
    { numRuns: 60 },
  );
});

test('whoever was told of an incident is told of its end, and nobody else', () => {
  fc.assert(
    fc.property(history, fc.constantFrom(...models), (happenings, model) => {
      const last = Math.max(...happenings.map((one) => one.second));
      const well = Object.fromEntries(ids.map((id) => [id, 100]));
      const over = last + 40 * 60;
      const { told, incidents, reports } = drive(
        model,
        [...happenings, { second: last + 1, values: well, model: models[0] ?? model }],
        { until: over },
      );
      expect(reports.at(-1)?.alerts).toEqual([]);
      for (const incident of incidents) {
        expect(endsOf(incident)).toEqual([]);
      }
      expect(told.filter((row) => / resolved$/.test(row)).length).toBeLessThanOrEqual(
        told.length / 2,
      );
    }),
    { numRuns: 100 },
  );
});

/** The channels whose last word on an incident is not its end. One that was merged ends with the other. */
function endsOf({ told, mergedInto }: Incident): readonly string[] {
  return mergedInto === null
    ? told.filter(({ isOpen }) => isOpen).map(({ channel }) => channel)
    : [];
}

test('an escalation takes at most one level in a step, and none while it stands still', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 60, max: 4_000 }), (happenings, every) => {
      const { reports } = drive(models[2] ?? shop(), happenings, { until: 8_000, every });
      for (const [earlier, later] of pairsOf(reports)) {
        expect(later.step - earlier.step).toBeLessThanOrEqual(1);
        expect(later.step).toBeGreaterThanOrEqual(earlier.step);
        expect(earlier.paused && later.paused && later.step !== earlier.step).toBe(false);
      }
    }),
    { numRuns: 80 },
  );
});

type Escalation = NonNullable<Incident['escalation']>;

/** Where each escalation stood, and where it stood the next time that it was shown. */
function pairsOf(reports: readonly Report[]): readonly (readonly [Escalation, Escalation])[] {
  const shown = Map.groupBy(
    reports.flatMap(({ incidents }) =>
      incidents.flatMap(({ id, escalation }) => (escalation === null ? [] : [{ id, escalation }])),
    ),
    ({ id }) => id,
  );
  return [...shown.values()].flatMap((all) =>
    all
      .slice(1)
      .map((one, index) => [all[index]?.escalation ?? one.escalation, one.escalation] as const),
  );
}

test('the time at all levels is the time since the beginning, less what stood still', () => {
  fc.assert(
    fc.property(history, (happenings) => {
      const { incidents } = drive(models[2] ?? shop(), happenings, { until });
      for (const { timeline } of incidents) {
        expect(spent(timeline)).toEqual([]);
      }
    }),
    { numRuns: 100 },
  );
});

/** The levels that an incident left before their wait had passed, counted from its timeline alone. */
function spent(timeline: Incident['timeline']): readonly string[] {
  // The third level has no wait of its own: that of p1, which is the shortest.
  const waits = [5, 15, 15, Number.POSITIVE_INFINITY].map((minutes) => minutes * minuteMs);
  let [level, since, still] = [0, Number.NaN, Number.NaN];
  const wrong: string[] = [];
  for (const { at, kind, message } of timeline) {
    const now = Date.parse(at);
    switch (kind) {
      case 'paused':
        still = now;
        break;
      case 'resumed':
        [since, still] = [since - still + now, Number.NaN];
        break;
      case 'ack-expired':
      case 're-paged':
        [since, still] = [now, Number.NaN];
        break;
      case 'escalated':
        if (message.includes('began')) {
          level = 0;
        } else if (now - since < (waits[level] ?? 0) || !Number.isNaN(still)) {
          wrong.push(`${message} at ${now - start}, since ${since - start}`);
        } else {
          level += 1;
        }
        since = now;
        break;
      default:
    }
  }
  return wrong;
}

test('the order in which alerts arrive within the wait does not change who is told', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(['db', 'api', 'web', 'one', 'two', 'app'], { minLength: 2 }),
      fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 6, maxLength: 6 }),
      (order, gaps) => {
        const arriving = (roots: readonly string[]): readonly string[] => {
          const { told } = drive(
            shop({ routes: [route(0, { notify: ['mail'], groupWaitMs: 60_000 })] }),
            roots.map((id, index) => ({ second: gaps[index] ?? 0, values: { [id]: 500 } })),
            { until: 300 },
          );
          // When the first of them was told depends on when it came.
          // Which member of a group is the root of what depends on it follows from who began.
          return told.map((row) => row.split(' ').slice(1).join(' ').replace(/\+\d+/, '')).sort();
        };
        expect(arriving(order)).toEqual(arriving(order.toSorted()));
      },
    ),
    { numRuns: 100 },
  );
});
