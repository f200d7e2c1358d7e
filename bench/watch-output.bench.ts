import { evaluateReadings } from '../src/evaluate/evaluate.ts';
import { planOf } from '../src/evaluate/plan.ts';
import { emptyState } from '../src/evaluate/state.ts';
import type { Report } from '../src/model/report.generated.ts';
import type { Canvas } from '../src/report/watch/canvas.ts';
import { changesOf } from '../src/report/watch/changes.ts';
import { linesOutput } from '../src/report/watch/lines.ts';
import { ndjsonOutput } from '../src/report/watch/ndjson.ts';
import { screenOf } from '../src/report/watch/screen.ts';
import { emptyView, seen } from '../src/report/watch/view.ts';
import { fleetOf, readingsFor } from './fleet.ts';
import { type Bench, cpuMs, cpuNsEach } from './measure.ts';

const start = Date.UTC(2026, 10, 21, 12);
const systemCount = 100_000;
const failing = 5_000;
const canvas: Canvas = {
  columns: 120,
  rows: 50,
  color: true,
  ascii: false,
  at: start + 60_000,
  hasKeys: true,
};

/** What a watch says of a large fleet: nothing, a little, a storm. */
export const bench: Bench = () => {
  const reports = fleetReports();
  const [calm, quiet, little, storm] = reports;
  const calls = 10_000;
  return [
    {
      name: 'a step of 100,000 systems in which nothing changed',
      value:
        cpuNsEach(calls, () => {
          for (let call = 0; call < calls; call += 1) {
            changesOf(calm, quiet, true, false);
          }
        }) / 1_000,
      unit: 'µs',
      budget: { atMost: 20 },
    },
    {
      name: 'a step in which 10 systems failed, and 1,500 with them got worse',
      value: cpuMs(() => changesOf(quiet, little, true, false), { runs: 21, warmups: 20 }),
      unit: 'ms',
      budget: { atMost: 15 },
    },
    ...(['lines', 'json'] as const).map((format) => ({
      name: `a step in which 5,000 systems failed, and 35,000 with them got worse, as ${format}`,
      value: cpuMs(() => told(format, [quiet, storm]), { runs: 9, warmups: 3 }),
      unit: 'ms',
      budget: { atMost: 250 },
    })),
    {
      name: 'a picture of 120 by 50 of that',
      value: cpuMs(picturing([quiet, storm]), { runs: 21, warmups: 20 }),
      unit: 'ms',
      budget: { atMost: 10 },
    },
  ];
};

/** A fleet that is well, is well still, has ten systems that are not, and thousands. */
function fleetReports(): readonly [Report, Report, Report, Report] {
  const model = fleetOf(systemCount);
  const { vocabulary } = planOf(model);
  const state = emptyState();
  let at = start;
  const after = (systems: readonly number[], oddEvery: number): Report => {
    at += 15_000;
    const signals = ['availability'];
    return evaluateReadings(
      model,
      state,
      readingsFor(vocabulary, systems, { at, signals, oddEvery, seed: at }),
    ).report;
  };
  const all = Array.from({ length: systemCount }, (_, index) => index);
  const some = (count: number): readonly number[] =>
    Array.from({ length: count }, (_, index) => (index * 19 + 3) % systemCount);
  return [after(all, 1e9), after(some(10), 1e9), after(some(10), 1), after(some(failing), 1)];
}

function told(format: 'lines' | 'json', reports: readonly Report[]): string {
  const { tell } = format === 'lines' ? linesOutput() : ndjsonOutput();
  return reports
    .map((report) => tell({ type: 'stepped', at: start, report, batches: 1, tookMs: 1 }))
    .join('');
}

/** Pictures once the report has been seen for the first time. */
function picturing(reports: readonly Report[]): () => void {
  let view = emptyView();
  for (const report of reports) {
    view = seen(view, { type: 'stepped', at: start, report, batches: 1, tookMs: 1 });
  }
  return () => {
    screenOf(view, canvas);
  };
}
