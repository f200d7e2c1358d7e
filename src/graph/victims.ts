import type { FailureGraph } from './failure-graph.ts';
import { intAt } from './integers.ts';
import type { Topology } from './topology.ts';

/** The systems of the first ranks among those that are added: a short sorted list. */
export interface FirstSystems {
  readonly clear: () => void;
  /** Adds the systems of a component. */
  readonly add: (component: number) => void;
  /** Takes over a list that was made before. */
  readonly adopt: (ranks: readonly number[]) => void;
  /** Their ranks, smallest first. */
  readonly ranks: () => number[];
}

export function firstSystems(topology: Topology, graph: FailureGraph, most: number): FirstSystems {
  const kept = new Int32Array(most + 1);
  const ranks = ranksOf(topology, graph);
  let length = 0;
  const insert = (rank: number): void => {
    if (length === most && (most === 0 || rank > intAt(kept, most - 1))) {
      return;
    }
    let place = length;
    while (place > 0 && intAt(kept, place - 1) > rank) {
      kept[place] = intAt(kept, place - 1);
      place -= 1;
    }
    kept[place] = rank;
    length = Math.min(most, length + 1);
  };
  return {
    clear: () => {
      length = 0;
    },
    add: (component) => {
      const end = intAt(graph.memberStart, component + 1);
      for (let place = intAt(graph.memberStart, component); place < end; place += 1) {
        const rank = intAt(ranks, place);
        if (rank >= 0) {
          insert(rank);
        }
      }
    },
    adopt: (ranks) => {
      length = Math.min(most, ranks.length);
      kept.set(ranks.slice(0, length));
    },
    ranks: () => Array.from(kept.subarray(0, length)),
  };
}

/** The rank of each member of each component, -1 for groups. */
function ranksOf({ rank, systems }: Topology, { members }: FailureGraph): Int32Array {
  return members.map((node) => (node < systems.length ? intAt(rank, node) : -1));
}
