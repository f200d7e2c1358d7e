import { rememberingFiles } from '../../adapters/remembering-files.ts';
import { inclusionOf } from '../../config/project.ts';
import type { SourceFile } from '../../model/diagnostic.ts';
import type { FolderWatcher, FolderWish, WatchedFolder } from '../../ports/watcher.ts';
import type { World } from '../../ports.ts';
import type { ConfigurationReading } from '../../runtime/input.ts';
import type { Place } from '../project.ts';
import { readConfiguration } from './read-configuration.ts';

/** A configuration that is looked after. */
export interface WatchedConfiguration {
  /** The configuration as it is now. Thoroughly: every file is read, whatever the system says of when it changed. */
  readonly read: (isThorough: boolean) => ConfigurationReading;
  readonly close: () => Promise<void>;
}

/** What is wanted of it: to hear that something may be different, and that a part cannot be watched. */
export type ConfigurationWish = Pick<FolderWish, 'touched' | 'failing'>;

/**
 * Watches the folders that a configuration includes. Which these are is known once it is read; with another tower.yaml they are watched
 * anew. `touched` is called as well when a watch begins: what changed before may have been missed.
 */
export function watchConfiguration(
  world: World,
  place: Place,
  watcher: FolderWatcher,
  wish: ConfigurationWish,
): WatchedConfiguration {
  const remembering = rememberingFiles(world.files);
  const remembered = { ...world, files: remembering.files };
  let root: string | undefined;
  let watched: WatchedFolder | undefined;
  let closing = Promise.resolve();
  // A reading may have been asked for before the end: it begins no watch that nobody would close.
  let isClosed = false;
  const end = (): void => {
    const last = watched;
    watched = undefined;
    closing = closing.then(() => last?.close());
  };
  return {
    read: (isThorough) => {
      if (isThorough) {
        remembering.forget();
      }
      const reading = readConfiguration(remembered, place);
      const file = rootOf(place, reading);
      if (!isClosed && (watched === undefined || file?.text !== root)) {
        end();
        root = file?.text;
        watched = watcher.watch(place.folder, {
          ...wish,
          reaches: place.file === undefined ? inclusionOf(file).reaches : () => false,
          ready: wish.touched,
        });
      }
      return reading;
    },
    close: () => {
      isClosed = true;
      end();
      return closing;
    },
  };
}

/** The file that says which others belong. */
function rootOf({ file }: Place, { files }: ConfigurationReading): SourceFile | undefined {
  return file === undefined ? files.find(({ path }) => path === 'tower.yaml') : undefined;
}
