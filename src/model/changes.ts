import type { Change } from './graph-view.ts';

/** What became of the topology between two models. Nodes are sorted by id, edges by their ends. */
export interface Changes {
  readonly nodes: readonly ChangedNode[];
  readonly edges: readonly ChangedEdge[];
}

export interface ChangedNode {
  readonly id: string;
  readonly kind: 'system' | 'group';
  readonly change: Change;
  /** What is different, sorted: `dependsOn`, `replicas`. Empty where it was added or removed. */
  readonly fields: readonly string[];
}

/** A dependency, or the membership of a group. */
export interface ChangedEdge {
  readonly from: string;
  readonly to: string;
  readonly change: Change;
}
