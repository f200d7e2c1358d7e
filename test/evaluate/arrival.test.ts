import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState, type State, saveState } from '../../src/evaluate/state.ts';
import type { Batch } from '../../src/model/batch.generated.ts';
import { parseInstant } from '../../src/model/time.ts';
import { after, modelOf, reportsOf, seriesIn, start, threshold } from './model-builder.ts';

/** A batch: when it is of, when its sample is of (`-`: the same), its latency (`-`: none), and what it comes to. */
type Row = readonly [at: number, sampleAt: number | '-', latency: number | '-', expected: string];

/** A warning at 200 that must hold for 60 s; samples are stale after 180 s and late after 120 s. */
const model = modelOf(
  [{ id: 'web', thresholds: [threshold('slow', { warn: { limit: 200, forMs: 60_000 } })] }],
  { settings: { lateAfterMs: 120_000 } },
);

const cases: readonly { readonly name: string; readonly rows: readonly Row[] }[] = [
  {
    name: 'a sample that is late changes nothing, neither the value nor the `for` that runs',
    rows: [
      [0, '-', 300, 'at 0: accepted, 300 of 0, pending since 0'],
      [30, '-', 310, 'at 30: accepted, 310 of 30, pending since 0'],
      [40, 20, 100, 'at 40: late, 310 of 30, pending since 0'],
      [60, '-', '-', 'at 60: nothing, 310 of 30, firing since 0'],
    ],
  },
  {
    name: 'a sample of the past that is news begins `for` in the past',
    rows: [
      [0, '-', '-', 'at 0: nothing, nothing of -, clear'],
      [100, 30, 300, 'at 100: accepted, 300 of 30, firing since 30'],
    ],
  },
  {
    name: 'a sample older than `lateAfter` is late, even where nothing else was seen',
    rows: [
      [200, 79.999, 300, 'at 200: late, nothing of -, clear'],
      [200, 80, 300, 'at 200: accepted, 300 of 80, firing since 80'],
    ],
  },
  {
    name: 'a sample of the future is of now, so that `for` earns nothing in advance',
    rows: [
      [0, 25, 300, 'at 0: accepted, 300 of 0, pending since 0'],
      [10, 3_600, 310, 'at 10: accepted skewed, 310 of 10, pending since 0'],
      [59, '-', 320, 'at 59: accepted, 320 of 59, pending since 0'],
      [60, '-', 330, 'at 60: accepted, 330 of 60, firing since 0'],
    ],
  },
  {
    name: 'a sample that was of the future does not make those that follow late',
    rows: [
      [0, 3_600, 300, 'at 0: accepted skewed, 300 of 0, pending since 0'],
      [1, '-', 100, 'at 1: accepted, 100 of 1, clear'],
    ],
  },
  {
    name: 'a batch of the past is judged now, and what it says without an instant is of the past',
    rows: [
      [100, '-', 100, 'at 100: accepted, 100 of 100, clear'],
      [40, '-', 300, 'at 100: late, 100 of 100, clear'],
      [40, 100, 300, 'at 100: accepted, 300 of 100, pending since 100'],
      [40, 120, 310, 'at 100: accepted, 310 of 100, pending since 100'],
      [40, 131, 320, 'at 100: accepted skewed, 320 of 100, pending since 100'],
      [160, '-', '-', 'at 160: nothing, 320 of 100, firing since 100'],
    ],
  },
  {
    name: 'the same batch twice counts twice and changes nothing',
    rows: [
      [0, '-', 300, 'at 0: accepted, 300 of 0, pending since 0'],
      [0, '-', 300, 'at 0: accepted, 300 of 0, pending since 0'],
      [60, '-', 300, 'at 60: accepted, 300 of 60, firing since 0'],
      [0, '-', 300, 'at 60: late, 300 of 60, firing since 0'],
    ],
  },
  {
    name: 'a gap that no step saw is closed by a sample that comes late but in time',
    rows: [
      [0, '-', 300, 'at 0: accepted, 300 of 0, pending since 0'],
      [170, 50, 310, 'at 170: accepted, 310 of 50, firing since 0'],
      [230, '-', 320, 'at 230: accepted, 320 of 230, firing since 0'],
    ],
  },
  {
    name: 'a gap that a step saw ends `for`, unless a sample shows that there was none',
    rows: [
      [0, '-', 300, 'at 0: accepted, 300 of 0, pending since 0'],
      [30, '-', 100, 'at 30: accepted, 100 of 30, clear'],
      [40, '-', 300, 'at 40: accepted, 300 of 40, pending since 40'],
      [221, '-', '-', 'at 221: nothing, 300 of 40, firing since 40 stale'],
      [230, 110, 100, 'at 230: accepted, 100 of 110, clear'],
      [291, '-', '-', 'at 291: nothing, 100 of 110, stale'],
      [300, '-', 300, 'at 300: accepted, 300 of 300, pending since 300'],
      [359, '-', 300, 'at 359: accepted, 300 of 359, pending since 300'],
      [360, '-', 300, 'at 360: accepted, 300 of 360, firing since 300'],
    ],
  },
];

