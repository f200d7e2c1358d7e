/** The longest chain of dependencies that take each other down. */
export interface CriticalPath {
  readonly by: 'hops' | 'latency';
  /** Id of the system that it begins with; null where there are no systems. */
  readonly from: string | null;
  /** Dependencies on the chain; what leads from a group to a member is none. */
  readonly hops: number;
  /** Sum over the chain; null where it is by hops. */
  readonly ms: number | null;
  readonly steps: readonly ChainStep[];
  /** Cycles that the chain goes through, each of which counts as one: ids, sorted. */
  readonly cycles: readonly (readonly string[])[];
  /** How many of the dependencies that are followed have a latency of which kind; null where it is by hops. */
  readonly sources: Readonly<Record<LatencySource, number>> | null;
}

/** Where a latency comes from: what was observed, the longest that a caller waits, or nowhere, which counts as none. */
export type LatencySource = 'observed' | 'timeout' | 'unknown';

export interface ChainStep {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  /** What the step adds; null where it is by hops. */
  readonly ms: number | null;
  readonly source: LatencySource | null;
}
