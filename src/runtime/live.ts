import { type BatchScanner, batchScanner } from '../config/batch-scanner.ts';
import { evaluateReadings } from '../evaluate/evaluate.ts';
import { planOf } from '../evaluate/plan.ts';
import type { State } from '../evaluate/state.ts';
import type { SourceFile } from '../model/diagnostic.ts';
import type { Model } from '../model/model.ts';
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
  const { model, scanner, state } = live;
  const parts = readingsIn(scanner.vocabulary, taken);
  return evaluateReadings(model, state, mergeReadings(parts, now)).report;
}
