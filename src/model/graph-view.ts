import type { Criticality } from './words.ts';

/** A part of the topology, ready to be drawn. Nodes are sorted by id, edges by their ends; each edge joins two nodes. */
export interface GraphView {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** How many systems are not shown. */
  readonly omitted: number;
  /** The node that the view was made around. */
  readonly focus?: string;
}

export interface GraphNode {
  readonly id: string;
  readonly kind: 'system' | 'group';
  readonly type?: string;
  readonly criticality?: Criticality;
  readonly owner?: string;
  /** How many members a group needs: `2 of 3 needed`. */
  readonly note?: string;
}

export interface GraphEdge {
  /** Depending side, or a group. */
  readonly from: string;
  /** Depended on, or a member. */
  readonly to: string;
  /** Kind of dependency; `member` where `from` is a group. */
  readonly kind: string;
  /** Share of the impairment of `to` that reaches `from`, 0 to 1. */
  readonly impact: number;
  /** Whether the loss of `to` alone takes `from` down. */
  readonly propagates: boolean;
  /** What happens instead while `to` is not available: `fallback accept below 50 EUR`. */
  readonly note?: string;
}
