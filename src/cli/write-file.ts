import type { Attempt } from '../ports.ts';
import type { Session } from './session.ts';

/** Writes a file whole or not at all. A failure is a sentence; `called` is how it calls the file. */
export function writeFile(
  { world }: Session,
  path: string,
  text: string,
  called: string,
): Attempt<undefined> {
  const { failure } = world.files.write(path, text);
  return failure === undefined
    ? { value: undefined }
    : { failure: `${called} cannot be written: ${failure}` };
}
