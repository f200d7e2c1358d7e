import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { limits } from '../../model/limits.ts';
import { compareText } from '../../model/order.ts';
import type { SourcePosition } from '../../ports/signal-source.ts';
import { attempt } from '../attempt.ts';
import { type OpenFile, openFile } from './open-file.ts';
import { printBytes, printOf } from './print.ts';

/** Whether a file is the one that a position is about: not shorter, with the same beginning. */
export function isSameFile(file: OpenFile, first: Uint8Array, position: SourcePosition): boolean {
  const size = file.size().value ?? 0;
  return size >= position.offset && printOf(first, position.offset) === position.head;
}

/**
 * Where a file was renamed since a position in it was noted, the files that are to be read before the one that now has its name,
 * oldest first: the renamed one, and those that came and were renamed in turn. Empty where it is still there, or not to be found.
 */
export function earlierFiles(path: string, position: SourcePosition): string[] {
  if (isAt(path, position)) {
    return [];
  }
  const candidates = renamedFrom(path)
    .flatMap((candidate) => {
      const stats = attempt(() => statSync(candidate)).value;
      return stats?.isFile() === true ? [{ candidate, changedAt: stats.mtimeMs }] : [];
    })
    .sort((a, b) => a.changedAt - b.changedAt || compareText(b.candidate, a.candidate))
    .map(({ candidate }) => candidate);
  const found = candidates.findIndex((candidate) => isAt(candidate, position));
  return found === -1 ? [] : candidates.slice(found);
}

/** Whether the file at a path is the one that a position is about. */
export function isAt(path: string, position: SourcePosition): boolean {
  const { value: file } = openFile(path);
  if (file === undefined) {
    return false;
  }
  const isSame = isSameFile(file, file.read(0, printBytes).value ?? new Uint8Array(), position);
  file.close();
  return isSame;
}

/** What programs that rotate files rename `signals.ndjson` to: `signals.ndjson.1`, `signals-20261121.ndjson`, `signals.ndjson.old`. */
function renamedFrom(path: string): string[] {
  const folder = dirname(path);
  const name = basename(path);
  const ending = extname(name);
  const stem = name.slice(0, name.length - ending.length);
  const isSuffix = (text: string): boolean => /^[.-](?:[0-9][0-9TZ_.:-]*|old)$/.test(text);
  const entries = attempt(() => readdirSync(folder)).value ?? [];
  return entries
    .slice(0, limits.folderEntries)
    .filter(
      (entry) =>
        entry !== name &&
        ((entry.startsWith(name) && isSuffix(entry.slice(name.length))) ||
          (entry.startsWith(stem) &&
            entry.endsWith(ending) &&
            entry.length > name.length &&
            isSuffix(entry.slice(stem.length, entry.length - ending.length)))),
    )
    .map((entry) => join(folder, entry));
}
