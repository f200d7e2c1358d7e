import type { Report } from '../model/report.generated.ts';
import { isFailing } from '../model/words.ts';

/** When a run fails. */
export interface VerdictOptions {
  /**
   * `error`: hard violations fail. `warning`: warnings fail as well. `never`: neither fails, while `maxWarnings` and
   * `failOnStatus`, which somebody asked for by name, still do.
   */
  readonly failOn: 'error' | 'warning' | 'never';
  /** How many warnings are accepted; one more fails. */
  readonly maxWarnings?: number;
  /** Fails when the overall status is this one or worse. `unknown` and `maintenance` are no failure. */
  readonly failOnStatus?: 'unhealthy' | 'degraded';
}

/** How a run ends. */
export interface Verdict {
  /** 0 nothing to fail on, 1 findings. */
  readonly exitCode: 0 | 1;
  /** Why, in a phrase. */
  readonly exitReason: string;
}

/** What decides the exit of a run. */
type Judged = Pick<Report, 'overall' | 'findings' | 'diagnostics' | 'baseline'>;

/**
 * How a run ends: 0 nothing to fail on, 1 findings. What is waived, known by a baseline or only shadows never counts; warnings are the
 * findings and the diagnostics of severity warning. The reason is a phrase such as `2 hard violations, 1 warning`; where
 * more than one thing fails the run, the phrases stand behind each other with `; ` between.
 */
export function verdict(report: Judged, options: VerdictOptions): Verdict {
  const counting = report.findings.filter((finding) => finding.waivedBy === null && !finding.known);
  const errors = counting.filter((finding) => finding.severity === 'error').length;
  const warnings =
    counting.filter((finding) => finding.severity === 'warning').length +
    report.diagnostics.filter(({ severity, known }) => severity === 'warning' && !known).length;
  const none = (report.baseline?.known ?? 0) > 0 ? 'no new violations' : 'no violations';
  // How many more there are is not known here.
  const isCut = report.diagnostics.some(({ code }) => code === 'config/more-problems');
  const { failOn, maxWarnings = Number.POSITIVE_INFINITY } = options;
  const failedBy = (failOn === 'never' ? 0 : errors) + (failOn === 'warning' ? warnings : 0);
  const failures = [
    ...(failedBy > 0 ? [countsOf(errors, warnings, failOn, none)] : []),
    ...(warnings > maxWarnings || (isCut && maxWarnings < Number.POSITIVE_INFINITY)
      ? [
          `${sayCount(warnings, 'warning')}, more than ${maxWarnings} (--max-warnings ${maxWarnings})`,
        ]
      : []),
    ...statusFailure(report.overall.status, options.failOnStatus),
  ];
  return failures.length > 0
    ? { exitCode: 1, exitReason: failures.join('; ') }
    : { exitCode: 0, exitReason: countsOf(errors, warnings, failOn, none) };
}

/** The counts, and the option that made them decide otherwise than by default. */
function countsOf(
  errors: number,
  warnings: number,
  failOn: VerdictOptions['failOn'],
  none: string,
): string {
  const counts = [
    ...(errors > 0 ? [sayCount(errors, 'hard violation')] : []),
    ...(warnings > 0 ? [sayCount(warnings, 'warning')] : []),
  ];
  const turned =
    (failOn === 'never' && errors > 0) || (failOn === 'warning' && errors === 0 && warnings > 0);
  const option = turned ? ` (--fail-on ${failOn})` : '';
  return counts.length === 0 ? none : `${counts.join(', ')}${option}`;
}

function statusFailure(
  status: Report['overall']['status'],
  limit: VerdictOptions['failOnStatus'],
): readonly string[] {
  const reached = isFailing(status) || (limit === 'degraded' && status === 'degraded');
  return limit !== undefined && reached
    ? [`overall status is ${status} (--fail-on-status ${limit})`]
    : [];
}

function sayCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
