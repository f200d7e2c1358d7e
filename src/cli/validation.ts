import type { Severity } from '../model/diagnostic.ts';
import type { Format, Validation } from '../report/context.ts';
import { counted } from '../report/look.ts';
import { renderValidation } from '../report/render.ts';
import type { ExitCode, Outcome } from './outcome.ts';
import type { Session } from './session.ts';

/** What was looked at and found. */
export type Input = Pick<Validation, 'files' | 'systems' | 'diagnostics' | 'baseline'>;

/** When validation fails. */
export interface Limits {
  readonly failOn: 'error' | 'warning' | 'never';
  readonly maxWarnings?: number;
}

/** How validation ends: 2 where a file could not be read, else 1 where the limits are passed. */
export function judged(input: Input, limits: Limits): Validation & { readonly exitCode: ExitCode } {
  const { diagnostics } = input;
  const [errors, warnings] = [countOf(diagnostics, 'error'), countOf(diagnostics, 'warning')];
  const isCut = diagnostics.some(({ code }) => code === 'config/more-problems');
  const unread = diagnostics.filter(
    ({ code, severity }) => severity === 'error' && code.startsWith('file/'),
  );
  const counts = countsOf(diagnostics);
  if (unread.length > 0) {
    return {
      ...input,
      exitCode: 2,
      exitReason: `${counted(unread.length, 'file')} cannot be read`,
    };
  }
  const { failOn, maxWarnings = Number.POSITIVE_INFINITY } = limits;
  if ((errors > 0 && failOn !== 'never') || (warnings > 0 && failOn === 'warning')) {
    return { ...input, exitCode: 1, exitReason: counts };
  }
  return warnings > maxWarnings || (isCut && maxWarnings < Number.POSITIVE_INFINITY)
    ? { ...input, exitCode: 1, exitReason: `${counts}, more than ${maxWarnings} accepted` }
    : { ...input, exitCode: 0, exitReason: counts };
}

/** Input that cannot be judged, told in the formats that were asked for. */
export function refused(input: Input, sources: ReadonlyMap<string, string>): Outcome {
  return validated({ ...input, exitCode: 2, exitReason: countsOf(input.diagnostics) }, sources);
}

/** Input that cannot be judged, told to people on standard error, for commands whose result is something else. */
export function said(
  session: Session,
  input: Input,
  sources: ReadonlyMap<string, string>,
): Outcome {
  const text = renderValidation(
    'pretty',
    { ...input, exitCode: 2, exitReason: countsOf(input.diagnostics) },
    { version: session.version, color: false, width: 100, ascii: false, sources },
  );
  return { exitCode: 2, notes: text.trimEnd().split('\n') };
}

/** A validation as an outcome. */
export function validated(
  validation: Validation & { readonly exitCode: ExitCode },
  sources: ReadonlyMap<string, string>,
): Outcome {
  return {
    exitCode: validation.exitCode,
    render: (format, canvas) =>
      renderValidation(format as Format, validation, { ...canvas, sources }),
  };
}

function countOf(diagnostics: Input['diagnostics'], severity: Severity): number {
  return diagnostics.filter((one) => one.severity === severity && one.known !== true).length;
}

function countsOf(diagnostics: Input['diagnostics']): string {
  const [errors, warnings] = [countOf(diagnostics, 'error'), countOf(diagnostics, 'warning')];
  const counts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  const none = diagnostics.some(({ known }) => known) ? 'no new problems' : 'no problems';
  return counts.length === 0 ? none : counts.join(', ');
}
