import type { Level } from '../model/model.ts';
import { type Columns, cell, hasBeaten, intCell, seriesFor } from './columns.ts';
import type { Follow, Plan } from './plan.ts';
import { keepLevels, type Restoring, restoreSystem } from './restore-columns.ts';
import { isRemembered, otherSignals, savedSystem } from './save-columns.ts';
import { blankStanding, followOf, stand } from './standing.ts';

/** Columns of an earlier model. */
interface Earlier {
  readonly plan: Plan;
  readonly columns: Columns;
  /** The last step, in milliseconds. */
  readonly at: number;
}

interface Moving {
  readonly from: Earlier;
  readonly to: Restoring;
  /** By signal before: the signal now, -1 where there is none that has the same values. */
  readonly signals: Int32Array;
  /** Whether two thresholds judge alike; remembered, because many systems share one. */
  readonly judgeAlike: (before: Follow, after: Follow) => boolean;
}

/**
 * Puts columns into those of another model, by ids. What a system has is copied where the same thresholds follow the same signals, as for
 * most of them at most changes, and else taken the way of a file. Both come to the same.
 */
export function moveColumns(from: Earlier, to: Restoring): void {
  const moving: Moving = {
    from,
    to,
    signals: signalsIn(from.plan, to.plan),
    judgeAlike: alikeOnce(),
  };
  const nowOf = systemsIn(from.plan, to.plan);
  const isCopied = copiedIn(moving, nowOf);
  for (const [before, now] of nowOf.entries()) {
    if (isCopied[before] === 1) {
      copySystem(moving, before, now);
    }
  }
  copyOthers(moving, nowOf, isCopied);
  restoreRest(moving, nowOf, isCopied);
}

/** By system before: 1 where all that is remembered of it can be copied. */
function copiedIn(moving: Moving, nowOf: Int32Array): Uint8Array {
  const { vocabulary } = moving.from.plan;
  const isCopied = Uint8Array.from(nowOf, (now, before) =>
    Number(now >= 0 && isLaidOutAlike(moving, before, now)),
  );
  const signalCount = vocabulary.signals.length;
  for (const key of moving.from.columns.otherSeries.keys()) {
    if (intCell(moving.signals, key % signalCount) < 0) {
      isCopied[Math.floor(key / signalCount)] = 0;
    }
  }
  return isCopied;
}

/** What cannot be copied is taken as it would be saved. */
function restoreRest({ from, to }: Moving, nowOf: Int32Array, isCopied: Uint8Array): void {
  const standing = blankStanding();
  const heard = otherSignals(from.plan, from.columns);
  for (const [before, now] of nowOf.entries()) {
    if (now < 0 || isCopied[before] === 1) {
      continue;
    }
    const others = heard.get(before) ?? [];
    if (isRemembered(from.plan, from.columns, before) || others.length > 0) {
      const saving = { others, now: from.at, standing };
      restoreSystem(to, now, savedSystem(from.plan, from.columns, before, saving));
    }
  }
}

/** By system before: its index now, -1 where it is gone. */
function systemsIn(before: Plan, after: Plan): Int32Array {
  const now = after.model.systems;
  let indexOf: ReadonlyMap<string, number> | undefined;
  return Int32Array.from(before.model.systems, ({ id }, index) => {
    if (now[index]?.id === id) {
      return index;
    }
    indexOf ??= new Map(now.map((system, place) => [system.id, place]));
    return indexOf.get(id) ?? -1;
  });
}

function signalsIn(before: Plan, after: Plan): Int32Array {
  const { signals, signalById } = after.vocabulary;
  return Int32Array.from(before.vocabulary.signals, ({ id, values }) => {
    const now = signalById.get(id) ?? -1;
    const words = signals[now]?.values;
    const isAlike =
      values?.length === words?.length && (values ?? []).every((word, at) => word === words?.[at]);
    return isAlike ? now : -1;
  });
}

/** Whether the same thresholds follow the same signals of a system, in the same order. */
function isLaidOutAlike({ from, to, signals }: Moving, before: number, now: number): boolean {
  const [was, is] = [from.plan, to.plan];
  const start = intCell(was.seriesStart, before);
  const offset = intCell(is.seriesStart, now) - start;
  const end = intCell(was.seriesStart, before + 1);
  if (intCell(is.seriesStart, now + 1) !== end + offset) {
    return false;
  }
  for (let series = start; series < end; series += 1) {
    const signal = intCell(signals, intCell(was.seriesSignal, series));
    if (
      signal !== intCell(is.seriesSignal, series + offset) ||
      followOf(was, series).threshold.id !== followOf(is, series + offset).threshold.id
    ) {
      return false;
    }
  }
  const { heartbeatAge } = was;
  return (
    !hasBeaten(from.columns, before) || heartbeatAge < 0 || intCell(signals, heartbeatAge) >= 0
  );
}

