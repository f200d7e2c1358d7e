import { numberOf } from '../model/signal-value.ts';
import type { Condition, Level, System as SavedSystem } from '../model/state.generated.ts';
import { type Columns, intCell, seriesFor } from './columns.ts';
import {
  inactive,
  type LevelState,
  type LevelStates,
  pending,
  recovering,
  stageNames,
} from './condition.ts';
import type { Follow, Plan } from './plan.ts';
import { followOf, type Standing, stand, write } from './standing.ts';

/** Where what was saved is put, and how. */
export interface Restoring {
  readonly plan: Plan;
  readonly columns: Columns;
  /** The last step under another configuration, in milliseconds: what stood then stands until the next sample. */
  readonly keepAt: number | undefined;
  /** Filled for one series after the other. */
  readonly standing: Standing;
}

/** Puts what was saved of a system into the columns of a model, as far as it fits the model. */
export function restoreSystem(restoring: Restoring, system: number, saved: SavedSystem): void {
  const { plan, columns } = restoring;
  columns.checks[system] = saved.check;
  columns.observed[system] = saved.observed;
  columns.heartbeatAt[system] = saved.heartbeatAt ?? Number.NaN;
  columns.probedSince[system] = saved.expectedSince ?? Number.NaN;
  restoreSeries(restoring, system, saved);
  const end = intCell(plan.seriesStart, system + 1);
  for (let series = intCell(plan.seriesStart, system); series < end; series += 1) {
    const { threshold } = followOf(plan, series);
    const condition = Object.hasOwn(saved.conditions, threshold.id)
      ? saved.conditions[threshold.id]
      : undefined;
    if (condition?.signal === threshold.signal) {
      restoreCondition(columns, series, condition);
      if (restoring.keepAt !== undefined) {
        keepLevels({ ...restoring, keepAt: restoring.keepAt }, series, {
          critical: stateOf(condition.now?.critical),
          warn: stateOf(condition.now?.warn),
        });
      }
    }
  }
}

function restoreSeries({ plan, columns }: Restoring, system: number, saved: SavedSystem): void {
  for (const [id, { at, value }] of Object.entries(saved.series)) {
    const place = plan.vocabulary.signalById.get(id);
    const signal = place === undefined ? undefined : plan.vocabulary.signals[place];
    const number = signal === undefined ? undefined : numberOf(signal, value);
    if (place !== undefined && number !== undefined && !Number.isNaN(number)) {
      const series = seriesFor(plan, columns, system, place);
      columns.seriesAt[series] = at;
      columns.seriesValue[series] = number;
    }
  }
}

function restoreCondition(columns: Columns, series: number, condition: Condition): void {
  columns.expectedSince[series] = condition.expectedSince;
  columns.staleSince[series] = condition.staleSince ?? Number.NaN;
  columns.kept[series] = condition.kept === true ? 1 : 0;
  const { critical, warn } = condition.before;
  write(columns, 2 * series, stateOf(critical));
  write(columns, 2 * series + 1, stateOf(warn));
}

function stateOf(level: Level | undefined): LevelState {
  const stage = level === undefined ? inactive : stageNames.indexOf(level.state);
  return {
    stage,
    since: level?.since ?? Number.NaN,
    firedAt: level?.firedAt ?? Number.NaN,
    clearSince: level?.clearSince ?? (stage === recovering ? (level?.since ?? 0) : Number.NaN),
  };
}

/**
 * Lets the levels of a series stand as they stood under an earlier configuration, where this one judges the last sample otherwise. A
 * level that the threshold no longer has goes on as the other one.
 */
export function keepLevels(
  { plan, columns, standing, keepAt }: Restoring & { readonly keepAt: number },
  series: number,
  now: LevelStates,
): void {
  const follow = followOf(plan, series);
  if (follow.critical === undefined) {
    write(columns, 2 * series, none);
  }
  if (follow.warn === undefined) {
    write(columns, 2 * series + 1, none);
  }
  stand(plan, columns, series, keepAt, standing);
  const [high, low] = carried(follow, now.critical, now.warn);
  if (isAlike(standing.levels.critical, high) && isAlike(standing.levels.warn, low)) {
    return;
  }
  write(columns, 2 * series, high);
  write(columns, 2 * series + 1, low);
  columns.kept[series] = 1;
}

const none = stateOf(undefined);

/** The two levels, critical and warn, of what is still configured of them. */
function carried(
  { critical, warn }: Follow,
  high: LevelState,
  low: LevelState,
): readonly [LevelState, LevelState] {
  if (critical === undefined) {
    return [none, furtherOf(low, high)];
  }
  return warn === undefined ? [furtherOf(high, low), none] : [high, low];
}

/** A level, or the one that is gone where that had come further: what fired must not wait again. */
function furtherOf(own: LevelState, gone: LevelState): LevelState {
  return own.stage === inactive || (own.stage === pending && gone.stage > pending) ? gone : own;
}

function isAlike(a: LevelState, b: LevelState): boolean {
  return (
    a.stage === b.stage &&
    (a.stage === inactive ||
      (a.since === b.since &&
        Object.is(a.firedAt, b.firedAt) &&
        Object.is(a.clearSince, b.clearSince)))
  );
}
