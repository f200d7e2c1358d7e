import type { Observed } from '../model/state.generated.ts';
import type { Columns } from './columns.ts';
import { driftOf, type SystemDrift } from './drift.ts';
import {
  type DriftOutcome,
  type DriftVerdict,
  driftOutcomes,
  driftVerdicts,
} from './drift-findings.ts';
import type { Plan } from './plan.ts';

/** The drift of the systems of which something was seen to run, as the last step found it. */
export interface Drifting {
  /** By system. */
  readonly found: Map<number, Found>;
  /** The first instant at which an observation is too old to count, in milliseconds. */
  changesAt: number;
  outcomes: readonly DriftOutcome[];
}

interface Found {
  /** What it was found from. */
  readonly observed: Observed;
  readonly drift: SystemDrift;
  readonly verdicts: readonly DriftVerdict[];
}

/** Before anything was looked at. */
export function noDrift(): Drifting {
  return { found: new Map(), changesAt: Number.POSITIVE_INFINITY, outcomes: [] };
}

/**
 * Finds the drift of the systems that something was heard of, and of those for which an observation has grown too old.
 * Answers the systems whose drift is another one, in order; `now` is in milliseconds.
 */
export function driftOn(
  drifting: Drifting,
  plan: Plan,
  columns: Columns,
  { touched, now }: { readonly touched: Int32Array; readonly now: number },
): readonly number[] {
  const { found } = drifting;
  const old =
    now < drifting.changesAt
      ? []
      : [...found].filter(([, { drift }]) => now >= drift.changesAt).map(([system]) => system);
  const heard: number[] = [];
  for (const system of touched) {
    if (columns.observed[system] !== found.get(system)?.observed) {
      heard.push(system);
    }
  }
  if (old.length + heard.length === 0) {
    return heard;
  }
  const changed = [...new Set([...old, ...heard])].sort((a, b) => a - b);
  for (const index of changed) {
    const [system, observed] = [plan.model.systems[index], columns.observed[index]];
    if (system !== undefined && observed !== undefined) {
      const { staleMs } = plan.model.settings.drift;
      const drift = driftOf(system, observed, { calls: plan.calls(), staleMs, now });
      found.set(index, { observed, drift, verdicts: driftVerdicts(system, drift, plan.model) });
    }
  }
  const all = [...found.values()];
  drifting.changesAt = all.reduce(
    (first, { drift }) => Math.min(first, drift.changesAt),
    Number.POSITIVE_INFINITY,
  );
  drifting.outcomes = driftOutcomes(
    all.flatMap(({ verdicts }) => verdicts),
    plan.model,
  );
  return changed;
}
