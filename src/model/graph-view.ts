import type { Criticality } from './words.ts';

/** A part of the topology, ready to be drawn. Nodes are sorted by id, edges by their ends; each edge joins two nodes. */
export interface GraphView {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** How many systems are not shown. */
  readonly omitted: number;
  /** The node that the view was made around. */
  readonly focus?: string;
  /** What the changes were counted from, such as `origin/main`. */
  readonly since?: string;
  /** Of how many systems and groups which change is told, shown or not. */
  readonly changes?: Readonly<Record<NodeChange, number>>;
  /** What fails first, as it was named. */
  readonly failing?: readonly string[];
  /** Of how many systems which failure is told, shown or not. */
  readonly failures?: Readonly<Record<NodeFailure, number>>;
}

export interface GraphNode {
  readonly id: string;
  /** `merged` stands for its members. */
  readonly kind: 'system' | 'group' | 'merged';
  readonly type?: string;
  readonly criticality?: Criticality;
  readonly owner?: string;
  /** How many members a group needs: `2 of 3 needed`. */
  readonly note?: string;
  /** Ids of the systems and groups that are merged into it, sorted. */
  readonly members?: readonly string[];
  /** How many of them are systems. */
  readonly systems?: number;
  /** Dependencies between its members, which are not drawn. */
  readonly inside?: number;
  /** Of a single point of failure, how many others fail with it. */
  readonly takesDown?: number;
  readonly change?: NodeChange;
  /** Of a merged node, how many of its systems changed so. */
  readonly changeIn?: number;
  readonly failure?: NodeFailure;
  /** Of a merged node, how many of its systems fail so. */
  readonly failureIn?: number;
}

export interface GraphEdge {
  /** Depending side, or a group. */
  readonly from: string;
  /** Depended on, or a member. */
  readonly to: string;
  /** Kind of dependency; `member` where `from` is a group. Of several merged ones the worst. */
  readonly kind: string;
  /** Share of the impairment of `to` that reaches `from`, 0 to 1. */
  readonly impact: number;
  /** Whether the loss of `to` alone takes `from` down. */
  readonly propagates: boolean;
  /** What happens instead while `to` is not available: `fallback accept below 50 EUR`. */
  readonly note?: string;
  /** How many dependencies are merged into it, where nodes are merged. */
  readonly count?: number;
  readonly change?: Change;
  /** Whether the failure that is shown comes over it. */
  readonly carries?: true;
}

/** What became of something since a revision. */
export type Change = 'added' | 'removed' | 'changed';

/** What became of a system or group; `affected` itself is as before, and depends on something that is not. */
export const nodeChanges = ['added', 'removed', 'changed', 'affected'] as const;
export type NodeChange = (typeof nodeChanges)[number];

/** What a failure does to a system or group: it is where it begins, it takes it down, or it makes it worse. Worst first. */
export const nodeFailures = ['failed', 'fails', 'impaired'] as const;
export type NodeFailure = (typeof nodeFailures)[number];
