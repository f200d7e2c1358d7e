import type { Location } from '../../model/location.ts';
import { sortedBy } from '../../model/order.ts';
import type { Coverage } from '../../model/scenario-results.ts';
import { plain } from '../text.ts';
import { type Element, xmlDocument } from '../xml.ts';

/** A line of a file that can be exercised, and the outcomes of the comparisons on it. */
interface CoveredLine {
  readonly line: number;
  readonly hits: number;
  /** Two for each comparison: whether it was true, and whether it was false. */
  readonly branches: readonly boolean[];
}

interface CoveredFile {
  readonly file: string;
  readonly lines: readonly CoveredLine[];
}

/** Coverage in the format of LCOV: a record a file, `DA` a line, `BRDA` an outcome of a comparison. */
export function lcov(coverage: Coverage): string {
  return coveredFiles(coverage)
    .map(({ file, lines }) => {
      const branches = lines.flatMap((line) => line.branches);
      return [
        'TN:',
        `SF:${plain(file)}`,
        ...lines.map(({ line, hits }) => `DA:${line},${hits}`),
        ...lines.flatMap(({ line, branches: own }) =>
          own.map((taken, branch) => `BRDA:${line},0,${branch},${taken ? 1 : 0}`),
        ),
        `LF:${lines.length}`,
        `LH:${lines.filter(({ hits }) => hits > 0).length}`,
        ...(branches.length === 0
          ? []
          : [`BRF:${branches.length}`, `BRH:${branches.filter(Boolean).length}`]),
        'end_of_record',
        '',
      ].join('\n');
    })
    .join('');
}

/** Coverage as Cobertura XML: a class a file. */
export function cobertura(coverage: Coverage): string {
  const files = coveredFiles(coverage);
  const whole = ratesOf(files.flatMap(({ lines }) => lines));
  return xmlDocument({
    name: 'coverage',
    attributes: [...whole, ['complexity', '0'], ['version', '1'], ['timestamp', '0']],
    content: [
      {
        name: 'sources',
        attributes: [],
        content: [{ name: 'source', attributes: [], content: '.' }],
      },
      {
        name: 'packages',
        attributes: [],
        content: [
          {
            name: 'package',
            attributes: [['name', 'configuration'], ...whole.slice(0, 2), ['complexity', '0']],
            content: [{ name: 'classes', attributes: [], content: files.map(classElement) }],
          },
        ],
      },
    ],
  });
}

type Attributes = Element['attributes'];

/** Rates first, then what they are made of. */
function ratesOf(lines: readonly CoveredLine[]): Attributes {
  const branches = lines.flatMap((line) => line.branches);
  const hit = lines.filter(({ hits }) => hits > 0).length;
  const taken = branches.filter(Boolean).length;
  return [
    ['line-rate', rate(hit, lines.length)],
    ['branch-rate', rate(taken, branches.length)],
    ['lines-covered', String(hit)],
    ['lines-valid', String(lines.length)],
    ['branches-covered', String(taken)],
    ['branches-valid', String(branches.length)],
  ];
}

function rate(part: number, whole: number): string {
  return whole === 0 ? '1' : String(Math.floor((part * 10_000) / whole) / 10_000);
}

function classElement({ file, lines }: CoveredFile): Element {
  return {
    name: 'class',
    attributes: [
      ['name', plain(file)],
      ['filename', plain(file)],
      ...ratesOf(lines).slice(0, 2),
      ['complexity', '0'],
    ],
    content: [
      { name: 'methods', attributes: [], content: [] },
      { name: 'lines', attributes: [], content: lines.map(lineElement) },
    ],
  };
}

function lineElement({ line, hits, branches }: CoveredLine): Element {
  const taken = branches.filter(Boolean).length;
  const share = Math.floor((taken * 100) / Math.max(1, branches.length));
  return {
    name: 'line',
    attributes: [
      ['number', String(line)],
      ['hits', String(hits)],
      ['branch', String(branches.length > 0)],
      ...(branches.length === 0
        ? []
        : [['condition-coverage', `${share}% (${taken}/${branches.length})`] as const]),
    ],
    content: [],
  };
}

/** By file and line. What stands on one line is one line: exercised where all of it is. */
function coveredFiles({ items }: Coverage): readonly CoveredFile[] {
  const parts = items.flatMap(({ at, scenarios, comparisons }) => [
    { at, hits: scenarios, branches: [] },
    ...comparisons.map((one) => ({
      at: one.at,
      hits: one.held || one.failed ? 1 : 0,
      branches: [one.held, one.failed],
    })),
  ]);
  const byFile = Map.groupBy(parts, ({ at }) => at.file);
  return sortedBy(byFile, ([file]) => file).map(([file, own]) => ({ file, lines: linesOf(own) }));
}

function linesOf(
  parts: readonly {
    readonly at: Location;
    readonly hits: number;
    readonly branches: readonly boolean[];
  }[],
): readonly CoveredLine[] {
  const byLine = Map.groupBy(parts, ({ at }) => at.line);
  return [...byLine]
    .sort(([a], [b]) => a - b)
    .map(([line, own]) => ({
      line,
      hits: Math.min(...own.map(({ hits }) => hits)),
      branches: own.flatMap(({ branches }) => branches),
    }));
}
