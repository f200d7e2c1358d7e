import { betweennessOf } from '../graph/coupling/betweenness.ts';
import { type Coupling, couplingOf } from '../graph/coupling.ts';
import { onOneCycle, propagatingCycles } from '../graph/cycles.ts';
import { dependentCounts } from '../graph/dependent-counts.ts';
import type { Topology } from '../graph/topology.ts';
import type { Model } from '../model/model.ts';
import { once } from './once.ts';
import { type Weakness, weaknessOf } from './spofs.ts';

/** What policies ask about the graph as a whole. Each answer walks it many times, and is found when first asked for. */
export interface Structure {
  readonly coupling: () => ReadonlyMap<string, Coupling>;
  /** How many systems depend on one, directly or not. */
  readonly dependents: () => (id: string) => number | undefined;
  readonly weakness: () => (id: string) => Weakness | undefined;
  readonly betweenness: () => (id: string) => number | undefined;
  /** Whether what is between two systems or groups is a part of a cycle that propagates failure. */
  readonly inOneCycle: () => (from: string, to: string) => boolean;
  readonly cycleCount: () => number;
}

export function structureOf(model: Model, topology: Topology): Structure {
  return {
    coupling: once(() => couplingOf(topology)),
    dependents: once(() => {
      const counts = dependentCounts(topology);
      return (id) => counts[topology.nodeById.get(id) ?? -1];
    }),
    weakness: once(() => weaknessOf(model, topology)),
    betweenness: once(() => {
      const { shares } = betweennessOf(topology);
      // As many places as the report of coupling has: more say nothing and fill messages.
      return (id) => roundedShare(shares[topology.nodeById.get(id) ?? -1]);
    }),
    inOneCycle: once(() => onOneCycle(topology)),
    cycleCount: once(() => propagatingCycles(topology).length),
  };
}

function roundedShare(share: number | undefined): number | undefined {
  return share === undefined ? undefined : Math.round(share * 1_000_000) / 1_000_000;
}
