import type { Batch, Check, Heartbeat, Sample as WrittenSample } from '../model/batch.generated.ts';
import type { Model, Signal, System } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import { compareText } from '../model/order.ts';
import type { Report, Unmatched } from '../model/report.generated.ts';
import type { Value } from '../model/state.generated.ts';
import { parseInstant } from '../model/time.ts';
import { fits, keptValue } from './measure.ts';

/** A value that was observed, at an instant in milliseconds that is not after the step. */
export interface Sample {
  readonly system: string;
  readonly signal: Signal;
  readonly at: number;
  readonly value: Value;
}

/** A batch in the words of the model. The lists are in the order of the batch. */
export interface Readings {
  readonly samples: readonly Sample[];
  readonly checks: readonly (Omit<Check, 'at'> & { readonly at: number })[];
  readonly heartbeats: readonly { readonly system: string; readonly at: number }[];
  readonly counts: Pick<Report['readings'], 'skewed' | 'missing' | 'unmatched'>;
  /** Each once, sorted, with what may have been meant. */
  readonly unmatched: readonly Unmatched[];
}

const skewMsMax = 30_000;
const unmatchedMax = 100;

/** Milliseconds of an instant of a batch, whose instants have been checked when it was read. */
export function instantIn(text: string): number {
  const instant = parseInstant(text);
  if (instant === undefined) {
    throw new RangeError(`\`${text}\` is not an RFC 3339 instant`);
  }
  return instant;
}

type Misfit = Omit<Unmatched, 'help'>;

/**
 * Reads a batch at the instant `now` of a step, in milliseconds. What is observed of a system that stands for another
 * belongs to the other. An instant after `now` becomes `now`, and counts as skewed where it is more than 30 s ahead.
 * Throws a RangeError where an instant is none.
 */
export function readings(model: Model, batch: Batch, now: number): Readings {
  const counts = { skewed: 0, missing: 0, unmatched: 0 };
  const misfits = new Map<string, Misfit>();
  const refuse = (misfit: Misfit): [] => {
    counts.unmatched += 1;
    misfits.set(JSON.stringify(Object.values(misfit)), misfit);
    return [];
  };
  const instantFor = (written: string | undefined): number => {
    const at = instantIn(written ?? batch.at);
    counts.skewed += Number(at > now + skewMsMax);
    return Math.min(at, now);
  };
  const samples = samplesIn(batch).flatMap((sample): Sample[] => {
    const read = readSample(model, sample);
    if ('reason' in read) {
      return refuse({ ...read, kind: 'signal', system: sample.system, signal: sample.signal });
    }
    const { system, signal, value } = read;
    counts.missing += Number(value === undefined);
    return value === undefined
      ? []
      : [{ system: system.id, signal, value, at: instantFor(sample.at) }];
  });
  const known = <T extends Check | Heartbeat>(kind: 'check' | 'heartbeat', items: readonly T[]) =>
    items.flatMap((item) => {
      const system = systemFor(model, item.system);
      return system === undefined
        ? refuse({ kind, system: item.system, signal: null, reason: 'unknown-system' })
        : [{ ...item, system: system.id, at: instantFor(item.at) }];
    });
  return {
    samples,
    checks: known('check', batch.checks ?? []),
    heartbeats: known('heartbeat', batch.heartbeats ?? []),
    counts,
    unmatched: [...misfits.values()]
      .sort(compareMisfits)
      .slice(0, unmatchedMax)
      .map((misfit) => ({ ...misfit, help: helpFor(model, misfit) })),
  };
}

function samplesIn({ signals = [] }: Batch): readonly WrittenSample[] {
  if (isList(signals)) {
    return signals;
  }
  return Object.entries(signals).flatMap(([system, values]) =>
    Object.entries(values).map(([signal, value]) => ({ system, signal, value })),
  );
}

function isList(signals: NonNullable<Batch['signals']>): signals is readonly WrittenSample[] {
  return Array.isArray(signals);
}

/** A known system, or the one that it stands for. */
function systemFor(model: Model, id: string): System | undefined {
  const named = model.systemById.get(id);
  return named?.proxyFor === undefined ? named : model.systemById.get(named.proxyFor);
}

function readSample(
  model: Model,
  sample: WrittenSample,
):
  | { readonly system: System; readonly signal: Signal; readonly value: Value | undefined }
  | Pick<Unmatched, 'reason'> {
  const system = systemFor(model, sample.system);
  if (system === undefined) {
    return { reason: 'unknown-system' };
  }
  const signal = model.signals.get(sample.signal);
  if (signal === undefined) {
    return { reason: 'unknown-signal' };
  }
  const value = keptValue(sample.value);
  return value === undefined || fits(signal, value)
    ? { system, signal, value }
    : { reason: 'bad-value' };
}

function compareMisfits(a: Misfit, b: Misfit): number {
  return (
    compareText(a.system, b.system) ||
    compareText(a.signal ?? '', b.signal ?? '') ||
    compareText(a.kind, b.kind) ||
    compareText(a.reason, b.reason)
  );
}

function helpFor(model: Model, { reason, system, signal }: Misfit): string {
  switch (reason) {
    case 'unknown-system':
      return didYouMean(system, model.systemById.keys());
    case 'unknown-signal':
      return didYouMean(signal ?? '', model.signals.keys());
    case 'bad-value': {
      const words = model.signals.get(signal ?? '')?.values;
      return words === undefined
        ? 'it takes a number, "+Inf" or "-Inf", and null where there is none'
        : `its words are, best first: ${words.join(', ')}`;
    }
  }
}