function copySystem(moving: Moving, before: number, now: number): void {
  const { from, to } = moving;
  const [was, is] = [from.columns, to.columns];
  is.checks[now] = was.checks[before];
  is.observed[now] = was.observed[before];
  is.heartbeatAt[now] = cell(was.heartbeatAt, before);
  is.probedSince[now] = cell(was.probedSince, before);
  const start = intCell(from.plan.seriesStart, before);
  const end = intCell(from.plan.seriesStart, before + 1);
  const offset = intCell(to.plan.seriesStart, now) - start;
  for (let series = start; series < end; series += 1) {
    copySeries(moving, series, series + offset);
  }
  if (hasBeaten(was, before) && to.plan.heartbeatAge >= 0 && from.plan.heartbeatAge >= 0) {
    // A sign of life has its age at the last step, as in a file.
    const series = seriesFor(to.plan, is, now, to.plan.heartbeatAge);
    is.seriesAt[series] = from.at;
    is.seriesValue[series] = (from.at - cell(was.heartbeatAt, before)) / 1_000;
  }
}

function copySeries({ from, to, judgeAlike }: Moving, before: number, now: number): void {
  const [was, is] = [from.columns, to.columns];
  is.seriesAt[now] = cell(was.seriesAt, before);
  is.seriesValue[now] = cell(was.seriesValue, before);
  is.expectedSince[now] = cell(was.expectedSince, before);
  is.staleSince[now] = cell(was.staleSince, before);
  is.kept[now] = was.kept[before] ?? 0;
  for (let level = 0; level < 2; level += 1) {
    const [source, target] = [2 * before + level, 2 * now + level];
    is.stage[target] = was.stage[source] ?? 0;
    is.since[target] = cell(was.since, source);
    is.firedAt[target] = cell(was.firedAt, source);
    is.clearSince[target] = cell(was.clearSince, source);
  }
  const isAlike =
    cell(from.plan.seriesAbsentMs, before) === cell(to.plan.seriesAbsentMs, now) &&
    judgeAlike(followOf(from.plan, before), followOf(to.plan, now));
  if (to.keepAt !== undefined && !isAlike) {
    const standing = blankStanding();
    stand(from.plan, was, before, to.keepAt, standing);
    keepLevels({ ...to, keepAt: to.keepAt }, now, standing.levels);
  }
}

/** The series that no threshold follows, of the systems that were copied. */
function copyOthers({ from, to, signals }: Moving, nowOf: Int32Array, isCopied: Uint8Array): void {
  const signalCount = from.plan.vocabulary.signals.length;
  for (const [key, before] of from.columns.otherSeries) {
    const system = Math.floor(key / signalCount);
    const signal = key % signalCount;
    const isAge = signal === from.plan.heartbeatAge && hasBeaten(from.columns, system);
    const at = cell(from.columns.seriesAt, before);
    if (isCopied[system] === 1 && !isAge && !Number.isNaN(at)) {
      const now = seriesFor(to.plan, to.columns, intCell(nowOf, system), intCell(signals, signal));
      to.columns.seriesAt[now] = at;
      to.columns.seriesValue[now] = cell(from.columns.seriesValue, before);
    }
  }
}

function alikeOnce(): Moving['judgeAlike'] {
  const known = new Map<Follow, { readonly after: Follow; readonly isAlike: boolean }>();
  return (before, after) => {
    const last = known.get(before);
    if (last?.after === after) {
      return last.isAlike;
    }
    const isAlike = isJudgedAlike(before, after);
    known.set(before, { after, isAlike });
    return isAlike;
  };
}

/** Whether what two thresholds make of samples is the same. */
function isJudgedAlike(a: Follow, b: Follow): boolean {
  return (
    a.lowerIsBetter === b.lowerIsBetter &&
    a.threshold.keepFiringMs === b.threshold.keepFiringMs &&
    a.threshold.absentAs === b.threshold.absentAs &&
    isLevelAlike(a.critical, b.critical) &&
    isLevelAlike(a.warn, b.warn)
  );
}

function isLevelAlike(a: Level | undefined, b: Level | undefined): boolean {
  return a?.limit === b?.limit && a?.clear === b?.clear && a?.forMs === b?.forMs;
}
