import type { Attempt } from '../ports.ts';
import type { RenderContext } from '../report/context.ts';

/** How a command may end: 0 well, 1 findings, 2 input that cannot be judged, 3 usage, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** What a stream or a file lets a text look like. */
export type Canvas = Omit<RenderContext, 'sources'>;

/** What came of a command. Nothing has been printed yet. */
export interface Outcome {
  readonly exitCode: ExitCode;
  /** The result in a format of the command; undefined where there is none. */
  readonly render?: (format: string, canvas: Canvas) => string;
  /** Lines for standard error. */
  readonly notes?: readonly string[];
  /** Called once all files of the output are written, before anything goes to standard output. */
  readonly commit?: () => Attempt<undefined>;
  /** Whether the result is what was made permanent, so that there is none where that failed. */
  readonly isCommit?: true;
}

/** A command that could not do its work: one sentence, and what to do instead. */
export function failed(exitCode: 2 | 3, message: string, help?: string): Outcome {
  return { exitCode, notes: fault(message, help) };
}

/** Lines that say what went wrong. */
export function fault(message: string, help?: string): readonly string[] {
  return [`tower: ${message}`, ...(help === undefined || help === '' ? [] : [`       ${help}`])];
}
