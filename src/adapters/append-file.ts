import { appendFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Attempt } from '../ports.ts';
import { attempt } from './attempt.ts';

/** Adds a text to the end of a file, which is created where there is none. Nothing else is written to: a pipe could wait forever. */
export function appendText(path: string, text: string): Attempt<undefined> {
  if (attempt(() => statSync(dirname(path)).isDirectory()).value !== true) {
    return { failure: 'its folder does not exist' };
  }
  const stats = attempt(() => statSync(path, { throwIfNoEntry: false }));
  if (stats.failure !== undefined) {
    return stats;
  }
  if (stats.value?.isFile() === false) {
    return { failure: stats.value.isDirectory() ? 'it is a folder' : 'it is not a file' };
  }
  return attempt(() => {
    appendFileSync(path, text);
    return undefined;
  });
}
