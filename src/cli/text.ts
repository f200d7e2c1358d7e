import type { RenderContext } from '../report/context.ts';
import { hanging, type Line, sayLine, words } from '../report/look.ts';
import { clamped, type Layout } from '../report/table.ts';
import { columnsOf, padded, wrapped } from '../report/text.ts';

/** A name and what stands behind it; a list stands on lines of its own. */
export type Fact = readonly [name: string, value: string | readonly string[] | undefined];

/** Names, values and where they come from, without headings. */
export const plainColumns: Layout = {
  columns: [
    { heading: '', drop: 0 },
    { heading: '', drop: 0, cut: true },
  ],
  fold: 2,
};

/** Lines as text, each within the width. */
export function sayLines(context: RenderContext, lines: readonly Line[]): string {
  return lines.map((line) => `${sayLine(context, clamped(context, line))}\n`).join('');
}

/** Names in a column two columns in, their values in the next one, wrapped there. What has no value is left out. */
export function factLines(context: RenderContext, facts: readonly Fact[]): readonly Line[] {
  const given = facts.flatMap(([name, value]) => {
    const values = typeof value === 'string' ? [value] : (value ?? []);
    return values.length === 0 ? [] : [{ name, values }];
  });
  const columnCount = Math.max(0, ...given.map(({ name }) => columnsOf(name)));
  return given.flatMap(({ name, values }) =>
    values
      .flatMap((value) => indented(words(context, value), context.width - columnCount - 4))
      .map(
        (text, index): Line => [
          { text: `  ${padded(index === 0 ? name : '', columnCount)}  `, paint: 'dim' },
          { text },
        ],
      ),
  );
}

/** A value in lines of at most so many columns; the blanks at its beginning stand before each. */
function indented(value: string, columnCount: number): readonly string[] {
  const indent = value.slice(0, value.length - value.trimStart().length);
  return wrapped(value, columnCount - indent.length).map((line) => indent + line);
}

/** Commands to go on with, each on a line of its own. */
export function nextLines(context: RenderContext, commands: readonly string[]): readonly Line[] {
  return commands.flatMap((command, index) =>
    hanging(context, [{ text: index === 0 ? 'Next    ' : '        ', paint: 'bold' }], {
      text: words(context, command),
    }),
  );
}

/** What is said where there is nothing to ask about. */
export function noTargetLines(context: RenderContext): readonly Line[] {
  return hanging(context, [], {
    text: 'nothing is a target: no system is critical or high, and there are no `targets`',
  });
}

/** A text in lines of its own. */
export function paragraph(context: RenderContext, text: string, indent = 0): readonly Line[] {
  return wrapped(words(context, text), context.width - indent).map((line) => [
    { text: `${' '.repeat(indent)}${line}` },
  ]);
}
