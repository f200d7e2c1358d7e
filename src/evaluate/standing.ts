import { byteCell, type Columns, cell, intCell, seriesOf } from './columns.ts';
import {
  behindGap,
  calm,
  changesAt,
  hold,
  inactive,
  inactiveLevels,
  isWell,
  type LevelState,
  type LevelStates,
  meet,
  unheard,
} from './condition.ts';
import { absentAfterMs, type Follow, type Plan } from './plan.ts';
import { sayWord } from './say-value.ts';

/** Where a followed series stands at the end of a step. One is made a step, and filled for one series after the other. */
export interface Standing {
  readonly levels: LevelStates;
  /** Whether a sample was ever seen. */
  isHeard: boolean;
  /** When the last sample was, or where there never was one, when it was first expected. In milliseconds, as all instants. */
  quietSince: number;
  /** When the last sample goes, or went, out of date. */
  absentAt: number;
  isStale: boolean;
}

export function blankStanding(): Standing {
  return { levels: inactiveLevels(), isHeard: false, quietSince: 0, absentAt: 0, isStale: false };
}

/** The threshold that follows a series. */
export function followOf(plan: Plan, series: number): Follow {
  const follow = plan.follows[intCell(plan.seriesFollow, series)];
  if (follow === undefined) {
    throw new RangeError(`no threshold follows series ${series}`);
  }
  return follow;
}

/** Fills a standing for a followed series at the end of a step. */
export function stand(
  plan: Plan,
  columns: Columns,
  series: number,
  now: number,
  standing: Standing,
): void {
  const { levels } = standing;
  const at = cell(columns.seriesAt, series);
  standing.isHeard = !Number.isNaN(at);
  standing.quietSince = standing.isHeard ? at : cell(columns.expectedSince, series);
  standing.absentAt = standing.quietSince + cell(plan.seriesAbsentMs, series);
  standing.isStale = now > standing.absentAt;
  const follow = followOf(plan, series);
  levelsAt(follow, columns, series, Math.min(now, standing.absentAt), levels);
  if (!standing.isStale) {
    return;
  }
  if (follow.threshold.absentAs === 'resolve') {
    calm(levels);
  } else {
    unheard(levels);
  }
}

/** The next instant at which a series stands otherwise although nothing is heard of it; infinite where there is none. */
export function standsUntil(follow: Follow, standing: Standing): number {
  return standing.isStale
    ? Number.POSITIVE_INFINITY
    : Math.min(standing.absentAt, changesAt(follow, standing.levels));
}

/** Fills the levels just before the last sample, and answers them. */
export function levelsBefore(columns: Columns, series: number, levels: LevelStates): LevelStates {
  read(columns, 2 * series, levels.critical);
  read(columns, 2 * series + 1, levels.warn);
  return levels;
}

/** The levels that the last sample makes, held until an instant. */
function levelsAt(
  follow: Follow,
  columns: Columns,
  series: number,
  until: number,
  levels: LevelStates,
): void {
  levelsBefore(columns, series, levels);
  const at = cell(columns.seriesAt, series);
  const value = cell(columns.seriesValue, series);
  // Nearly all series are well, and stay so.
  if (!(Number.isNaN(at) || isWell(follow, levels, value))) {
    if (byteCell(columns.kept, series) === 0) {
      meet(follow, levels, at, value);
    }
    hold(follow, levels, until);
  }
}

/**
 * Moves a followed series to just before a sample of a new instant: the last value is held until then, but no longer than
 * it counts.
 */
export function beginSample(
  plan: Plan,
  columns: Columns,
  series: number,
  at: number,
  levels: LevelStates,
): void {
  const follow = followOf(plan, series);
  const lastAt = cell(columns.seriesAt, series);
  const heldUntil = (Number.isNaN(lastAt) ? at : lastAt) + cell(plan.seriesAbsentMs, series);
  levelsAt(follow, columns, series, Math.min(at, heldUntil), levels);
  // A sample that is not after the step that missed it shows that there was no gap.
  if (at > cell(columns.staleSince, series)) {
    if (follow.threshold.absentAs === 'resolve') {
      calm(levels);
    } else {
      behindGap(levels, at);
    }
  }
  write(columns, 2 * series, levels.critical);
  write(columns, 2 * series + 1, levels.warn);
  columns.staleSince[series] = Number.NaN;
  columns.kept[series] = 0;
}

/** Of an inactive level there is nothing else to know, and most are so, one after the other. */
function read(columns: Columns, place: number, state: LevelState): void {
  const before = state.stage;
  state.stage = byteCell(columns.stage, place);
  if (state.stage === inactive) {
    if (before === inactive) {
      return;
    }
    state.since = Number.NaN;
    state.firedAt = Number.NaN;
    state.clearSince = Number.NaN;
    return;
  }
  state.since = cell(columns.since, place);
  state.firedAt = cell(columns.firedAt, place);
  state.clearSince = cell(columns.clearSince, place);
}

/** Puts a level into the columns. */
export function write(columns: Columns, place: number, state: LevelState): void {
  if (state.stage === inactive && columns.stage[place] === inactive) {
    return;
  }
  columns.stage[place] = state.stage;
  columns.since[place] = state.since;
  columns.firedAt[place] = state.firedAt;
  columns.clearSince[place] = state.clearSince;
}

/** The last value of a series. */
export interface SeriesValue {
  /** A number, or a word of the signal. */
  readonly value: number | string;
  /** When it was observed, in milliseconds. */
  readonly at: number;
  /** Whether it is too old to say anything about now. */
  readonly stale: boolean;
}

/** A value with whether it is out of date, for policies; undefined where nothing was ever heard. `now` is in milliseconds. */
export function lastValue(
  plan: Plan,
  columns: Columns,
  { system, signal }: { readonly system: number; readonly signal: number },
  now: number,
): SeriesValue | undefined {
  const heartbeatAt = cell(columns.heartbeatAt, system);
  if (signal === plan.heartbeatAge && !Number.isNaN(heartbeatAt)) {
    return { value: (now - heartbeatAt) / 1_000, at: now, stale: false };
  }
  const series = seriesOf(plan, columns, system, signal);
  const at = series < 0 ? Number.NaN : cell(columns.seriesAt, series);
  const declared = plan.vocabulary.signals[signal];
  const owner = plan.model.systems[system];
  if (Number.isNaN(at) || declared === undefined || owner === undefined) {
    return undefined;
  }
  const absentMs =
    series < plan.seriesAbsentMs.length
      ? cell(plan.seriesAbsentMs, series)
      : absentAfterMs(plan.model, owner);
  const value = cell(columns.seriesValue, series);
  return {
    value: declared.values === undefined ? value : sayWord(declared, value),
    at,
    stale: now - at > absentMs,
  };
}
