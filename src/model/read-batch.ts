import type { Batch, Sample } from './batch.generated.ts';
import { addMisfit, type Misfit, type Misfits, newMisfits, unmatchedOf } from './misfits.ts';
import { silencesOf } from './read-silences.ts';
import type {
  AcknowledgementReading,
  CheckReading,
  HeartbeatReading,
  ObservedReading,
  Readings,
  Samples,
} from './readings.ts';
import { newSampleColumns, rowAfter } from './sample-columns.ts';
import { numberOf } from './signal-value.ts';
import { parseDuration, parseInstant } from './time.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * A batch in the words of a model. What is observed of a system that stands for another belongs to the other. Throws a
 * RangeError where an instant is none, which a batch that was read from a file does not have. What the model does not know joins `misfits`.
 */
export function readingsOf(
  vocabulary: Vocabulary,
  batch: Batch,
  misfits: Misfits = newMisfits(),
): Readings {
  const at = instantIn(batch.at);
  const reader: Reader = { vocabulary, at, refuse: (misfit) => addMisfit(misfits, misfit) };
  const { samples, missingCount } = samplesOf(reader, batch);
  const checks = (batch.checks ?? []).flatMap((check): CheckReading[] => {
    const system = systemOf(reader, 'check', check.system);
    const { status, latencyMs, message } = check;
    return system === undefined
      ? []
      : [{ system, at: instantOf(reader, check.at), status, latencyMs, message }];
  });
  const heartbeats = (batch.heartbeats ?? []).flatMap((heartbeat): HeartbeatReading[] => {
    const system = systemOf(reader, 'heartbeat', heartbeat.system);
    return system === undefined ? [] : [{ system, at: instantOf(reader, heartbeat.at) }];
  });
  const observations = (batch.observed ?? []).flatMap((observation): ObservedReading[] => {
    const system = systemOf(reader, 'observed', observation.system);
    const { version, configHash, dependsOn, complete = false } = observation;
    return system === undefined
      ? []
      : [
          {
            system,
            at: instantOf(reader, observation.at),
            version,
            configHash,
            dependsOn,
            complete,
          },
        ];
  });
  const acknowledgements = (batch.acknowledgements ?? []).flatMap(
    (acknowledgement): AcknowledgementReading[] => {
      const { incident, system: id, by } = acknowledgement;
      const system = id === undefined ? undefined : systemOf(reader, 'acknowledgement', id);
      const written = acknowledgement.for;
      const forMs = written === undefined ? undefined : parseDuration(written);
      return incident === undefined && system === undefined
        ? []
        : [{ incident, system, by, at: instantOf(reader, acknowledgement.at), forMs }];
    },
  );
  return {
    at,
    samples,
    checks,
    heartbeats,
    observations,
    acknowledgements,
    silences:
      batch.silences === undefined ? [] : silencesOf(vocabulary, batch.silences, { at, misfits }),
    missingCount,
    unmatchedCount: misfits.count,
    unmatched: unmatchedOf(vocabulary, misfits),
  };
}

/** Milliseconds of an instant of a batch, whose instants have been checked when it was read. */
export function instantIn(text: string): number {
  const instant = parseInstant(text);
  if (instant === undefined) {
    throw new RangeError(`\`${text}\` is not an RFC 3339 instant`);
  }
  return instant;
}

interface Reader {
  readonly vocabulary: Vocabulary;
  /** The instant of the batch. */
  readonly at: number;
  readonly refuse: (misfit: Misfit) => void;
}

function instantOf({ at }: Reader, written: string | undefined): number {
  return written === undefined ? at : instantIn(written);
}

function systemOf(
  { vocabulary, refuse }: Reader,
  kind: 'check' | 'heartbeat' | 'observed' | 'acknowledgement',
  id: string,
): number | undefined {
  const system = vocabulary.systemById.get(id);
  if (system === undefined) {
    refuse({ kind, system: id, signal: null, reason: 'unknown-system' });
  }
  return system;
}

function samplesOf(
  reader: Reader,
  batch: Batch,
): { readonly samples: Samples; readonly missingCount: number } {
  const written = samplesIn(batch);
  const columns = newSampleColumns(written.length);
  let missingCount = 0;
  for (const sample of written) {
    const read = readSample(reader.vocabulary, sample);
    if (typeof read === 'string') {
      const { system, signal } = sample;
      reader.refuse({ kind: 'signal', system, signal, reason: read });
    } else if (Number.isNaN(read.value)) {
      missingCount += 1;
    } else {
      const row = rowAfter(columns);
      columns.system[row] = read.system;
      columns.signal[row] = read.signal;
      columns.value[row] = read.value;
      columns.at[row] = instantOf(reader, sample.at);
      columns.count = row + 1;
    }
  }
  return { samples: columns, missingCount };
}

/** A sample by number, NaN where the value is missing; or why it is none of the model. */
function readSample(
  { systemById, signalById, signals }: Vocabulary,
  sample: Sample,
): { readonly system: number; readonly signal: number; readonly value: number } | Misfit['reason'] {
  const system = systemById.get(sample.system);
  if (system === undefined) {
    return 'unknown-system';
  }
  const index = signalById.get(sample.signal);
  const signal = signals[index ?? -1];
  if (index === undefined || signal === undefined) {
    return 'unknown-signal';
  }
  const value = numberOf(signal, sample.value);
  return value === undefined ? 'bad-value' : { system, signal: index, value };
}

function samplesIn({ signals = [] }: Batch): readonly Sample[] {
  if (isList(signals)) {
    return signals;
  }
  return Object.entries(signals).flatMap(([system, values]) =>
    Object.entries(values).map(([signal, value]) => ({ system, signal, value })),
  );
}

function isList(signals: NonNullable<Batch['signals']>): signals is readonly Sample[] {
  return Array.isArray(signals);
}
