import { join } from 'node:path';
import { storageFolder } from '../../adapters/storage-folder.ts';
import type { Storage } from '../../ports/storage.ts';
import { type Recovered, recover } from '../../runtime/journal/recover.ts';
import { failed, type Outcome } from '../outcome.ts';
import { absolute, type Session, shown } from '../session.ts';

/** The folder that a watch keeps everything in, which is its own from now on. */
export interface StateFolder {
  /** Absolute. */
  readonly path: string;
  readonly storage: Storage & { readonly close: () => Promise<void> };
  readonly recovered: Exclude<Recovered, { readonly kind: 'unusable' }>;
  /** Lets others have it. */
  readonly release: () => Promise<void>;
}

/** Opens a state folder, which is made where there is none. */
export function openStateFolder(
  session: Session,
  path: string,
): StateFolder | { readonly outcome: Outcome } {
  const { files } = session.world;
  const full = absolute(session, path);
  const kind = files.kindOf(full);
  if (kind !== undefined && kind !== 'folder') {
    return {
      outcome: failed(
        3,
        `\`${path}\` is a file: a watch keeps its state in a folder`,
        'name a folder, such as `--state var/tower`; it is made where there is none',
      ),
    };
  }
  const storage = storageFolder(full);
  const names = storage.list();
  if (names.value === undefined) {
    return { outcome: failed(2, `the state folder \`${path}\` cannot be used: ${names.failure}`) };
  }
  const lockPath = join(full, 'lock');
  const lock = files.lock(lockPath, shown(session, lockPath));
  if (lock.value === undefined) {
    return { outcome: failed(2, `the state folder \`${path}\` is not free: ${lock.failure}`) };
  }
  // Now that nobody else writes there.
  const kept = storage.list();
  const recovered =
    kept.value === undefined
      ? ({ kind: 'unusable', message: kept.failure, help: '' } as const)
      : recover({ names: kept.value, read: storage.read });
  if (recovered.kind === 'unusable') {
    lock.value.release();
    return {
      outcome: failed(
        2,
        `the state folder \`${path}\` cannot be used: ${recovered.message}`,
        recovered.help,
      ),
    };
  }
  return {
    path: full,
    storage,
    recovered,
    release: async () => {
      await storage.close();
      lock.value.release();
    },
  };
}
