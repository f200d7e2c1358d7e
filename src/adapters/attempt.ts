import type { Attempt } from '../ports.ts';

const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EEXIST', 'it exists already'],
  ['EFBIG', 'it would be larger than a file may be'],
  ['EIO', 'the device fails'],
  ['EISDIR', 'it is a folder'],
  ['ELOOP', 'its links run in a circle'],
  ['ENAMETOOLONG', 'its name is too long'],
  ['ENOENT', 'it does not exist'],
  ['ENOSPC', 'the disk is full'],
  ['ENOTDIR', 'a part of its path is not a folder'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the disk is read-only'],
]);

/** Calls the file system; what it throws becomes a reason in a phrase. Anything but a system error is a bug and thrown on. */
export function attempt<T>(call: () => T): Attempt<T> {
  try {
    return { value: call() };
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
      return { failure: reasonOf(error.code) };
    }
    throw error;
  }
}

/** A code of the system, such as ENOENT, as a phrase. */
export function reasonOf(code: string): string {
  return reasons.get(code) ?? `the system says ${code}`;
}

/** The same for work that takes a while. */
export async function attemptSoon<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return attempt(() => {
      throw error;
    });
  }
}
