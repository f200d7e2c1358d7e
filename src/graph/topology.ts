import type { CompiledCatalog, Dependency, Group } from '../model/model.ts';
import { compareText } from '../model/order.ts';

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

interface Edges {
  /** The node that each edge leaves. */
  readonly from: Int32Array;
  /** The node that each edge enters. */
  readonly to: Int32Array;
  /** Index of the kind of each edge; 0 is membership, the last one stands between a proxy and what it stands for. */
  readonly kind: Uint16Array;
  readonly outStart: Int32Array;
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
  readonly nodeById: ReadonlyMap<string, number>;
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
export const membership = 0;

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

/** How many members a group has. */
export function sizeOf(topology: Topology, group: number): number {
  return at(topology.outStart, group + 1) - at(topology.outStart, group);
}

/** How many members a group can lose and is still up. */
export function spareOf(topology: Topology, group: number): number {
  return sizeOf(topology, group) - at(topology.need, group);
}

/** Compiles the graph of a model. A dependency on something, or of a kind, that is not there is left out. */
export function topologyOf(source: TopologySource): Topology {
  const systems = source.systems.map(({ id }) => id);
  const groups = source.groups.map(({ id }) => id);
  const ids = [...systems, ...groups];
  const nodeById = new Map(ids.map((id, node) => [id, node]));
  const kinds = [...source.catalog.kinds.values()];
  const edges = edgesOf(source, nodeById);
  const topology = {
    systems,
    groups,
    ids,
    nodeById,
    rank: ranksOf(ids),
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

function edgesOf(source: TopologySource, nodeById: ReadonlyMap<string, number>): Edges {
  const kindById = new Map([...source.catalog.kinds.keys()].map((id, index) => [id, index + 1]));
  const nodeCount = source.systems.length + source.groups.length;
  const bound =
    source.systems.reduce((sum, { dependsOn }) => sum + dependsOn.length + 1, 0) +
    source.groups.reduce((sum, { members }) => sum + members.length, 0);
  const from = new Int32Array(bound);
  const to = new Int32Array(bound);
  const kind = new Uint16Array(bound);
  const outStart = new Int32Array(nodeCount + 1);
  let node = 0;
  let edge = 0;
  const add = (target: number | undefined, kindIndex: number | undefined): void => {
    if (target !== undefined && kindIndex !== undefined) {
      from[edge] = node;
      to[edge] = target;
      kind[edge] = kindIndex;
      edge += 1;
    }
  };
  for (const { dependsOn, proxyFor } of source.systems) {
    for (const dependency of dependsOn) {
      add(nodeById.get(dependency.to), kindById.get(dependency.kind));
    }
    add(proxyFor === undefined ? undefined : nodeById.get(proxyFor), source.catalog.kinds.size + 1);
    node += 1;
    outStart[node] = edge;
  }
  for (const { members } of source.groups) {
    for (const member of members) {
      add(nodeById.get(member), membership);
    }
    node += 1;
    outStart[node] = edge;
  }
  return {
    from: from.subarray(0, edge),
    to: to.subarray(0, edge),
    kind: kind.subarray(0, edge),
    outStart,
  };
}

/** The edges by the node that they enter: a counting sort, so that those of one node keep their order. */
function enteringOf(to: Int32Array, nodeCount: number): Pick<Topology, 'inStart' | 'entering'> {
  const inStart = new Int32Array(nodeCount + 1);
  for (const target of to) {
    inStart[target + 1] = at(inStart, target + 1) + 1;
  }
  for (let node = 0; node < nodeCount; node += 1) {
    inStart[node + 1] = at(inStart, node + 1) + at(inStart, node);
  }
  const next = inStart.slice();
  const entering = new Int32Array(to.length);
  for (const [edge, target] of to.entries()) {
    const place = at(next, target);
    entering[place] = edge;
    next[target] = place + 1;
  }
  return { inStart, entering };
}

function ranksOf(ids: readonly string[]): Int32Array {
  const nodes = ids.map((id, node) => ({ id, node })).sort((a, b) => compareText(a.id, b.id));
  const rank = new Int32Array(ids.length);
  for (const [place, { node }] of nodes.entries()) {
    rank[node] = place;
  }
  return rank;
}
