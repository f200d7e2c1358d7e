/** What takes one target down: all minimal sets of failures up to an order, which is how many failures a set has. */
export interface TargetCutSets {
  readonly target: string;
  /** What fails in one piece: `system`, `region`, `zone`, `owner`, `label:KEY`. */
  readonly units: readonly string[];
  /** Up to which order was asked; null for all orders. */
  readonly maxOrder: number | null;
  /** Whether these are all sets up to that order. Where it is false they are at least these. */
  readonly complete: boolean;
  /** Up to which order nothing is missing; null where there are no other sets of any order. */
  readonly completeTo: number | null;
  /** How many sets there are of order 1, of order 2, and so on; without zeros at the end. */
  readonly counts: readonly number[];
  /** How likely the target fails, where every unit says how likely it does; otherwise null. */
  readonly probability: number | null;
  /** The first sets, by order and then by id; each is sorted. */
  readonly sets: readonly (readonly string[])[];
  /** How many sets are not listed. */
  readonly omitted: number;
}

/** Why one thing is down. Whatever it is down because of is told before it. */
export interface DownStep {
  readonly id: string;
  /** Nothing where it fails itself; the dependency that takes it down; or the members that a group lacks. */
  readonly because: readonly string[];
  /** The kind of the dependency: `member` in a group. */
  readonly kind?: string;
  /** Of a group that can spare a member: how many it has, and how many it needs. */
  readonly group?: { readonly members: number; readonly need: number };
}
