import type { CatalogueRow } from './catalogue/row.ts';
import { catalogue, type DiagnosticCode } from './catalogue.ts';
import { limits } from './limits.ts';
import { compareLocations, type Location } from './location.ts';
import { compareText } from './order.ts';

export type Severity = CatalogueRow['severity'];

/** Another place that belongs to a diagnostic, and what it has to do with it. */
export interface Related {
  readonly message: string;
  readonly at: Location;
}

/** Something to tell the author of a configuration, a batch or a state file. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One sentence, the author's words in backticks. */
  readonly message: string;
  readonly at: Location;
  readonly related: readonly Related[];
  /** What to write instead: "did you mean `db`?". */
  readonly help?: string;
}

/** A file of a configuration: its path relative to the project with `/` between folders, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A sorted copy: by file, line, column, code, message. */
export function sortedDiagnostics(diagnostics: Iterable<Diagnostic>): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compareLocations(a.at, b.at) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}

/** A diagnostic with the severity that the catalogue gives its code. What quotes a text of any length is cut. */
export function diagnostic(
  code: DiagnosticCode,
  at: Location,
  message: string,
  extra: { readonly related?: readonly Related[]; readonly help?: string } = {},
): Diagnostic {
  const { related = [], help } = extra;
  const said = help === undefined || help === '' ? {} : { help: bounded(help) };
  const { severity } = catalogue[code];
  return { code, severity, message: bounded(message), at, related, ...said };
}

function bounded(text: string): string {
  return text.length <= limits.messageLength
    ? text
    : `${text.slice(0, limits.messageLength - 1).toWellFormed()}…`;
}
