/** A place in a file. Lines and columns count from 1; `endColumn` is the column after the last character. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Path in the document, such as `$.systems.web.dependsOn.db`. */
  readonly path: string;
}

/** `file:line:column`, as editors and terminals link it. */
export function sayLocation(location: Location): string {
  return `${location.file}:${location.line}:${location.column}`;
}

/** Order of two places: file, line, column. */
export function compareLocations(a: Location, b: Location): number {
  if (a.file !== b.file) {
    return a.file < b.file ? -1 : 1;
  }
  return a.line - b.line || a.column - b.column;
}

/** The beginning of a file, for what is about all of it. */
export function startOf(file: string): Location {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1, path: '$' };
}

/** The place behind another one, for what goes on from there. */
export function placeBehind({ file, endLine: line, endColumn: column }: Location): Location {
  return { file, line, column, endLine: line, endColumn: column, path: '$' };
}

/** The beginning of a configuration, for what stands nowhere else. */
export const beginning: Location = startOf('tower.yaml');
