import type { CompiledCatalog, Dependency, Group } from '../model/model.ts';
import { type Edges, edgesOf, memberKind } from './edges.ts';
import { idOrderOf, type NodeById } from './id-order.ts';
import { sortedByNumber } from './integers.ts';

/** As much of a system as its place in the graph needs. */
export interface SystemNode {
  readonly id: string;
  readonly dependsOn: readonly Pick<Dependency, 'to' | 'kind'>[];
  /** The system that it stands for: its health is that one's. */
  readonly proxyFor?: string | undefined;
}

/** As much of a model as the graph needs. */
export interface TopologySource {
  readonly systems: readonly SystemNode[];
  readonly groups: readonly Pick<Group, 'id' | 'members' | 'need'>[];
  readonly catalog: Pick<CompiledCatalog, 'kinds'>;
}

/**
 * The graph as integers. Nodes are the systems, in the order of the model, then the groups. Edges are the dependencies
 * of each system and the members of each group, ordered by the node they leave: `outStart` holds the bounds of each
 * node. `entering` lists them by the node they enter, `inStart` holds the bounds.
 */
export interface Topology extends Edges {
  readonly systems: readonly string[];
  readonly groups: readonly string[];
  /** Id of each node. */
  readonly ids: readonly string[];
  readonly nodeById: NodeById;
  /** Place of each node in the order of ids: ties are broken by it, never by the order of the input. */
  readonly rank: Int32Array;
  readonly inStart: Int32Array;
  readonly entering: Int32Array;
  readonly kinds: readonly string[];
  /** By kind, in hundredths. */
  readonly impact: Int32Array;
  /** By kind, 1 where the target takes the dependent down. Membership is 0: it depends on `need`. */
  readonly propagates: Uint8Array;
  /** By node: how many members of a group must be up, from 1 to their number; 0 for a system. */
  readonly need: Int32Array;
}

/** Index of the kind of the edges from a group to its members. */
export const membership = memberKind;

/** An element of an array of integers; the index is inside of it. */
export function at(integers: Int32Array | Uint16Array | Uint8Array, index: number): number {
  return integers[index] ?? 0;
}

/** Whether a node is a group. */
export function isGroup(topology: Topology, node: number): boolean {
  return node >= topology.systems.length;
}

/** The edges that leave a node. */
export function* edgesFrom(topology: Topology, node: number): Generator<number, void> {
  const end = at(topology.outStart, node + 1);
  for (let edge = at(topology.outStart, node); edge < end; edge += 1) {
    yield edge;
  }
}

/** The edges that enter a node. */
export function edgesInto(topology: Topology, node: number): Int32Array {
  return topology.entering.subarray(at(topology.inStart, node), at(topology.inStart, node + 1));
}

/** The first edge from one node to another, -1 where there is none. */
export function edgeBetween(topology: Topology, from: number, to: number): number {
  const end = at(topology.outStart, from + 1);
  for (let edge = at(topology.outStart, from); edge < end; edge += 1) {
    if (at(topology.to, edge) === to) {
      return edge;
    }
  }
  return -1;
}

/** How many members a group has. */
export function sizeOf(topology: Topology, group: number): number {
  return at(topology.outStart, group + 1) - at(topology.outStart, group);
}

/** How many members a group can lose and is still up. */
export function spareOf(topology: Topology, group: number): number {
  return sizeOf(topology, group) - at(topology.need, group);
}

/**
 * Compiles the graph of a model in one pass. A dependency on something, or of a kind, that is not there is left out. Ids are
 * looked up in a table that is dropped afterwards: what is kept are integers, and the ids that the model has in any case.
 */
export function topologyOf(source: TopologySource): Topology {
  const { groups, catalog } = source;
  const known = lastOf.get(source.systems);
  if (known?.source.groups === groups && known.source.catalog === catalog) {
    return known.topology;
  }
  const topology = compiled(source);
  lastOf.set(source.systems, { source, topology });
  return topology;
}

/** The last graph of a list of systems: loading asks for it, and so does whoever evaluates what was loaded. Nobody changes it. */
const lastOf = new WeakMap<
  TopologySource['systems'],
  { readonly source: TopologySource; readonly topology: Topology }
>();

function compiled(source: TopologySource): Topology {
  const systems = source.systems.map(({ id }) => id);
  const groups = source.groups.map(({ id }) => id);
  const ids = [...systems, ...groups];
  const kinds = [...source.catalog.kinds.values()];
  const { rank, nodeById } = idOrderOf(ids, systems.length);
  const edges = edgesOf(source, ids);
  const topology = {
    systems,
    groups,
    ids,
    nodeById,
    rank,
    ...edges,
    ...enteringOf(edges.to, ids.length),
    kinds: ['member', ...kinds.map(({ id }) => id), 'proxy'],
    impact: Int32Array.from([100, ...kinds.map(({ impact }) => impact), 100]),
    propagates: Uint8Array.from([0, ...kinds.map(({ propagates }) => Number(propagates)), 1]),
    need: new Int32Array(ids.length),
  };
  for (const [index, { need }] of source.groups.entries()) {
    const group = systems.length + index;
    topology.need[group] = Math.max(1, Math.min(need, sizeOf(topology, group)));
  }
  return topology;
}

/** The edges by the node that they enter: a counting sort, so that those of one node keep their order. */
function enteringOf(to: Int32Array, nodeCount: number): Pick<Topology, 'inStart' | 'entering'> {
  const { items: entering, start: inStart } = sortedByNumber(to, nodeCount);
  return { inStart, entering };
}
