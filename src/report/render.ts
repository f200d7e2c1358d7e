import type { Report } from '../model/report.generated.ts';
import type { Format, RenderContext, Validation } from './context.ts';
import { githubReport, githubValidation } from './github.ts';
import { gitlabReport, gitlabValidation } from './gitlab.ts';
import { jsonReport, jsonValidation } from './json.ts';
import { junitReport, junitValidation } from './junit.ts';
import { markdownReport, markdownValidation } from './markdown.ts';
import { prettyReport, prettyValidation } from './pretty.ts';
import { sarifReport, sarifValidation } from './sarif.ts';

/** A report as text in a format, with a line break at its end. The same report and context give the same bytes. */
export function renderReport(format: Format, report: Report, context: RenderContext): string {
  switch (format) {
    case 'pretty':
      return prettyReport(report, context);
    case 'json':
      return jsonReport(report, context);
    case 'sarif':
      return sarifReport(report, context);
    case 'junit':
      return junitReport(report);
    case 'github':
      return githubReport(report);
    case 'gitlab':
      return gitlabReport(report, context);
    case 'markdown':
      return markdownReport(report, context);
  }
}

/** What validation found as text in a format, with a line break at its end. */
export function renderValidation(
  format: Format,
  validation: Validation,
  context: RenderContext,
): string {
  switch (format) {
    case 'pretty':
      return prettyValidation(validation, context);
    case 'json':
      return jsonValidation(validation, context);
    case 'sarif':
      return sarifValidation(validation, context);
    case 'junit':
      return junitValidation(validation);
    case 'github':
      return githubValidation(validation);
    case 'gitlab':
      return gitlabValidation(validation, context);
    case 'markdown':
      return markdownValidation(validation, context);
  }
}
