import { systemFolders } from '../../adapters/watch-folders.ts';
import { inclusionOf } from '../../config/project.ts';
import type { SourceFile } from '../../model/diagnostic.ts';
import type { WatchedFolder } from '../../ports/watcher.ts';
import type { Input } from '../../runtime/input.ts';
import type { Place } from '../project.ts';

/** Who hears of changes of the configuration. */
export interface ConfigurationWatch {
  /** Takes note of the files that are live: what they include decides where to listen. */
  readonly follow: (files: readonly SourceFile[]) => void;
  readonly close: () => Promise<void>;
}

/** Listens for changes of the configuration at a place. Where that is not possible, all is read every now and then anyway. */
export function watchConfiguration(
  place: Place,
  files: readonly SourceFile[],
  give: (input: Input) => void,
): ConfigurationWatch {
  const touched = (): void => give({ kind: 'files-touched' });
  const listen = (root: SourceFile | undefined): WatchedFolder => {
    const { reaches } = inclusionOf(root);
    return systemFolders.watch(place.folder, {
      reaches: place.file === undefined ? reaches : () => false,
      touched,
      // What changed until now may have been missed.
      ready: touched,
      failing: (reason) => give({ kind: 'source-failing', source: place.folder, reason }),
    });
  };
  let root = rootOf(files);
  let watched = listen(root);
  return {
    follow: (next) => {
      const now = rootOf(next);
      if (now?.text === root?.text) {
        return;
      }
      const before = watched;
      root = now;
      watched = listen(now);
      // Nothing waits for it: what is heard twice is looked at once.
      before.close().catch(() => undefined);
    },
    close: () => watched.close(),
  };
}

function rootOf(files: readonly SourceFile[]): SourceFile | undefined {
  return files.find(({ path }) => path === 'tower.yaml');
}
