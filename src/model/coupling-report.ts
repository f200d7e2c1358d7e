/** How the systems of a configuration hang together. Lists are sorted by id, by the ends of a dependency, or as they say. */
export interface CouplingReport {
  readonly systems: readonly CoupledSystem[];
  readonly betweenness: {
    /** Whether the ways from all systems were followed; otherwise the shares are estimates from some of them. */
    readonly exact: boolean;
    /** From how many systems. */
    readonly sources: number;
  };
  /** Systems and groups that take each other down, by the first of their ids. */
  readonly cycles: readonly CoupledCycle[];
  /** From top to bottom. */
  readonly layers: readonly CoupledLayer[];
  readonly violations: readonly LayerViolation[];
  /** By protocol, those without one last. */
  readonly protocols: readonly ProtocolUse[];
}

export interface CoupledSystem {
  readonly system: string;
  readonly layer: string | null;
  /** Ca: systems that depend on it, or on a group it is a member of, directly. */
  readonly afferent: number;
  /** Ce: systems and groups that it depends on directly. */
  readonly efferent: number;
  /** Ce / (Ca + Ce), 0 to 1; 0 for one that stands alone. */
  readonly instability: number;
  /** Share of the pairs of other systems whose shortest way along dependencies leads over it, 0 to 1. */
  readonly betweenness: number;
  readonly inCycle: boolean;
}

/** A dependency, a membership, or what a proxy stands for, and where it is written. */
export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly file: string;
  readonly line: number;
}

export interface CoupledCycle {
  /** Everything that is on a cycle with the others, sorted. */
  readonly members: readonly string[];
  /** The shortest cycle among them, each taken down by the next and the last by the first. */
  readonly shortest: readonly string[];
  /** What to cut so that no cycle is left, cheapest first: as few as possible, then of the least impact, then of the least criticality. */
  readonly cut: readonly PlacedEdge[];
  /** Whether nothing cheaper does it. */
  readonly isCheapest: boolean;
}

export interface CoupledLayer {
  readonly layer: string;
  readonly strict: boolean;
  readonly systems: number;
}

/** A dependency against the order of the layers. */
export interface LayerViolation extends PlacedEdge {
  readonly fromLayer: string;
  readonly toLayer: string;
  /** The member that lies in that layer, where the dependency is on a group. */
  readonly member: string | null;
  /** Up, or past the next layer where only that is allowed. */
  readonly step: 'up' | 'skip';
}

/** The dependencies that use a protocol. */
export interface ProtocolUse {
  readonly protocol: string | null;
  readonly dependencies: readonly PlacedEdge[];
}
