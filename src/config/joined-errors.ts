import { limits } from '../model/limits.ts';

/** Errors of a whole file that are kept: enough for the parts that are told, of which each has several. */
export const errorsKept = 16 * limits.fileProblems;

/**
 * The errors of a part of a document behind those found before. What ajv writes copies all of them for each part, so that
 * the errors of 100,000 systems would take minutes; the generated validators call this in its place.
 */
export function joinedErrors<T>(before: T[], more: readonly T[]): T[] {
  for (const error of more) {
    if (before.length < errorsKept) {
      before.push(error);
    }
  }
  return before;
}
