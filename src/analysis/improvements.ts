import type { Improvement } from '../model/availability.ts';
import type { System } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import type { Likelihoods } from './likelihoods.ts';
import { inYear, roughly, significant } from './shares-of-time.ts';

/**
 * One more replica of each system of which that changes anything, by what it saves. `worth` says by unit of the likelihoods,
 * where that is known, what its failure adds at least; `cutSets` says, by unit of the trees over systems, in how many minimal cut sets it is.
 */
export function improvementsOf(
  { model, units, chance, systemTrees }: Likelihoods,
  worth: Float64Array | undefined,
  cutSets: ReadonlyMap<number, number>,
): readonly Improvement[] {
  const removed = new Map(
    [...cutSets].map(([unit, count]) => [systemTrees.units.ids[unit] ?? '', count]),
  );
  return units.ids
    .flatMap((id, unit) => {
      const system = model.systemById.get(id);
      const gain = worth && (worth[unit] ?? 0) * gainOf(chance[unit] ?? 0, system);
      return system === undefined ? [] : improvementOf(system, removed.get(id) ?? 0, gain);
    })
    .sort(
      (a, b) =>
        roughly(b.gain ?? 0) - roughly(a.gain ?? 0) ||
        b.cutSetsRemoved - a.cutSetsRemoved ||
        compareText(a.system, b.system),
    );
}

/**
 * What one more replica takes off the probability that a system is down. It is down with all of its replicas, which are alike and
 * independent of each other: with r of them it is q^r, of which one more makes q^(r + 1).
 */
function gainOf(chance: number, system: System | undefined): number {
  const replicas = Math.max(1, system?.replicas ?? 1);
  return chance - chance ** ((replicas + 1) / replicas);
}

/** Nothing where it changes nothing. Two replicas do not fail alone, so that a third one completes no fewer sets. */
function improvementOf(
  { id, replicas }: System,
  cutSets: number,
  gain: number | undefined,
): readonly Improvement[] {
  const cutSetsRemoved = replicas < 2 ? cutSets : 0;
  if (cutSetsRemoved === 0 && (gain ?? 0) <= 0) {
    return [];
  }
  return [
    {
      system: id,
      replicas,
      cutSetsRemoved,
      gain: gain === undefined ? null : significant(gain),
      downtimeSavedPerYearMs: gain === undefined ? null : inYear(gain),
    },
  ];
}
