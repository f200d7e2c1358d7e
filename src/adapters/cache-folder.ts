import {
  closeSync,
  constants,
  fstatSync,
  futimesSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { compareText } from '../model/order.ts';
import type { Cache } from '../ports/cache.ts';
import type { Attempt } from '../ports.ts';
import { putInPlace } from './atomic-file.ts';
import { attempt } from './attempt.ts';
import { isInside, realOf, realPlace } from './inside.ts';
import { makeFolder } from './make-folder.ts';
import { sha256, sha256Hex } from './sha256.ts';

/** How much a folder holds; the entries that nobody used for longest go first. */
export interface CacheBounds {
  readonly entries: number;
  readonly bytes: number;
}

const usual: CacheBounds = { entries: 64, bytes: 256 * 1_048_576 };
const mark = Buffer.from('tower 1\n');
const digestBytes = 32;
const suffix = '.entry';
/** What this makes, and nothing else, is removed: somebody may have named a folder that holds other things. */
const entryName = /^[0-9a-f]{64}\.entry$/;
const leftName = /^\.[0-9a-f]{64}\.entry\.[0-9]+\.tmp$/;
/** What a run that was killed has left is nobody's after so long. */
const leftMs = 3_600_000;

/**
 * A folder of this user as cache. What is found in it is taken only where it is whole: each entry carries a digest of what it holds and
 * of what it is kept for. The folder and its files must be this user's, and nobody else may enter or change them: what
 * comes with a configuration, from whoever wrote that, is never taken for an entry. A failure says why the folder is not
 * used; one that is only missing is made with its first entry.
 */
export function cacheFolder(
  folder: string,
  tree: string,
  bounds: CacheBounds = usual,
): Attempt<Cache> {
  const real = realPlace(folder);
  if (isInside(real, realOf(tree))) {
    return { failure: 'it lies in the folder of the configuration' };
  }
  const stats = attempt(() => statSync(real)).value;
  if (stats !== undefined && !stats.isDirectory()) {
    return { failure: 'it is not a folder' };
  }
  if (stats !== undefined && !isPrivate(stats)) {
    return { failure: 'others may enter it or own it: its mode has to be 0700' };
  }
  return {
    value: {
      find: (key) => {
        const name = nameOf(key);
        const bytes = bytesIn(join(real, name), bounds.bytes);
        return bytes && valueIn(bytes, name);
      },
      keep: (key, value) => {
        const name = nameOf(key);
        const kept = attempt(() => {
          makeFolder(real, 0o700);
          return isPrivate(statSync(real)) && putEntry(join(real, name), entryOf(name, value));
        });
        if (kept.value === true) {
          prune(real, bounds);
        }
      },
    },
  };
}

/** Whether something is of this user alone. Systems without users have no modes either. */
function isPrivate({ uid, mode }: Stats): boolean {
  const own = process.getuid?.();
  return own === undefined || (uid === own && (mode & 0o077) === 0);
}

/** What another version of Node has written, or would read otherwise, goes by another name. */
function nameOf(key: readonly string[]): string {
  const { node, v8, icu = '', tz = '' } = process.versions;
  return `${sha256Hex([node, v8, icu, tz, ...key])}${suffix}`;
}

/** An entry: a mark, a digest, what it holds. */
function entryOf(name: string, value: unknown): Buffer {
  const payload = serialize(value);
  return Buffer.concat([mark, digestOf(name, payload), payload]);
}

function digestOf(name: string, payload: Uint8Array): Uint8Array {
  return sha256(Buffer.concat([Buffer.from(name), sha256(payload)]));
}

function valueIn(bytes: Buffer, name: string): unknown {
  const payload = bytes.subarray(mark.length + digestBytes);
  const head = bytes.subarray(0, mark.length + digestBytes);
  if (!head.equals(Buffer.concat([mark, digestOf(name, payload)]))) {
    return undefined;
  }
  try {
    return deserialize(payload);
  } catch {
    return undefined;
  }
}

/** The bytes of an entry that is this user's, which is then the one used last. */
function bytesIn(path: string, bytesMax: number): Buffer | undefined {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const opened = attempt(() => openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
  if (opened.value === undefined) {
    return undefined;
  }
  const descriptor = opened.value;
  const bytes = attempt(() => {
    const stats = fstatSync(descriptor);
    return stats.isFile() && stats.size <= bytesMax && isPrivate(stats)
      ? readFileSync(descriptor)
      : undefined;
  });
  const now = new Date(Date.now());
  attempt(() => futimesSync(descriptor, now, now));
  closeSync(descriptor);
  return bytes.value;
}

/** An entry need not outlive a power cut: one that is cut is not taken. */
function putEntry(path: string, bytes: Buffer): boolean {
  const put = putInPlace(path, 0o600, (descriptor) => writeFileSync(descriptor, bytes));
  return put.failure === undefined;
}

/** Removes what is beyond the bounds, and what others have left half-written. */
function prune(folder: string, { entries, bytes }: CacheBounds): void {
  const names = attempt(() => readdirSync(folder).sort(compareText)).value ?? [];
  const found = names.flatMap((name) => {
    const stats = attempt(() => statSync(join(folder, name))).value;
    return stats === undefined ? [] : [{ name, size: stats.size, usedAt: stats.mtimeMs }];
  });
  const left = found.filter(
    ({ name, usedAt }) => leftName.test(name) && usedAt < Date.now() - leftMs,
  );
  const latest = found
    .filter(({ name }) => entryName.test(name))
    .sort((a, b) => b.usedAt - a.usedAt);
  let total = 0;
  const beyond = latest.filter(({ size }, index) => {
    total += size;
    return index >= entries || total > bytes;
  });
  for (const { name } of [...left, ...beyond]) {
    attempt(() => rmSync(join(folder, name), { force: true }));
  }
}
