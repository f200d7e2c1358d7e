import { intAt } from './integers.ts';
import { membership, type Topology } from './topology.ts';

/** An edge of a path, as people read it. */
export interface PathEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
}

export function pathEdge(topology: Topology, edge: number): PathEdge {
  const { ids, kinds } = topology;
  return {
    from: ids[intAt(topology.from, edge)] ?? '',
    to: ids[intAt(topology.to, edge)] ?? '',
    kind: kinds[topology.kind[edge] ?? membership] ?? '',
  };
}
