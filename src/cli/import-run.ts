import type { Diagnostic } from '../model/diagnostic.ts';
import type { Imported } from '../model/imported.ts';
import { sayLocation } from '../model/location.ts';

/** A source that was read. */
export interface ImportRun {
  readonly imported: Imported;
  /** What was read, as people see it. */
  readonly name: string;
  /** Warnings and notes. */
  readonly diagnostics: readonly Diagnostic[];
}

const notesMax = 20;

/** Warnings and notes as lines for standard error, the rest counted. */
export function importNotes(diagnostics: readonly Diagnostic[]): readonly string[] {
  const shown = diagnostics.slice(0, notesMax);
  const rest = diagnostics.length - shown.length;
  return [
    ...shown.map(({ severity, message, at }) => {
      const word = severity === 'info' ? 'note' : severity;
      return `${word}: ${message} (${sayLocation(at)})`;
    }),
    ...(rest === 0 ? [] : [`note: ${rest} more of these`]),
  ];
}
