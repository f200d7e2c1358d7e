import type { Severity } from '../model/diagnostic.ts';
import type { Diagnostic, Finding, Report, Waived } from '../model/report.generated.ts';
import { counted } from './look.ts';

/** How a finding counts: as an error, a warning, or not at all because it is known, waived or decided in the shadow. */
export type Standing = 'error' | 'warning' | 'known' | 'waived' | 'shadow';

export function standingOf(finding: Finding): Standing {
  if (finding.waivedBy !== null) {
    return 'waived';
  }
  if (finding.enforcement === 'shadow' || finding.severity === 'info') {
    return 'shadow';
  }
  return finding.known === true ? 'known' : finding.severity;
}

/** How a diagnostic counts: by its severity, or not at all because it is known. */
export function diagnosticStanding({ severity, known }: Diagnostic): Severity | 'known' {
  return known === true ? 'known' : severity;
}

/** Findings or diagnostics that are new, and those that a baseline lists, both in their order. */
export function parted<T extends { readonly known?: true }>(
  items: readonly T[],
): { readonly fresh: readonly T[]; readonly known: readonly T[] } {
  return {
    fresh: items.filter(({ known }) => known !== true),
    known: items.filter(({ known }) => known === true),
  };
}

/** ` in prod`, behind the name of a configuration; empty where there is no environment. */
export function inEnvironment({ environment }: Pick<Report, 'environment'>): string {
  return environment === undefined ? '' : ` in ${environment}`;
}

/** Why a known finding does not count. */
export const knownReason = 'known: the baseline lists it';

/** `waived until 2027-01-31 by m.ito, PAY-1903: rebuilt within an hour`. */
export function sayWaiver(waived: Waived): string {
  const ticket = waived.ticket === null ? '' : `, ${waived.ticket}`;
  return `waived until ${waived.expires} by ${waived.approvedBy}${ticket}: ${waived.reason}`;
}

export type Tally = Readonly<Record<Standing, number>>;

/** Findings by how they count. */
export function tally(findings: readonly Finding[]): Tally {
  const counts = { error: 0, warning: 0, known: 0, waived: 0, shadow: 0 };
  for (const finding of findings) {
    counts[standingOf(finding)] += 1;
  }
  return counts;
}

/** Findings and diagnostics together. */
export function reportTally(report: Report): Tally {
  const counts = tally(report.findings);
  const standing = (one: Severity | 'known'): number => countOf(report.diagnostics, one);
  return {
    ...counts,
    error: counts.error + standing('error'),
    warning: counts.warning + standing('warning'),
    known: counts.known + standing('known'),
  };
}

function countOf(diagnostics: readonly Diagnostic[], standing: Severity | 'known'): number {
  return diagnostics.filter((diagnostic) => diagnosticStanding(diagnostic) === standing).length;
}

/** `1 error, 2 warnings, 3 known, 1 waived`; empty where all are none. */
export function sayTally(counts: Tally): string {
  return [
    ...(counts.error > 0 ? [counted(counts.error, 'error')] : []),
    ...(counts.warning > 0 ? [counted(counts.warning, 'warning')] : []),
    ...(counts.known > 0 ? [`${counts.known} known`] : []),
    ...(counts.waived > 0 ? [`${counts.waived} waived`] : []),
    ...(counts.shadow > 0 ? [`${counts.shadow} in shadow`] : []),
  ].join(', ');
}

/** `2 errors, 1 warning, 1 note, 3 known`; empty where there are none. */
export function sayDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const parts = [
    [countOf(diagnostics, 'error'), 'error'],
    [countOf(diagnostics, 'warning'), 'warning'],
    [countOf(diagnostics, 'info'), 'note'],
  ] as const;
  const known = countOf(diagnostics, 'known');
  return [
    ...parts.filter(([count]) => count > 0).map(([count, noun]) => counted(count, noun)),
    ...(known > 0 ? [`${known} known`] : []),
  ].join(', ');
}
