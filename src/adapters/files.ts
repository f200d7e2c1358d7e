import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { diagnostic } from '../model/diagnostic.ts';
import type { Attempt, ByteReading, Files, Reading } from '../ports.ts';
import { appendText } from './append-file.ts';
import { writeAtomically } from './atomic-file.ts';
import { attempt } from './attempt.ts';
import { isInside, leadsOut, realOf } from './inside.ts';
import { list } from './listing.ts';
import { lock } from './lock.ts';
import { makeFolder } from './make-folder.ts';
import { checkUtf8, fileLocation, outside, textOf, tooLarge } from './utf8.ts';

/** The files of the machine. */
export const systemFiles: Files = {
  kindOf,
  rootAbove,
  list,
  readBytes,
  read,
  leadsOut,
  makeFolder,
  write: writeAtomically,
  append: appendText,
  lock,
};

function kindOf(path: string): 'file' | 'folder' | 'other' | undefined {
  const stats = attempt(() => statSync(path)).value;
  if (stats?.isDirectory()) {
    return 'folder';
  }
  return stats?.isFile() ? 'file' : stats && 'other';
}

function rootAbove(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'tower.yaml'))) {
      return at;
    }
    if (dirname(at) === at) {
      return undefined;
    }
  }
}

function read(path: string, name: string, bytesMax: number, within?: string): Reading {
  const real = within === undefined ? undefined : attempt(() => realpathSync.native(path)).value;
  if (within !== undefined && isOutside(path, real, within)) {
    return { diagnostic: outside(name) };
  }
  const { file, diagnostic: failed } = bytesIn(real ?? path, {
    name,
    bytesMax,
    isFileOnly: within !== undefined,
  });
  return file === undefined ? { diagnostic: failed } : { file: textOf(file) };
}

/** Whether a link leads out of a folder. A path that leads where it says needs no second look: most do, and each look costs. */
function isOutside(path: string, real: string | undefined, folder: string): boolean {
  if (real === undefined) {
    return leadsOut(path, folder);
  }
  return real !== path && isInside(path, folder) && !isInside(real, realOf(folder));
}

function readBytes(path: string, name: string, bytesMax: number): ByteReading {
  return bytesIn(path, { name, bytesMax, isFileOnly: false });
}

interface Wanted {
  readonly name: string;
  readonly bytesMax: number;
  readonly isFileOnly: boolean;
}

function bytesIn(path: string, { name, bytesMax, isFileOnly }: Wanted): ByteReading {
  const bytes = bytesOf(path, bytesMax, isFileOnly);
  if (bytes.failure !== undefined) {
    return {
      diagnostic: diagnostic(
        'file/unreadable',
        fileLocation(name),
        `\`${name}\` cannot be read: ${bytes.failure}`,
      ),
    };
  }
  return bytes.value === undefined
    ? { diagnostic: tooLarge(name, bytesMax) }
    : checkUtf8(bytes.value, name);
}

/**
 * Undefined where there are more bytes than `bytesMax`: they are counted, because a pipe or a device has no size and a file
 * may grow. Of `isFileOnly`, a pipe is not waited for, and what has become a link since its path was resolved is not followed.
 */
function bytesOf(
  path: string,
  bytesMax: number,
  isFileOnly: boolean,
): Attempt<Uint8Array | undefined> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const descriptor = attempt(() =>
    isFileOnly ? openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK) : openSync(path, O_RDONLY),
  );
  if (descriptor.failure !== undefined) {
    return descriptor;
  }
  const bytes = attempt(() => {
    const stats = fstatSync(descriptor.value);
    if (isFileOnly && !stats.isFile() && !stats.isDirectory()) {
      return 'special';
    }
    return stats.isFile() && stats.size > bytesMax
      ? undefined
      : readAtMost(descriptor.value, bytesMax + 1);
  });
  closeSync(descriptor.value);
  if (bytes.failure !== undefined) {
    return bytes;
  }
  if (bytes.value === 'special') {
    return { failure: 'it is not a file' };
  }
  return { value: (bytes.value?.length ?? 0) > bytesMax ? undefined : bytes.value };
}

/** What can be read, but no more than `bytesMax`. Nothing else runs between a read and the copy of what it read. */
function readAtMost(descriptor: number, bytesMax: number): Uint8Array {
  scratch ??= new Uint8Array(65_536);
  const parts: Uint8Array[] = [];
  for (let left = bytesMax; left > 0; ) {
    const count = readSync(descriptor, scratch, 0, Math.min(left, scratch.length), null);
    if (count === 0) {
      break;
    }
    parts.push(scratch.slice(0, count));
    left -= count;
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
}

/** A file is read into it part by part: most are smaller by far, and a new one for each costs more than reading. */
let scratch: Uint8Array | undefined;
