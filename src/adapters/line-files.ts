import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { LineFiles } from '../ports/channel.ts';
import type { Attempt } from '../ports.ts';
import { attempt } from './attempt.ts';
import { isInside, realPlace } from './inside.ts';
import { makeFolder } from './make-folder.ts';

/** How far back a line is looked for: what was written before a restart and noted after it stands near the end. */
const tailBytes = 1_048_576;

/** Files below a folder. No link on the way may lead out of it, or into one of the folders that are `kept` for others. */
export function lineFilesIn(folder: string, kept: readonly string[]): LineFiles {
  return {
    add: (path, key, line) => {
      const place = placeOf(folder, kept, path);
      return place.failure === undefined ? add(place.value, key, line) : place;
    },
  };
}

/** The path without links, in a folder that is made where there is none. */
function placeOf(folder: string, kept: readonly string[], path: string): Attempt<string> {
  const root = attempt(() => realpathSync.native(folder));
  if (root.failure !== undefined) {
    return { failure: `the folder of tower.yaml cannot be read: ${root.failure}` };
  }
  const full = join(root.value, path);
  const isWithin = (real: string): boolean => isInside(real, root.value);
  if (!isWithin(realPlace(dirname(full)))) {
    return { failure: 'a link leads out of the folder of tower.yaml' };
  }
  const made = makeFolder(dirname(full));
  if (made.failure !== undefined) {
    return { failure: made.failure };
  }
  const found = attempt(() => realpathSync.native(full)).value;
  if (found === undefined && attempt(() => readlinkSync(full)).value !== undefined) {
    return { failure: 'it is a link that leads nowhere' };
  }
  const real = found ?? full;
  if (!isWithin(real)) {
    return { failure: 'a link leads out of the folder of tower.yaml' };
  }
  return kept.some((other) => isInside(real, realPlace(other)))
    ? { failure: 'the folder is for what tower remembers' }
    : { value: real };
}

function add(path: string, key: string, line: string): Attempt<undefined> {
  const { O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  const descriptor = attempt(() =>
    openSync(path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o666),
  );
  if (descriptor.failure !== undefined) {
    return descriptor;
  }
  const added = attempt(() => write(descriptor.value, key, line));
  closeSync(descriptor.value);
  const failure = added.failure ?? added.value;
  return failure === undefined ? { value: undefined } : { failure };
}

/** Adds the line. Answers why it could not be added, where the system says nothing. */
function write(descriptor: number, key: string, line: string): string | undefined {
  if (!fstatSync(descriptor).isFile()) {
    return 'it is not a file';
  }
  const tail = tailOf(descriptor);
  const end = tail.lastIndexOf('\n') + 1;
  if (tail.slice(0, end).includes(JSON.stringify(key))) {
    return undefined;
  }
  // A line that was cut off by a crash is ended first, so that it spoils no other one.
  const bytes = Buffer.from(`${end === tail.length ? '' : '\n'}${line}`);
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written);
  }
  fsyncSync(descriptor);
  return undefined;
}

function tailOf(descriptor: number): string {
  const { size } = fstatSync(descriptor);
  const tail = Buffer.alloc(Math.min(size, tailBytes));
  const count = readSync(descriptor, tail, 0, tail.length, size - tail.length);
  return tail.subarray(0, count).toString('utf8');
}
