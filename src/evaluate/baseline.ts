import type { Baseline } from '../model/baseline.generated.ts';
import { driftRuleOf } from '../model/drift-rules.ts';
import type {
  BaselineUse,
  Diagnostic,
  Finding,
  Report,
  Resolved,
} from '../model/report.generated.ts';
import {
  entriesOf,
  entryOf,
  filed,
  grouped,
  keyOf,
  sortedEntries,
  sortedTexts,
} from './baseline-entries.ts';

/** A baseline before anything is known. */
export const emptyBaseline: Baseline = { schemaVersion: 1, violations: {}, diagnostics: {} };

/** What a run found that a baseline may list, and what tells whether an entry was looked at. */
export type Found = Pick<Report, 'findings' | 'diagnostics' | 'policies' | 'systems'>;

/** Diagnostics with marks, and what the baseline has to do with them. */
export interface KnownDiagnostics {
  readonly diagnostics: readonly Diagnostic[];
  readonly known: number;
  readonly resolved: readonly Resolved[];
}

/** Findings with marks, and what the baseline has to do with them. */
interface KnownFindings {
  readonly findings: readonly Finding[];
  readonly known: number;
  readonly resolved: readonly Resolved[];
}

/**
 * A report whose findings and diagnostics are marked where the baseline lists them, and that says which entries are no longer
 * needed. Only what would count is marked: errors of a configuration never are, what is waived or in the shadow stays that. A
 * report that has marks already comes out the same. The verdict of the report is not made anew.
 */
export function againstBaseline<R extends Found>(
  report: R,
  baseline: Baseline,
  file: string,
): R & { readonly baseline: BaselineUse } {
  const ofFindings = knownFindings(report, baseline);
  const ofDiagnostics = knownDiagnostics(report.diagnostics, baseline);
  return {
    ...report,
    findings: ofFindings.findings,
    diagnostics: ofDiagnostics.diagnostics,
    baseline: {
      file,
      known: ofFindings.known + ofDiagnostics.known,
      resolved: [...ofFindings.resolved, ...ofDiagnostics.resolved],
    },
  };
}

function knownFindings(report: Found, { violations }: Baseline): KnownFindings {
  const listed = new Map(
    Object.entries(violations).map(([rule, subjects]) => [rule, new Set(subjects)]),
  );
  const counting = new Map<string, Set<string>>();
  let known = 0;
  const findings = report.findings.map((finding): Finding => {
    const { known: _, ...plain } = finding;
    if (!countsAsFinding(finding)) {
      return plain;
    }
    const { rule, subject } = finding;
    counting.set(rule, (counting.get(rule) ?? new Set()).add(subject));
    if (listed.get(rule)?.has(subject) !== true) {
      return plain;
    }
    known += 1;
    return { ...plain, known: true };
  });
  const wasJudged = judgedIn(report);
  const resolved = sortedEntries(violations).flatMap(([rule, subjects]) =>
    sortedTexts(subjects)
      .filter((subject) => counting.get(rule)?.has(subject) !== true && wasJudged(rule, subject))
      .map((subject): Resolved => ({ rule, subject, file: null })),
  );
  return { findings, known, resolved };
}

/** Diagnostics with marks. Of those that are alike, as many as are listed are known, from the first on. */
export function knownDiagnostics(
  diagnostics: readonly Diagnostic[],
  baseline: Pick<Baseline, 'diagnostics'>,
): KnownDiagnostics {
  const take = takingFrom(entriesOf(baseline));
  let known = 0;
  const marked = diagnostics.map((diagnostic): Diagnostic => {
    const { known: _, ...plain } = diagnostic;
    if (!(countsAsDiagnostic(diagnostic) && take(entryOf(diagnostic)))) {
      return plain;
    }
    known += 1;
    return { ...plain, known: true };
  });
  const resolved = entriesOf(baseline).filter(take);
  return { diagnostics: marked, known, resolved };
}

/**
 * The baseline of what a report found: all that counts is known from then on. Of `before` stays what this run could not
 * judge, such as drift of what was not observed.
 */
export function baselineOf(report: Found, before: Baseline = emptyBaseline): Baseline {
  const wasJudged = judgedIn(report);
  const found = report.findings
    .filter(countsAsFinding)
    .map(({ rule, subject }): readonly [string, string] => [rule, subject]);
  const kept = Object.entries(before.violations).flatMap(([rule, subjects]) =>
    subjects
      .filter((subject) => !wasJudged(rule, subject))
      .map((subject): readonly [string, string] => [rule, subject]),
  );
  return {
    schemaVersion: 1,
    violations: grouped([...found, ...kept], (subjects) => sortedTexts(new Set(subjects))),
    diagnostics: diagnosticsBaseline(report.diagnostics),
  };
}

/** The part of a baseline that is about the configuration. */
export function diagnosticsBaseline(diagnostics: readonly Diagnostic[]): Baseline['diagnostics'] {
  return filed(diagnostics.filter(countsAsDiagnostic).map(entryOf));
}

/** A baseline without what is no longer needed. */
export function prunedBaseline(baseline: Baseline, resolved: readonly Resolved[]): Baseline {
  const take = takingFrom(resolved);
  const stays = (entry: Resolved): boolean => !take(entry);
  const violations = Object.entries(baseline.violations).flatMap(([rule, subjects]) =>
    [...new Set(subjects)]
      .filter((subject) => stays({ rule, subject, file: null }))
      .map((subject): readonly [string, string] => [rule, subject]),
  );
  return {
    schemaVersion: 1,
    violations: grouped(violations, sortedTexts),
    diagnostics: filed(entriesOf(baseline).filter(stays)),
  };
}

/** Takes one entry after the other out of some, as often as each is among them, and answers whether there was one left. */
function takingFrom(entries: readonly Resolved[]): (entry: Resolved) => boolean {
  const left = new Map<string, number>();
  for (const entry of entries) {
    const key = keyOf(entry);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  return (entry) => {
    const key = keyOf(entry);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count > 0;
  };
}

/** Number of entries of a baseline. */
export function sizeOf(baseline: Baseline): number {
  return (
    entriesOf(baseline).length +
    Object.values(baseline.violations).reduce((sum, subjects) => sum + new Set(subjects).size, 0)
  );
}

/** Hard violations and warnings that no waiver accepts. */
function countsAsFinding({ severity, enforcement, waivedBy }: Finding): boolean {
  return waivedBy === null && enforcement !== 'shadow' && severity !== 'info';
}

/** Warnings alone: a configuration with an error has no model, and notes never count. */
function countsAsDiagnostic({ severity }: Diagnostic): boolean {
  return severity === 'warning';
}

/** Whether a run could tell about a rule and a subject: drift is judged only where something was observed of what still is there. */
function judgedIn({ policies, systems }: Found): (rule: string, subject: string) => boolean {
  const rowOf = new Map(policies.map((row) => [row.id, row]));
  const ids = new Set(systems.map(({ id }) => id));
  return (rule, subject) => {
    if (driftRuleOf(rule) === undefined) {
      return true;
    }
    const { passed = [], violated = [], waived = [] } = rowOf.get(rule) ?? {};
    const [caller = ''] = subject.split('->');
    return !ids.has(caller) || [passed, violated, waived].some((list) => list.includes(subject));
  };
}
