// What reaches a watch from outside, and what it asks for. The watch itself touches nothing: whoever drives it carries out effects and
// feeds back what came of them.
import type { Diagnostic, SourceFile } from '../model/diagnostic.ts';
import type { Letter } from '../model/letter.ts';
import type { Stopping, WatchEvent } from '../model/watch-event.ts';
import type { Delivery } from '../ports/channel.ts';
import type { Answer, Arrival } from '../ports/signal-source.ts';

/** Everything that a watch is fed. */
export type Input =
  /** Nothing happened but that time passed. */
  | { readonly kind: 'tick' }
  | BatchesArrived
  /** The storage that was asked for is done, or failed; lost: what it was to be appended to is gone. */
  | { readonly kind: 'stored'; readonly failure?: string; readonly isLost?: boolean }
  /** Something below the folder of the configuration may have changed. */
  | { readonly kind: 'files-touched' }
  /** It was read. */
  | { readonly kind: 'configuration-read'; readonly reading: ConfigurationReading }
  /** The person at the terminal says yes to what is held. */
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'sent'; readonly key: string; readonly delivery: Delivery }
  /** A source had something that could not even be handed over. */
  | {
      readonly kind: 'source-refused';
      readonly source: string;
      readonly diagnostics: readonly Diagnostic[];
    }
  /** A source of signals fails or works again. */
  | { readonly kind: 'source-failing'; readonly source: string; readonly reason: string }
  | { readonly kind: 'source-mended'; readonly source: string }
  /** Evaluate what is there, put everything on the disk, and take nothing more. */
  | { readonly kind: 'stop'; readonly reason: Stopping['reason'] };

/** Bytes that a source says are batches. */
export interface BatchesArrived extends Arrival {
  readonly kind: 'batches';
  /** Answered by this number, once. */
  readonly ticket: number;
}

/** The texts of a configuration as they were at one moment. */
export interface ConfigurationReading {
  readonly files: readonly SourceFile[];
  /** What is wrong with getting at them. */
  readonly diagnostics: readonly Diagnostic[];
  /** Hex digits that stand for paths and bytes, and for what could not be read. */
  readonly hash: string;
}

/** Everything that a watch asks for. Effects of one call are carried out in their order; none has to wait for another. */
export type Effect =
  | StoreEffect
  | { readonly kind: 'answer'; readonly ticket: number; readonly answer: Answer }
  /** Read the configuration, and feed it back as `configuration-read`; thoroughly: trust nothing that says that a file is as it was. */
  | { readonly kind: 'read-configuration'; readonly isThorough: boolean }
  /** Send it, and feed back `sent`. */
  | { readonly kind: 'send'; readonly letter: Letter }
  | { readonly kind: 'say'; readonly event: WatchEvent };

/** One at a time: the next is asked for when `stored` came back. Done means on the disk. */
export type StoreEffect =
  | {
      readonly kind: 'append';
      readonly name: string;
      readonly byteCount: number;
      readonly bytes: Uint8Array;
    }
  | {
      readonly kind: 'replace';
      readonly name: string;
      readonly bytes: Uint8Array;
      /** Files that nobody needs once that is done. */
      readonly obsolete: readonly string[];
    };
