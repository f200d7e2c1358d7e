import { mkdirSync } from 'node:fs';
import type { Attempt } from '../ports.ts';
import { attempt } from './attempt.ts';

/** Makes a folder with those that it stands in; one that is there is fine. */
export function makeFolder(path: string): Attempt<undefined> {
  const made = attempt(() => mkdirSync(path, { recursive: true }));
  return made.failure === undefined ? { value: undefined } : { failure: made.failure };
}
