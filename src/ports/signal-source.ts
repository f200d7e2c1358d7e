// Where signals come from, as values of one kind: files that grow, standard input, a listener, a server that is asked.
import type { ByteFile, Diagnostic } from '../model/diagnostic.ts';
import type { Unmatched } from '../model/report.generated.ts';
import type { Attempt } from '../ports.ts';

/** Something that sends batches. */
export interface SignalSource {
  /** What events call it: a path, `<stdin>`, `http`, an address. */
  readonly name: string;
  /**
   * Begins to send. A failure says that it cannot begin at all, such as that a port is taken; what may pass, such as a
   * file that is not there yet, is `failing` of the sink.
   */
  readonly start: (sink: SignalSink) => Promise<Attempt<RunningSource>>;
}

export interface RunningSource {
  /** Where it can be reached, such as `http://127.0.0.1:4747`; undefined of a source that reaches out itself. */
  readonly address: string | undefined;
  /** Sends nothing more once that is done. What is under way is answered, or comes again after a restart. */
  readonly stop: () => Promise<void>;
}

/** Whom a source tells. */
export interface SignalSink {
  readonly arrived: (arrival: Arrival) => Promise<Answer>;
  /** What cannot even be handed over, such as bytes that are no text. It is told once. */
  readonly refused: (diagnostics: readonly Diagnostic[]) => void;
  /** It cannot be read. It is tried again. */
  readonly failing: (reason: string) => void;
  readonly mended: () => void;
  /** Nothing more will ever come, and all that came was answered. */
  readonly ended: () => void;
}

/** Bytes that a source says are batches. */
export interface Arrival {
  /** One batch as JSON, or NDJSON; UTF-8. `path` is what diagnostics call it. */
  readonly file: ByteFile;
  /** Whether there is one batch a line, whatever the path says. */
  readonly isLines: boolean;
  /** Lines of the real file that stand before these bytes. */
  readonly linesBefore: number;
  /** How far the source has been read after these, kept with them, so that it is read on from there after a restart. */
  readonly position?: SourcePosition;
  /** Absolute paths of files that are gone, whose positions nobody needs. */
  readonly gone?: readonly string[];
}

/** How far a file of signals has been read. */
export interface SourcePosition {
  /** Absolute path. */
  readonly path: string;
  /** Bytes. */
  readonly offset: number;
  /** Lines that end before the offset. */
  readonly lines: number;
  /** Tells whether it is still the same file: hex digits of its beginning. */
  readonly head: string;
}

/** What a source is told. */
export type Answer =
  /** On the disk where there is one. */
  | {
      readonly kind: 'accepted';
      readonly batches: number;
      /** Observations that nothing in the configuration takes, where there are any: how many, and which, each once. */
      readonly unused?: { readonly count: number; readonly unmatched: readonly Unmatched[] };
    }
  /** Nothing of it is used. Lines of the diagnostics are those of the real file. */
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  /** Too much waits, or the storage fails: try again. */
  | { readonly kind: 'busy'; readonly reason: string; readonly afterMs: number };
