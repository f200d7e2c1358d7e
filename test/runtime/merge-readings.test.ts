import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate, evaluateReadings } from '../../src/evaluate/evaluate.ts';
import { planOf } from '../../src/evaluate/plan.ts';
import { emptyState } from '../../src/evaluate/state.ts';
import { readingsOf } from '../../src/model/read-batch.ts';
import { sayInstant } from '../../src/model/time.ts';
import { mergeReadings } from '../../src/runtime/merge-readings.ts';
import { chanceOf } from '../simulation/chance.ts';
import { loaded, readingOf } from '../simulation/configuration-disk.ts';
import { filesOf, fleetOf } from '../simulation/fleet.ts';

const noon = Date.parse('2026-11-21T12:00:00Z');
const { model } = loaded(
  readingOf(new Map(filesOf(fleetOf(chanceOf(1, 'fleet'))).map((one) => [one.path, one.text]))),
);

const sample = fc.record({
  system: fc.constantFrom('s0', 's1', 's2', 'unknown', '__proto__'),
  signal: fc.constantFrom('latency', 'errors'),
  value: fc.oneof(fc.integer({ min: 0, max: 900 }), fc.constantFrom('NaN', null)),
  at: fc.integer({ min: -60, max: 20 }).map((s) => sayInstant(noon + 1_000 * s)),
});

test('several batches together are one batch with all that is in them', () => {
  if (model === undefined) {
    throw new Error('it is a configuration');
  }
  const { vocabulary } = planOf(model);
  fc.assert(
    fc.property(fc.array(fc.array(sample, { maxLength: 6 }), { maxLength: 5 }), (lists) => {
      const at = sayInstant(noon);
      const parts = lists.map((signals) => readingsOf(vocabulary, { at, signals }));
      const merged = evaluateReadings(model, emptyState(), mergeReadings(parts, noon));
      const one = evaluate(model, emptyState(), { at, signals: lists.flat() });
      expect(merged.report).toEqual(one.report);
    }),
    { numRuns: 60 },
  );
});
