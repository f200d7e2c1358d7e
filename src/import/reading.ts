import { type Diagnostic, diagnostic, sortedDiagnostics } from '../model/diagnostic.ts';
import type { Imported } from '../model/imported.ts';
import { dependenciesMax, itemsMaxOf, sayCount } from '../model/limits.ts';

/** What came of reading a source: an import, or undefined where there is an error, and all there is to say. */
export interface ReadImport {
  readonly imported: Imported | undefined;
  /** Sorted. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What was noticed on the way to an import. */
export interface Noticed {
  /** What keeps it from being one. */
  readonly faults: readonly Diagnostic[];
  /** What is said where there is nothing in it. */
  readonly nothing: Diagnostic;
  /** Warnings and notes. */
  readonly notes: readonly Diagnostic[];
  /** How to come to less, where there is too much. */
  readonly help: string;
}

/** An import of objects, unless something is wrong with them or there is nothing or too much. */
export function readingOf(
  imported: Imported,
  { faults, nothing, notes, help }: Noticed,
): ReadImport {
  const { systems, calls } = imported;
  const [first] = systems;
  const tooMany = (count: number, most: number, what: string): readonly Diagnostic[] =>
    first === undefined || count <= most
      ? []
      : [
          diagnostic('config/too-many', first.at, `there are more than ${sayCount(most)} ${what}`, {
            help,
          }),
        ];
  const errors = [
    ...faults,
    ...tooMany(systems.length, itemsMaxOf('systems'), 'systems'),
    ...tooMany(calls.length, dependenciesMax, 'dependencies'),
  ];
  if (errors.length > 0) {
    return { imported: undefined, diagnostics: sortedDiagnostics(errors) };
  }
  return first === undefined
    ? { imported: undefined, diagnostics: sortedDiagnostics([nothing, ...notes]) }
    : { imported, diagnostics: sortedDiagnostics(notes) };
}
