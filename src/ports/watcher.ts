/** What somebody wants to hear of a folder. */
export interface FolderWish {
  /** Whether anything below a folder matters, by its path below the root with `/`. */
  readonly reaches: (folder: string) => boolean;
  /** Something that may matter is there, gone or different: look. It is called far more often than anything changed. */
  readonly touched: () => void;
  /** From now on changes are heard of. What came before may have been missed. */
  readonly ready: () => void;
  /** A part cannot be watched, for a reason in a phrase: changes there have to be looked for now and then. */
  readonly failing: (reason: string) => void;
}

/**
 * Hears of changes below a root, also when it is gone for a while. The systems below promise little: whoever has to know
 * looks by himself now and then.
 */
export interface FolderWatcher {
  readonly watch: (root: string, wish: FolderWish) => WatchedFolder;
}

export interface WatchedFolder {
  /** Nothing is heard of any more. */
  readonly close: () => Promise<void>;
}
