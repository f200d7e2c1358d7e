import type { Edge } from './report.generated.ts';

/** What the members of groups have in common: whether the loss of some is borne by the others. */
export interface Redundancy {
  /** Groups that can lose a member, those with the least real redundancy first. */
  readonly groups: readonly GroupRedundancy[];
  /** Groups that need all of their members, sorted: nobody counts on a spare there. */
  readonly withoutSpare: readonly string[];
}

export interface GroupRedundancy {
  readonly id: string;
  readonly need: number;
  readonly size: number;
  /** Whether no single system, region or zone takes down more members than can be spared. */
  readonly isReal: boolean;
  /** Single systems that do, by id: the nearest five. */
  readonly shared: readonly SharedBy[];
  /** Regions and zones that do, then owners who have more members than can be spared. */
  readonly fates: readonly SharedFateOf[];
}

export interface SharedBy {
  readonly system: string;
  readonly members: readonly LostMember[];
}

/** A member that goes down, and the path to what takes it down: empty where that is itself, or where it stands there. */
export interface LostMember {
  readonly id: string;
  readonly path: readonly Edge[];
}

export interface SharedFateOf {
  readonly what: 'region' | 'zone' | 'owner';
  readonly value: string;
  /** Members that go down with the region or zone, or that the owner has, by id. */
  readonly members: readonly LostMember[];
}
