import type { PriorityName } from './config.generated.ts';
import type { Criticality, Status } from './words.ts';

/** What happens when some systems fail at once: the fleet before and after, and what follows from what. */
export interface Simulation {
  /** RFC 3339 instant, UTC, of both evaluations. */
  readonly at: string;
  /** What was asked to fail, as it was written. */
  readonly fail: readonly string[];
  /** Ids of the systems that were made to fail, sorted. */
  readonly failing: readonly string[];
  readonly before: FleetStanding;
  readonly after: FleetStanding;
  /** Everything that is worse than before, by hop; within one, what fails first, then by criticality and id. */
  readonly affected: readonly SimulatedNode[];
  /** Groups that lost members and still stand, those with the least to spare first. */
  readonly holding: readonly HoldingGroup[];
  /** Incidents that would open, by priority and root; undefined where the configuration has no routes. */
  readonly incidents?: readonly SimulatedIncident[];
  /** Regions that fail as a whole, and where they fail over to, as declared. Nothing is moved there. */
  readonly failovers: readonly { readonly region: string; readonly to: readonly string[] }[];
}

export interface FleetStanding {
  readonly status: Status;
  /** Of 100; null where nothing is known. */
  readonly score: number | null;
  /** Systems that are unhealthy or offline. */
  readonly failing: number;
  /** Critical ones among them. */
  readonly criticalFailing: number;
}

export interface SimulatedNode {
  readonly id: string;
  readonly kind: 'system' | 'group';
  readonly criticality: Criticality | null;
  readonly owner: string | null;
  /** Edges from what was made to fail: 0 for that itself. */
  readonly hop: number;
  /** Whether it is unhealthy or offline now. */
  readonly fails: boolean;
  readonly before: NodeStanding;
  readonly after: NodeStanding;
  /** The edge over which it came; the node at its end is one hop nearer, where the path goes on. Null at hop 0. */
  readonly through: { readonly to: string; readonly kind: string } | null;
  /** Of a group: its members. */
  readonly members?: GroupMembers;
}

export interface NodeStanding {
  readonly status: Status;
  readonly score: number | null;
}

export interface GroupMembers {
  readonly up: number;
  readonly size: number;
  readonly need: number;
}

export interface HoldingGroup extends GroupMembers {
  readonly id: string;
  /** Members that are up, sorted. */
  readonly support: readonly string[];
}

export interface SimulatedIncident {
  readonly root: string;
  readonly priority: PriorityName;
  /** Systems that follow from the root. */
  readonly symptoms: number;
  /** Why nobody is told at once, in a phrase; null where somebody is. */
  readonly mutedBy: string | null;
  /** The first level of its escalation that tells somebody; null where the route tells by itself, or nobody. */
  readonly level: string | null;
  /** Channels that are told first, sorted. */
  readonly tells: readonly string[];
  /** How long after its beginning they are told, in milliseconds; null where nobody is. */
  readonly afterMs: number | null;
}
