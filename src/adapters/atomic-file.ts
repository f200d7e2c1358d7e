import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Attempt } from '../ports.ts';
import { attempt } from './attempt.ts';

/**
 * Writes a file whole or not at all: into a temporary file of the same folder, which then takes the place of the old one.
 * The permissions of an existing file stay, and a link keeps leading to it. A device or a pipe is written to as it is.
 */
export function writeAtomically(given: string, text: string): Attempt<undefined> {
  const path = attempt(() => realpathSync.native(given)).value ?? given;
  const folder = dirname(path);
  const isFolder = attempt(() => statSync(folder).isDirectory());
  if (isFolder.value !== true) {
    return { failure: 'its folder does not exist' };
  }
  if (attempt(() => statSync(path).isDirectory()).value === true) {
    return { failure: 'it is a folder' };
  }
  const isSpecial = attempt(() => !statSync(path).isFile()).value === true;
  if (isSpecial) {
    return attempt(() => {
      writeFileSync(path, text);
      return undefined;
    });
  }
  const mode = attempt(() => statSync(path).mode & 0o777).value ?? 0o666;
  return putInPlace(path, mode, (descriptor) => {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  });
}

/** Fills a temporary file beside a path, which then takes its place; where that fails, nothing of it is left. */
export function putInPlace(
  path: string,
  mode: number,
  fill: (descriptor: number) => void,
): Attempt<undefined> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  const put = attempt(() => {
    // What stands there is of a process that is gone, or a link that somebody has put there.
    rmSync(temporary, { force: true });
    const descriptor = openSync(temporary, 'wx', mode);
    try {
      fill(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
    return undefined;
  });
  if (put.failure !== undefined) {
    attempt(() => rmSync(temporary, { force: true }));
  }
  return put;
}
