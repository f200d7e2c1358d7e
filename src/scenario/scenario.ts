import type { Path } from '../config/source.ts';
import type { Acknowledgement, Check, Observation } from '../model/batch.generated.ts';
import type { Location } from '../model/location.ts';
import type { Model } from '../model/model.ts';
import type { Run } from './series.ts';

/** A scenario that is free of mistakes. All instants are in milliseconds. */
export interface Scenario {
  readonly name: string;
  /** Place of its name. */
  readonly at: Location;
  readonly startsAt: number;
  readonly everyMs: number;
  /** The last instant that it says something about. */
  readonly endsAt: number;
  /** Whether everything that is not named is heard of, and is well. */
  readonly isElseWell: boolean;
  readonly signals: readonly SignalSeries[];
  readonly checks: readonly CheckSeries[];
  readonly failures: readonly SystemFailures[];
  readonly heartbeats: readonly Heartbeats[];
  readonly observed: readonly (Observation & Timed)[];
  readonly acknowledged: readonly (Acknowledgement & Timed)[];
  /** By time. */
  readonly reloads: readonly Reload[];
  /** By time, then in the order of the file. */
  readonly expectations: readonly Expectation[];
  /** Instants at which there is a step besides the ticks; sorted, each once. */
  readonly instants: readonly number[];
}

/** When something happens. */
export interface Timed {
  readonly instant: number;
}

export interface SignalSeries {
  readonly system: string;
  readonly signal: string;
  readonly runs: readonly Run[];
}

/** What a health check says, a status a tick. */
export interface CheckSeries {
  readonly system: string;
  readonly runs: readonly Run[];
}

/** A system whose health check says at every step how it is: healthy outside of its failures. */
export interface SystemFailures {
  readonly system: string;
  readonly spells: readonly Spell[];
}

export interface Spell {
  readonly from: number;
  /** The first instant after it. */
  readonly until: number;
  readonly status: Check['status'];
}

export interface Heartbeats {
  readonly system: string;
  readonly from: number;
  /** The last instant at which there may be one. */
  readonly until: number;
  /** Undefined: at every step, so that it is never missed. */
  readonly everyMs: number | undefined;
}

export interface Reload {
  readonly at: number;
  readonly model: Model;
}

/** Something that must be so, or must not, at an instant. */
export interface Expectation {
  readonly at: number;
  /** Where it stands in its file. */
  readonly path: Path;
  readonly place: Location;
  readonly negated: boolean;
  readonly about: About;
}

/** Lists of a report that expectations look into. */
export type ListName = 'alerts' | 'incidents' | 'decisions' | 'findings' | 'notified';

/** What an expectation looks at. */
export type About =
  | {
      readonly kind: 'value';
      readonly of: 'health' | 'overall' | 'escalation';
      /** Whose; empty for the whole. */
      readonly id: string;
      readonly expected: string;
    }
  | { readonly kind: 'contains'; readonly of: ListName; readonly item: Fields }
  | { readonly kind: 'none'; readonly of: ListName }
  | {
      readonly kind: 'suppression';
      readonly system: string;
      readonly signal: string | undefined;
      readonly reasons: readonly string[];
    }
  | { readonly kind: 'history'; readonly items: readonly Fields[] };

/** An object of a report as expectations see it, or as much of one as is expected. */
export type Fields = Readonly<Record<string, FieldValue>>;

export type FieldValue = string | number | boolean | readonly string[];
