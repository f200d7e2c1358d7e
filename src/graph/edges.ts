import { placesOf } from './id-table.ts';
import { intAt } from './integers.ts';
import type { TopologySource } from './topology.ts';

/** The number of the kind that stands before those of the catalog. */
export const memberKind = 0;

/** Dependencies of systems and members of groups, ordered by the node they leave. */
export interface Edges {
  /** The node that each edge leaves. */
  readonly from: Int32Array;
  /** The node that each edge enters. */
  readonly to: Int32Array;
  /** Index of the kind of each edge; 0 is membership, the last one stands between a proxy and what it stands for. */
  readonly kind: Uint16Array;
  /** By node, where the edges that leave it begin; one longer than there are nodes. */
  readonly outStart: Int32Array;
}

/** Edges as they are written: the node they enter has an id and no number yet. */
interface WrittenEdges extends Omit<Edges, 'to'> {
  readonly to: readonly string[];
}

/** The edges of a source whose nodes have these ids. One to something, or of a kind, that is not there is left out. */
export function edgesOf(source: TopologySource, ids: readonly string[]): Edges {
  const written = writtenEdges(source, ids.length);
  const edges = { ...written, to: placesOf(ids, written.to) };
  return edges.to.includes(-1) ? knownEdges(edges) : edges;
}

function writtenEdges(source: TopologySource, nodeCount: number): WrittenEdges {
  const kindById = new Map([...source.catalog.kinds.keys()].map((id, index) => [id, index + 1]));
  const bound = edgeCountOf(source);
  const from = new Int32Array(bound);
  const to = new Array<string>(bound).fill('');
  const kind = new Uint16Array(bound);
  const outStart = new Int32Array(nodeCount + 1);
  let node = 0;
  let edge = 0;
  const add = (target: string, kindIndex: number | undefined): void => {
    if (kindIndex !== undefined) {
      from[edge] = node;
      to[edge] = target;
      kind[edge] = kindIndex;
      edge += 1;
    }
  };
  for (const { dependsOn, proxyFor } of source.systems) {
    for (const dependency of dependsOn) {
      add(dependency.to, kindById.get(dependency.kind));
    }
    if (proxyFor !== undefined) {
      add(proxyFor, kindById.size + 1);
    }
    node += 1;
    outStart[node] = edge;
  }
  for (const { members } of source.groups) {
    for (const member of members) {
      add(member, memberKind);
    }
    node += 1;
    outStart[node] = edge;
  }
  // A part of an array would keep the whole of it.
  return edge === bound
    ? { from, to, kind, outStart }
    : { from: from.slice(0, edge), to: to.slice(0, edge), kind: kind.slice(0, edge), outStart };
}

/** How many edges there are at most. */
function edgeCountOf({ systems, groups }: TopologySource): number {
  let count = 0;
  for (const { dependsOn, proxyFor } of systems) {
    count += dependsOn.length + (proxyFor === undefined ? 0 : 1);
  }
  for (const { members } of groups) {
    count += members.length;
  }
  return count;
}

/** The edges that enter a node that is there. */
function knownEdges({ from, to, kind, outStart }: Edges): Edges {
  const isKnown = (_: number, edge: number): boolean => intAt(to, edge) >= 0;
  const knownBefore = new Int32Array(to.length + 1);
  for (let edge = 0; edge < to.length; edge += 1) {
    knownBefore[edge + 1] = intAt(knownBefore, edge) + (intAt(to, edge) >= 0 ? 1 : 0);
  }
  return {
    from: from.filter(isKnown),
    to: to.filter(isKnown),
    kind: kind.filter(isKnown),
    outStart: outStart.map((edge) => intAt(knownBefore, edge)),
  };
}
