import type { Model, Signal, Threshold } from '../../../src/model/model.ts';
import type { Condition, Levels, Series } from '../../../src/model/state.generated.ts';
import { behindGap, held, meet, unheard } from './condition.ts';
import { absentAfterMs, thresholdsOf } from './expect.ts';
import { measure } from './measure.ts';
import { recordOf, type State } from './state.ts';

/** Where a threshold stands for a system at the end of a step. */
export interface Standing {
  readonly threshold: Threshold;
  readonly signal: Signal;
  /** Undefined where no sample was ever seen. */
  readonly last: Series | undefined;
  readonly levels: Levels;
  /** When the last sample was, or where there never was one, when it was first expected. In milliseconds, as all instants. */
  readonly quietSince: number;
  /** When the last sample went out of date; undefined while it has not. */
  readonly staleSince: number | undefined;
}

/**
 * Where each threshold of each system stands at the end of a step, in the order of the systems of the model and of their
 * signals. Notes in the state where they stand, and which of them this step found stale.
 */
export function standings(
  model: Model,
  state: State,
  now: number,
): readonly (readonly Standing[])[] {
  return model.systems.map((system) =>
    [...thresholdsOf(system).values()].flatMap((threshold) => {
      const signal = model.signals.get(threshold.signal);
      const { conditions, series } = recordOf(state, system.id);
      const condition = conditions.get(threshold.id);
      if (signal === undefined || condition === undefined) {
        return [];
      }
      const last = series.get(signal.id);
      const absentMs = absentAfterMs(model, system, threshold);
      const standing = standingOf({ threshold, signal, condition, last, absentMs }, now);
      const isStale = standing.staleSince !== undefined;
      const staleSince = isStale ? (condition.staleSince ?? now) : undefined;
      conditions.set(threshold.id, noted(condition, staleSince, standing.levels));
      return [standing];
    }),
  );
}

interface Followed {
  readonly threshold: Threshold;
  readonly signal: Signal;
  readonly condition: Condition;
  readonly last: Series | undefined;
  readonly absentMs: number;
}

function standingOf(followed: Followed, now: number): Standing {
  const { threshold, signal, condition, last, absentMs } = followed;
  const quietSince = last?.at ?? condition.expectedSince;
  const absentAt = quietSince + absentMs;
  const isStale = now > absentAt;
  const levels = levelsAt(followed, Math.min(now, absentAt));
  return {
    threshold,
    signal,
    last,
    levels: isStale ? levelsWhileStale(threshold, levels) : levels,
    quietSince,
    staleSince: isStale ? absentAt : undefined,
  };
}

/** With the first step that found it stale, from which a later sample knows of the gap before it, and with its levels. */
function noted(condition: Condition, staleSince: number | undefined, now: Levels): Condition {
  const { signal, expectedSince, before } = condition;
  return {
    signal,
    expectedSince,
    before,
    ...(now.warn === undefined && now.critical === undefined ? {} : { now }),
    ...(staleSince === undefined ? {} : { staleSince }),
  };
}

/** The levels that the last sample makes, held until an instant. */
function levelsAt({ threshold, signal, condition, last }: Followed, until: number): Levels {
  if (last === undefined) {
    return condition.before;
  }
  const sample = { at: last.at, value: measure(signal, last.value) };
  return held(threshold, meet(threshold, signal, condition.before, sample), until);
}

/** The condition just before a sample of a new instant: the last value held until then, but no longer than it counts. */
export function conditionBefore(followed: Followed, at: number): Condition {
  const { threshold, condition, last, absentMs } = followed;
  const { signal, expectedSince, staleSince } = condition;
  const levels = levelsAt(followed, Math.min(at, (last?.at ?? at) + absentMs));
  // A sample that is not after the step that missed it shows that there was no gap.
  const isBehindGap = staleSince !== undefined && at > staleSince;
  return {
    signal,
    expectedSince,
    before: isBehindGap ? levelsBehindStale(threshold, levels, at) : levels,
  };
}

function levelsWhileStale(threshold: Threshold, levels: Levels): Levels {
  return threshold.absentAs === 'resolve' ? {} : unheard(threshold, levels);
}

/** What is left of levels when a series is heard of again. */
function levelsBehindStale(threshold: Threshold, levels: Levels, endsAt: number): Levels {
  return threshold.absentAs === 'resolve' ? {} : behindGap(threshold, levels, endsAt);
}
