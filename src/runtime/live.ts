import { type BatchScanner, batchScanner } from '../config/batch-scanner.ts';
import { evaluateReadings, stepReadings } from '../evaluate/evaluate.ts';
import { planOf } from '../evaluate/plan.ts';
import type { State } from '../evaluate/state.ts';
import type { SourceFile } from '../model/diagnostic.ts';
import type { Model } from '../model/model.ts';
import type { Readings } from '../model/readings.ts';
import type { Report } from '../model/report.generated.ts';
import { type Accepted, readingsIn } from './arrivals.ts';
import { mergeReadings } from './merge-readings.ts';

/** The configuration that is live, and what it remembers. */
export interface Live {
  readonly model: Model;
  readonly scanner: BatchScanner;
  /** The texts that it comes from. */
  readonly files: readonly SourceFile[];
  /** Of the reading that it comes from. */
  readonly hash: string;
  /** Counts configurations, from 1. */
  readonly epoch: number;
  /** Changed by each step. */
  readonly state: State;
}

/** A configuration made live. */
export function liveWith(parts: Omit<Live, 'scanner'>): Live {
  return { ...parts, scanner: batchScanner(planOf(parts.model).vocabulary) };
}

/** A step at an instant in milliseconds, on what arrived. */
export function stepOn(live: Live, taken: readonly Accepted[], now: number): Report {
  return evaluateReadings(live.model, live.state, readingsOn(live, taken, now)).report;
}

/** The same step where nobody wants its report: it is taken again. */
export function repeatStep(live: Live, taken: readonly Accepted[], now: number): void {
  stepReadings(live.model, live.state, readingsOn(live, taken, now));
}

function readingsOn({ scanner }: Live, taken: readonly Accepted[], now: number): Readings {
  return mergeReadings(readingsIn(scanner.vocabulary, taken), now);
}
