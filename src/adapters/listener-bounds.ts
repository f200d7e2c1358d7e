import { limits } from '../model/limits.ts';
import type { Rate } from './token-bucket.ts';

/** What one listener takes. */
export interface ListenerBounds {
  /** Requests of one address, and of all. */
  readonly remoteRate: Rate;
  readonly rate: Rate;
  readonly connections: number;
  /** Bytes of a body, before and after it is unpacked. */
  readonly bodyBytes: number;
  /** Bytes of all bodies that are not answered yet, and how many requests those may be. */
  readonly heldBytes: number;
  readonly heldRequests: number;
  /** Until the headers are there, the request is there, and an idle connection is closed. */
  readonly headersMs: number;
  readonly requestMs: number;
  readonly idleMs: number;
}

export const listenerBounds: ListenerBounds = {
  remoteRate: { perSecond: 20_000, burst: 40_000 },
  rate: { perSecond: 50_000, burst: 100_000 },
  connections: 1_024,
  bodyBytes: limits.requestBytes,
  heldBytes: limits.pendingBytes,
  heldRequests: 10_000,
  headersMs: 10_000,
  requestMs: 30_000,
  idleMs: 60_000,
};
