import type { Components } from '../components.ts';
import type { Topology } from '../topology.ts';
import { arcsOfComponent, type ComponentArcs } from './arcs.ts';
import { contracted } from './contract.ts';
import { fewBackArcs } from './greedy-order.ts';
import { arcOnEveryCycle } from './one-arc.ts';
import { cheapestBackArcs, subsetNodesMax } from './order-subsets.ts';

/** Arcs that are looked at in search of one that lies on every cycle, and again to put back what was cut in vain. */
const looksMax = 30_000_000;

/** More arcs than this are not contracted: each would be an object. */
const contractedMax = 100_000;

/** Edges without which the members of a component no longer take each other down. */
export interface Cut {
  /** Edges of the topology, in its order. */
  readonly edges: readonly number[];
  /** Whether nothing cheaper does it. */
  readonly isCheapest: boolean;
}

/**
 * The cheapest set of edges to cut so that a component has no cycle: exact where one edge suffices, or where what is left after
 * contraction has few enough nodes to try every order of them; otherwise a greedy set, which may not be the cheapest.
 */
export function cheapestCut(
  topology: Topology,
  components: Components,
  members: readonly number[],
  costOf: (edge: number) => number,
): Cut {
  const arcs = arcsOfComponent(topology, components, members, costOf);
  const one = arcOnEveryCycle(arcs, looksMax);
  const found = one === undefined ? severalArcs(arcs) : { arcs: [one], isCheapest: true };
  const edges = found.arcs.map((arc) => arcs.edge[arc] ?? 0);
  return { edges: edges.sort((a, b) => a - b), isCheapest: found.isCheapest };
}

function severalArcs(arcs: ComponentArcs): {
  readonly arcs: readonly number[];
  readonly isCheapest: boolean;
} {
  if (arcs.from.length > contractedMax) {
    return { arcs: fewBackArcs(arcs, looksMax), isCheapest: false };
  }
  const left = contracted(arcs);
  const isCheapest = left.nodeCount <= subsetNodesMax;
  const cut = isCheapest ? cheapestBackArcs(left) : fewBackArcs(left, looksMax);
  return {
    arcs: [...left.settled, ...cut.flatMap((arc) => left.standsFor[arc] ?? [])],
    isCheapest,
  };
}
