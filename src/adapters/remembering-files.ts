import { realpathSync, statSync } from 'node:fs';
import type { Files, Reading } from '../ports.ts';
import { attempt } from './attempt.ts';

/** Files that are not read again while nothing about them changed. */
export interface RememberingFiles {
  readonly files: Files;
  /** Reads everything again: not every file system says when something changes. */
  readonly forget: () => void;
}

interface Remembered {
  readonly signature: string;
  readonly reading: Reading;
}

/**
 * The clock by which files are dated may stand still for some 10 ms, so that one that was written just now may be written again
 * without a sign of it. So young a file is read again.
 */
const youngMs = 100;

/** Files whose texts are remembered by what the system says of them, the time of the last change to anything among it. */
export function rememberingFiles(files: Files): RememberingFiles {
  const known = new Map<string, Remembered>();
  const read: Files['read'] = (path, name, bytesMax, within) => {
    // Taken before the text: what is written while it is read has another one.
    const signature = signatureOf(path);
    const before = known.get(path);
    if (before !== undefined && before.signature === signature) {
      return before.reading;
    }
    const reading = files.read(path, name, bytesMax, within);
    if (signature === undefined || reading.file === undefined) {
      known.delete(path);
    } else {
      known.set(path, { signature, reading });
    }
    return reading;
  };
  return { files: { ...files, read }, forget: () => known.clear() };
}

/** What a file is, where its links lead, and when anything about it changed last; undefined of one that is young or not there. */
function signatureOf(path: string): string | undefined {
  const found = attempt(() => {
    const real = realpathSync.native(path);
    return { real, stats: statSync(real, { bigint: true }) };
  });
  if (found.value === undefined) {
    return undefined;
  }
  const { real, stats } = found.value;
  const { dev, ino, size, mtimeNs, ctimeNs } = stats;
  // A time can be set back, but not that of the change which setting it is.
  return Math.abs(Date.now() - Number(stats.ctimeMs)) < youngMs
    ? undefined
    : `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs} ${real}`;
}
