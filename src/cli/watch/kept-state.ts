import { storageFolder } from '../../adapters/storage-folder.ts';
import { load } from '../../config/load.ts';
import { loadState, saveState } from '../../evaluate/state.ts';
import type { SavedState } from '../../model/state.generated.ts';
import type { Attempt } from '../../ports.ts';
import { type Kept, recover } from '../../runtime/journal/recover.ts';
import { liveWith } from '../../runtime/live.ts';
import { replay } from '../../runtime/replay.ts';
import { type SavedOutbox, savedOutbox } from '../../runtime/saved-outbox.ts';

/** What the folder of a watch holds. */
export interface KeptWatch {
  readonly state: SavedState;
  /** Notifications that wait to be delivered, and those that were given up. */
  readonly outbox: SavedOutbox;
}

/** A running watch may put its files anew while they are read. */
const attemptsMax = 5;

/**
 * What a folder of a watch holds, whether the watch runs or not; undefined where nothing was kept yet. Nothing is written: what
 * stands half written at the end of the journal is left out.
 */
export function keptWatch(folder: string): Attempt<KeptWatch | undefined> {
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
      return playedBack(found);
    }
    if (attempts === attemptsMax) {
      return { failure: found.message };
    }
  }
}

function playedBack(kept: Kept): Attempt<KeptWatch> {
  const { files, hash, epoch, state } = kept.snapshot;
  const { model } = load(files);
  if (model === undefined) {
    return { failure: 'this tower finds errors in the configuration that it was kept with' };
  }
  const live = liveWith({ model, files, hash, epoch, state: loadState(state) });
  const { outbox } = replay(live, kept);
  return { value: { state: saveState(model, live.state), outbox: savedOutbox(outbox) } };
}
