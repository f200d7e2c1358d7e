/** What a reader of GitHub's Markdown sees in a line of a page: an obvious, slow reading of the few forms that a page uses. */
export interface Seen {
  /** Everything that is shown, in order. */
  readonly shown: string;
  /** What of it is not code: here mentions and links are looked for. */
  readonly text: string;
  /** Tags, links and every sign that would mean something, in order. */
  readonly forms: readonly string[];
}

/** Reads inline content: code, character references, tags, links. */
export function seen(source: string): Seen {
  let [shown, text] = ['', ''];
  const forms: string[] = [];
  for (let at = 0; at < source.length; ) {
    const found = codeAt(source, at) ?? formAt(source, at);
    if (found === undefined) {
      const character = source.charAt(at);
      shown += character;
      text += character;
      at += 1;
    } else {
      shown += found.shown;
      text += found.isCode ? '\0' : found.shown;
      forms.push(...found.forms);
      at += found.length;
    }
  }
  return { shown, text, forms };
}

interface Found extends Pick<Seen, 'shown' | 'forms'> {
  readonly length: number;
  readonly isCode: boolean;
}

/** Code: from a run of backticks to the next run of as many. */
function codeAt(source: string, at: number): Found | undefined {
  const run = /^`+/.exec(source.slice(at))?.[0];
  if (run === undefined) {
    return undefined;
  }
  const runs = [...source.matchAll(/`+/g)];
  const end = runs.find(({ 0: other, index }) => index > at && other.length === run.length);
  if (end === undefined) {
    return { shown: run, forms: ['stray backticks'], length: run.length, isCode: false };
  }
  const inside = source.slice(at + run.length, end.index);
  const isPadded = /^ .*[^ ].* $/.test(inside);
  return {
    shown: isPadded ? inside.slice(1, -1) : inside,
    forms: [],
    length: end.index + run.length - at,
    isCode: true,
  };
}

const patterns: readonly (readonly [
  RegExp,
  (groups: readonly string[]) => Omit<Found, 'length'>,
])[] = [
  [
    /^&#(\d+);/,
    ([, code]) => ({ shown: String.fromCodePoint(Number(code)), forms: [], isCode: false }),
  ],
  [/^<br>/, () => ({ shown: '\n', forms: ['<br>'], isCode: false })],
  [/^<[^>]*>/, ([tag = '']) => ({ shown: '', forms: [tag], isCode: false })],
  [/^\[(?=`)/, () => ({ shown: '', forms: ['['], isCode: false })],
  [/^\]\(<[^<>]*>\)/, () => ({ shown: '', forms: ['](…)'], isCode: false })],
  [/^\*\*/, () => ({ shown: '', forms: ['**'], isCode: false })],
  [/^[\\&<>*_[\]~]/, ([sign = '']) => ({ shown: sign, forms: [`stray ${sign}`], isCode: false })],
];

function formAt(source: string, at: number): Found | undefined {
  const rest = source.slice(at);
  for (const [pattern, found] of patterns) {
    const match = pattern.exec(rest);
    if (match !== null) {
      return { ...found(match), length: match[0].length };
    }
  }
  return undefined;
}

/** The cells of a table's row: every `|` divides, also inside of code. */
export function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
}

/** What a line is, without what it says: the beginning that decides about its block, its cells, tags and links. */
export function formOf(line: string): string {
  const comment = /^<!--.*?-->$/.exec(line);
  if (comment !== null) {
    return line.indexOf('--', 4) === line.length - 3 ? 'comment' : 'broken comment';
  }
  const start = /^(#+ |\||<details>|<\/details>|<sub>|… |\*\*)?/.exec(line)?.[0] ?? '';
  const cells = start === '|' ? cellsOf(line) : [line];
  return `${start}${cells.map((cell) => seen(cell).forms.join('')).join('|')}`;
}
