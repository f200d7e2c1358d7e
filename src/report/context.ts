import type { Diagnostic, Report } from '../model/report.generated.ts';

/** Output formats of a report and of a validation. */
export const formats = [
  'pretty',
  'json',
  'sarif',
  'junit',
  'github',
  'gitlab',
  'markdown',
] as const;
export type Format = (typeof formats)[number];

/** What a renderer knows beside the report itself. */
export interface RenderContext {
  /** Version of tower. */
  readonly version: string;
  /** Whether ANSI colors may be used. */
  readonly color: boolean;
  /** Columns a line of text may take; less than 40 is taken as 40. */
  readonly width: number;
  /** Whether marks and lines are drawn in ASCII. */
  readonly ascii: boolean;
  /** Text of each file by its path, as locations name it. */
  readonly sources: ReadonlyMap<string, string>;
  /** How long the run took, in words, where it is to be shown. */
  readonly took?: string;
  /** What the run was told by flags, and a command that goes on from it has to be told again. */
  readonly again?: {
    readonly root?: string | undefined;
    readonly environment?: string | undefined;
    readonly state?: string | undefined;
  };
  /** Whether JSON goes on one line. */
  readonly compact?: boolean;
}

/** What validating a configuration found. */
export interface Validation {
  readonly files: number;
  readonly systems: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly baseline?: Report['baseline'];
  readonly exitCode: number;
  readonly exitReason: string;
}
