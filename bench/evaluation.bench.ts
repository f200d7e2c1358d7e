import { evaluateReadings } from '../src/evaluate/evaluate.ts';
import { planOf } from '../src/evaluate/plan.ts';
import { emptyState } from '../src/evaluate/state.ts';
import { fleetOf, readingsFor, sixSignals } from './fleet.ts';
import { type Bench, cpuMs } from './measure.ts';

const start = Date.UTC(2026, 10, 21, 12);

/** All passes over a fleet, from nothing and with a few signals more. */
export const bench: Bench = () => {
  const model = fleetOf(100_000);
  const { vocabulary } = planOf(model);
  const everything = Array.from(model.systems, (_, index) => index);
  const all = readingsFor(vocabulary, everything, {
    at: start,
    signals: sixSignals,
    oddEvery: 6_000,
    seed: 1,
  });
  const whole = cpuMs(() => void evaluateReadings(model, emptyState(), all), {
    runs: 5,
    warmups: 5,
  });
  const state = emptyState();
  evaluateReadings(model, state, all);
  let step = 0;
  /** CPU milliseconds of one batch of 100 signals, of which one in `oddEvery` is beyond its limit. */
  const batchMs = (oddEvery: number): number =>
    cpuMs(() => {
      for (let turn = 0; turn < 50; turn += 1) {
        step += 1;
        const systems = Array.from(
          { length: 100 },
          (_, index) => (index * 991 + step * 7) % 100_000,
        );
        const batch = readingsFor(vocabulary, systems, {
          at: start + step * 10,
          signals: ['latency_p99'],
          oddEvery,
          seed: step,
        });
        evaluateReadings(model, state, batch);
      }
    }) / 50;
  const peer = { name: 'all passes again', value: whole };
  return [
    {
      name: 'all passes from nothing, 100,000 systems × 6 signals',
      value: whole,
      unit: 'ms',
      budget: { atMost: 400 },
      stretch: { atMost: 100 },
    },
    {
      name: 'a batch of 100 signals on that fleet, in which about one system changes its health',
      value: batchMs(100),
      unit: 'ms',
      peer,
      budget: { atMost: 2 },
      stretch: { atMost: 0.5 },
    },
    {
      name: 'the same, in which about ten do',
      value: batchMs(10),
      unit: 'ms',
      peer,
    },
  ];
};
