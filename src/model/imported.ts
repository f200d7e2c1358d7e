import type { Location } from './location.ts';

/** Where an import comes from: metrics of a service graph, a file of Docker Compose, manifests of Kubernetes, a catalog of Backstage. */
export type ImportSource = 'otel' | 'compose' | 'kubernetes' | 'backstage';

/** What another tool says of a fleet: who is there, and who calls whom, by the names of that tool. */
export interface Imported {
  readonly source: ImportSource;
  /** By name. Every end of a call is among them. */
  readonly systems: readonly ImportedSystem[];
  /** By the names of both ends. None leads from a system to itself. */
  readonly calls: readonly ImportedCall[];
  /** The latest instant that the source tells, in milliseconds; undefined where it tells none. */
  readonly latestAt: number | undefined;
}

export interface ImportedSystem {
  readonly name: string;
  /** Names that its id may come from before the whole name, the best first; one that suits another system too is passed over. */
  readonly shortNames: readonly string[];
  readonly type: Guess;
  readonly criticality: Guess | undefined;
  readonly owner: Guess | undefined;
  /** Sorted; several where replicas differ. */
  readonly versions: readonly string[];
  /** Sorted; several where replicas differ. */
  readonly configHashes: readonly string[];
  readonly replicas: number | undefined;
  /** What the system is called elsewhere, by label. */
  readonly labels: ReadonlyMap<string, string>;
  /** How it might be probed, as YAML on one line. */
  readonly probe: string | undefined;
  /** What people may want to know of it and a configuration has no key for, or not surely: a line each. */
  readonly remarks: readonly string[];
  /** Whether its calls would have been seen; what sends no traces may call whom it likes. */
  readonly showsCalls: boolean;
  readonly at: Location;
}

export interface ImportedCall {
  /** Name of the caller. */
  readonly from: string;
  readonly to: string;
  readonly kind: Guess;
  /** Calls that were counted; undefined where nobody counts. */
  readonly count: number | undefined;
  /** How many of them failed. */
  readonly failedCount: number | undefined;
  readonly at: Location;
}

/** A word, and what led to it. People should look at it, unless the source says it in so many words. */
export interface Guess {
  readonly word: string;
  readonly because: string | undefined;
  readonly isSaid?: boolean;
}

/** The label that says what a system is called by a source. */
export const nameLabels: Readonly<Record<ImportSource, string>> = {
  otel: 'service.name',
  compose: 'com.docker.compose.service',
  kubernetes: 'k8s.workload.name',
  backstage: 'backstage.io/entity-ref',
};

/** What an import says against what a configuration declares. Lists are sorted by ids. */
export interface ImportDifferences {
  /** Calls that nothing declares. */
  readonly undeclared: readonly UndeclaredCall[];
  /** Declared dependencies of systems that were seen, of which no call was. */
  readonly uncalled: readonly UncalledDependency[];
  /** Systems that the configuration does not define. */
  readonly unknown: readonly UnknownSystem[];
  /** Systems that were not seen. */
  readonly unseen: readonly UnseenSystem[];
  readonly values: readonly ValueDifference[];
  /** How many calls and systems `# tower: ignore` leaves out. */
  readonly ignoredCount: number;
}

export interface UndeclaredCall {
  /** Ids; those of unknown systems are the ones they would get. */
  readonly from: string;
  readonly to: string;
  readonly kind: Guess;
  readonly count: number | undefined;
  readonly failedCount: number | undefined;
  /** Where it would be declared; undefined where the caller is unknown. */
  readonly at: Location | undefined;
  readonly seenAt: Location;
}

export interface UncalledDependency {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly at: Location;
}

export interface UnknownSystem {
  /** The id that it would get. */
  readonly id: string;
  readonly name: string;
  readonly seenAt: Location;
}

export interface UnseenSystem {
  readonly id: string;
  readonly at: Location;
}

export interface ValueDifference {
  readonly system: string;
  readonly key: 'version' | 'configHash';
  readonly declared: string;
  /** Sorted. */
  readonly seen: readonly string[];
  readonly at: Location;
  readonly seenAt: Location;
}
