import type { Batch } from '../model/batch.generated.ts';
import { tooManySilences } from '../model/misfits.ts';
import type { Model } from '../model/model.ts';
import { readingsOf } from '../model/read-batch.ts';
import type { Readings } from '../model/readings.ts';
import type { Report } from '../model/report.generated.ts';
import { sayInstant } from '../model/time.ts';
import { byteCell, type Columns } from './columns.ts';
import { firstDeadline } from './deadlines.ts';
import { guardOn } from './guard.ts';
import { advance, beginOutcome, type Outcome } from './outcome.ts';
import { overallOf } from './overall.ts';
import { type Plan, planOf } from './plan.ts';
import { spofsOf } from './spofs.ts';
import { lastValue } from './standing.ts';
import { layOut, type State } from './state.ts';
import { take } from './take.ts';
import { verdict } from './verdict.ts';
import type { OpenWindow } from './windows.ts';

/** What a step comes to. */
export interface Step {
  /** The state that was given, moved on. */
  readonly state: State;
  readonly report: Report;
}

/**
 * One step: what was observed, judged by a configuration. The step is at the instant of the batch, or at that of the last
 * step where the batch is older. The state that is given is changed and returned; `forkState` first to keep it. A state
 * of another model is brought in line with this one.
 *
 * The instants of the batch must be RFC 3339, as they are once a batch has been read; a RangeError is thrown otherwise.
 */
export function evaluate(model: Model, state: State, batch: Batch): Step {
  return evaluateReadings(model, state, readingsOf(planOf(model).vocabulary, batch));
}

/** What a step comes to that nobody wants a report of. */
export interface BareStep {
  /** The alerts of the systems of which one differs from the last step by more than its value. */
  readonly news: Report['alerts'];
  readonly incidents: Report['incidents'];
  readonly notifications: Report['notifications'];
  readonly runs: Report['runs'];
  /** When something may happen although nothing is heard, in milliseconds; infinite where nothing can. */
  readonly nextAt: number;
}

/** A step without its report: the next one with a report is as if this one had had one. */
export function stepReadings(model: Model, state: State, readings: Readings): BareStep {
  const { plan, outcome, now, news } = moveOn(model, state, readings, false);
  const { incidents, notifications, runs } = outcome.watch;
  return {
    news,
    incidents,
    notifications,
    runs,
    nextAt: nextAt(plan, outcome, now),
  };
}

/** The same of a batch that was read into columns with the vocabulary of the model. */
export function evaluateReadings(model: Model, state: State, readings: Readings): Step {
  const { plan, columns, outcome, now, taken, changed } = moveOn(model, state, readings, true);
  const { systems, groups, watch, open } = outcome;
  const overall = overallOf(outcome.tally);
  const { vocabulary } = plan;
  const judgedSoFar = {
    model,
    topology: plan.topology,
    structure: plan.structure,
    now,
    systems,
    groups,
    overall,
    drift: (system: number) => outcome.drifting.found.get(system)?.drift,
    driftOutcomes: outcome.drifting.outcomes,
    series: (id: string, name: string) => {
      const [system, signal] = [vocabulary.systemById.get(id), vocabulary.signalById.get(name)];
      return system === undefined || signal === undefined
        ? undefined
        : lastValue(plan, columns, { system, signal }, now);
    },
  };
  const deadline = nextAt(plan, outcome, now);
  const { findings, policies } = guardOn(outcome.guarding, judgedSoFar, changed);
  const judged = {
    schemaVersion: 1 as const,
    name: model.name,
    ...(model.environment === undefined ? {} : { environment: model.environment }),
    at: sayInstant(now),
    revision: model.revision,
    totals: plan.totals,
    overall,
    systems,
    groups,
    spofs: spofsOf(model, plan.topology),
    alerts: watch.alerts,
    incidents: watch.incidents,
    notifications: watch.notifications,
    runs: watch.runs,
    nextDeadline: deadline === Number.POSITIVE_INFINITY ? null : sayInstant(deadline),
    maintenance: open.map(windowReport),
    policies,
    findings,
    diagnostics: model.diagnostics,
    readings: {
      accepted: taken.accepted,
      late: taken.late,
      skewed: taken.skewed,
      missing: readings.missingCount,
      unmatched: readings.unmatchedCount + watch.refused.length,
    },
    unmatched:
      watch.refused.length === 0
        ? readings.unmatched
        : [...readings.unmatched, ...watch.refused.map(tooMany)],
  };
  return { state, report: { ...judged, ...verdict(judged, { failOn: 'error' }) } };
}

interface Moved {
  readonly plan: Plan;
  readonly columns: Columns;
  readonly outcome: Outcome;
  readonly now: number;
  readonly taken: ReturnType<typeof take>;
  /** Systems that policies may find otherwise. */
  readonly changed: Int32Array;
  readonly news: Report['alerts'];
}

/** Takes readings, and judges what they change. */
function moveOn(model: Model, state: State, readings: Readings, isShown: boolean): Moved {
  const laidOut = layOut(state, model);
  const { plan, columns } = laidOut;
  const now = Math.max(readings.at, state.at);
  if (laidOut.outcome === undefined) {
    expectFrom(plan, columns, now);
  }
  const outcome = laidOut.outcome ?? beginOutcome(plan, state.alerting);
  laidOut.outcome = outcome;
  const taken = take({ plan, columns, touched: outcome.touched, now }, readings);
  state.at = now;
  const { acknowledgements, silences } = readings;
  const { changed, news } = advance(plan, columns, outcome, {
    now,
    isShown,
    acknowledgements,
    silences,
  });
  return {
    plan,
    columns,
    outcome,
    now,
    taken,
    changed,
    news,
  };
}

/** When something may happen although nothing is heard, in milliseconds. */
function nextAt(plan: Plan, { deadlines, drifting, watch }: Outcome, now: number): number {
  const at = Math.min(
    firstDeadline(deadlines),
    plan.calendar(now).sameUntil,
    drifting.changesAt,
    watch.nextAt,
  );
  return Math.max(at, now + 1);
}

/** What is new in the model is expected from a step on. */
function expectFrom(plan: Plan, { expectedSince, probedSince }: Columns, now: number): void {
  for (let series = 0; series < expectedSince.length; series += 1) {
    if (Number.isNaN(expectedSince[series])) {
      expectedSince[series] = now;
    }
  }
  for (let system = 0; system < probedSince.length; system += 1) {
    if (byteCell(plan.probe, system) === 0) {
      probedSince[system] = Number.NaN;
    } else if (Number.isNaN(probedSince[system])) {
      probedSince[system] = now;
    }
  }
}

/** A silence that a batch asked for and that was not taken. */
function tooMany(id: string): Report['unmatched'][number] {
  return {
    kind: 'silence',
    system: id,
    signal: null,
    reason: 'too-many',
    help: tooManySilences,
  };
}

function windowReport({
  window,
  since,
  until,
  systems,
}: OpenWindow): Report['maintenance'][number] {
  return {
    id: window.id,
    systems: [...systems],
    since: sayInstant(since),
    until: sayInstant(until),
    reason: window.reason,
    masks: window.masks,
    suppresses: window.suppresses,
    at: window.at,
  };
}
