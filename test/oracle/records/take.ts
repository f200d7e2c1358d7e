import type { Model, Signal } from '../../../src/model/model.ts';
import { compareText } from '../../../src/model/order.ts';
import type { Check, Series } from '../../../src/model/state.generated.ts';
import { badness } from '../../../src/model/words.ts';
import { absentAfterMs, thresholdsOf } from './expect.ts';
import { measure } from './measure.ts';
import type { Readings, Sample } from './readings.ts';
import { conditionBefore } from './standing.ts';
import { recordOf, type State } from './state.ts';

/** How many observations were used, and how many came too late. */
export interface Taken {
  readonly accepted: number;
  readonly late: number;
}

/** Takes readings into the state. Their order does not matter, nor whether those of one instant come at once. */
export function take(model: Model, state: State, readings: Readings, now: number): Taken {
  const oldest = now - (model.settings.lateAfterMs ?? Number.POSITIVE_INFINITY);
  const inOrder = <T extends { readonly at: number }>(items: readonly T[]): readonly T[] =>
    items.filter(({ at }) => at >= oldest).sort((a, b) => a.at - b.at);
  const latency = model.signals.get('check_latency');
  const derived = new Set<Sample>();
  let accepted = 0;
  for (const check of inOrder(readings.checks)) {
    if (takeCheck(state, check)) {
      accepted += 1;
      const { system, at, latencyMs: value } = check;
      if (latency !== undefined && value !== undefined) {
        derived.add({ system, signal: latency, at, value });
      }
    }
  }
  for (const heartbeat of inOrder(readings.heartbeats)) {
    accepted += Number(takeHeartbeat(state, heartbeat));
  }
  for (const sample of inOrder([...readings.samples, ...derived])) {
    accepted += Number(takeSample(model, state, sample) && !derived.has(sample));
  }
  takeHeartbeatAges(model, state, now);
  const given = readings.checks.length + readings.heartbeats.length + readings.samples.length;
  return { accepted, late: given - accepted };
}

function takeHeartbeat(state: State, { system, at }: Readings['heartbeats'][number]): boolean {
  const record = recordOf(state, system);
  if (at < (record.heartbeatAt ?? at)) {
    return false;
  }
  record.heartbeatAt = at;
  return true;
}

function takeCheck(
  state: State,
  { system, at, status, message }: Readings['checks'][number],
): boolean {
  const record = recordOf(state, system);
  const check: Check = { at, status, ...(message === undefined ? {} : { message }) };
  const last = record.check;
  if (last !== undefined && at < last.at) {
    return false;
  }
  record.check = last?.at === at ? worseCheck(last, check) : check;
  return true;
}

function worseCheck(a: Check, b: Check): Check {
  const difference = badness[b.status] - badness[a.status];
  return difference > 0 || (difference === 0 && isMessageFirst(b, a)) ? b : a;
}

/** Of two checks that say the same, one with a message is kept, then the one whose message comes first. */
function isMessageFirst(a: Check, b: Check): boolean {
  return (
    a.message !== undefined && (b.message === undefined || compareText(a.message, b.message) < 0)
  );
}

/** Of two samples of one instant the worse one. */
function worseSample(signal: Signal, a: Series, b: Series): Series {
  const difference = measure(signal, a.value) - measure(signal, b.value);
  const isWorse = signal.better === 'lower' ? difference < 0 : difference > 0;
  return isWorse ? b : a;
}

/** Takes a sample that is not older than the last one of its series. */
function takeSample(model: Model, state: State, sample: Sample): boolean {
  const { system, signal } = sample;
  const { series, heartbeatAt } = recordOf(state, system);
  if (signal.id === 'heartbeat_age' && heartbeatAt !== undefined) {
    return true;
  }
  const last = series.get(signal.id);
  const arrived: Series = { at: sample.at, value: sample.value };
  if (last !== undefined && arrived.at < last.at) {
    return false;
  }
  if (last?.at === arrived.at) {
    series.set(signal.id, worseSample(signal, last, arrived));
  } else {
    beginSample(model, state, sample);
    series.set(signal.id, arrived);
  }
  return true;
}

/** The time since the last sign of life is known best here: it replaces what was submitted for the same instant. */
function takeHeartbeatAges(model: Model, state: State, now: number): void {
  const signal = model.signals.get('heartbeat_age');
  if (signal === undefined) {
    return;
  }
  for (const [system, { heartbeatAt, series }] of state.systems) {
    if (heartbeatAt !== undefined) {
      const sample = { system, signal, at: now, value: (now - heartbeatAt) / 1_000 };
      if (series.get(signal.id)?.at !== now) {
        beginSample(model, state, sample);
      }
      series.set(signal.id, { at: now, value: sample.value });
    }
  }
}

/** Moves the condition on the series to just before a sample of a new instant. */
function beginSample(model: Model, state: State, { system: id, signal, at }: Sample): void {
  const system = model.systemById.get(id);
  const threshold = system === undefined ? undefined : thresholdsOf(system).get(signal.id);
  const { conditions, series } = recordOf(state, id);
  const condition = threshold === undefined ? undefined : conditions.get(threshold.id);
  if (system !== undefined && threshold !== undefined && condition !== undefined) {
    const last = series.get(signal.id);
    const absentMs = absentAfterMs(model, system, threshold);
    const followed = { threshold, signal, condition, last, absentMs };
    conditions.set(threshold.id, conditionBefore(followed, at));
  }
}
