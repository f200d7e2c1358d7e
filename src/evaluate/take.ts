import { compareText } from '../model/order.ts';
import type { CheckReading, Readings } from '../model/readings.ts';
import type { Check } from '../model/state.generated.ts';
import { badness } from '../model/words.ts';
import { type Columns, cell, hasBeaten, intCell, seriesFor } from './columns.ts';
import { inactiveLevels, type LevelStates } from './condition.ts';
import { observedAfter } from './observed.ts';
import type { Plan } from './plan.ts';
import { beginSample } from './standing.ts';
import { type Touched, touch } from './touched.ts';

/** What became of the readings of a step. */
export interface Taken {
  /** How many were used. */
  readonly accepted: number;
  /** How many were older than the last of their series, or too old to be used. */
  readonly late: number;
  /** How many were stamped more than 30 s ahead. */
  readonly skewed: number;
}

const skewMsMax = 30_000;

/** Where readings are taken to. */
export interface Taking {
  readonly plan: Plan;
  readonly columns: Columns;
  /** The systems that something was heard of. */
  readonly touched: Touched;
  /** The instant of the step, in milliseconds. */
  readonly now: number;
}

/**
 * Takes readings into the columns. Their order does not matter, nor whether those of one instant come at once. An instant
 * after that of the step becomes that of the step.
 */
export function take(taking: Taking, readings: Readings): Taken {
  const { checks, heartbeats, samples, observations } = readings;
  const used = takeChecks(taking, checks);
  const accepted =
    used.length +
    takeHeartbeats(taking, heartbeats) +
    takeObservations(taking, observations) +
    takeSamples(taking, withLatencies(taking, samples, used), samples.count);
  takeHeartbeatAges(taking);
  const latest = taking.now + skewMsMax;
  let skewed = 0;
  const others = [...checks, ...heartbeats, ...observations];
  for (const { at } of others) {
    skewed += Number(at > latest);
  }
  for (let row = 0; row < samples.count; row += 1) {
    skewed += Number(cell(samples.at, row) > latest);
  }
  return { accepted, late: others.length + samples.count - accepted, skewed };
}

function oldestOf({ plan, now }: Taking): number {
  return now - (plan.model.settings.lateAfterMs ?? Number.POSITIVE_INFINITY);
}

function takeHeartbeats(taking: Taking, heartbeats: Readings['heartbeats']): number {
  const { columns, touched, now } = taking;
  const oldest = oldestOf(taking);
  let accepted = 0;
  for (const { system, at: written } of inOrder(heartbeats)) {
    const at = Math.min(written, now);
    if (at >= oldest && !(at < cell(columns.heartbeatAt, system))) {
      columns.heartbeatAt[system] = at;
      touch(touched, system);
      accepted += 1;
    }
  }
  return accepted;
}

function takeObservations(taking: Taking, observations: Readings['observations']): number {
  const { columns, touched, now } = taking;
  const oldest = oldestOf(taking);
  let accepted = 0;
  for (const { system, at: written, ...seen } of inOrder(observations)) {
    const at = Math.min(written, now);
    const after =
      at < oldest ? undefined : observedAfter(columns.observed[system], { ...seen, at });
    if (after !== undefined) {
      columns.observed[system] = after;
      touch(touched, system);
      accepted += 1;
    }
  }
  return accepted;
}

/** Takes checks, and answers those that were used. */
function takeChecks(taking: Taking, checks: readonly CheckReading[]): readonly CheckReading[] {
  const { columns, touched, now } = taking;
  const oldest = oldestOf(taking);
  return inOrder(checks).filter((reading) => {
    const at = Math.min(reading.at, now);
    const isUsed = at >= oldest && takeCheck(columns, reading, at);
    if (isUsed) {
      touch(touched, reading.system);
    }
    return isUsed;
  });
}

/** The samples, and behind them how long checks took, as samples of `check_latency` at their instants. */
function withLatencies(
  { plan }: Taking,
  samples: Readings['samples'],
  checks: readonly CheckReading[],
): Readings['samples'] {
  const timed = checks.filter(({ latencyMs }) => latencyMs !== undefined);
  if (plan.checkLatency < 0 || timed.length === 0) {
    return samples;
  }
  const count = samples.count + timed.length;
  const longer = {
    count,
    system: new Int32Array(count),
    signal: new Int32Array(count).fill(plan.checkLatency),
    value: new Float64Array(count),
    at: new Float64Array(count),
  };
  for (const column of ['system', 'signal', 'value', 'at'] as const) {
    longer[column].set(samples[column].subarray(0, samples.count));
  }
  for (const [place, { system, at, latencyMs = 0 }] of timed.entries()) {
    longer.system[samples.count + place] = system;
    longer.at[samples.count + place] = at;
    longer.value[samples.count + place] = latencyMs;
  }
  return longer;
}

