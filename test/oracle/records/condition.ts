import type { Level, LevelName, Signal, Threshold } from '../../../src/model/model.ts';
import type { Level as LevelState, Levels } from '../../../src/model/state.generated.ts';

/** Levels, the most severe first. */
export const levelNames = ['critical', 'warn'] as const satisfies readonly LevelName[];

/** Where a level stands; undefined is inactive. */
type Standing = LevelState | undefined;

/**
 * The levels when a sample arrives. `value` is the number it is compared by. A breach that goes on has lasted since its
 * first sample, and a level that stays clear has been so since its first clear sample, however long ago that was.
 */
export function meet(
  threshold: Threshold,
  signal: Pick<Signal, 'better'>,
  levels: Levels,
  sample: { readonly at: number; readonly value: number },
): Levels {
  return eachLevel(threshold, levels, (level, before) => {
    const isBreach = isReached(signal, sample.value, level.limit);
    const isClear =
      level.clear === undefined ? !isBreach : isBeyond(signal, sample.value, level.clear);
    const after = next(before, sample.at, { isBreach, isClear });
    return hold(threshold, level, after, sample.at);
  });
}

/** The levels after the last value has been held until an instant. What is held long enough fires, or is over. */
export function held(threshold: Threshold, levels: Levels, until: number): Levels {
  return eachLevel(threshold, levels, (level, before) => hold(threshold, level, before, until));
}

/** The levels while nothing is known: what had not fired yet never will. */
export function unheard(threshold: Threshold, levels: Levels): Levels {
  return eachLevel(threshold, levels, (_, before) =>
    before?.state === 'pending' ? undefined : before,
  );
}

/** The levels behind a gap that ends at an instant: what had not fired begins anew, and so does being clear. */
export function behindGap(threshold: Threshold, levels: Levels, endsAt: number): Levels {
  return eachLevel(threshold, unheard(threshold, levels), (_, before) =>
    before?.state === 'recovering' ? { ...before, clearSince: endsAt } : before,
  );
}

function eachLevel(
  threshold: Threshold,
  levels: Levels,
  step: (level: Level, before: Standing) => Standing,
): Levels {
  const { warn, critical } = threshold;
  const after = {
    warn: warn === undefined ? undefined : step(warn, levels.warn),
    critical: critical === undefined ? undefined : step(critical, levels.critical),
  };
  return {
    ...(after.warn === undefined ? {} : { warn: after.warn }),
    ...(after.critical === undefined ? {} : { critical: after.critical }),
  };
}

/** Whether a value is at a limit or on the bad side of it. */
function isReached({ better }: Pick<Signal, 'better'>, value: number, limit: number): boolean {
  return better === 'lower' ? value >= limit : value <= limit;
}

/** Whether a value is at an exit or on the good side of it. */
function isBeyond({ better }: Pick<Signal, 'better'>, value: number, exit: number): boolean {
  return better === 'lower' ? value <= exit : value >= exit;
}

function next(
  before: Standing,
  at: number,
  { isBreach, isClear }: { readonly isBreach: boolean; readonly isClear: boolean },
): Standing {
  switch (before?.state) {
    case undefined:
      return isBreach ? { state: 'pending', since: at } : undefined;
    case 'pending':
      return isBreach ? before : undefined;
    case 'firing':
      return isClear ? { ...before, state: 'recovering', clearSince: at } : before;
    case 'recovering':
      return isClear ? before : fired(before.since, before.firedAt);
  }
}

function hold(threshold: Threshold, level: Level, before: Standing, until: number): Standing {
  if (before?.state === 'pending' && until - before.since >= level.forMs) {
    return fired(before.since, before.since + level.forMs);
  }
  const isOver =
    before?.state === 'recovering' &&
    until - (before.clearSince ?? before.since) >= threshold.keepFiringMs;
  return isOver ? undefined : before;
}

function fired(since: number, firedAt: number | undefined): LevelState {
  return { state: 'firing', since, ...(firedAt === undefined ? {} : { firedAt }) };
}
