import { limits, sayCount } from '../model/limits.ts';
import { sayLocation } from '../model/location.ts';
import type { Diagnostic, Report } from '../model/report.generated.ts';
import type { RenderContext, Validation } from './context.ts';
import { frame } from './frame.ts';
import { counted, flowing, hanging, type Line, signsOf, words } from './look.ts';
import { alertLines } from './pretty/alerts.ts';
import { configurationLines } from './pretty/configuration.ts';
import { headerLines, overallLines } from './pretty/header.ts';
import { healthLines } from './pretty/health.ts';
import { incidentLines } from './pretty/incidents.ts';
import { knownLines } from './pretty/known.ts';
import { maintenanceLines } from './pretty/maintenance.ts';
import { notificationLines, runLines } from './pretty/notifications.ts';
import { pathLines } from './pretty/paths.ts';
import { policyLines } from './pretty/policies.ts';
import { readingLines } from './pretty/readings.ts';
import { resultLines } from './pretty/result.ts';
import { spofLines } from './pretty/spofs.ts';
import { isHealthEvaluated } from './pretty/values.ts';
import { parted, sayDiagnostics } from './standing.ts';
import { saySections } from './table.ts';

/** A report for people: sections apart by an empty line, empty ones left out, no line wider than the width. */
export function prettyReport(report: Report, context: RenderContext): string {
  const health = isHealthEvaluated(report)
    ? [overallLines(report, context), healthLines(report, context)]
    : [[[{ text: '  health not evaluated: no signals given', paint: 'dim' }] as const]];
  return saySections(context, [
    headerLines(report, context),
    ...health,
    incidentLines(report, context),
    alertLines(report, context),
    notificationLines(report, context),
    runLines(report, context),
    maintenanceLines(report, context),
    ...(isHealthEvaluated(report) ? pathLines(report, context) : []),
    spofLines(report, context),
    policyLines(report, context),
    configurationLines(report, context),
    readingLines(report, context),
    resultLines(report, context),
  ]);
}

/** Diagnostics for people: each in its frame, and what was looked at. */
export function prettyValidation(validation: Validation, context: RenderContext): string {
  const { diagnostics } = validation;
  const { fresh, known } = parted(diagnostics);
  const looked = `${counted(validation.files, 'file')}, ${counted(validation.systems, 'system')}`;
  const took = context.took === undefined ? '' : `in ${words(context, context.took)}`;
  const closing = (start: Line, found: string): readonly Line[] =>
    flowing(context, start, [
      { text: `${looked}: ${found}` },
      ...(took === '' ? [] : [{ text: took, paint: 'dim' } as const]),
    ]);
  const items = known.map(({ code, at }) => ({ rule: code, subject: sayLocation(at) }));
  const [first] = fresh;
  if (first === undefined) {
    const start: Line = [{ text: `${signsOf(context).pass} `, paint: 'green' }];
    const found = known.length === 0 ? 'no problems' : `no new problems, ${known.length} known`;
    return saySections(context, [knownLines(items, context, ''), closing(start, found)]);
  }
  const shown = worst(fresh);
  const frames = shown.map((diagnostic) => `${frame(diagnostic, context)}\n\n`).join('');
  const hidden = fresh.length - shown.length;
  const last = saySections(context, [
    knownLines(items, context, ''),
    [
      ...(hidden === 0
        ? []
        : hanging(context, [{ text: `${signsOf(context).ellipsis} ` }], {
            text: `${sayCount(hidden)} more: --output json shows all`,
          })),
      ...closing([], sayDiagnostics(diagnostics)),
      ...hanging(context, [{ text: 'Explain a rule: ' }], {
        text: `tower explain ${words(context, first.code)}`,
      }),
    ],
  ]);
  return frames + last;
}

/** As many diagnostics as people read, errors before warnings, in their order. */
function worst(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= limits.frames) {
    return diagnostics;
  }
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const others = diagnostics.filter(({ severity }) => severity !== 'error');
  const kept = new Set([...errors, ...others].slice(0, limits.frames));
  return diagnostics.filter((diagnostic) => kept.has(diagnostic));
}
