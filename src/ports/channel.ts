import type { Letter } from '../model/letter.ts';

/** What came of an attempt to tell somebody something. Reasons are phrases that name no secret. */
export type Delivery =
  | { readonly kind: 'delivered' }
  /** Worth another attempt, not before `afterMs` milliseconds where the other side said so. */
  | { readonly kind: 'later'; readonly reason: string; readonly afterMs?: number }
  /** No attempt will ever do. */
  | { readonly kind: 'refused'; readonly reason: string };

/** A destination as something that can be told. */
export interface Courier {
  /** Never rejects. `cancel` ends an attempt that takes too long: it was then worth another. */
  readonly send: (letter: Letter, cancel: AbortSignal) => Promise<Delivery>;
}
