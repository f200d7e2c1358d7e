import { type FailureGraph, failureGraphOf } from '../src/graph/failure-graph.ts';
import { singleFailures } from '../src/graph/single-failures.ts';
import { type Topology, topologyOf } from '../src/graph/topology.ts';
import { groundedOf } from '../src/graph/what-if/grounded.ts';
import { longestChain } from '../src/graph/what-if/longest-chain.ts';
import { pairFailures } from '../src/graph/what-if/pair-failures.ts';
import { sharedDependencies } from '../src/graph/what-if/shared-dependencies.ts';
import { leadingTo } from '../src/graph/what-if/unit-failures.ts';
import { type FleetGraph, fleetGraph } from './fleet-graph.ts';
import { type Bench, cpuMs, type Row } from './measure.ts';

/** What would happen: pairs of failures, restarts, shared dependencies, chains. */
export const bench: Bench = () => [...pairRows(), ...largeRows()];

interface Fleet {
  readonly topology: Topology;
  readonly graph: FailureGraph;
}

function fleetOf(source: FleetGraph): Fleet {
  const topology = topologyOf(source);
  return { topology, graph: failureGraphOf(topology, topology.propagates) };
}

/** Works out the pairs of all systems and returns how many were worse than one by one. */
function pairsOf({ topology, graph }: Fleet, isRelevant: Uint8Array, pairsMax: number): number {
  let found = 0;
  const work = pairFailures(graph, {
    units: topology.systems.flatMap((_, node) => {
      const component = graph.componentOf[node] ?? 0;
      return isRelevant[component] === 1 ? [Int32Array.of(component)] : [];
    }),
    isRelevant,
    pairsMax,
    onPair: () => {
      found += 1;
    },
  });
  while (!work.advance(10_000_000)) {
    // In slices, as the command line does it.
  }
  return found;
}

function pairRows(): readonly Row[] {
  const fleet = fleetOf(fleetGraph({ systems: 20_000, edges: 100_000 }));
  const everything = new Uint8Array(fleet.graph.count).fill(1);
  const dense = fleetOf(fleetGraph({ systems: 10_000, edges: 130_000 }));
  const closure = closureLike(dense, 2_446);
  const size = closure.reduce((sum, one) => sum + one, 0);
  const groups = closure.filter(
    (one, component) => one === 1 && (dense.graph.threshold[component] ?? 1) > 1,
  ).length;
  return [
    {
      name: `pairs that take down one target, which needs ${size} things, ${groups} groups with a spare among them`,
      value: cpuMs(() => pairsOf(dense, closure, Number.POSITIVE_INFINITY)),
      unit: 'ms',
      budget: { atMost: 1_000 },
      stretch: { atMost: 200 },
    },
    {
      name: 'all pairs of failures of 20,000 systems and 100,000 edges',
      value: cpuMs(() => pairsOf(fleet, everything, Number.POSITIVE_INFINITY), { runs: 3 }),
      unit: 'ms',
      budget: { atMost: 10_000 },
      stretch: { atMost: 4_000 },
    },
  ];
}

/** What leads to a single target: the closure of the target whose closure is nearest to a size. */
function closureLike({ topology, graph }: Fleet, size: number): Uint8Array {
  let best: Uint8Array = new Uint8Array(graph.count);
  let bestSize = 0;
  // What users see stands first, and needs most.
  for (let node = 0; node < topology.systems.length / 12; node += 7) {
    const closure = leadingTo(graph, Int32Array.of(graph.componentOf[node] ?? 0));
    const its = closure.reduce((sum, one) => sum + one, 0);
    if (Math.abs(its - size) < Math.abs(bestSize - size)) {
      best = closure;
      bestSize = its;
    }
  }
  return best;
}

function largeRows(): readonly Row[] {
  const fleet = fleetOf(fleetGraph({ systems: 200_000, edges: 1_000_000 }));
  const { topology } = fleet;
  const isUnit = Uint8Array.from(topology.ids, (_, node) => Number(node < topology.systems.length));
  const cost = new Float64Array(topology.to.length).fill(1);
  const once = { runs: 3, warmups: 1 };
  return [
    {
      name: 'all single failures of 200,000 systems and 1,000,000 edges',
      value: cpuMs(
        () =>
          singleFailures(topology, failureGraphOf(topology, topology.propagates), {
            units: isUnit,
            classes: { of: new Uint8Array(topology.ids.length), count: 1 },
            listed: Uint8Array.of(0),
            listMax: 0,
          }),
        { runs: 1, warmups: 1 },
      ),
      unit: 'ms',
      budget: { atMost: 8_000 },
      stretch: { atMost: 4_000 },
    },
    {
      name: 'a restart plan of 1,000,000 edges',
      value: cpuMs(() => groundedOf(topology), once),
      unit: 'ms',
      budget: { atMost: 1_000 },
      stretch: { atMost: 500 },
    },
    {
      name: 'what the members of 46,000 groups share, 1,000,000 edges',
      value: cpuMs(() => sharedDependencies(topology, isUnit), once),
      unit: 'ms',
      budget: { atMost: 2_000 },
      stretch: { atMost: 1_000 },
    },
    {
      name: 'the longest chain of 1,000,000 edges',
      value: cpuMs(() => longestChain(topology, { cost, from: undefined }), once),
      unit: 'ms',
      budget: { atMost: 500 },
      stretch: { atMost: 250 },
    },
    pairMemory(fleet),
  ];
}

/** What a million pairs of the largest fleet take of memory, the graph included. */
function pairMemory(fleet: Fleet): Row {
  pairsOf(fleet, new Uint8Array(fleet.graph.count).fill(1), 1_000_000);
  return {
    name: 'resident memory of all that after 1,000,000 pairs of failures, 1,000,000 edges',
    value: process.memoryUsage().rss / 1_048_576,
    unit: 'MB',
    budget: { atMost: 1_024 },
  };
}
