import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { diagnostic } from '../model/diagnostic.ts';
import type { Attempt, Files, Reading } from '../ports.ts';
import { appendText } from './append-file.ts';
import { writeAtomically } from './atomic-file.ts';
import { attempt } from './attempt.ts';
import { list } from './listing.ts';
import { lock } from './lock.ts';
import { decode, fileLocation, tooLarge } from './utf8.ts';

/** The files of the machine. */
export const systemFiles: Files = {
  kindOf,
  rootAbove,
  list,
  read,
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

function read(path: string, name: string, bytesMax: number): Reading {
  const bytes = bytesOf(path, bytesMax);
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
    : decode(bytes.value, name);
}

/** Undefined where there are more bytes than `bytesMax`. A pipe or a device has no size, so that its bytes are counted. */
function bytesOf(path: string, bytesMax: number): Attempt<Uint8Array | undefined> {
  const descriptor = attempt(() => openSync(path, 'r'));
  if (descriptor.failure !== undefined) {
    return descriptor;
  }
  const bytes = attempt(() => {
    const stats = fstatSync(descriptor.value);
    if (stats.isFile()) {
      return stats.size > bytesMax ? undefined : readFileSync(descriptor.value);
    }
    return readAtMost(descriptor.value, bytesMax + 1);
  });
  closeSync(descriptor.value);
  return (bytes.value?.length ?? 0) > bytesMax ? { value: undefined } : bytes;
}

/** What can be read, but no more than `bytesMax`. */
function readAtMost(descriptor: number, bytesMax: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let left = bytesMax; left > 0; ) {
    const part = new Uint8Array(Math.min(left, 65_536));
    const count = readSync(descriptor, part);
    if (count === 0) {
      break;
    }
    parts.push(part.subarray(0, count));
    left -= count;
  }
  return Buffer.concat(parts);
}
