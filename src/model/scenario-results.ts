// What running scenarios comes to: the JSON of `tower test -o json`, and what every other format is made of.
import type { Location } from './location.ts';

/** What all scenarios that ran came to. */
export interface ScenarioResults {
  readonly schemaVersion: 1;
  /** By path. */
  readonly files: readonly ScenarioFileResult[];
  readonly passed: number;
  readonly failed: number;
  readonly coverage: Coverage;
  /** 0 all passed, 1 some failed, or too little of the configuration is covered. */
  readonly exitCode: 0 | 1;
  /** Why, in a phrase. */
  readonly exitReason: string;
}

/** The scenarios of a file, in its order. */
export interface ScenarioFileResult {
  readonly file: string;
  readonly scenarios: readonly ScenarioResult[];
}

export interface ScenarioResult {
  readonly name: string;
  /** Place of its name. */
  readonly at: Location;
  readonly passed: boolean;
  /** How many expectations were judged, each entry by itself. */
  readonly expectations: number;
  /** How many steps were evaluated. */
  readonly steps: number;
  /** By time, then in the order of the file. */
  readonly failures: readonly ScenarioFailure[];
}

/** An expectation that was not met. */
export interface ScenarioFailure {
  /** Place of what was expected. */
  readonly at: Location;
  /** Time since the start, such as `5m`. */
  readonly after: string;
  /** RFC 3339, UTC. */
  readonly instant: string;
  /** What was looked at: ``health of `web` ``. */
  readonly about: string;
  /** Whether it was not to be so. */
  readonly negated: boolean;
  /** What was expected, a line each, as YAML. */
  readonly expected: readonly string[];
  /** What is, a line each; what comes nearest to the expectation where there is much. */
  readonly received: readonly string[];
  readonly why: readonly Why[];
  /** The series that it is about. */
  readonly pictures: readonly Picture[];
}

/** A sentence that says why, and where that is written. */
export interface Why {
  readonly message: string;
  readonly at: Location | null;
}

/** A series as it went, with its moments. */
export interface Picture {
  /** `system.signal`. */
  readonly name: string;
  readonly unit: string | null;
  /** Time from value to value, in milliseconds. */
  readonly everyMs: number;
  /** From the start on; null where nothing was heard. Words are their place among the words of the signal, from 0 for the best. */
  readonly values: readonly (number | null)[];
  /** Words of the signal, best first; null where it has numbers. */
  readonly words: readonly string[] | null;
  /** By time. */
  readonly marks: readonly Mark[];
}

export interface Mark {
  /** Milliseconds since the start. */
  readonly afterMs: number;
  /** `fires 2m`, `here 5m`. */
  readonly text: string;
}

/** What of the configuration the scenarios exercised. */
export interface Coverage {
  /** How many of the items were exercised, and how many there are. */
  readonly covered: number;
  readonly total: number;
  /** Thresholds, policies, routes, steps; each kind in the order of its places. */
  readonly items: readonly CoverageItem[];
  /** Whether the comparisons of policies were watched. */
  readonly hasComparisons: boolean;
}

export interface CoverageItem {
  /**
   * threshold: a level that fired; policy: it was violated, waived or not, when decisions or findings were expected; route: an incident took it;
   * step: an incident reached it.
   */
  readonly kind: 'threshold' | 'policy' | 'route' | 'step';
  /** `checkout-latency critical`, `critical-needs-redundancy`, `route 1`, `payments on_call`. */
  readonly name: string;
  readonly at: Location;
  /** How many scenarios exercised it. */
  readonly scenarios: number;
  /** Of a policy, in the order in which they are written. */
  readonly comparisons: readonly CoveredComparison[];
}

/** A comparison of the condition of a policy. */
export interface CoveredComparison {
  /** What it compares. */
  readonly text: string;
  readonly at: Location;
  /** Whether it was ever true, and ever false. */
  readonly held: boolean;
  readonly failed: boolean;
}
