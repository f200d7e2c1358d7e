import type { Letter } from '../../model/letter.ts';
import { limits } from '../../model/limits.ts';
import type { Answer } from '../../ports/signal-source.ts';
import type { StoreEffect } from '../input.ts';
import { type Entry, encodeEntry } from './entry.ts';
import { journalName, snapshotName } from './file-names.ts';
import { encodeFrame } from './frame.ts';

/** What may leave once something is on the disk. */
export type Held =
  | { readonly kind: 'answer'; readonly ticket: number; readonly answer: Answer }
  | { readonly kind: 'letter'; readonly letter: Letter };

/** What is remembered on the disk, and what waits for it. One piece is written at a time; what comes meanwhile is gathered for the next. */
export interface Journal {
  /** Whether there is a disk: without one everything may leave at once. */
  readonly isKept: boolean;
  /** Number of the next frame. */
  sequence: number;
  /** The file that frames are appended to, and how many of its bytes count. */
  name: string;
  byteCount: number;
  /** Bytes of the last snapshot. */
  snapshotBytes: number;
  /** Entries that were not asked to be stored yet. */
  gathered: Uint8Array[];
  gatheredBytes: number;
  held: Held[];
  /** A snapshot that is to be written before anything else. */
  snapshot: PendingSnapshot | undefined;
  /** What was asked for and has not come back. */
  underWay: UnderWay | undefined;
  /** Files that go with the next snapshot. */
  obsolete: readonly string[];
  failure: Failure | undefined;
}

interface PendingSnapshot {
  readonly sequence: number;
  readonly bytes: Uint8Array;
  readonly held: readonly Held[];
}

interface UnderWay {
  readonly effect: StoreEffect;
  readonly held: readonly Held[];
  /** Whether it is being tried; after a failure it waits for the next attempt. */
  isTried: boolean;
}

interface Failure {
  readonly reason: string;
  /** When the next attempt is made, in milliseconds. */
  readonly retryAt: number;
  readonly attempts: number;
}

/** A journal where nothing is kept. */
export function forgetfulJournal(): Journal {
  return journalFrom({ ...nothingWritten, isKept: false, obsolete: [] });
}

/** A journal of a folder that holds nothing yet but, maybe, files that go with the first snapshot. */
export function freshJournal(obsolete: Journal['obsolete']): Journal {
  return journalFrom({ ...nothingWritten, isKept: true, obsolete });
}

const nothingWritten = { sequence: 0, name: '', byteCount: 0, snapshotBytes: 0 } as const;

/** A journal that goes on behind the frames that were read. */
export function journalFrom(
  begin: Pick<Journal, 'isKept' | 'sequence' | 'name' | 'byteCount' | 'snapshotBytes' | 'obsolete'>,
): Journal {
  return {
    ...begin,
    gathered: [],
    gatheredBytes: 0,
    held: [],
    snapshot: undefined,
    underWay: undefined,
    failure: undefined,
  };
}

/** Remembers something. */
export function remember(journal: Journal, entry: Entry): void {
  if (journal.isKept) {
    const parts = encodeEntry(entry);
    journal.gathered.push(...parts);
    journal.gatheredBytes += parts.reduce((bytes, { length }) => bytes + length, 0);
  }
}

/** Whether so much waits for the disk that nothing more is to be accepted: one write may take as long as it likes. */
export function isBehind({ gatheredBytes }: Journal): boolean {
  return gatheredBytes >= limits.pendingBytes;
}

/** Keeps something back until everything that was remembered so far is on the disk. */
export function holdBack(journal: Journal, held: Held): void {
  journal.held.push(held);
}

/** Letters that wait for the disk, oldest first. */
export function heldLetters({ underWay, snapshot, held }: Journal): readonly Letter[] {
  return [...(underWay?.held ?? []), ...(snapshot?.held ?? []), ...held].flatMap((one) =>
    one.kind === 'letter' ? [one.letter] : [],
  );
}

/** Whether there is so much in the journal that a new snapshot costs less than to read it. */
export function isLong({ isKept, byteCount, snapshotBytes, snapshot, underWay }: Journal): boolean {
  const isBusy = snapshot !== undefined || underWay?.effect.kind === 'replace';
  return isKept && !isBusy && byteCount > Math.max(bytesMin, snapshotFactor * snapshotBytes);
}

const bytesMin = 8_388_608;
const snapshotFactor = 4;

/**
 * Begins a new file with a snapshot, which `encode` makes with the number of the first frame behind it. What was gathered and not
 * asked for is part of the snapshot, and not written by itself.
 */
