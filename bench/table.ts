import { type JudgedBound, type JudgedRow, sayNumber } from './judge.ts';

const headings = ['what', 'value', 'peer', 'beside it', 'budget', 'stretch'] as const;
/** Columns of numbers, which end under each other. */
const isNumber = [false, true, true, true, false, false];

/** The rows as lines for a terminal, the verdict on the budget before each. */
export function textTable(rows: readonly JudgedRow[]): readonly string[] {
  const cells = [[...headings], ...rows.map(cellsOf)];
  const widths = headings.map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const marks = ['', ...rows.map(({ budget }) => markOf(budget))];
  return cells.map((row, index) =>
    `${(marks[index] ?? '').padEnd(2)}${row
      .map((cell, column) =>
        isNumber[column] === true
          ? cell.padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')}`.trimEnd(),
  );
}

/** The rows as a table of Markdown. */
export function markdownTable(rows: readonly JudgedRow[]): readonly string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    line(headings),
    `|${isNumber.map((number) => (number ? '---:|' : '---|')).join('')}`,
    ...rows.map((row) => line(cellsOf(row))),
  ];
}

function cellsOf({ name, value, unit, peer, beside = '', budget, stretch }: JudgedRow): string[] {
  return [
    name,
    `${sayNumber(value)} ${unit}`,
    peer === undefined ? '' : `${peer.name} ${sayNumber(peer.value)} ${unit}`,
    beside,
    sayBound(budget),
    sayBound(stretch),
  ];
}

function sayBound(bound: JudgedBound | undefined): string {
  return bound === undefined ? '' : `${bound.text} ${markOf(bound)}`;
}

function markOf(bound: JudgedBound | undefined): string {
  if (bound === undefined) {
    return '';
  }
  return bound.isMet ? '✔' : '✖';
}

/**
 * A page with the text between the marks of a name replaced: `<!-- bench NAME -->` and `<!-- /bench NAME -->`, each on a
 * line of its own. A page without them gets a section at its end.
 */
export function withBlock(page: string, name: string, lines: readonly string[]): string {
  const [open, close] = [`<!-- bench ${name} -->\n`, `<!-- /bench ${name} -->\n`];
  const from = page.indexOf(open);
  const to = page.indexOf(close);
  return from === -1 || to < from
    ? withBlock(`${page}\n## Bench ${name}\n\n${open}${close}`, name, lines)
    : `${page.slice(0, from + open.length)}\n${lines.join('\n')}\n\n${page.slice(to)}`;
}
