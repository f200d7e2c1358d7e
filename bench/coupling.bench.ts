import { layoutOf } from '../src/adapters/graphviz.ts';
import { betweennessOf } from '../src/graph/coupling/betweenness.ts';
import { cheapestCut } from '../src/graph/coupling/cheapest-cut.ts';
import { couplingOf } from '../src/graph/coupling.ts';
import { membersOfLarge, propagatingComponents } from '../src/graph/cycles.ts';
import { type TopologySource, topologyOf } from '../src/graph/topology.ts';
import type { GraphView } from '../src/model/graph-view.ts';
import { healthById } from '../src/report/graph/health.ts';
import { layoutRequest } from '../src/report/graph/svg.ts';
import { fleetGraph } from './fleet-graph.ts';
import { type Bench, cpuMs, type Row } from './measure.ts';

/** How systems hang together: who lies between whom, what to cut so that cycles end, and a drawing. */
export const bench: Bench = async () => [
  ...betweennessRows(),
  ...largeRows(),
  ...cutRows(),
  await drawingRow(),
];

function betweennessRows(): readonly Row[] {
  const rowOf = (systems: number, edges: number, atMost: number): Row => {
    const topology = topologyOf(fleetGraph({ systems, edges }));
    return {
      name: `betweenness of ${systems} systems and ${edges} edges, exact`,
      value: cpuMs(() => betweennessOf(topology, Number.POSITIVE_INFINITY), { runs: 3 }),
      unit: 'ms',
      budget: { atMost },
    };
  };
  return [rowOf(2_000, 10_000, 300), rowOf(10_000, 50_000, 2_000)];
}

function largeRows(): readonly Row[] {
  const topology = topologyOf(fleetGraph({ systems: 200_000, edges: 1_000_000 }));
  return [
    {
      name: 'betweenness of 200,000 systems and 1,000,000 edges, estimated',
      value: cpuMs(() => betweennessOf(topology), { runs: 1, warmups: 0 }),
      unit: 'ms',
      budget: { atMost: 10_000 },
    },
    {
      name: 'afferent and efferent coupling of 200,000 systems and 1,000,000 edges',
      value: cpuMs(() => couplingOf(topology), { runs: 3 }),
      unit: 'ms',
      budget: { atMost: 2_000 },
    },
    {
      name: 'what to cut in the cycles of 200,000 systems and 1,000,000 edges',
      value: cpuMs(() => cutAll(topology), { runs: 1, warmups: 0 }),
      unit: 'ms',
      budget: { atMost: 5_000 },
    },
  ];
}

function cutAll(topology: ReturnType<typeof topologyOf>): void {
  const components = propagatingComponents(topology);
  for (const members of membersOfLarge(topology, components)) {
    cheapestCut(topology, components, members, () => 1);
  }
}

function cutRows(): readonly Row[] {
  const rowOf = (name: string, source: TopologySource, atMost: number): Row => {
    const topology = topologyOf(source);
    return {
      name: `what to cut in ${name}`,
      value: cpuMs(() => cutAll(topology), { runs: 3 }),
      unit: 'ms',
      budget: { atMost },
    };
  };
  return [
    rowOf('a ring of 10,000 with 3,000 chords', circleOf(10_000, chordsOf), 3_000),
    rowOf(
      'a clique of 700',
      circleOf(700, (index, length) =>
        Array.from({ length: length - 2 }, (_, step) => index + step + 2),
      ),
      6_000,
    ),
  ];
}

/** Of three systems in ten, one dependency back or forward, at no regular distance. */
function chordsOf(index: number, length: number): readonly number[] {
  return index % 10 < 3 ? [index + 2 + ((index * 7_919) % (length - 3))] : [];
}

function circleOf(
  length: number,
  othersOf: (index: number, length: number) => readonly number[],
): TopologySource {
  const id = (index: number): string => `s${String(index % length).padStart(6, '0')}`;
  const { catalog } = fleetGraph({ systems: 12, edges: 20 });
  return {
    systems: Array.from({ length }, (_, index) => ({
      id: id(index),
      dependsOn: [index + 1, ...othersOf(index, length)].map((to) => ({
        to: id(to),
        kind: 'hard',
      })),
    })),
    groups: [],
    catalog,
  };
}

function drawn({ systems, groups }: TopologySource): GraphView {
  const edges = [
    ...systems.flatMap(({ id, dependsOn }) =>
      dependsOn.map(({ to, kind }) => ({ from: id, to, kind })),
    ),
    ...groups.flatMap(({ id, members }) => members.map((to) => ({ from: id, to, kind: 'member' }))),
  ];
  return {
    nodes: [
      ...systems.map(({ id }) => ({ id, kind: 'system' as const })),
      ...groups.map(({ id }) => ({ id, kind: 'group' as const })),
    ],
    edges: edges.map(({ from, to, kind }) => ({ from, to, kind, impact: 1, propagates: true })),
    omitted: 0,
  };
}

async function drawingRow(): Promise<Row> {
  const view = drawn(fleetGraph({ systems: 300, edges: 600 }));
  const request = layoutRequest(view, healthById(undefined));
  await layoutOf(request);
  const before = process.cpuUsage();
  await layoutOf(request);
  const { user, system } = process.cpuUsage(before);
  return {
    name: `layout of ${view.nodes.length} nodes and ${view.edges.length} edges`,
    value: (user + system) / 1_000,
    unit: 'ms',
    budget: { atMost: 5_000 },
  };
}