export function beginAnew(journal: Journal, encode: (sequence: number) => Uint8Array): void {
  if (!journal.isKept) {
    return;
  }
  const held = [...(journal.snapshot?.held ?? []), ...journal.held];
  // The frame that is under way still counts: it has the number before this one.
  const sequence =
    journal.underWay?.effect.kind === 'append' ? journal.sequence + 1 : journal.sequence;
  journal.snapshot = { sequence, bytes: encode(sequence), held };
  journal.gathered = [];
  journal.gatheredBytes = 0;
  journal.held = [];
}

/** What is to be stored next, if anything is and nothing is under way. */
export function nextStore(journal: Journal, now: number): StoreEffect | undefined {
  const { underWay, failure, snapshot, gathered, held } = journal;
  if (underWay !== undefined) {
    if (underWay.isTried || (failure?.retryAt ?? now) > now) {
      return undefined;
    }
    underWay.isTried = true;
    return underWay.effect;
  }
  if (snapshot !== undefined) {
    const { sequence, bytes } = snapshot;
    const name = snapshotName(sequence);
    const obsolete = journal.obsolete.filter(
      (one) => one !== name && one !== journalName(sequence),
    );
    const effect = { kind: 'replace', name, bytes, obsolete } as const;
    journal.underWay = { effect, held: snapshot.held, isTried: true };
    journal.snapshot = undefined;
    return effect;
  }
  if (gathered.length === 0) {
    return undefined;
  }
  const bytes = encodeFrame({ sequence: journal.sequence, payload: joined(gathered) });
  const effect = {
    kind: 'append',
    name: journal.name,
    byteCount: journal.byteCount,
    bytes,
  } as const;
  journal.underWay = { effect, held, isTried: true };
  journal.gathered = [];
  journal.gatheredBytes = 0;
  journal.held = [];
  return effect;
}

/** Takes what came of the last store. Returns what may leave now. */
export function stored(
  journal: Journal,
  failure: string | undefined,
  now: number,
): readonly Held[] {
  const { underWay } = journal;
  if (underWay === undefined) {
    return [];
  }
  if (failure !== undefined) {
    underWay.isTried = false;
    const attempts = (journal.failure?.attempts ?? 0) + 1;
    const waitMs = Math.min(retryMaxMs, retryMinMs * 2 ** Math.min(attempts - 1, 10));
    journal.failure = { reason: failure, attempts, retryAt: now + waitMs };
    return [];
  }
  journal.failure = undefined;
  journal.underWay = undefined;
  advance(journal, underWay.effect);
  return underWay.held;
}

/** Tries again at once, and soon after, what failed: it is the last chance. */
export function tryAtOnce(journal: Journal, now: number): void {
  const { failure } = journal;
  journal.failure = failure === undefined ? undefined : { ...failure, attempts: 0, retryAt: now };
}

/**
 * Gives up on the file that is appended to. What was to be written there waits for the next snapshot, which has it; the number of the
 * frame is not used again, as the frame may be on the disk.
 */
export function abandon(journal: Journal): void {
  const { underWay, snapshot, held } = journal;
  if (underWay?.effect.kind === 'append') {
    journal.sequence += 1;
    journal.held = [...underWay.held, ...(snapshot?.held ?? []), ...held];
    journal.snapshot = undefined;
    journal.underWay = undefined;
  }
}

const retryMinMs = 100;
const retryMaxMs = 10_000;

function advance(journal: Journal, effect: StoreEffect): void {
  if (effect.kind === 'append') {
    journal.sequence += 1;
    journal.byteCount += effect.bytes.length;
    return;
  }
  journal.name = journalName(journal.sequence);
  journal.byteCount = 0;
  journal.snapshotBytes = effect.bytes.length;
  journal.obsolete = [effect.name, journal.name];
}

/** What may leave at once, where nothing is kept. */
export function releaseAll(journal: Journal): readonly Held[] {
  const { held } = journal;
  journal.held = [];
  return held;
}

/** When something is to be tried again, in milliseconds; infinite while nothing failed, or it is being tried. */
export function nextStoreAt({ failure, underWay }: Journal): number {
  return underWay?.isTried === false && failure !== undefined
    ? failure.retryAt
    : Number.POSITIVE_INFINITY;
}

/** Whether everything that was remembered is on the disk. */
export function isSettled({ gathered, held, snapshot, underWay }: Journal): boolean {
  return (
    gathered.length === 0 && held.length === 0 && snapshot === undefined && underWay === undefined
  );
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
