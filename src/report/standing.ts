import type { Severity } from '../model/diagnostic.ts';
import type { Diagnostic, Finding, Report, Waived } from '../model/report.generated.ts';
import { counted } from './look.ts';

/** How a finding counts: as an error, a warning, or not at all because it is waived or decided in the shadow. */
export type Standing = 'error' | 'warning' | 'waived' | 'shadow';

export function standingOf(finding: Finding): Standing {
  if (finding.waivedBy !== null) {
    return 'waived';
  }
  if (finding.enforcement === 'shadow' || finding.severity === 'info') {
    return 'shadow';
  }
  return finding.severity;
}

/** `waived until 2027-01-31 by m.ito, PAY-1903: rebuilt within an hour`. */
export function sayWaiver(waived: Waived): string {
  const ticket = waived.ticket === null ? '' : `, ${waived.ticket}`;
  return `waived until ${waived.expires} by ${waived.approvedBy}${ticket}: ${waived.reason}`;
}

export type Tally = Readonly<Record<Standing, number>>;

/** Findings by how they count. */
export function tally(findings: readonly Finding[]): Tally {
  const counts = { error: 0, warning: 0, waived: 0, shadow: 0 };
  for (const finding of findings) {
    counts[standingOf(finding)] += 1;
  }
  return counts;
}

/** Findings and diagnostics together. */
export function reportTally(report: Report): Tally {
  const counts = tally(report.findings);
  const ofSeverity = (severity: Severity): number => countOf(report.diagnostics, severity);
  return {
    ...counts,
    error: counts.error + ofSeverity('error'),
    warning: counts.warning + ofSeverity('warning'),
  };
}

function countOf(diagnostics: readonly Diagnostic[], severity: Severity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}

/** `1 error, 2 warnings, 1 waived`; empty where all are none. */
export function sayTally(counts: Tally): string {
  return [
    ...(counts.error > 0 ? [counted(counts.error, 'error')] : []),
    ...(counts.warning > 0 ? [counted(counts.warning, 'warning')] : []),
    ...(counts.waived > 0 ? [`${counts.waived} waived`] : []),
    ...(counts.shadow > 0 ? [`${counts.shadow} in shadow`] : []),
  ].join(', ');
}

/** `2 errors, 1 warning, 1 note`; empty where there are none. */
export function sayDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const parts = [
    [countOf(diagnostics, 'error'), 'error'],
    [countOf(diagnostics, 'warning'), 'warning'],
    [countOf(diagnostics, 'info'), 'note'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, noun]) => counted(count, noun))
    .join(', ');
}
