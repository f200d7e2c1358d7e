import type { Edge } from './report.generated.ts';

/** In which order a fleet comes up after everything was down. What is in one wave comes up side by side. */
export interface RestartPlan {
  readonly waves: readonly RestartWave[];
  /** Circles that never come up although everything else is up, by their first node. */
  readonly deadlocks: readonly Deadlock[];
  /** Systems and groups that never come up, those of the circles included, sorted. */
  readonly stuck: readonly string[];
}

export interface RestartWave {
  /** Systems to start, sorted. */
  readonly systems: readonly string[];
  /** Groups that have the members they need with this wave, sorted. */
  readonly groups: readonly string[];
  /** Systems of the wave that need each other, so that they are started together: sets, each sorted. */
  readonly together: readonly (readonly string[])[];
}

/** A circle of what waits for itself. */
export interface Deadlock {
  /** Systems and groups of the circle; each needs the next one, and the last one the first. */
  readonly cycle: readonly string[];
  readonly edges: readonly Edge[];
}
