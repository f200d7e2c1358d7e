import { sayLocation } from '../../model/location.ts';
import type { Diagnostic, Report } from '../../model/report.generated.ts';
import type { RenderContext } from '../context.ts';
import { andMore, hanging, heading, type Line, severityPaint, signsOf, words } from '../look.ts';
import { parted, sayDiagnostics } from '../standing.ts';

const maxShown = 3;

/** What validation has to say, in short: how many, the first three that are new with their places, where to read the rest. */
export function configurationLines(report: Report, context: RenderContext): readonly Line[] {
  const { diagnostics } = report;
  if (diagnostics.length === 0) {
    return [];
  }
  const { fresh } = parted(diagnostics);
  return [
    ...heading(context, 'Configuration', sayDiagnostics(diagnostics)),
    ...fresh.slice(0, maxShown).flatMap((diagnostic) => diagnosticLines(context, diagnostic)),
    ...andMore(context, fresh.length - maxShown).map((line) => [
      ...line,
      { text: ': tower validate' },
    ]),
  ];
}

function diagnosticLines(context: RenderContext, diagnostic: Diagnostic): readonly Line[] {
  const signs = signsOf(context);
  const sign = { error: signs.fail, warning: signs.warn, info: signs.note }[diagnostic.severity];
  const start: Line = [
    { text: '  ' },
    { text: sign, paint: severityPaint[diagnostic.severity] },
    { text: ` ${words(context, diagnostic.code)}  `, paint: 'bold' },
  ];
  return [
    ...hanging(context, start, { text: words(context, diagnostic.message) }),
    ...hanging(context, [{ text: '    ' }], {
      text: words(context, sayLocation(diagnostic.at)),
      paint: 'dim',
    }),
  ];
}
