import type { SourceFile } from '../../model/diagnostic.ts';
import type { Letter } from '../../model/letter.ts';
import type { SavedState } from '../../model/state.generated.ts';
import type { SourcePosition } from '../../ports/signal-source.ts';
import type { SavedOutbox } from '../saved-outbox.ts';
import { decodeFrames, encodeFrame } from './frame.ts';

/** Everything that a watch is, at one instant: a journal goes on from there. */
export interface Snapshot {
  /** Of this format. */
  readonly schemaVersion: 1;
  readonly epoch: number;
  readonly revision: string;
  /** Of the reading that the configuration comes from. */
  readonly hash: string;
  /** The configuration itself: what there is to go on with where the files of the disk are broken. */
  readonly files: readonly SourceFile[];
  readonly state: SavedState;
  readonly outbox: SavedOutbox;
  /** Letters that were decided and not posted yet. */
  readonly letters: readonly Letter[];
  /** Arrivals that no step has taken yet. */
  readonly arrivals: readonly (SourceFile & { readonly isLines: boolean })[];
  /** By path. */
  readonly positions: readonly SourcePosition[];
  /** Whether what was decided is delivered. */
  readonly delivers: boolean;
}

/** A snapshot as a file. `sequence` is the number of the first frame behind it. */
export function encodeSnapshot(sequence: number, snapshot: Snapshot): Uint8Array {
  const payload = new TextEncoder().encode(JSON.stringify(snapshot));
  return encodeFrame({ sequence, payload });
}

/** What a file says; undefined where it is not as it was written. */
export function decodeSnapshot(
  bytes: Uint8Array,
): { readonly sequence: number; readonly snapshot: Snapshot } | 'newer' | undefined {
  const { frames, flaw } = decodeFrames(bytes);
  const [frame] = frames;
  if (flaw === 'newer') {
    return 'newer';
  }
  if (frame === undefined || frames.length > 1 || flaw !== undefined) {
    return undefined;
  }
  // Its checksum holds, so that it is what this function's counterpart wrote.
  const snapshot = JSON.parse(new TextDecoder().decode(frame.payload)) as Snapshot;
  return snapshot.schemaVersion === 1 ? { sequence: frame.sequence, snapshot } : 'newer';
}
