import type { CatalogueRow } from '../../model/catalogue/row.ts';
import { catalogue, type DiagnosticCode } from '../../model/catalogue.ts';
import { compareText } from '../../model/order.ts';
import type { RenderContext } from '../../report/context.ts';
import { type Line, severityPaint, words } from '../../report/look.ts';
import { paragraph, sayLines } from '../text.ts';

/** What a diagnostic of a code is about. */
export interface CodeRecord {
  readonly code: string;
  readonly severity: string;
  readonly title: string;
}

/** The codes of all diagnostics, sorted. */
export const codes: readonly string[] = Object.keys(catalogue).sort(compareText);

/** Whether a text is the code of a diagnostic. */
export function isCode(text: string): text is DiagnosticCode {
  return Object.hasOwn(catalogue, text);
}

/** What each code is about, by code. */
export function codeRecords(): readonly CodeRecord[] {
  return codes.filter(isCode).map((code) => {
    const { severity, title } = catalogue[code];
    return { code, severity, title };
  });
}

/** A code for people: what it means, what leads to it, and the same without the mistake. */
export function codeText(code: DiagnosticCode, context: RenderContext): string {
  const { severity, title, explanation, example, fixed }: CatalogueRow = catalogue[code];
  return sayLines(context, [
    [
      { text: severity, paint: severityPaint[severity] },
      { text: ' ' },
      { text: code, paint: 'bold' },
      { text: `  ${title}` },
    ],
    [],
    ...explanation.split('\n\n').flatMap((part) => paragraph(context, part)),
    ...block(context, 'this leads to it', example),
    ...(fixed === undefined ? [] : block(context, 'this does not', fixed)),
  ]);
}

function block(context: RenderContext, heading: string, text: string): readonly Line[] {
  const lines = text.trimEnd().split('\n');
  return [
    [],
    [{ text: heading, paint: 'dim' }],
    ...lines.map((line): Line => {
      const indent = line.length - line.trimStart().length;
      return [{ text: `  ${' '.repeat(indent)}${words(context, line.trimStart())}` }];
    }),
  ];
}
