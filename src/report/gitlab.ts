import type { Severity } from '../model/diagnostic.ts';
import type { Location } from '../model/location.ts';
import type { Diagnostic, Finding, Report } from '../model/report.generated.ts';
import type { RenderContext, Validation } from './context.ts';
import { diagnosticFingerprint, distinctFingerprints } from './fingerprint.ts';
import { written } from './json.ts';
import {
  diagnosticStanding,
  knownReason,
  type Standing,
  sayWaiver,
  standingOf,
} from './standing.ts';
import { plain } from './text.ts';

/** A degradation of GitLab's Code Quality report; its severities go on to `major` and `blocker`, which nothing here is. */
interface Degradation {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'critical';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const severityOfStanding: Readonly<Record<Standing, Degradation['severity']>> = {
  error: 'critical',
  warning: 'minor',
  known: 'info',
  waived: 'info',
  shadow: 'info',
};

const severityOfDiagnostic: Readonly<Record<Severity | 'known', Degradation['severity']>> = {
  error: 'critical',
  warning: 'minor',
  known: 'info',
  info: 'info',
};

/**
 * A report as GitLab Code Quality: an entry for each finding and diagnostic. What is known, waived or decided in the shadow
 * stays, as `info` that says so. Health and alerts are no entries: they say how the systems are now, not what to change in a file.
 */
export function gitlabReport(report: Report, context: RenderContext): string {
  return codeQuality(context, [
    ...report.findings.map(findingEntry),
    ...report.diagnostics.map(diagnosticEntry),
  ]);
}

/** A validation as GitLab Code Quality: an entry for each diagnostic. */
export function gitlabValidation(validation: Validation, context: RenderContext): string {
  return codeQuality(context, validation.diagnostics.map(diagnosticEntry));
}

/** GitLab shows one entry of those that share a fingerprint, so that no two do. */
function codeQuality(context: RenderContext, entries: readonly Degradation[]): string {
  const fingerprints = distinctFingerprints(entries.map(({ fingerprint }) => fingerprint));
  const distinct = entries.map((entry, index) => ({
    ...entry,
    fingerprint: fingerprints[index] ?? '',
  }));
  return written(distinct, context);
}

function findingEntry(finding: Finding): Degradation {
  const standing = standingOf(finding);
  const notes = [
    finding.message,
    ...(finding.help === null || finding.waivedBy !== null ? [] : [finding.help]),
    ...(finding.waivedBy === null ? [] : [sayWaiver(finding.waivedBy)]),
    ...(standing === 'known' ? [knownReason] : []),
    ...(standing === 'shadow' ? ['in shadow, does not count'] : []),
  ];
  return {
    description: plain(notes.join('; ')),
    check_name: plain(finding.rule),
    fingerprint: finding.fingerprint,
    severity: severityOfStanding[standing],
    location: locationOf(finding.at),
  };
}

function diagnosticEntry(diagnostic: Diagnostic): Degradation {
  const standing = diagnosticStanding(diagnostic);
  const notes = [
    diagnostic.message,
    ...(diagnostic.help === undefined ? [] : [diagnostic.help]),
    ...(standing === 'known' ? [knownReason] : []),
  ];
  return {
    description: plain(notes.join('; ')),
    check_name: plain(diagnostic.code),
    fingerprint: diagnosticFingerprint(diagnostic),
    severity: severityOfDiagnostic[standing],
    location: locationOf(diagnostic.at),
  };
}

/** Paths are relative by the format: what an absolute one leads to is not in the repository, and only named. */
function locationOf(at: Location): Degradation['location'] {
  return { path: plain(at.file).replace(/^(\.?\/)+/, ''), lines: { begin: at.line } };
}
