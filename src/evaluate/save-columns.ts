import { compareText } from '../model/order.ts';
import type {
  Condition,
  Level,
  Levels,
  SavedState,
  System as SavedSystem,
  Series,
} from '../model/state.generated.ts';
import { byteCell, type Columns, cell, hasBeaten, intCell } from './columns.ts';
import { type LevelState, type LevelStates, stageNames } from './condition.ts';
import type { Plan } from './plan.ts';
import { plainValue } from './say-value.ts';
import {
  blankStanding,
  followOf,
  lastValue,
  levelsBefore,
  type Standing,
  stand,
} from './standing.ts';

/** What columns hold at an instant in milliseconds, by id, keys sorted. */
export function savedSystems(plan: Plan, columns: Columns, now: number): SavedState['systems'] {
  const heard = otherSignals(plan, columns);
  const standing = blankStanding();
  return Object.fromEntries(
    plan.model.systems.flatMap(({ id }, index) => {
      const others = heard.get(index) ?? [];
      return isRemembered(plan, columns, index) || others.length > 0
        ? [[id, savedSystem(plan, columns, index, { others, now, standing })] as const]
        : [];
    }),
  );
}

/** The signals of each system that no threshold follows and that something was heard of. */
export function otherSignals(plan: Plan, columns: Columns): ReadonlyMap<number, readonly number[]> {
  const signalCount = plan.vocabulary.signals.length;
  const heard = new Map<number, number[]>();
  for (const key of columns.otherSeries.keys()) {
    const system = Math.floor(key / signalCount);
    const signals = heard.get(system) ?? [];
    signals.push(key % signalCount);
    heard.set(system, signals);
  }
  return heard;
}

/** Whether there is anything to say of a system. */
export function isRemembered(plan: Plan, columns: Columns, system: number): boolean {
  return (
    intCell(plan.seriesStart, system) < intCell(plan.seriesStart, system + 1) ||
    byteCell(plan.probe, system) > 0 ||
    columns.checks[system] !== undefined ||
    columns.observed[system] !== undefined ||
    hasBeaten(columns, system)
  );
}

interface Saving {
  /** Signals that no threshold follows. */
  readonly others: readonly number[];
  readonly now: number;
  /** Filled for one series after the other. */
  readonly standing: Standing;
}

/** What columns hold of a system. */
export function savedSystem(
  plan: Plan,
  columns: Columns,
  system: number,
  { others, now, standing }: Saving,
): SavedSystem {
  const check = columns.checks[system];
  const observed = columns.observed[system];
  const heartbeatAt = cell(columns.heartbeatAt, system);
  const probedSince = cell(columns.probedSince, system);
  const places = placesOf(plan, system);
  const signals = new Set([
    ...places.map((series) => intCell(plan.seriesSignal, series)),
    ...others,
    ...(hasBeaten(columns, system) ? [plan.heartbeatAge] : []),
  ]);
  return {
    series: sortedObject(
      [...signals].flatMap((signal) => savedSeries(plan, columns, { system, signal }, now)),
    ),
    conditions: sortedObject(
      places.map((series) => [
        followOf(plan, series).threshold.id,
        savedCondition(plan, columns, series, { now, standing }),
      ]),
    ),
    ...(check === undefined ? {} : { check }),
    ...(Number.isNaN(heartbeatAt) ? {} : { heartbeatAt }),
    ...(Number.isNaN(probedSince) ? {} : { expectedSince: probedSince }),
    ...(observed === undefined ? {} : { observed }),
  };
}

/** The followed series of a system. */
function placesOf({ seriesStart }: Plan, system: number): readonly number[] {
  const start = intCell(seriesStart, system);
  return Array.from(
    { length: intCell(seriesStart, system + 1) - start },
    (_, place) => start + place,
  );
}

function savedSeries(
  plan: Plan,
  columns: Columns,
  where: { readonly system: number; readonly signal: number },
  now: number,
): readonly (readonly [string, Series])[] {
  const signal = plan.vocabulary.signals[where.signal];
  const last = lastValue(plan, columns, where, now);
  if (signal === undefined || last === undefined) {
    return [];
  }
  const value = typeof last.value === 'number' ? plainValue(signal, last.value) : last.value;
  return [[signal.id, { at: last.at, value }]];
}

function sortedObject<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries.toSorted((a, b) => compareText(a[0], b[0])));
}

function savedCondition(
  plan: Plan,
  columns: Columns,
  series: number,
  { now, standing }: Pick<Saving, 'now' | 'standing'>,
): Condition {
  const staleSince = cell(columns.staleSince, series);
  stand(plan, columns, series, now, standing);
  const levels = levelsOf(standing.levels);
  return {
    signal: followOf(plan, series).threshold.signal,
    expectedSince: cell(columns.expectedSince, series),
    before: levelsOf(levelsBefore(columns, series, standing.levels)),
    ...(levels.critical === undefined && levels.warn === undefined ? {} : { now: levels }),
    ...(byteCell(columns.kept, series) === 0 ? {} : { kept: true }),
    ...(Number.isNaN(staleSince) ? {} : { staleSince }),
  };
}

function levelsOf({ critical: high, warn: low }: LevelStates): Levels {
  const [critical, warn] = [savedLevel(high), savedLevel(low)];
  return {
    ...(warn === undefined ? {} : { warn }),
    ...(critical === undefined ? {} : { critical }),
  };
}

function savedLevel({ stage, since, firedAt, clearSince }: LevelState): Level | undefined {
  const state = stageNames[stage] ?? 'inactive';
  if (state === 'inactive') {
    return undefined;
  }
  return {
    state,
    since,
    ...(Number.isNaN(firedAt) ? {} : { firedAt }),
    ...(Number.isNaN(clearSince) ? {} : { clearSince }),
  };
}
