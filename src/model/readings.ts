import type { Check } from './batch.generated.ts';
import type { Unmatched } from './report.generated.ts';

/** A batch in the words of a model: systems and signals are indexes of a `Vocabulary`, instants are in milliseconds. */
export interface Readings {
  /** The instant of the batch. */
  readonly at: number;
  /** In the order of the batch. */
  readonly samples: Samples;
  readonly checks: readonly CheckReading[];
  readonly heartbeats: readonly HeartbeatReading[];
  readonly observations: readonly ObservedReading[];
  readonly acknowledgements: readonly AcknowledgementReading[];
  readonly silences: readonly SilenceReading[];
  /** How many values were null or NaN. They are not among the samples. */
  readonly missingCount: number;
  /** How many observations name what the model does not have, or say what the signal cannot. */
  readonly unmatchedCount: number;
  /** Those, each once, sorted, at most 100. */
  readonly unmatched: readonly Unmatched[];
}

/** One row a sample. The columns may be longer than `count`. */
export interface Samples {
  readonly count: number;
  readonly system: Int32Array;
  readonly signal: Int32Array;
  /** The number, which may be infinite but is never NaN or -0; for a word, its index in the words of the signal. */
  readonly value: Float64Array;
  /** When it was observed, that of the batch where nothing was written. It may lie in the future. */
  readonly at: Float64Array;
}

export interface CheckReading {
  readonly system: number;
  readonly at: number;
  readonly status: Check['status'];
  readonly latencyMs: number | undefined;
  readonly message: string | undefined;
}

export interface HeartbeatReading {
  readonly system: number;
  readonly at: number;
}

/** What was seen to run of a system; at least one of the first three is there. */
export interface ObservedReading {
  readonly system: number;
  readonly at: number;
  readonly version: string | undefined;
  readonly configHash: string | undefined;
  /** Ids as they were written, known or not. */
  readonly dependsOn: readonly string[] | undefined;
  /** Whether `dependsOn` is everything that the system calls. */
  readonly complete: boolean;
}

/** Somebody takes care of an incident, or of the open one that a system is the root of. */
export interface AcknowledgementReading {
  readonly incident: string | undefined;
  readonly system: number | undefined;
  readonly by: string;
  readonly at: number;
  /** Undefined: as long as the escalation says. */
  readonly forMs: number | undefined;
}

/** Somebody asks that nobody be told of some alerts for a time, or ends that. */
export interface SilenceReading {
  readonly id: string;
  readonly by: string;
  /** Undefined: it ends now. */
  readonly asked:
    | {
        /** Undefined: all systems. */
        readonly systems: readonly number[] | undefined;
        /** Ids, sorted; undefined: all thresholds. */
        readonly thresholds: readonly string[] | undefined;
        readonly from: number;
        /** First instant after it. */
        readonly until: number;
        readonly reason: string;
      }
    | undefined;
}
