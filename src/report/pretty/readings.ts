import type { Report, Unmatched } from '../../model/report.generated.ts';
import type { RenderContext } from '../context.ts';
import { andMore, hanging, heading, type Line, signsOf, words } from '../look.ts';

const maxShown = 5;

/** Observations that were not used as they came, and why; nothing where all were. */
export function readingLines(report: Report, context: RenderContext): readonly Line[] {
  const { accepted, late, skewed, missing, unmatched } = report.readings;
  const parts = [
    [late, 'late'],
    [skewed, 'set back'],
    [missing, 'without a value'],
    [unmatched, 'unmatched'],
  ] as const;
  const odd = parts.filter(([count]) => count > 0);
  if (odd.length === 0) {
    return [];
  }
  const counts = [`${accepted} used`, ...odd.map(([count, word]) => `${count} ${word}`)].join(', ');
  const shown = report.unmatched.slice(0, maxShown);
  return [
    ...heading(context, 'Observations', counts),
    ...shown.flatMap((one) => unmatchedLines(context, one)),
    ...andMore(context, unmatched - shown.length, 'unmatched'),
  ];
}

const reasons: Readonly<Record<Unmatched['reason'], string>> = {
  'unknown-system': 'no such system',
  'unknown-signal': 'no such signal',
  'bad-value': 'value does not fit',
};

function unmatchedLines(context: RenderContext, unmatched: Unmatched): readonly Line[] {
  const name = [unmatched.system, unmatched.signal ?? unmatched.kind]
    .map((word) => words(context, word))
    .join(' ');
  return hanging(context, [{ text: `  ${signsOf(context).note} ${name}  ` }], {
    text: words(
      context,
      [reasons[unmatched.reason], unmatched.help].filter((text) => text !== '').join(': '),
    ),
    paint: 'dim',
  });
}
