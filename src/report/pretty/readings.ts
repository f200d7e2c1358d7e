import type { Report, Unmatched } from '../../model/report.generated.ts';
import type { RenderContext } from '../context.ts';
import { andMore, hanging, heading, type Line, signsOf, words } from '../look.ts';

const maxShown = 5;

/** `31 used, 1 late, 2 unmatched`; empty where all observations were used as they came. */
export function sayReadings(report: Report): string {
  const { accepted, late, skewed, missing, unmatched } = report.readings;
  const parts = [
    [late, 'late'],
    [skewed, 'set back'],
    [missing, 'without a value'],
    [unmatched, 'unmatched'],
  ] as const;
  const odd = parts.filter(([count]) => count > 0);
  return odd.length === 0
    ? ''
    : [`${accepted} used`, ...odd.map(([count, word]) => `${count} ${word}`)].join(', ');
}

/** Observations that were not used as they came, and why; nothing where all were. */
export function readingLines(report: Report, context: RenderContext): readonly Line[] {
  const counts = sayReadings(report);
  if (counts === '') {
    return [];
  }
  const shown = report.unmatched.slice(0, maxShown);
  return [
    ...heading(context, 'Observations', counts),
    ...shown.flatMap((one) => unmatchedLines(context, one)),
    ...andMore(context, report.readings.unmatched - shown.length, 'unmatched'),
  ];
}

/** Why nothing takes an observation: `no such signal: did you mean `latency`?`. */
export function sayMisfit({ reason, help }: Pick<Unmatched, 'reason' | 'help'>): string {
  return [unmatchedReasons[reason], help].filter((text) => text !== '').join(': ');
}

/** What each reason says to people. */
export const unmatchedReasons: Readonly<Record<Unmatched['reason'], string>> = {
  'unknown-system': 'no such system',
  'unknown-signal': 'no such signal',
  'bad-value': 'value does not fit',
  'too-many': 'not taken',
};

function unmatchedLines(context: RenderContext, unmatched: Unmatched): readonly Line[] {
  const name = [unmatched.system, unmatched.signal ?? unmatched.kind]
    .map((word) => words(context, word))
    .join(' ');
  return hanging(context, [{ text: `  ${signsOf(context).note} ${name}  ` }], {
    text: words(context, sayMisfit(unmatched)),
    paint: 'dim',
  });
}
