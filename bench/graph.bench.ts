import { Graph } from '@dagrejs/graphlib';
import { componentsOf } from '../src/graph/components.ts';
import { failureGraphOf, touchingKinds } from '../src/graph/failure-graph.ts';
import type { FailureQuestion } from '../src/graph/failure-notes.ts';
import { singleFailures } from '../src/graph/single-failures.ts';
import { type Topology, type TopologySource, topologyOf } from '../src/graph/topology.ts';
import type { Criticality } from '../src/model/words.ts';
import { type FleetGraph, fleetGraph } from './fleet-graph.ts';
import { type Bench, cpuMs, type Row } from './measure.ts';

/** The index of the topology, its components, and who fails with each single system. */
export const bench: Bench = () => {
  const large = fleetGraph({ systems: 200_000, edges: 1_000_000 });
  const bytes = bytesPerEdge(large);
  const rows = largeRows(large);
  return [...rows, bytes, ...failureRows(), ...shapeRows()];
};

function largeRows(source: TopologySource): readonly Row[] {
  const build = cpuMs(() => topologyOf(source), { runs: 9, warmups: 2 });
  const topology = topologyOf(source);
  const components = cpuMs(() => componentsOf(topology), { runs: 9, warmups: 2 });
  // It takes long enough to be fast by itself, and half a gigabyte.
  const peer = cpuMs(() => graphlibOf(source), { runs: 1, warmups: 0 });
  return [
    {
      name: 'index of 200,000 systems and 1,000,000 edges, from ids',
      value: build,
      unit: 'ms',
      peer: { name: 'graphlib', value: peer },
      budget: { timesFasterThanPeer: 40 },
      stretch: { timesFasterThanPeer: 60 },
    },
    {
      name: 'strongly connected components of 1,000,000 edges',
      value: components,
      unit: 'ms',
      budget: { atMost: 80 },
      stretch: { atMost: 40 },
    },
  ];
}

function graphlibOf({ systems, groups }: TopologySource): Graph {
  const graph = new Graph({ directed: true });
  for (const { id } of [...systems, ...groups]) {
    graph.setNode(id);
  }
  for (const { id, dependsOn } of systems) {
    for (const { to, kind } of dependsOn) {
      graph.setEdge(id, to, kind);
    }
  }
  for (const { id, members } of groups) {
    for (const member of members) {
      graph.setEdge(id, member, 'member');
    }
  }
  return graph;
}

/** What the index keeps of memory, the ids themselves not counted, which the model has. */
function bytesPerEdge(source: TopologySource): Row {
  const before = settledBytes();
  const topology = topologyOf(source);
  const bytes = settledBytes() - before;
  return {
    name: 'memory of the index, both directions',
    value: bytes / topology.to.length,
    unit: 'bytes per edge',
    budget: { atMost: 24 },
    stretch: { atMost: 18 },
  };
}

/** Bytes in use after garbage has been collected. */
function settledBytes(): number {
  const collect = globalThis.gc;
  if (collect === undefined) {
    throw new Error('run with --expose-gc');
  }
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function failureRows(): readonly Row[] {
  const fleet = fleetGraph({ systems: 20_000, edges: 100_000 });
  const topology = topologyOf(fleet);
  const question = questionOf(topology, fleet);
  const rowOf = (name: string, carries: Uint8Array, asked: Partial<FailureQuestion>): Row => ({
    name: `all single failures of 20,000 systems and 100,000 edges, ${name}`,
    value: cpuMs(
      () => singleFailures(topology, failureGraphOf(topology, carries), { ...question, ...asked }),
      { runs: 5, warmups: 2 },
    ),
    unit: 'ms',
    budget: { atMost: 500 },
    stretch: { atMost: 50 },
  });
  const unlisted = { listed: Uint8Array.of(0, 0, 0, 0), listMax: 0 };
  return [
    rowOf('as they are', topology.propagates, {}),
    rowOf('walked one by one', topology.propagates, { walkMax: Number.POSITIVE_INFINITY }),
    rowOf('in batches of bits', topology.propagates, { walkMax: 0 }),
    rowOf('counting whoever is impaired', touchingKinds(topology), unlisted),
  ];
}

const criticalities: readonly Criticality[] = ['critical', 'high', 'medium', 'low'];

/** Counts by criticality, and lists of what fails where anything critical or high does. */
function questionOf(
  { ids, systems }: Topology,
  fleet: Pick<FleetGraph, 'criticalities'>,
): FailureQuestion {
  const count = criticalities.length;
  const classOf = ids.map((_, node) =>
    node < systems.length ? criticalities.indexOf(fleet.criticalities[node] ?? 'medium') : count,
  );
  return {
    units: Uint8Array.from(classOf, (its) => Number(its < count)),
    classes: { of: Uint8Array.from(classOf), count },
    listed: Uint8Array.of(1, 1, 0, 0),
    listMax: 51,
  };
}

/** Shapes that recursion, or a walk from each system, would not survive. */
function shapeRows(): readonly Row[] {
  const rowOf = (name: string, source: TopologySource): Row => {
    const topology = topologyOf(source);
    const question = questionOf(topology, { criticalities: [] });
    return {
      name: `all single failures of ${name}`,
      value: cpuMs(() =>
        singleFailures(topology, failureGraphOf(topology, topology.propagates), question),
      ),
      unit: 'ms',
      budget: { atMost: 500 },
    };
  };
  return [
    rowOf('a chain of 100,000', chainOf(100_000, false)),
    rowOf('a cycle of 10,000', chainOf(10_000, true)),
  ];
}

function chainOf(length: number, isClosed: boolean): TopologySource {
  const idOf = (index: number): string => `system-${String(index % length).padStart(6, '0')}`;
  return {
    systems: Array.from({ length }, (_, index) => ({
      id: idOf(index),
      dependsOn: index + 1 < length || isClosed ? [{ to: idOf(index + 1), kind: 'hard' }] : [],
    })),
    groups: [],
    catalog: { kinds: new Map([['hard', { id: 'hard', impact: 100, propagates: true }]]) },
  };
}
