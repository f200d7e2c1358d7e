import { closeSync, fstatSync, fsyncSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compareText } from '../model/order.ts';
import type { Appended, Storage } from '../ports/storage.ts';
import type { Attempt } from '../ports.ts';
import { attempt, attemptSoon } from './attempt.ts';
import { makeFolder } from './make-folder.ts';

/** The file that is appended to, which stays open. */
interface Opened {
  readonly name: string;
  readonly handle: FileHandle;
  /** Its length, as far as this process knows. */
  byteCount: number;
}

/** A folder of the machine as storage. One user at a time: who uses it holds its lock. */
export function storageFolder(folder: string): Storage & { readonly close: () => Promise<void> } {
  let opened: Opened | undefined;
  const close = async (): Promise<void> => {
    const { handle } = opened ?? {};
    opened = undefined;
    await handle?.close();
  };
  const append = async (name: string, byteCount: number, bytes: Uint8Array): Promise<boolean> => {
    if (opened?.name !== name) {
      await close();
      opened = await openIn(folder, name);
    }
    if (isCut(opened.handle, byteCount)) {
      return false;
    }
    if (opened.byteCount !== byteCount) {
      await opened.handle.truncate(byteCount);
    }
    // Whatever happens from here on, only what was there before counts.
    opened.byteCount = Number.NaN;
    await writeAll(opened.handle, bytes, byteCount);
    await opened.handle.datasync();
    // A file without a name can be written to, and nobody will ever read it.
    if (isCut(opened.handle, byteCount + bytes.length)) {
      return false;
    }
    opened.byteCount = byteCount + bytes.length;
    return true;
  };
  return {
    list: () => namesIn(folder),
    read: (name) => attempt(() => readFileSync(join(folder, name))),
    append: async (name, byteCount, bytes): Promise<Appended> => {
      const { value: isWhole, failure } = await attemptSoon(() => append(name, byteCount, bytes));
      if (isWhole === true) {
        return { value: undefined };
      }
      // What stays open may lead to a disk that is gone, and its name to another file.
      await attemptSoon(close);
      return isWhole === false
        ? { failure: 'another program has removed or changed a file of it', isLost: true }
        : { failure: failure ?? '' };
    },
    replace: (name, bytes) => kept(() => replaceIn(folder, name, bytes)),
    remove: (name) => kept(() => rm(join(folder, name), { force: true })),
    close,
  };
}

function kept(work: () => Promise<void>): Promise<Attempt<undefined>> {
  return attemptSoon(async () => {
    await work();
    return undefined;
  });
}

/** Sorted names in a folder, which is made where there is none. The name of one that is new is on the disk once the folder that holds it is. */
function namesIn(folder: string): Attempt<readonly string[]> {
  const made = makeFolder(folder, 0o700);
  return made.value === undefined
    ? made
    : attempt(() => {
        for (const fresh of made.value) {
          const descriptor = openSync(dirname(fresh), 'r');
          fsyncSync(descriptor);
          closeSync(descriptor);
        }
        return readdirSync(folder).sort(compareText);
      });
}

/** Whether what was written before is not there any more: somebody has made the file shorter, or removed it while it was open. */
function isCut(handle: FileHandle, byteCount: number): boolean {
  const { size, nlink } = fstatSync(handle.fd);
  return size < byteCount || nlink === 0;
}

async function openIn(folder: string, name: string): Promise<Opened> {
  const handle = await open(join(folder, name), 'a+', 0o600);
  await handle.close();
  // Opened to append, it could not be written behind a given place.
  const whole = await open(join(folder, name), 'r+');
  await syncFolder(folder);
  return { name, handle: whole, byteCount: (await whole.stat()).size };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await handle.write(
      bytes,
      written,
      bytes.length - written,
      position + written,
    );
    written += bytesWritten;
  }
}

async function replaceIn(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  // One name for all: what a process leaves that is killed here, the next one writes over.
  const temporary = join(folder, '.replacing.tmp');
  await rm(temporary, { force: true });
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await writeAll(handle, bytes, 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, join(folder, name));
  await syncFolder(folder);
}

/** A name that is new in a folder is on the disk once the folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
