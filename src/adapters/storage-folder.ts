import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText } from '../model/order.ts';
import type { Storage } from '../ports/storage.ts';
import type { Attempt } from '../ports.ts';
import { attempt, attemptSoon } from './attempt.ts';

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
  const append = async (
    name: string,
    byteCount: number,
    bytes: Uint8Array,
  ): Promise<Attempt<undefined>> => {
    if (opened?.name !== name) {
      await close();
      opened = await openIn(folder, name);
    }
    if (opened.byteCount < byteCount) {
      await close();
      return { failure: 'it is shorter than what was written' };
    }
    if (opened.byteCount !== byteCount) {
      await opened.handle.truncate(byteCount);
    }
    // Whatever happens from here on, only what was there before counts.
    opened.byteCount = Number.NaN;
    await writeAll(opened.handle, bytes, byteCount);
    await opened.handle.datasync();
    // A file without a name can be written to, and nobody will ever read it.
    if ((await opened.handle.stat()).nlink === 0) {
      await close();
      return { failure: 'it was removed' };
    }
    opened.byteCount = byteCount + bytes.length;
    return { value: undefined };
  };
  return {
    list: () =>
      attempt(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        return readdirSync(folder).sort(compareText);
      }),
    read: (name) => attempt(() => readFileSync(join(folder, name))),
    append: async (name, byteCount, bytes) => {
      const { value, failure } = await attemptSoon(() => append(name, byteCount, bytes));
      return value ?? { failure };
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
