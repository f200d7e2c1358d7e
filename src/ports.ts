// The outside world, as types. Adapters implement them; the command line puts the two together.
import type { ByteFile, Diagnostic, SourceFile } from './model/diagnostic.ts';

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
}

/** A file below a root, and the file that its links lead to; the same where there is none. Both from the root, with `/`. */
export interface ListedFile {
  readonly path: string;
  readonly real: string;
}

/** The files of some endings below a root. All lists are sorted by path. */
export interface Listing {
  readonly files: readonly ListedFile[];
  /** Links that lead out of the root. */
  readonly outside: readonly string[];
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  /** Whether there were more entries than are looked at. */
  readonly isCut: boolean;
}

/** A file as text, or why it is none. */
export type Reading =
  | { readonly file: SourceFile; readonly diagnostic?: undefined }
  | { readonly file?: undefined; readonly diagnostic: Diagnostic };

/** A file as the bytes of UTF-8, or why it is none. */
export type ByteReading =
  | { readonly file: ByteFile; readonly diagnostic?: undefined }
  | { readonly file?: undefined; readonly diagnostic: Diagnostic };

/** Something that was done, or the reason in a phrase why it was not. */
export type Attempt<T> =
  | { readonly value: T; readonly failure?: undefined }
  | { readonly value?: undefined; readonly failure: string };

/** A file that only one process at a time may write. */
export interface Lock {
  readonly release: () => void;
}

export interface Files {
  /** What stands at a path, links followed; undefined where there is nothing. */
  readonly kindOf: (path: string) => 'file' | 'folder' | 'other' | undefined;
  /** The nearest folder with a tower.yaml, from `folder` upwards. */
  readonly rootAbove: (folder: string) => string | undefined;
  /**
   * Lists what is below a root, of folders only those that `reaches` says yes to, of files those with one of the endings:
   * of YAML where none are given.
   */
  readonly list: (
    root: string,
    reaches: (folder: string) => boolean,
    endings?: readonly string[],
  ) => Listing;
  /**
   * Reads a file as UTF-8. `name` is what diagnostics call it. With `within`, a folder, it must be a file that no link leads
   * out of there to: not a pipe or a device, which could never end.
   */
  readonly read: (path: string, name: string, bytesMax: number, within?: string) => Reading;
  /** The same without making a text of it. */
  readonly readBytes: (path: string, name: string, bytesMax: number) => ByteReading;
  /** Whether a path below a folder leads out of it by a link. */
  readonly leadsOut: (path: string, folder: string) => boolean;
  /** Makes a folder with those that it stands in, and answers which were made; one that is there is fine. */
  readonly makeFolder: (path: string) => Attempt<readonly string[]>;
  /** Writes a file whole or not at all. */
  readonly write: (path: string, text: string) => Attempt<undefined>;
  /** Adds to the end of a file, which is created where there is none. */
  readonly append: (path: string, text: string) => Attempt<undefined>;
  /** Takes the lock at a path, also from a process that no longer runs. `name` is what a failure calls it. */
  readonly lock: (path: string, name: string) => Attempt<Lock>;
}

/** A file as it was at a revision. Paths are relative to the folder that was asked for, with `/`. */
export interface SnapshotFile {
  readonly path: string;
  readonly byteCount: number;
  /** Whether it is a link, whose text is the path that it leads to. */
  readonly isLink: boolean;
  /** What the keeper of the history calls its content. */
  readonly object: string;
}

/** A folder as it was at a revision. */
export interface Snapshot {
  /** In the order of paths. */
  readonly files: readonly SnapshotFile[];
  /** The content of files, in the order in which they are given. */
  readonly read: (files: readonly SnapshotFile[]) => Attempt<readonly ByteFile[]>;
}

/** Why there is no snapshot: nothing keeps the history, the folder has none, it has no such revision, or in words. */
export type NoSnapshot =
  | { readonly why: 'no-git' | 'no-repository' }
  | {
      readonly why: 'no-revision';
      /** Names of revisions that there are. */
      readonly known: readonly string[];
      /** Whether earlier revisions were left out when the history was copied. */
      readonly isShallow: boolean;
    }
  | { readonly why: 'failed'; readonly reason: string };

/** What a folder was like earlier. Nothing is written, and nobody else is asked. */
export interface History {
  readonly at: (
    folder: string,
    revision: string,
  ) =>
    | { readonly snapshot: Snapshot; readonly none?: undefined }
    | { readonly snapshot?: undefined; readonly none: NoSnapshot };
}

/** What decides how text may look on a stream. */
export interface StreamFacts {
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
}

export interface Output extends StreamFacts {
  readonly write: (text: string) => void;
  /** What becomes of what was written, where that is known. */
  readonly reader?: () => OutputReader;
}

/** Who reads an output. */
export interface OutputReader {
  /** Whether nobody does any more: what is written is lost. */
  readonly isGone: boolean;
  /** Bytes that were written and not read yet. */
  readonly waitingBytes: number;
}

/** Ctrl-C and the like. Where nobody watches, the process ends with 130. */
export interface Interrupts {
  /** From now on and until the answer is called, the first interrupt calls back and ends nothing. */
  readonly watch: (onInterrupt: () => void) => () => void;
  /** Lets what has come from outside arrive. */
  readonly turn: () => Promise<void>;
}

/** Everything that a command may touch. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working directory, absolute. */
  readonly cwd: string;
  readonly clock: Clock;
  readonly interrupts: Interrupts;
  readonly files: Files;
  /** All of standard input, which diagnostics call `<stdin>`. */
  readonly stdin: (bytesMax: number) => Promise<ByteReading>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Says to a person who waits what is going on, `isNew` where that is something else than before; absent where nobody is told. */
  readonly progress?: (say: () => string, isNew: boolean) => void;
}