function takeCheck(
  columns: Columns,
  { system, status, message }: CheckReading,
  at: number,
): boolean {
  const check: Check = { at, status, ...(message === undefined ? {} : { message }) };
  const last = columns.checks[system];
  if (last !== undefined && at < last.at) {
    return false;
  }
  columns.checks[system] = last?.at === at ? worseCheck(last, check) : check;
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

function inOrder<T extends { readonly at: number }>(items: readonly T[]): readonly T[] {
  return items.length < 2 ? items : items.toSorted((a, b) => a.at - b.at);
}

/** Takes samples, and answers how many of the first `countedTo` rows were used. */
function takeSamples(taking: Taking, samples: Readings['samples'], countedTo: number): number {
  const { touched, now } = taking;
  const oldest = oldestOf(taking);
  const levels = inactiveLevels();
  const rows = rowsInOrder(samples);
  const sample = { system: 0, signal: 0, at: 0, value: 0 };
  let accepted = 0;
  for (let place = 0; place < samples.count; place += 1) {
    const row = rows === undefined ? place : intCell(rows, place);
    sample.at = Math.min(cell(samples.at, row), now);
    if (sample.at < oldest) {
      continue;
    }
    sample.system = intCell(samples.system, row);
    sample.signal = intCell(samples.signal, row);
    sample.value = cell(samples.value, row);
    if (takeSample(taking, sample, levels)) {
      touch(touched, sample.system);
      accepted += Number(row < countedTo);
    }
  }
  return accepted;
}

/** The rows by instant; undefined where they are so already, as nearly all batches are. */
function rowsInOrder({ count, at }: Readings['samples']): Int32Array | undefined {
  let last = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < count; row += 1) {
    const here = cell(at, row);
    if (here < last) {
      return Int32Array.from({ length: count }, (_, place) => place).sort(
        (a, b) => cell(at, a) - cell(at, b) || a - b,
      );
    }
    last = here;
  }
  return undefined;
}

interface Sample {
  readonly system: number;
  readonly signal: number;
  readonly at: number;
  readonly value: number;
}

/**
 * Takes a sample that is not older than the last one of its series; of two of one instant the worse one. The age of a
 * heartbeat that was heard of is known better here.
 */
function takeSample({ plan, columns }: Taking, sample: Sample, levels: LevelStates): boolean {
  const { at, value } = sample;
  if (sample.signal === plan.heartbeatAge && hasBeaten(columns, sample.system)) {
    return true;
  }
  const series = seriesFor(plan, columns, sample.system, sample.signal);
  const lastAt = cell(columns.seriesAt, series);
  if (at < lastAt) {
    return false;
  }
  if (at === lastAt) {
    const last = cell(columns.seriesValue, series);
    const isLower = plan.vocabulary.signals[sample.signal]?.better === 'lower';
    columns.seriesValue[series] = isLower ? Math.max(last, value) : Math.min(last, value);
    if (series < plan.seriesSystem.length) {
      columns.kept[series] = 0;
    }
    return true;
  }
  if (series < plan.seriesSystem.length) {
    beginSample(plan, columns, series, at, levels);
  }
  columns.seriesAt[series] = at;
  columns.seriesValue[series] = value;
  return true;
}

/**
 * The time since the last sign of life, at every step, where a threshold follows it. Elsewhere it is worked out when somebody
 * asks.
 */
function takeHeartbeatAges({ plan, columns, touched, now }: Taking): void {
  const levels = inactiveLevels();
  for (const series of plan.ageSeries) {
    const system = intCell(plan.seriesSystem, series);
    if (hasBeaten(columns, system)) {
      if (cell(columns.seriesAt, series) !== now) {
        beginSample(plan, columns, series, now, levels);
      }
      columns.kept[series] = 0;
      columns.seriesAt[series] = now;
      columns.seriesValue[series] = (now - cell(columns.heartbeatAt, system)) / 1_000;
      touch(touched, system);
    }
  }
}
