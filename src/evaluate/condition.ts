import type { Level, LevelName } from '../model/model.ts';
import type { Follow } from './plan.ts';

/** Levels, the most severe first. */
export const levelNames = ['critical', 'warn'] as const satisfies readonly LevelName[];

export const inactive = 0;
export const pending = 1;
const firing = 2;
export const recovering = 3;

/** Names of the stages of a level that is not inactive. */
export const stageNames = ['inactive', 'pending', 'firing', 'recovering'] as const;

/** Where a level stands. It is changed in place, because there are millions of them. Instants are NaN where there is none. */
export interface LevelState {
  stage: number;
  /** Sample that began the breach. */
  since: number;
  firedAt: number;
  /** Sample since which it is clear again. */
  clearSince: number;
}

export interface LevelStates {
  readonly critical: LevelState;
  readonly warn: LevelState;
}

/** Levels that are inactive. */
export function inactiveLevels(): LevelStates {
  return { critical: inactiveLevel(), warn: inactiveLevel() };
}

function inactiveLevel(): LevelState {
  return { stage: inactive, since: Number.NaN, firedAt: Number.NaN, clearSince: Number.NaN };
}

/** The levels while nothing breaches. */
export function calm(states: LevelStates): void {
  end(states.critical);
  end(states.warn);
}

/** Whether no level is active, and none becomes so by a value. */
export function isWell(
  { lowerIsBetter, critical: high, warn: low }: Follow,
  { critical, warn }: LevelStates,
  value: number,
): boolean {
  if (critical.stage !== inactive || warn.stage !== inactive) {
    return false;
  }
  return lowerIsBetter
    ? !(high !== undefined && value >= high.limit) && !(low !== undefined && value >= low.limit)
    : !(high !== undefined && value <= high.limit) && !(low !== undefined && value <= low.limit);
}

/**
 * The levels when a sample arrives. `value` is the number it is compared by. A breach that goes on has lasted since its
 * first sample, and a level that stays clear has been so since its first clear sample, however long ago that was.
 */
export function meet(follow: Follow, states: LevelStates, at: number, value: number): void {
  meetLevel(follow, follow.critical, states.critical, at, value);
  meetLevel(follow, follow.warn, states.warn, at, value);
}

/** The levels after the last value has been held until an instant. What is held long enough fires, or is over. */
export function hold(follow: Follow, states: LevelStates, until: number): void {
  holdLevel(follow, follow.critical, states.critical, until);
  holdLevel(follow, follow.warn, states.warn, until);
}

/** The levels while nothing is known: what had not fired yet never will. */
export function unheard({ critical, warn }: LevelStates): void {
  for (const state of [critical, warn]) {
    if (state.stage === pending) {
      end(state);
    }
  }
}

/** The levels behind a gap that ends at an instant: what had not fired begins anew, and so does being clear. */
export function behindGap(states: LevelStates, endsAt: number): void {
  unheard(states);
  for (const state of [states.critical, states.warn]) {
    if (state.stage === recovering) {
      state.clearSince = endsAt;
    }
  }
}

/** The first instant after `until` at which holding the same value changes a level; infinite where none does. */
export function changesAt(follow: Follow, { critical, warn }: LevelStates): number {
  return Math.min(
    levelChangesAt(follow, follow.critical, critical),
    levelChangesAt(follow, follow.warn, warn),
  );
}

function levelChangesAt(follow: Follow, level: Level | undefined, state: LevelState): number {
  if (level === undefined) {
    return Number.POSITIVE_INFINITY;
  }
  switch (state.stage) {
    case pending:
      return state.since + level.forMs;
    case recovering:
      return state.clearSince + follow.threshold.keepFiringMs;
    default:
      return Number.POSITIVE_INFINITY;
  }
}

function meetLevel(
  { lowerIsBetter, threshold }: Follow,
  level: Level | undefined,
  state: LevelState,
  at: number,
  value: number,
): void {
  if (level === undefined) {
    return;
  }
  const { limit, clear } = level;
  const isBreach = lowerIsBetter ? value >= limit : value <= limit;
  const isClear = clear === undefined ? !isBreach : lowerIsBetter ? value <= clear : value >= clear;
  switch (state.stage) {
    case inactive:
      if (isBreach) {
        state.stage = pending;
        state.since = at;
      }
      break;
    case pending:
      if (!isBreach) {
        end(state);
      }
      break;
    case firing:
      if (isClear) {
        state.stage = recovering;
        state.clearSince = at;
      }
      break;
    default:
      if (!isClear) {
        state.stage = firing;
        state.clearSince = Number.NaN;
      }
  }
  holdState(state, level.forMs, threshold.keepFiringMs, at);
}

function holdLevel(
  { threshold }: Follow,
  level: Level | undefined,
  state: LevelState,
  until: number,
): void {
  if (level !== undefined) {
    holdState(state, level.forMs, threshold.keepFiringMs, until);
  }
}

function holdState(state: LevelState, forMs: number, keepFiringMs: number, until: number): void {
  if (state.stage === pending && until - state.since >= forMs) {
    state.stage = firing;
    state.firedAt = state.since + forMs;
  } else if (state.stage === recovering && until - state.clearSince >= keepFiringMs) {
    end(state);
  }
}

function end(state: LevelState): void {
  state.stage = inactive;
  state.since = Number.NaN;
  state.firedAt = Number.NaN;
  state.clearSince = Number.NaN;
}
