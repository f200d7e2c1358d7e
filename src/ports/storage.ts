import type { Attempt } from '../ports.ts';

/** What came of an append. Lost: what was on the disk before is not there any more, so that nothing can follow it. */
export type Appended = Attempt<undefined> | { readonly failure: string; readonly isLost: true };

/** A folder that outlives its user. A promise that is kept without a failure means: it is on the disk. */
export interface Storage {
  /** Names of the files, sorted. The folder is made where there is none. */
  readonly list: () => Attempt<readonly string[]>;
  readonly read: (name: string) => Attempt<Uint8Array>;
  /**
   * Writes behind the first `byteCount` bytes of a file, which is created where there is none. What stands there already is of
   * an attempt that failed or was torn, and goes.
   */
  readonly append: (name: string, byteCount: number, bytes: Uint8Array) => Promise<Appended>;
  /** Writes a file whole or not at all. */
  readonly replace: (name: string, bytes: Uint8Array) => Promise<Attempt<undefined>>;
  /** Removes a file; that there is none is no failure. */
  readonly remove: (name: string) => Promise<Attempt<undefined>>;
}
