/** What earlier runs have worked out, by what it follows from. It may forget anything at any time. */
export interface Cache {
  /** What was kept for these texts: plain data, maps, sets and typed arrays. Undefined where nothing is known, or what is there is not whole. */
  readonly find: (key: readonly string[]) => unknown;
  /** Keeps a value for later runs, where that can be. Whatever hinders it is no matter. */
  readonly keep: (key: readonly string[], value: unknown) => void;
}
