import type { Model, System, Threshold } from '../../../src/model/model.ts';
import { parseDuration } from '../../../src/model/time.ts';
import { fits } from './measure.ts';
import { recordOf, type State, type SystemState } from './state.ts';

const noThresholds: ReadonlyMap<string, Threshold> = new Map();

/**
 * The thresholds that count for a system, by signal. A logical system has no failure of its own, and what is observed of
 * a system that stands for another counts for the other.
 */
export function thresholdsOf(system: System): ReadonlyMap<string, Threshold> {
  return system.logical || system.proxyFor !== undefined ? noThresholds : system.thresholds;
}

/** The probe that counts for a system. */
export function probeOf(system: System): System['probe'] {
  return system.logical || system.proxyFor !== undefined ? undefined : system.probe;
}

/** How old the last sample of a series may be, in milliseconds. */
export function absentAfterMs(model: Model, system: System, threshold?: Threshold): number {
  return threshold?.absentForMs ?? 3 * model.catalog.criticalities[system.criticality].everyMs;
}

/** How old the last check of a system may be, in milliseconds. */
export function checkAbsentAfterMs(model: Model, system: System): number {
  const every = system.probe?.http?.every ?? system.probe?.tcp?.every;
  const everyMs = every === undefined ? undefined : parseDuration(every);
  return everyMs === undefined ? absentAfterMs(model, system) : 3 * everyMs;
}

/**
 * Brings a state in line with a model: what is new is expected from this step on, and what left the model, or no longer
 * fits it, is forgotten.
 */
export function expectFrom(model: Model, state: State, now: number): void {
  for (const id of state.systems.keys()) {
    if (!model.systemById.has(id)) {
      state.systems.delete(id);
    }
  }
  for (const system of model.systems) {
    const probe = probeOf(system);
    if (thresholdsOf(system).size > 0 || probe !== undefined || state.systems.has(system.id)) {
      const record = recordOf(state, system.id);
      record.expectedSince = probe === undefined ? undefined : (record.expectedSince ?? now);
      forgetSeries(model, record);
      expectConditions(system, record, now);
    }
  }
}

function forgetSeries(model: Model, record: SystemState): void {
  for (const [id, last] of record.series) {
    const signal = model.signals.get(id);
    if (signal === undefined || !fits(signal, last.value)) {
      record.series.delete(id);
    }
  }
}

function expectConditions(system: System, { conditions }: SystemState, now: number): void {
  const thresholds = thresholdsOf(system);
  for (const { id, signal } of thresholds.values()) {
    if (conditions.get(id)?.signal !== signal) {
      conditions.set(id, { signal, expectedSince: now, before: {} });
    }
  }
  if (conditions.size > thresholds.size) {
    for (const [id, { signal }] of conditions) {
      if (thresholds.get(signal)?.id !== id) {
        conditions.delete(id);
      }
    }
  }
}
