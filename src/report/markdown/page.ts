import { sortedBy } from '../../model/order.ts';
import { counted } from '../look.ts';

/** A comment on GitHub takes 65,536 characters; in bytes of UTF-8 a text is never shorter than in any kind of character. */
const bytesMax = 60_000;
/** No row is shorter than ten bytes, so that no more than these could fit. */
const rowsMax = bytesMax / 10;

/** A table of a page, and the rows that could stand in it. */
export interface Section {
  /** Empty where the section says what the page is about, so that it needs no heading. */
  readonly title: string;
  /** What the title sums up; where nothing stands open, it is all that is seen of the section. */
  readonly sum: string;
  readonly headings: readonly string[];
  /** Rows of cells, the most important first. */
  readonly rows: readonly (readonly string[])[];
  /** How many rows there are in all, also those that are not given because they could not fit. */
  readonly total: number;
  /** How many rows stand open; the others are folded away. */
  readonly open: number;
  /** Sections of smaller weight lose their rows last. */
  readonly weight: number;
}

export interface Page {
  /** Lines before the tables, each a block of its own. */
  readonly head: readonly string[];
  /** Those without a row stay away; those that are folded away follow the others. */
  readonly sections: readonly Section[];
  readonly foot: string;
  /** The command that shows what is left out. */
  readonly whole: string;
}

/** A section with the rows of as many items as could fit. */
export function section<T>(
  about: Omit<Section, 'rows' | 'total'>,
  items: readonly T[],
  row: (item: T) => readonly string[],
): Section {
  return { ...about, rows: items.slice(0, rowsMax).map(row), total: items.length };
}

/**
 * The page as Markdown of at most 60,000 bytes. Where it would be longer, rows are left out, whole ones and from the end of what
 * matters least, and each section says how many.
 */
export function sayPage(page: Page): string {
  const present = page.sections.filter(({ total }) => total > 0);
  const sections = [
    ...present.filter(({ open }) => open > 0),
    ...present.filter(({ open }) => open === 0),
  ];
  const byWeight = sortedBy(sections, ({ weight }) => String(weight));
  const rowCount = sections.reduce((sum, { rows }) => sum + rows.length, 0);
  const said = (kept: number): string => {
    const keptOf = shares(byWeight, kept);
    return [
      ...page.head,
      ...sections.map((one) => saySection(one, keptOf.get(one) ?? 0, page.whole)),
      page.foot,
    ]
      .map((block) => `${block}\n`)
      .join('\n');
  };
  return said(mostThatFit(Math.min(rowCount, rowsMax), said));
}

/** The largest number of rows with which the page is short enough, found by halving. */
function mostThatFit(rowCount: number, said: (kept: number) => string): number {
  let [fits, tooMany] = [0, rowCount + 1];
  let next = rowCount;
  while (fits + 1 < tooMany) {
    if (bytesOf(said(next)) <= bytesMax) {
      fits = next;
    } else {
      tooMany = next;
    }
    next = Math.floor((fits + tooMany) / 2);
  }
  return fits;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** How many rows each section has of the first `kept` by weight. */
function shares(byWeight: readonly Section[], kept: number): ReadonlyMap<Section, number> {
  let left = kept;
  return new Map(
    byWeight.map((one) => {
      const share = Math.min(left, one.rows.length);
      left -= share;
      return [one, share];
    }),
  );
}

function saySection(section: Section, kept: number, whole: string): string {
  const open = section.rows.slice(0, Math.min(section.open, kept));
  const folded = section.rows.slice(open.length, kept);
  const missing = section.total - kept;
  const left =
    missing === 0 ? [] : [`… ${counted(missing, 'row')} left out here: \`${whole}\` has all.`];
  if (section.open === 0) {
    const blocks = [...(kept === 0 ? [] : [sayTable(section, folded)]), ...left];
    return sayFold(`${section.title}: ${section.sum}`, blocks);
  }
  return [
    ...(section.title === '' ? [] : [`#### ${section.title}: ${section.sum}`]),
    ...(open.length === 0 ? [] : [sayTable(section, open)]),
    ...(folded.length === 0
      ? []
      : [sayFold(`and ${folded.length} more`, [sayTable(section, folded)])]),
    ...left,
  ].join('\n\n');
}

function sayFold(summary: string, blocks: readonly string[]): string {
  return [`<details><summary>${summary}</summary>`, ...blocks, '</details>'].join('\n\n');
}

function sayTable({ headings }: Section, rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(headings), `|${headings.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}
