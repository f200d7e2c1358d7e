import type { Diagnostic } from '../model/diagnostic.ts';
import type { Imported } from '../model/imported.ts';

/** What came of reading a source: an import, or undefined where there is an error, and all there is to say. */
export interface ReadImport {
  readonly imported: Imported | undefined;
  /** Sorted. */
  readonly diagnostics: readonly Diagnostic[];
}
