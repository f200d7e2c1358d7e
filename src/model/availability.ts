/** Where a number lies; both ends are the same where it is exact. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** How likely a target is up, in the long run, and what it hangs on. All failures but those of regions are independent. */
export interface Availability {
  readonly target: string;
  readonly kind: 'system' | 'group';
  /** Systems that can take part in taking it down, itself included, and how many of them do not say how likely they fail. */
  readonly systems: number;
  readonly undeclared: number;
  /** `unknown` where no system, and no region, says how likely it fails. */
  readonly method: 'exact' | 'bounds' | 'unknown';
  /** The share of time in which it is down: certain bounds. Null where nothing is known. */
  readonly unavailability: Range | null;
  readonly availability: Range | null;
  /** Expected, in 365 days. */
  readonly downtimePerYearMs: Range | null;
  /** What trying came to, where it is not exact. */
  readonly estimate: AvailabilityEstimate | null;
  /** By what they take of the downtime, largest first. Empty where it is not exact. */
  readonly importance: readonly Importance[];
  readonly cutSets: CutSetCount;
  /** One more replica of one system, by what it saves, most first. */
  readonly improvements: readonly Improvement[];
}

export interface AvailabilityEstimate {
  readonly trials: number;
  readonly unavailability: number;
  /** In 99 of 100 samples it lies in here. */
  readonly interval: Range;
}

/** What a system or a region has to do with the failure of a target. */
export interface Importance {
  /** Id of a system, or `region:ID`. */
  readonly unit: string;
  readonly kind: 'system' | 'region';
  /** That it is down. */
  readonly probability: number;
  /** How much likelier the target is down when it is down than when it works (Birnbaum). */
  readonly birnbaum: number;
  /** The probability that all of some minimal cut set with it is down, divided by that of the target. Null where that is too much work. */
  readonly fussellVesely: number | null;
  /** How many times likelier the target is down while it is down. */
  readonly riskAchievement: number;
  /** How many times less likely the target is down if it never fails; null where the target never is then. */
  readonly riskReduction: number | null;
}

/** Minimal cut sets of one and of two systems. */
export interface CutSetCount {
  readonly alone: number;
  readonly pairs: number;
  /** Whether these are all of them. */
  readonly isComplete: boolean;
}

export interface Improvement {
  readonly system: string;
  /** As declared now. */
  readonly replicas: number;
  /** How many of the cut sets it is in, which its failure alone does not complete any more. */
  readonly cutSetsRemoved: number;
  /** What the unavailability falls by; with bounds what it falls by at least. Null where nothing is known. */
  readonly gain: number | null;
  readonly downtimeSavedPerYearMs: number | null;
}
