import { type Loaded, load } from '../../src/config/load.ts';
import { withReadingFaults } from '../../src/config/reading-faults.ts';
import { digest } from '../../src/model/digest.ts';
import { compareText } from '../../src/model/order.ts';
import type { ConfigurationReading } from '../../src/runtime/input.ts';
import { type Fleet, filesOf } from './fleet.ts';

/** The folder with the configuration. */
export interface ConfigurationDisk {
  readonly files: Map<string, string>;
  /** Hashes of everything that the folder ever held at one moment. */
  readonly held: Set<string>;
  readonly write: (path: string, text: string | undefined) => void;
  readonly reading: () => ConfigurationReading;
}

export function newConfigurationDisk(fleet: Fleet): ConfigurationDisk {
  const files = new Map(filesOf(fleet).map(({ path, text }) => [path, text]));
  const held = new Set([readingOf(files).hash]);
  return {
    files,
    held,
    write: (path, text) => {
      if (text === undefined) {
        files.delete(path);
      } else {
        files.set(path, text);
      }
      held.add(readingOf(files).hash);
    },
    reading: () => readingOf(files),
  };
}

/** Texts as a watch is given them. */
export function readingOf(files: ReadonlyMap<string, string>): ConfigurationReading {
  const sorted = [...files]
    .sort(([a], [b]) => compareText(a, b))
    .map(([path, text]) => ({ path, text }));
  const hash = digest(
    sorted.flatMap(({ path, text }) => [path, text]),
    32,
  );
  return { files: sorted, diagnostics: [], hash };
}

const loadedByHash = new Map<string, Loaded>();

/** Loads a configuration; the same texts are loaded once. */
export function loaded(
  reading: Pick<ConfigurationReading, 'files' | 'diagnostics' | 'hash'>,
): Loaded {
  const known = loadedByHash.get(reading.hash);
  if (known !== undefined) {
    return known;
  }
  const made = withReadingFaults(load(reading.files), reading.diagnostics);
  loadedByHash.set(reading.hash, made);
  return made;
}
