import { load } from '../src/config/load.ts';
import { alertOn } from '../src/evaluate/alerting/alert-step.ts';
import { beginWatch } from '../src/evaluate/alerting/watch.ts';
import { evaluateReadings } from '../src/evaluate/evaluate.ts';
import { planOf } from '../src/evaluate/plan.ts';
import { emptyState, type State } from '../src/evaluate/state.ts';
import type { Model } from '../src/model/model.ts';
import { fleetOf, readingsFor } from './fleet.ts';
import { type Bench, cpuMs } from './measure.ts';

const start = Date.UTC(2026, 10, 21, 12);
const systemCount = 100_000;
const firing = 5_000;

/** Who is told: by escalation what is urgent, directly what is not. */
const alerting = `tower: v1
channels:
  pager: { pagerduty: { routingKey: { env: TOWER_SECRET_PAGER } } }
  board: { slack: { channel: "#board", token: { env: TOWER_SECRET_SLACK } } }
escalations:
  on-call: { steps: [{ level: on_call, notify: [pager], wait: 10m }, { level: manager, notify: [pager] }] }
routes:
  - { match: { priority: [p1, p2] }, escalation: on-call }
  - { notify: [board], groupBy: [owner], groupWait: 30s, groupInterval: 5m }
`;

function fleet(): Model {
  const { model, diagnostics } = load([{ path: 'tower.yaml', text: alerting }]);
  if (model === undefined) {
    throw new Error(diagnostics.map(({ message }) => message).join('; '));
  }
  const { channels, escalations, routes } = model;
  return { ...fleetOf(systemCount), channels, escalations, routes };
}

/** Alerts of a large fleet: a storm of them, and steps while they fire. */
export const bench: Bench = () => {
  const model = fleet();
  const { vocabulary } = planOf(model);
  const calm = Array.from({ length: systemCount }, (_, index) => index);
  const stormy = Array.from({ length: firing }, (_, index) => (index * 19 + 3) % systemCount);
  const values = (systems: readonly number[], at: number, oddEvery: number, seed: number) =>
    readingsFor(vocabulary, systems, { at, signals: ['availability'], oddEvery, seed });
  const state = emptyState();
  evaluateReadings(model, state, values(calm, start, 1e9, 1));
  const { report } = evaluateReadings(model, state, values(stormy, start + 10_000, 1, 2));
  if (report.alerts.length !== firing) {
    throw new Error(`${report.alerts.length} alerts fire`);
  }
  const storm = cpuMs(correlating(model, state), { runs: 9, warmups: 5 });
  let step = 0;
  const batchMs = (oddEvery: number): number =>
    cpuMs(() => {
      for (let turn = 0; turn < 50; turn += 1) {
        step += 1;
        const systems = Array.from(
          { length: 100 },
          (_, index) => (index * 991 + step * 7) % systemCount,
        );
        evaluateReadings(model, state, values(systems, start + 20_000 + step * 10, oddEvery, step));
      }
    }) / 50;
  return [
    {
      name: `causes, incidents and messages of a storm of ${firing} alerts on 100,000 systems`,
      value: storm,
      unit: 'ms',
      budget: { atMost: 200 },
    },
    {
      name: `a batch of 100 signals while they fire, one of which changes its alerts`,
      value: batchMs(100),
      unit: 'ms',
      budget: { atMost: 5 },
    },
    {
      name: 'the same, in which about ten do',
      value: batchMs(10),
      unit: 'ms',
    },
  ];
};

/** The alerting of a storm that has just been judged: its causes, incidents, routes and messages, from nothing. */
function correlating(model: Model, { laidOut, at }: State): () => void {
  const { outcome } = laidOut ?? {};
  if (outcome === undefined) {
    throw new Error('the storm has not been evaluated');
  }
  const alerts = new Map(outcome.watch.alertsOf);
  const moved = Int32Array.from({ length: systemCount }, (_, index) => index);
  const failing = new Set(alerts.keys());
  return () => {
    const watch = beginWatch(planOf(model).alerting());
    alertOn(watch, {
      now: at,
      propagation: outcome.propagation,
      alerts,
      moved,
      isFailing: (system) => failing.has(system),
      isShown: true,
      acknowledgements: [],
      silences: [],
    });
    if (watch.alerts.length !== firing) {
      throw new Error(`${watch.alerts.length} alerts are shown`);
    }
  };
}
