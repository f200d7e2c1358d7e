import type { Edge } from './report.generated.ts';
import type { Criticality } from './words.ts';

/** What the failure of one system or group does to the others, in a fleet where all else works. */
export interface Impact {
  readonly id: string;
  readonly kind: 'system' | 'group';
  /** Sum over all that is affected of criticality weight × impairment. */
  readonly score: number;
  /** Other systems that fail with it. */
  readonly blastRadius: number;
  readonly criticalTakenDown: number;
  /** Other systems that lose something of their score and do not fail. */
  readonly impaired: number;
  /** Share of the fleet that fails, itself included, by criticality weight, 0 to 1. */
  readonly share: number;
  /** What the score is made of, most critical first; criticalities of which nothing is affected are left out. */
  readonly breakdown: readonly ImpactPart[];
  /** Itself where it is a system, then what fails, then what is impaired: each by criticality, impairment and id. */
  readonly affected: readonly Affected[];
  /** Whom to call, those with most failing systems first; systems without an owner last. */
  readonly owners: readonly AffectedOwner[];
}

export interface ImpactPart {
  readonly criticality: Criticality;
  readonly weight: number;
  readonly fails: number;
  readonly impaired: number;
  readonly score: number;
}

export interface Affected {
  readonly system: string;
  readonly criticality: Criticality;
  readonly owner: string | null;
  readonly fails: boolean;
  /** Share of its score that it loses, 0 to 1; 1 where it fails. */
  readonly impairment: number;
  /** Criticality weight × impairment. */
  readonly score: number;
  /** The edges from it to what failed first. Of a path longer than 64 edges the first 63 and the last; fewer where much is affected. */
  readonly via: readonly Edge[];
}

export interface AffectedOwner {
  readonly owner: string | null;
  /** Ids of systems that fail, sorted. */
  readonly fails: readonly string[];
  /** Ids of systems that are impaired, sorted. */
  readonly impaired: readonly string[];
}
