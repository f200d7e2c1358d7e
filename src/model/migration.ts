// What another configuration makes of what is live, as data.

/** All lists are sorted, but for `changed`. Ids of alerts and incidents are those of reports. */
export interface Migration {
  /** How many parts of the configuration are new, gone, renamed or different. Where a part is written is no difference. */
  readonly changes: number;
  /** What of them, the most telling first, at most 20. */
  readonly changed: readonly MigratedPart[];
  readonly systems: MigratedCount & {
    /** By the new id. */
    readonly renamed: readonly { readonly from: string; readonly to: string }[];
  };
  /** Alerts that fire or recover before and no longer after, and the other way round. */
  readonly alerts: {
    readonly firingBefore: number;
    readonly resolve: readonly string[];
    readonly fire: readonly string[];
  };
  /** Sections that had something and have nothing left, though nothing else may have changed: nobody is told, or of nothing. */
  readonly emptied: readonly {
    readonly section: 'channels' | 'thresholds';
    readonly before: number;
  }[];
  /** Weak points, by system. */
  readonly spofs: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** Findings of policies that block: how many there are. */
  readonly findings: { readonly before: number; readonly after: number };
  /** Incidents that are told to others from now on: who was told hears that it moved. */
  readonly rerouted: readonly string[];
}

export interface MigratedCount {
  readonly before: number;
  /** Without those that were renamed. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** A part of the configuration that differs. */
export interface MigratedPart {
  /** Section, such as `thresholds`. */
  readonly section: string;
  readonly id: string;
  readonly change: 'added' | 'removed' | 'changed' | 'renamed';
  /** For people: `critical 400 → 450`; empty where there is nothing short to say. */
  readonly words: string;
  /** Where it stands now, or stood; empty where that is not known. */
  readonly file: string;
}
