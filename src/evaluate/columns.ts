import type { Check, Observed } from '../model/state.generated.ts';
import type { Plan } from './plan.ts';

/**
 * What is remembered between steps, in columns that `evaluate` changes in place. Instants are in milliseconds; NaN is one
 * that there is not. Series are numbered: first the followed ones, as in the plan, then the others as they are heard of.
 */
export interface Columns {
  seriesCount: number;
  /** By series: when the last sample was. */
  seriesAt: Float64Array;
  /** By series: the number, or the index of the word. */
  seriesValue: Float64Array;
  /** Series that no threshold follows, by `keyOf`. */
  readonly otherSeries: Map<number, number>;
  /** By followed series: the first step that expected a sample. */
  readonly expectedSince: Float64Array;
  /** By followed series: the first step that found it out of date. */
  readonly staleSince: Float64Array;
  /** The two levels of each followed series just before its last sample, critical, then warn: the instants of active ones. */
  readonly stage: Uint8Array;
  readonly since: Float64Array;
  readonly firedAt: Float64Array;
  readonly clearSince: Float64Array;
  /** By followed series: 1 where its levels are what an earlier configuration made of the last sample, so that the next one decides. */
  readonly kept: Uint8Array;
  /** By system. */
  readonly checks: (Check | undefined)[];
  readonly heartbeatAt: Float64Array;
  /** By system: the first step that expected to hear of its probe. */
  readonly probedSince: Float64Array;
  /** By system: what was last seen to run. */
  readonly observed: (Observed | undefined)[];
}

/** Columns of a plan in which nothing has been heard yet. */
export function emptyColumns(plan: Plan): Columns {
  const followed = plan.seriesSystem.length;
  const systems = plan.model.systems.length;
  const instants = (count: number): Float64Array => new Float64Array(count).fill(Number.NaN);
  return {
    seriesCount: followed,
    seriesAt: instants(followed),
    seriesValue: new Float64Array(followed),
    otherSeries: new Map(),
    expectedSince: instants(followed),
    staleSince: instants(followed),
    stage: new Uint8Array(2 * followed),
    // These count only where a level is not inactive.
    since: new Float64Array(2 * followed),
    firedAt: new Float64Array(2 * followed),
    clearSince: new Float64Array(2 * followed),
    kept: new Uint8Array(followed),
    checks: new Array<Check | undefined>(systems).fill(undefined),
    heartbeatAt: instants(systems),
    probedSince: instants(systems),
    observed: new Array<Observed | undefined>(systems).fill(undefined),
  };
}

export function forkColumns(columns: Columns): Columns {
  return {
    seriesCount: columns.seriesCount,
    seriesAt: columns.seriesAt.slice(),
    seriesValue: columns.seriesValue.slice(),
    otherSeries: new Map(columns.otherSeries),
    expectedSince: columns.expectedSince.slice(),
    staleSince: columns.staleSince.slice(),
    stage: columns.stage.slice(),
    since: columns.since.slice(),
    firedAt: columns.firedAt.slice(),
    clearSince: columns.clearSince.slice(),
    kept: columns.kept.slice(),
    checks: columns.checks.slice(),
    heartbeatAt: columns.heartbeatAt.slice(),
    probedSince: columns.probedSince.slice(),
    observed: columns.observed.slice(),
  };
}

/** An element of a column; the index is inside of it. One function for each kind of column, as code for one kind is faster. */
export function cell(column: Float64Array, index: number): number {
  return column[index] ?? 0;
}

export function intCell(column: Int32Array, index: number): number {
  return column[index] ?? 0;
}

export function byteCell(column: Uint8Array, index: number): number {
  return column[index] ?? 0;
}

/** Whether a heartbeat of a system was ever heard of. */
export function hasBeaten({ heartbeatAt }: Columns, system: number): boolean {
  return !Number.isNaN(cell(heartbeatAt, system));
}

/** The key of a series in `otherSeries`. */
function keyOf(plan: Plan, system: number, signal: number): number {
  return system * plan.vocabulary.signals.length + signal;
}

/** The series of a signal of a system, -1 where it was never heard of and no threshold follows it. */
export function seriesOf(plan: Plan, columns: Columns, system: number, signal: number): number {
  const { seriesStart, seriesSignal } = plan;
  const end = intCell(seriesStart, system + 1);
  for (let series = intCell(seriesStart, system); series < end; series += 1) {
    if (intCell(seriesSignal, series) === signal) {
      return series;
    }
  }
  return columns.otherSeries.size === 0
    ? -1
    : (columns.otherSeries.get(keyOf(plan, system, signal)) ?? -1);
}

/** The series of a signal of a system, from now on if there was none. */
export function seriesFor(plan: Plan, columns: Columns, system: number, signal: number): number {
  const known = seriesOf(plan, columns, system, signal);
  if (known >= 0) {
    return known;
  }
  const series = columns.seriesCount;
  if (series === columns.seriesAt.length) {
    const length = Math.max(16, 2 * series);
    columns.seriesAt = grown(columns.seriesAt, length);
    columns.seriesValue = grown(columns.seriesValue, length);
  }
  columns.seriesAt[series] = Number.NaN;
  columns.otherSeries.set(keyOf(plan, system, signal), series);
  columns.seriesCount = series + 1;
  return series;
}

function grown(column: Float64Array, length: number): Float64Array {
  const longer = new Float64Array(length);
  longer.set(column);
  return longer;
}
