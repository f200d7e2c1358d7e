import { storageFolder } from '../../adapters/storage-folder.ts';
import { load } from '../../config/load.ts';
import { loadState, saveState } from '../../evaluate/state.ts';
import type { SavedState } from '../../model/state.generated.ts';
import type { Attempt } from '../../ports.ts';
import { recover } from '../../runtime/journal/recover.ts';
import { liveWith } from '../../runtime/live.ts';
import { replay } from '../../runtime/replay.ts';

/** A running watch may put its files anew while they are read. */
const attemptsMax = 5;

/**
 * The state that a folder of a watch holds, whether the watch runs or not; undefined where nothing was kept yet. Nothing is
 * written: what stands half written at the end of the journal is left out.
 */
export function keptState(folder: string): Attempt<SavedState | undefined> {
  const storage = storageFolder(folder);
  for (let attempts = 1; ; attempts += 1) {
    const names = storage.list();
    if (names.value === undefined) {
      return names;
    }
    const found = recover({ names: names.value, read: storage.read });
    if (found.kind === 'empty') {
      return { value: undefined };
    }
    if (found.kind === 'kept') {
      const { model } = load(found.snapshot.files);
      if (model === undefined) {
        return { failure: 'this tower finds errors in the configuration that it was kept with' };
      }
      const { files, hash, epoch, state } = found.snapshot;
      const live = liveWith({ model, files, hash, epoch, state: loadState(state) });
      replay(live, found);
      return { value: saveState(model, live.state) };
    }
    if (attempts === attemptsMax) {
      return { failure: found.message };
    }
  }
}
