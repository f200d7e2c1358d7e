import { type VerdictOptions, verdict } from '../evaluate/verdict.ts';
import type { Finding, Report } from '../model/report.generated.ts';

const severities = ['error', 'warning', 'info'] as const;

/**
 * One report for several batches of a run: the last one with the findings of all, each once, and the worst verdict. There
 * is at least one.
 */
export function merged(reports: readonly Report[], options: VerdictOptions): Report {
  const last = reports.at(-1);
  if (last === undefined) {
    throw new Error('a run has at least one batch');
  }
  if (reports.length === 1) {
    return last;
  }
  const report = { ...last, findings: union(reports) };
  const worst = reports.find(({ exitCode }) => exitCode === 1);
  const whole = verdict(report, options);
  return whole.exitCode === 1 || worst === undefined
    ? { ...report, ...whole }
    : { ...report, exitCode: 1, exitReason: `${worst.exitReason} at ${worst.at}` };
}

/** Findings of the last report stay as they are; older ones that are gone since follow those of their severity. */
function union(reports: readonly Report[]): readonly Finding[] {
  const byFingerprint = new Map<string, Finding>();
  for (const report of reports.toReversed()) {
    for (const finding of report.findings) {
      if (!byFingerprint.has(finding.fingerprint)) {
        byFingerprint.set(finding.fingerprint, finding);
      }
    }
  }
  const findings = [...byFingerprint.values()];
  return severities.flatMap((severity) => findings.filter((found) => found.severity === severity));
}
