/** Work that may take long and is done in slices. It knows no time: whoever carries it out does. */
export interface Work<T> {
  /**
   * Goes on for about as many looks (at edges, nodes, cells: whatever is counted) and answers whether there is nothing left to
   * do. Calling it again after that does nothing.
   */
  readonly advance: (looks: number) => boolean;
  /** How far it is. */
  readonly progress: () => Progress;
  /** What was found so far, which stands whatever is left to do. */
  readonly found: () => T;
}

/** How far work is, in units of its own. */
export interface Progress {
  readonly done: number;
  /** Undefined where it cannot be known. */
  readonly total: number | undefined;
  /** What is counted, in the plural: `pairs`. */
  readonly noun: string;
}

/** What work found, and whether that is all there is to find. */
export interface Worked<T> {
  readonly found: T;
  readonly isComplete: boolean;
}
