import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import type { Attempt } from '../../ports.ts';
import { attempt } from '../attempt.ts';

/** A file that is open for reading, which stays the same whatever happens to its name. */
export interface OpenFile {
  /** Tells files apart, whatever they are called. */
  readonly identity: string;
  /** Bytes, as of now. */
  readonly size: () => Attempt<number>;
  /** Differs where something was written since, as far as the file system tells. */
  readonly stamp: () => Attempt<string>;
  /** At most so many bytes from a place on; fewer where the file ends. */
  readonly read: (from: number, byteCount: number) => Attempt<Uint8Array>;
  readonly close: () => void;
}

/** What tells a file from others, whatever it is called. */
export function identityOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

/** Opens a file. A pipe or a device is none: it could be waited for forever. */
export function openFile(path: string): Attempt<OpenFile> {
  const opened = attempt(() => openSync(path, constants.O_RDONLY | constants.O_NONBLOCK));
  if (opened.failure !== undefined) {
    return opened;
  }
  const descriptor = opened.value;
  const stats = attempt(() => fstatSync(descriptor));
  const isFile = stats.value?.isFile() === true;
  if (!isFile) {
    closeSync(descriptor);
    return { failure: stats.failure ?? 'it is not a file' };
  }
  return {
    value: {
      identity: identityOf(stats.value),
      size: () => attempt(() => fstatSync(descriptor).size),
      stamp: () =>
        attempt(() => {
          const { ino, size, mtimeNs, ctimeNs } = fstatSync(descriptor, { bigint: true });
          return `${ino}:${size}:${mtimeNs}:${ctimeNs}`;
        }),
      read: (from, byteCount) =>
        attempt(() => {
          const bytes = new Uint8Array(byteCount);
          return bytes.subarray(0, readSync(descriptor, bytes, 0, byteCount, from));
        }),
      close: () => closeSync(descriptor),
    },
  };
}
