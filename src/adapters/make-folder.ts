import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Attempt } from '../ports.ts';
import { attempt } from './attempt.ts';

/**
 * Makes a folder with those that it stands in, and answers which were made, the outermost first; one that is there is fine. They are made
 * one by one: asked for all of them at once, Node tries for ever where the system refuses as it does in /proc.
 */
export function makeFolder(path: string, mode = 0o777): Attempt<readonly string[]> {
  const missing = isFolder(path) ? [] : [path];
  for (let at = dirname(path); !existsSync(at); at = dirname(at)) {
    missing.unshift(at);
  }
  for (const folder of missing) {
    const { failure } = attempt(() => mkdirSync(folder, { mode }));
    // Somebody else may have made it meanwhile.
    if (failure !== undefined && !isFolder(folder)) {
      return { failure };
    }
  }
  return { value: missing };
}

function isFolder(path: string): boolean {
  return attempt(() => statSync(path).isDirectory()).value === true;
}
