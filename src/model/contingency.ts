/** What single failures, or pairs of them, do to a fleet: all of them, worst first. */
export interface Contingency {
  /** How many units fail at once. */
  readonly order: 1 | 2;
  /** What fails as one: `system`, `region`, `zone`, `owner`, `label:KEY`. */
  readonly unit: string;
  /** Ids that rows must take down one of; null where any other system will do. */
  readonly targets: readonly string[] | null;
  /** Whether everything was looked at: otherwise there are at least these. */
  readonly complete: boolean;
  readonly units: number;
  /** Pairs that were worked out; 0 where the order is 1. */
  readonly pairs: number;
  /** How many of the units, or pairs, do harm. */
  readonly harmful: number;
  /** The worst of them, at most 1,000: by critical systems taken down, targets, share, then by name. */
  readonly rows: readonly ContingencyRow[];
}

/** What one failure takes down besides itself; of a pair, what its units do not take down one by one. */
export interface ContingencyRow {
  /** One name or two, in order. */
  readonly fail: readonly string[];
  /** Systems of these units. */
  readonly systems: number;
  readonly takesDown: number;
  readonly criticalTakenDown: number;
  /** Targets among them: those that were named, else those of the configuration. */
  readonly targetsTakenDown: number;
  /** Share of the fleet by criticality weight, 0 to 1. */
  readonly share: number;
  /** The group that the two take down together, from which the rest follows; null for a single failure. */
  readonly through: string | null;
  /** Ids of systems taken down, sorted, the first ten. */
  readonly examples: readonly string[];
}
