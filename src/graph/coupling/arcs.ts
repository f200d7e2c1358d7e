import type { Components } from '../components.ts';
import { takesDown } from '../cycles.ts';
import { intAt, sortedByNumber } from '../integers.ts';
import { edgesFrom, type Topology } from '../topology.ts';

/** Arcs between nodes that are numbered from 0. Two may join the same nodes, and one may lead to its own. */
export interface Arcs {
  readonly nodeCount: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** What it costs to cut each of them. */
  readonly cost: Float64Array;
}

/** The arcs of each node in one direction: places `start[node]` to `start[node + 1]` of `items` are numbers of arcs. */
export interface ArcsByNode {
  readonly items: Int32Array;
  readonly start: Int32Array;
}

export function arcsOut({ from, nodeCount }: Arcs): ArcsByNode {
  return sortedByNumber(from, nodeCount);
}

export function arcsIn({ to, nodeCount }: Arcs): ArcsByNode {
  return sortedByNumber(to, nodeCount);
}

/** The arcs of a component, and the edge of the topology that each stands for. */
export interface ComponentArcs extends Arcs {
  readonly edge: Int32Array;
}

/** The edges inside a component by which its members take each other down, those to itself left out. */
export function arcsOfComponent(
  topology: Topology,
  { of }: Components,
  members: readonly number[],
  costOf: (edge: number) => number,
): ComponentArcs {
  const placeOf = new Map(members.map((node, place) => [node, place]));
  const [from, to, edges]: [number[], number[], number[]] = [[], [], []];
  for (const [place, node] of members.entries()) {
    for (const edge of edgesFrom(topology, node)) {
      const target = intAt(topology.to, edge);
      const isInside = target !== node && intAt(of, target) === intAt(of, node);
      if (isInside && takesDown(topology, edge)) {
        from.push(place);
        to.push(placeOf.get(target) ?? place);
        edges.push(edge);
      }
    }
  }
  return {
    nodeCount: members.length,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    cost: Float64Array.from(edges, costOf),
    edge: Int32Array.from(edges),
  };
}
