import type { Shares } from '../graph/availability/failure-chance.ts';
import type { Importance } from '../model/availability.ts';
import { compareText } from '../model/order.ts';
import { roughly } from './shares-of-time.ts';

/**
 * What each unit that may fail has to do with the failure of the top, by what it takes of the downtime. `ids` are those of
 * systems, and of regions with a colon in them; `whole` is the probability of the top.
 */
export function importanceOf(
  ids: readonly string[],
  chance: Float64Array,
  shares: Shares | undefined,
  whole: number,
): readonly Importance[] {
  if (shares === undefined || whole === 0) {
    return [];
  }
  const rows = ids.flatMap((id, unit) => {
    const its = chance[unit] ?? 0;
    const worth = shares.worth[unit] ?? 0;
    const row = rowOf({ id, its, worth, involvement: shares.involvement[unit] ?? 0 }, whole);
    // Equal ones stand by id: the last digits are noise.
    return its > 0 && worth > 0 ? [{ taken: roughly(its * worth), row }] : [];
  });
  return rows
    .sort((a, b) => b.taken - a.taken || compareText(a.row.unit, b.row.unit))
    .map(({ row }) => row);
}

interface Measured {
  readonly id: string;
  /** Its probability. */
  readonly its: number;
  readonly worth: number;
  readonly involvement: number;
}

function rowOf({ id, its, worth, involvement }: Measured, whole: number): Importance {
  const without = whole - its * worth;
  const vesely = Math.min(1, (its * involvement) / whole);
  return {
    unit: id,
    kind: id.includes(':') ? 'region' : 'system',
    probability: its,
    birnbaum: roughly(worth),
    fussellVesely: Number.isNaN(vesely) ? null : roughly(vesely),
    riskAchievement: roughly((whole + (1 - its) * worth) / whole),
    // What is left of a difference of nearly equal numbers is noise.
    riskReduction: without <= whole * 1e-12 ? null : roughly(whole / without),
  };
}
