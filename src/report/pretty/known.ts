import { sortedBy } from '../../model/order.ts';
import type { RenderContext } from '../context.ts';
import { andMore, type Line, listed, signsOf, words } from '../look.ts';
import { padded } from '../text.ts';

/** Something that a baseline lists: its rule, and whom or what it is about. */
export interface KnownItem {
  readonly rule: string;
  readonly subject: string;
}

const maxRules = 20;

/** What is known, in short: a line for each rule, with how many there are and as many of them as fit. */
export function knownLines(
  items: readonly KnownItem[],
  context: RenderContext,
  indent: string,
): readonly Line[] {
  const byRule = sortedBy(
    Map.groupBy(items, ({ rule }) => rule),
    ([rule]) => rule,
  );
  const rest = byRule.slice(maxRules).reduce((sum, [, own]) => sum + own.length, 0);
  return [
    ...byRule.slice(0, maxRules).flatMap(([rule, own]) =>
      listed(
        context,
        [
          { text: indent },
          { text: `${signsOf(context).note} ${padded('known', 6)}`, paint: 'dim' },
          { text: '  ' },
          { text: words(context, rule), paint: 'bold' },
          { text: `  ${own.length}: `, paint: 'dim' },
        ],
        own.map(({ subject }) => words(context, subject)),
      ),
    ),
    ...andMore(context, rest, 'known in -o json'),
  ];
}