test.each(cases)('$name', ({ rows }) => {
  const batches = rows.map(
    ([at, sampleAt, latency]): Batch => ({
      at: after(at),
      signals:
        latency === '-'
          ? []
          : [
              {
                system: 'web',
                signal: 'latency',
                value: latency,
                ...(sampleAt === '-' ? {} : { at: after(sampleAt) }),
              },
            ],
    }),
  );
  let state = emptyState();
  const found = batches.map((batch) => {
    const step = evaluate(model, state, batch);
    state = step.state;
    return said(step.report, state);
  });
  expect(
    rows.map(([at, sampleAt, latency], index) => [at, sampleAt, latency, found[index]]),
  ).toEqual(rows);
  // Kept in a file between the steps, it comes to the same.
  const reports = reportsOf(model, emptyState(), batches);
  expect(reports.map(({ alerts }) => alerts.length)).toEqual(
    found.map((line) => Number(/pending|firing/.test(line))),
  );
});

function said(report: ReturnType<typeof evaluate>['report'], state: State): string {
  const seconds = (ms: number): number => (ms - start) / 1_000;
  const last = seriesIn(model, state, 'web', 'latency');
  const { readings, alerts, systems } = report;
  const counted = (['accepted', 'late', 'skewed'] as const).filter((name) => readings[name] > 0);
  const [alert] = alerts;
  const stale = systems[0]?.because.some(({ code }) => code === 'stale') === true ? ' stale' : '';
  const standing =
    alert === undefined ? '' : `${alert.state} since ${seconds(parseInstant(alert.since) ?? 0)}`;
  return [
    `at ${seconds(parseInstant(report.at) ?? 0)}: ${counted.join(' ') || 'nothing'}`,
    `${last?.value ?? 'nothing'} of ${last === undefined ? '-' : seconds(last.at)}`,
    `${standing}${stale}`.trim() || 'clear',
  ].join(', ');
}

const endless = modelOf(
  [
    { id: 'a', version: '1' },
    { id: 'b', dependsOn: { a: 'hard' } },
    { id: 'c', proxyFor: 'a' },
  ],
  {},
);
const system = fc.constantFrom('a', 'b', 'c');
const batch = fc.integer({ min: 0, max: 60 }).chain((seconds) => {
  const at = fc.integer({ min: 0, max: seconds }).map(after);
  const list = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { maxLength: 4 });
  return fc.record({
    at: fc.constant(after(seconds)),
    signals: list(
      fc.record({
        system,
        at,
        signal: fc.constantFrom('latency', 'availability', 'check_latency'),
        value: fc.integer({ min: 0, max: 9 }),
      }),
    ),
    checks: list(
      fc.record({
        system,
        at,
        status: fc.constantFrom('healthy', 'degraded', 'offline'),
        latencyMs: fc.integer({ min: 0, max: 9 }),
      }),
    ),
    heartbeats: list(fc.record({ system, at })),
    observed: list(
      fc.record(
        {
          system,
          at,
          version: fc.constantFrom('1', '2'),
          configHash: fc.constantFrom('x', 'y'),
          dependsOn: fc.subarray(['a', 'c', 'none']),
          complete: fc.boolean(),
        },
        { requiredKeys: ['system', 'at', 'dependsOn'] },
      ),
    ),
  });
});

/** What is remembered of the world: everything but where the thresholds stand. */
function knowledge(batches: readonly Batch[]): string {
  const state = batches.reduce((before, one) => evaluate(endless, before, one).state, emptyState());
  const { alerting: _, ...remembered } = saveState(endless, state);
  return JSON.stringify(remembered);
}

test('batches may arrive in any order: what is known in the end is the same', () => {
  fc.assert(
    fc.property(fc.array(batch, { maxLength: 6 }), fc.func(fc.nat()), (batches, keyOf) => {
      const shuffled = batches
        .map((one, index) => ({ one, key: keyOf(index) }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one);
      expect(knowledge(shuffled)).toBe(knowledge(batches));
    }),
    { numRuns: 150 },
  );
});

test('a batch that arrives twice, or again behind others, changes nothing', () => {
  fc.assert(
    fc.property(fc.array(batch, { minLength: 1, maxLength: 5 }), fc.nat(), (batches, index) => {
      const again = batches.at(index % batches.length);
      expect(knowledge([...batches, again ?? { at: after(0) }])).toBe(knowledge(batches));
    }),
    { numRuns: 150 },
  );
});
