import type { Loaded } from '../config/load.ts';
import type { Migration } from '../model/migration.ts';
import type { Model } from '../model/model.ts';
import type { ConfigurationReading } from './input.ts';

/** A configuration that was read and loaded. */
export interface Candidate {
  readonly reading: ConfigurationReading;
  readonly loaded: Loaded;
}

/** One without errors. */
export interface GoodCandidate {
  readonly reading: ConfigurationReading;
  readonly model: Model;
  readonly diagnostics: Loaded['diagnostics'];
}

/**
 * How a change on the disk becomes a candidate: it settles, is read, loaded, and read again to see that it did not move meanwhile.
 * While it settles it is loaded ahead, once: where it has not moved when it has settled, that is the candidate.
 */
export interface Reload {
  phase: 'idle' | 'ahead' | 'reading' | 'verifying';
  /** First and last sign of a change that has not been read yet, in milliseconds; and whether it was read ahead. */
  touched: Touched | undefined;
  /** First sign of the change that is being read. */
  since: number;
  /** When everything is read although there was no sign. */
  sweepAt: number;
  candidate: Candidate | undefined;
  rounds: number;
  /** Hash of what is live. */
  activeHash: string;
  /** Hash of what was rejected last; undefined where what is on the disk is live or held. */
  rejectedHash: string | undefined;
  held: Held | undefined;
}

interface Touched {
  readonly first: number;
  readonly last: number;
  readonly isReadAhead: boolean;
}

export interface Held {
  readonly candidate: GoodCandidate;
  readonly migration: Migration;
}

/** Quiet time after the last sign, and how long a change that never rests is waited for. */
const settleMs = 150;
/** How long it must be quiet for what is there to be worth a look ahead. */
const aheadMs = 5;
const settleMaxMs = 2_000;
const sweepMs = 30_000;
const roundsMax = 5;

export function newReload(activeHash: string, now: number): Reload {
  return {
    phase: 'idle',
    touched: undefined,
    since: now,
    sweepAt: now + sweepMs,
    candidate: undefined,
    rounds: 0,
    activeHash,
    rejectedHash: undefined,
    held: undefined,
  };
}

/** Notes a sign that something changed. */
export function touch(reload: Reload, now: number): void {
  const { first = now, isReadAhead = false } = reload.touched ?? {};
  reload.touched = { first, last: now, isReadAhead };
}

/** When the configuration is to be read, in milliseconds; infinity while it is being read. */
export function readAt({ phase, touched, sweepAt }: Reload): number {
  if (phase !== 'idle') {
    return Number.POSITIVE_INFINITY;
  }
  if (touched === undefined) {
    return sweepAt;
  }
  const settledAt = Math.min(touched.last + settleMs, touched.first + settleMaxMs, sweepAt);
  return touched.isReadAhead ? settledAt : Math.min(touched.last + aheadMs, settledAt);
}

/** Begins to read: ahead, where what was touched has not settled yet. */
export function beginReading(reload: Reload, now: number): void {
  const { touched } = reload;
  if (touched?.isReadAhead === false && now < touched.first + settleMs) {
    reload.phase = 'ahead';
    reload.touched = { ...touched, isReadAhead: true };
    return;
  }
  reload.phase = 'reading';
  reload.since = reload.touched?.first ?? now;
  reload.touched = undefined;
  reload.sweepAt = now + sweepMs;
  reload.rounds = 1;
}

/** What is to be done about what was read. */
export type Read =
  /** It is what is live, rejected or held already. */
  | 'known'
  /** It is again what is live, after something else. */
  | 'restored'
  /** Read it once more. */
  | 'again'
  | Candidate;

/** Takes what was read. `load` is called where it is new. */
export function takeReading(
  reload: Reload,
  reading: ConfigurationReading,
  load: (reading: ConfigurationReading) => Loaded,
  now: number,
): Read {
  const { candidate, phase } = reload;
  if (phase === 'ahead') {
    reload.phase = 'idle';
    const isNew = !isKnown(reload, reading.hash) && reading.hash !== reload.activeHash;
    reload.candidate = isNew ? { reading, loaded: load(reading) } : undefined;
    return 'known';
  }
  // Read ahead or in the round before: either way it has not moved since.
  if (candidate?.reading.hash === reading.hash) {
    rest(reload);
    return candidate;
  }
  if (isKnown(reload, reading.hash)) {
    rest(reload);
    return 'known';
  }
  if (reading.hash === reload.activeHash) {
    rest(reload);
    reload.rejectedHash = undefined;
    reload.held = undefined;
    return 'restored';
  }
  if (reload.rounds > roundsMax) {
    // Somebody writes without end; it is looked at again once it has settled.
    rest(reload);
    touch(reload, now);
    return 'known';
  }
  reload.rounds += 1;
  reload.phase = 'verifying';
  reload.candidate = { reading, loaded: load(reading) };
  return 'again';
}

function isKnown({ activeHash, rejectedHash, held }: Reload, hash: string): boolean {
  const isDisturbed = rejectedHash !== undefined || held !== undefined;
  return (
    hash === rejectedHash ||
    hash === held?.candidate.reading.hash ||
    (hash === activeHash && !isDisturbed)
  );
}

function rest(reload: Reload): void {
  reload.phase = 'idle';
  reload.candidate = undefined;
}

/** Notes that a candidate cannot be used. */
export function reject(reload: Reload, hash: string): void {
  reload.rejectedHash = hash;
  reload.held = undefined;
}

/** Notes that a candidate waits for somebody to say yes. */
export function hold(reload: Reload, held: Held): void {
  reload.held = held;
  reload.rejectedHash = undefined;
}

/** Notes what is live now. */
export function activate(reload: Reload, hash: string): void {
  reload.activeHash = hash;
  reload.rejectedHash = undefined;
  reload.held = undefined;
}
