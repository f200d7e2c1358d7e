import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Model } from '../../src/model/model.ts';
import type { Report } from '../../src/model/report.generated.ts';
import { drive, type Happening } from './alerting/fleet.ts';
import { reloaded, threshold } from './model-builder.ts';
import { fleet } from './reloads.ts';

const second = fc.integer({ min: 0, max: 900 });
const sample: fc.Arbitrary<Happening> = fc.record({
  second,
  values: fc.record({ web: fc.constantFrom(100, 210, 300, 390, 410, 500) }),
});
const limit = fc.constantFrom(200, 300, 400);
const forMs = fc.constantFrom(0, 60_000, 300_000);
const level = fc.option(fc.record({ limit, forMs }), { nil: undefined });
const anyThreshold = fc
  .record({ warn: level, critical: level, keepFiringMs: fc.constantFrom(0, 120_000) })
  .filter(({ warn, critical }) => warn !== undefined || critical !== undefined)
  .map(({ warn, critical, keepFiringMs }) =>
    threshold('slow', {
      keepFiringMs,
      absentAs: 'hold',
      ...(warn === undefined ? {} : { warn }),
      ...(critical === undefined ? {} : { critical }),
    }),
  );
const samples = fc.array(sample, { minLength: 1, maxLength: 10 });

test('a configuration that says the same changes nothing, whenever it comes', () => {
  fc.assert(
    fc.property(
      samples,
      fc.array(second, { maxLength: 4 }),
      anyThreshold,
      (happenings, at, rule) => {
        const model = (): Model => fleet({ thresholds: [rule] });
        const reloads = at.map((each) => ({ second: each, model: model() }));
        const [with_, without] = [[...happenings, ...reloads], happenings].map((all) =>
          drive(model(), all, { until: 1_200, every: 1 }),
        );
        const shown = with_?.reports.map(({ alerts, incidents }) => ({ alerts, incidents }));
        // A reload is a step more at its second.
        expect(new Set(shown?.map((one) => JSON.stringify(one)))).toEqual(
          new Set(
            without?.reports.map(({ alerts, incidents }) => JSON.stringify({ alerts, incidents })),
          ),
        );
        expect(with_?.told).toEqual(without?.told);
      },
    ),
    { numRuns: 15 },
  );
});

test('what fires is never silently away: another limit changes nothing until a sample says so, kept in a file or not', () => {
  fc.assert(
    fc.property(samples, second, anyThreshold, anyThreshold, (happenings, at, before, after) => {
      const models = [fleet({ thresholds: [before] }), fleet({ thresholds: [after] })] as const;
      const heard = happenings.filter((one) => one.second < at);
      const all = [
        ...heard,
        { second: at, model: models[1] },
        ...happenings.filter((one) => one.second > at),
      ];
      const whole = drive(models[0], all, { until: 1_200 });
      expect(drive(models[0], all, { until: 1_200, between: reloaded }).reports).toEqual(
        whole.reports,
      );
      const [last, earlier] = drive(models[0], heard, { until: at }).reports.toReversed();
      const then = whole.reports.find((report) => report.at === last?.at)?.alerts ?? [];
      const idsOf = (alerts: Report['alerts'], state?: string): readonly string[] =>
        alerts.filter((alert) => state === undefined || alert.state === state).map(({ id }) => id);
      // What recovers may be over sooner, and what is pending may fire sooner, or later.
      expect(idsOf(then.filter(({ state }) => state !== 'pending'))).toEqual(
        expect.arrayContaining([...idsOf(last?.alerts ?? [], 'firing')]),
      );
      // What goes out of date in this very step was pending until then, and fires if another wait is over.
      const known = [last, earlier].flatMap((report) => idsOf(report?.alerts ?? []));
      expect(known).toEqual(expect.arrayContaining([...idsOf(then)]));
    }),
    { numRuns: 120 },
  );
});
