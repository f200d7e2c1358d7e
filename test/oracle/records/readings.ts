import type {
  Batch,
  Check,
  Heartbeat,
  Sample as WrittenSample,
} from '../../../src/model/batch.generated.ts';
import type { Model, Signal, System } from '../../../src/model/model.ts';
import type { Value } from '../../../src/model/state.generated.ts';
import { parseInstant } from '../../../src/model/time.ts';
import { fits, keptValue } from './measure.ts';

export interface Sample {
  readonly system: string;
  readonly signal: Signal;
  readonly at: number;
  readonly value: Value;
}

/** What a batch says that the model has a place for. */
export interface Readings {
  readonly samples: readonly Sample[];
  readonly checks: readonly (Omit<Check, 'at'> & { readonly at: number })[];
  readonly heartbeats: readonly { readonly system: string; readonly at: number }[];
}

export function readings(model: Model, batch: Batch, now: number): Readings {
  const instantFor = (written = batch.at): number => Math.min(parseInstant(written) ?? 0, now);
  const known = <T extends Check | Heartbeat>(items: readonly T[] = []) =>
    items.flatMap((item) => {
      const system = systemFor(model, item.system);
      return system === undefined ? [] : [{ ...item, system: system.id, at: instantFor(item.at) }];
    });
  return {
    samples: samplesIn(batch).flatMap((sample): Sample[] => {
      const system = systemFor(model, sample.system);
      const signal = model.signals.get(sample.signal);
      const value = keptValue(sample.value);
      return system === undefined ||
        signal === undefined ||
        value === undefined ||
        !fits(signal, value)
        ? []
        : [{ system: system.id, signal, value, at: instantFor(sample.at) }];
    }),
    checks: known(batch.checks),
    heartbeats: known(batch.heartbeats),
  };
}

function samplesIn({ signals = [] }: Batch): readonly WrittenSample[] {
  return Array.isArray(signals)
    ? signals
    : Object.entries(signals).flatMap(([system, values]) =>
        Object.entries(values as Record<string, Value>).map(([signal, value]) => ({
          system,
          signal,
          value,
        })),
      );
}

function systemFor(model: Model, id: string): System | undefined {
  const named = model.systemById.get(id);
  return named?.proxyFor === undefined ? named : model.systemById.get(named.proxyFor);
}
