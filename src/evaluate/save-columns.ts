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
import { stageNames } from './condition.ts';
import type { Plan } from './plan.ts';
import { plainValue } from './say-value.ts';
import { followOf, lastValue } from './standing.ts';

/** What columns hold at an instant in milliseconds, by id, keys sorted. */
export function savedSystems(plan: Plan, columns: Columns, now: number): SavedState['systems'] {
  const heard = otherSignals(plan, columns);
  return Object.fromEntries(
    plan.model.systems.flatMap(({ id }, index) => {
      const others = heard.get(index) ?? [];
      return isRemembered(plan, columns, index) || others.length > 0
        ? [[id, savedSystem(plan, columns, index, { others, now })] as const]
        : [];
    }),
  );
}

/** The signals of each system that no threshold follows and that something was heard of. */
function otherSignals(plan: Plan, columns: Columns): ReadonlyMap<number, readonly number[]> {
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

function isRemembered(plan: Plan, columns: Columns, system: number): boolean {
  return (
    intCell(plan.seriesStart, system) < intCell(plan.seriesStart, system + 1) ||
    byteCell(plan.probe, system) > 0 ||
    columns.checks[system] !== undefined ||
    columns.observed[system] !== undefined ||
    hasBeaten(columns, system)
  );
}

function savedSystem(
  plan: Plan,
  columns: Columns,
  system: number,
  { others, now }: { readonly others: readonly number[]; readonly now: number },
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
        savedCondition(plan, columns, series),
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

function savedCondition(plan: Plan, columns: Columns, series: number): Condition {
  const staleSince = cell(columns.staleSince, series);
  return {
    signal: followOf(plan, series).threshold.signal,
    expectedSince: cell(columns.expectedSince, series),
    before: savedLevels(columns, series),
    ...(Number.isNaN(staleSince) ? {} : { staleSince }),
  };
}

function savedLevels(columns: Columns, series: number): Levels {
  const critical = savedLevel(columns, 2 * series);
  const warn = savedLevel(columns, 2 * series + 1);
  return {
    ...(warn === undefined ? {} : { warn }),
    ...(critical === undefined ? {} : { critical }),
  };
}

function savedLevel(columns: Columns, place: number): Level | undefined {
  const stage = stageNames[byteCell(columns.stage, place)] ?? 'inactive';
  if (stage === 'inactive') {
    return undefined;
  }
  const [firedAt, clearSince] = [cell(columns.firedAt, place), cell(columns.clearSince, place)];
  return {
    state: stage,
    since: cell(columns.since, place),
    ...(Number.isNaN(firedAt) ? {} : { firedAt }),
    ...(Number.isNaN(clearSince) ? {} : { clearSince }),
  };
}
