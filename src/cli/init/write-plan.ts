import { dirname, join } from 'node:path';
import type { SourceFile } from '../../model/diagnostic.ts';
import type { Attempt } from '../../ports.ts';
import type { Session } from '../session.ts';

/**
 * Writes files in their order, each whole or not at all, and none over another one. Nothing is written while something is in the way of
 * any of them. A failure says what was written before it.
 */
export function writePlan(
  { world }: Session,
  folder: string,
  files: readonly SourceFile[],
): Attempt<undefined> {
  const written: string[] = [];
  const blocked = files.find(({ path }) => inTheWay(world, folder, path) !== undefined);
  for (const { path, text } of blocked === undefined ? files : [blocked]) {
    const failure = inTheWay(world, folder, path) ?? created(world, join(folder, path), text);
    if (failure !== undefined) {
      const before =
        written.length === 0 ? 'nothing was written' : `written before it: ${written.join(', ')}`;
      return { failure: `\`${path}\` cannot be written: ${failure}; ${before}` };
    }
    written.push(path);
  }
  return { value: undefined };
}

/** Why a file cannot be created below a folder, links on the way being looked at before a folder is made behind one. */
function inTheWay({ files }: Session['world'], folder: string, path: string): string | undefined {
  const full = join(folder, path);
  // Somebody may have put it there while a question waited for its answer.
  if (files.kindOf(full) !== undefined) {
    return 'it exists already';
  }
  let first = full;
  while (files.kindOf(dirname(first)) === undefined && dirname(first) !== first) {
    first = dirname(first);
  }
  return files.leadsOut(first, folder) ? 'a link leads out of the folder' : undefined;
}

/** Why a file could not be created; undefined where it was. */
function created({ files }: Session['world'], full: string, text: string): string | undefined {
  return files.makeFolder(dirname(full)).failure ?? files.write(full, text).failure;
}
