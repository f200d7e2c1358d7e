import type { SourceFile } from '../model/diagnostic.ts';
import { type Loaded, load } from './load.ts';

/** Loads a configuration again and again. */
export interface Loader {
  /** What `load` gives. What did not change since the last time is not read again. */
  readonly load: (files: readonly SourceFile[]) => Loaded;
}

/**
 * A loader that remembers nothing yet. It holds on to the files of the last load, and what the stages have found in one of them
 * is remembered as long as the file is held: a file with the same path and text is handed on as the object that it was.
 */
export function newLoader(): Loader {
  let held: ReadonlyMap<string, SourceFile> = new Map();
  return {
    load: (files) => {
      const known = new Map(held);
      const kept = files.map((file) => {
        const before = known.get(file.path);
        // Each is handed on once: whoever gives a path twice gives two files.
        known.delete(file.path);
        return before?.text === file.text ? before : file;
      });
      held = new Map(kept.map((file) => [file.path, file]));
      return load(kept);
    },
  };
}
