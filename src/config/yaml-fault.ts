import type { DiagnosticCode } from '../model/catalogue.ts';
import type { Range } from './lines.ts';

/** Something that keeps a text from being a document, by offsets. */
export interface YamlFault {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string;
  readonly range: Range;
  readonly related?: readonly { readonly message: string; readonly range: Range }[];
}
