import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { sayCount } from '../model/limits.ts';
import { compareLocations, type Location } from '../model/location.ts';

/** Tells once what leads elsewhere and is not followed, with the first place. */
export function notFollowed(
  places: readonly Location[],
  [one, many]: readonly [string, string],
  help: string,
): readonly Diagnostic[] {
  const [first] = places.toSorted(compareLocations);
  return first === undefined
    ? []
    : [
        diagnostic(
          'import/not-followed',
          first,
          `${sayCount(places.length)} ${places.length === 1 ? one : many}`,
          { help },
        ),
      ];
}

/** Tells once which documents are none of a tool. */
export function skippedFiles(places: readonly Location[], tool: string): readonly Diagnostic[] {
  const [first] = places.toSorted(compareLocations);
  return first === undefined
    ? []
    : [
        diagnostic(
          'import/left-out',
          first,
          places.length === 1
            ? `1 document is left out: it is none of ${tool}`
            : `${sayCount(places.length)} documents are left out, of which this is the first: they are none of ${tool}`,
        ),
      ];
}

/** The beginning of a file, for what is told of all of it. */
export function beginningOf(file: string): Location {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1, path: '$' };
}
