import { evaluateReadings } from '../src/evaluate/evaluate.ts';
import { planOf } from '../src/evaluate/plan.ts';
import { emptyState } from '../src/evaluate/state.ts';
import { fleetOf, readingsFor, sixSignals } from './fleet.ts';
import type { Bench } from './measure.ts';

/** The largest resident size of a process that holds the fleet, judges all of it once and then a few signals a hundred times. */
export const bench: Bench = () => {
  const start = Date.UTC(2026, 10, 21, 12);
  const model = fleetOf(100_000);
  const { vocabulary } = planOf(model);
  const state = emptyState();
  evaluateReadings(
    model,
    state,
    readingsFor(vocabulary, [...model.systems.keys()], {
      at: start,
      signals: sixSignals,
      oddEvery: 6_000,
      seed: 1,
    }),
  );
  for (let step = 1; step <= 100; step += 1) {
    const systems = Array.from({ length: 100 }, (_, index) => (index * 991 + step * 7) % 100_000);
    const batch = readingsFor(vocabulary, systems, {
      at: start + step * 10,
      signals: ['latency_p99'],
      oddEvery: 20,
      seed: step,
    });
    evaluateReadings(model, state, batch);
  }
  return [
    {
      name: 'a fleet of 100,000 systems × 6 signals, judged once and 100 times in part',
      value: process.resourceUsage().maxRSS / 1_024,
      unit: 'MB',
      budget: { atMost: 600 },
    },
  ];
};
