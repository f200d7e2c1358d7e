import { dirname, join } from 'node:path';
import type { SourceFile } from '../../model/diagnostic.ts';
import type { Attempt } from '../../ports.ts';
import type { Session } from '../session.ts';

/** Writes files in their order, each whole or not at all, and none over another one. A failure says what was written before it. */
export function writePlan(
  { world }: Session,
  folder: string,
  files: readonly SourceFile[],
): Attempt<undefined> {
  const written: string[] = [];
  for (const { path, text } of files) {
    const failure = created(world, join(folder, path), { path, text, folder });
    if (failure !== undefined) {
      const before =
        written.length === 0 ? 'nothing was written' : `written before it: ${written.join(', ')}`;
      return { failure: `\`${path}\` cannot be written: ${failure}; ${before}` };
    }
    written.push(path);
  }
  return { value: undefined };
}

/** Why a file could not be created; undefined where it was. */
function created(
  { files }: Session['world'],
  full: string,
  { text, folder }: SourceFile & { readonly folder: string },
): string | undefined {
  const made = files.makeFolder(dirname(full));
  if (made.failure !== undefined) {
    return made.failure;
  }
  // Somebody may have put it there while a question waited for its answer.
  if (files.kindOf(full) !== undefined) {
    return 'it exists already';
  }
  return files.leadsOut(full, folder)
    ? 'a link leads out of the folder'
    : files.write(full, text).failure;
}
