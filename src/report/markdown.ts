import type { Report } from '../model/report.generated.ts';
import { statuses } from '../model/words.ts';
import type { RenderContext, Validation } from './context.ts';
import { counted, signsOf } from './look.ts';
import { code, prose } from './markdown/escape.ts';
import { sayPage } from './markdown/page.ts';
import { statusMark } from './markdown/rows.ts';
import {
  alertSections,
  diagnosticSection,
  findingSections,
  healthSection,
  incidentSection,
  unmatchedSection,
  windowSection,
} from './markdown/sections.ts';
import { sayReadings } from './pretty/readings.ts';
import { sayTotals, shortRevision } from './pretty/totals.ts';
import { isHealthEvaluated, sayScore } from './pretty/values.ts';
import { inEnvironment, parted, sayDiagnostics } from './standing.ts';

/**
 * A report as a Markdown comment: the verdict as its title, findings that count, what is not healthy, incidents, alerts; the rest is
 * folded away. It begins with a comment that is not shown, by which a later run finds and replaces it.
 */
export function markdownReport(report: Report, context: RenderContext): string {
  return sayPage({
    head: [
      markerOf(nameOf(report)),
      titleOf(report, context),
      isHealthEvaluated(report)
        ? overallLine(report, context)
        : 'Health was not evaluated: no signals were given.',
    ],
    sections: [
      ...findingSections(report, context),
      healthSection(report, context),
      incidentSection(report, context),
      ...alertSections(report, context),
      diagnosticSection('Configuration', report.diagnostics, context, false),
      windowSection(report, context),
      unmatchedSection(report, context),
    ],
    foot: footOf(report, context),
    whole: 'tower evaluate -o json',
  });
}

/** What validation found as a Markdown comment. */
export function markdownValidation(validation: Validation, context: RenderContext): string {
  const { diagnostics, exitCode } = validation;
  const { fresh, known } = parted(diagnostics);
  const { pass, fail } = signsOf(context);
  const found = diagnostics.length === 0 ? 'no problems' : sayDiagnostics(diagnostics);
  const looked = `${counted(validation.files, 'file')}, ${counted(validation.systems, 'system')}`;
  const verdicts = { 0: 'validation passed', 2: 'cannot judge the input' } as const;
  const verdict = exitCode === 0 || exitCode === 2 ? verdicts[exitCode] : 'validation failed';
  return sayPage({
    head: [
      '<!-- tower -->',
      `### ${prose(context, exitCode === 0 ? pass : fail)} tower ${verdict}: ${found}`,
    ],
    sections: [
      diagnosticSection('', fresh, context, true),
      diagnosticSection('Known problems', known, context, false),
    ],
    foot: `<sub>tower ${prose(context, context.version)}, ${looked}</sub>`,
    whole: 'tower validate -o json',
  });
}

/** Each environment has its own comment. */
function nameOf(report: Report): string {
  return report.name + inEnvironment(report);
}

/** A comment of HTML ends at two dashes; no other sign of a name means anything in it, once it is encoded. */
function markerOf(name: string): string {
  const text = encodeURIComponent(name.toWellFormed().slice(0, 200).toWellFormed());
  return `<!-- tower: ${text.replace(/-(?=-|$)/g, '%2D')} -->`;
}

function titleOf(report: Report, context: RenderContext): string {
  const { pass, fail } = signsOf(context);
  const [sign, verdict] = report.exitCode === 0 ? [pass, 'passed'] : [fail, 'failed'];
  const reason = report.exitReason === '' ? '' : `: ${prose(context, report.exitReason)}`;
  return `### ${prose(context, sign)} tower ${code(context, nameOf(report))} ${verdict}${reason}`;
}

function overallLine(report: Report, context: RenderContext): string {
  const { status, score, coverage, counts } = report.overall;
  const known =
    coverage === null || coverage >= 1 ? '' : `, ${Math.floor(coverage * 100)}% of it known`;
  const said = score === null || coverage === 0 ? '' : `, score ${sayScore(score)}${known}`;
  const parts = statuses.filter((one) => counts[one] > 0).map((one) => `${counts[one]} ${one}`);
  return `**${statusMark(context, status)}**${said}: ${parts.join(', ')}`;
}

function footOf(report: Report, context: RenderContext): string {
  const revision = code(context, shortRevision(report.revision));
  const at = code(context, report.at);
  const readings = sayReadings(report);
  const observations = readings === '' ? '' : `; observations: ${readings}`;
  const version = prose(context, context.version);
  return `<sub>tower ${version}, configuration ${revision}, at ${at}: ${sayTotals(report)}${observations}</sub>`;
}
