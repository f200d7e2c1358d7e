/** Made when it is first needed: that costs more than all else that is printed in a usual run. */
let graphemes: Intl.Segmenter | undefined;
const printableAscii = /^[\x20-\x7e]*$/;
/** Letters of Europe and the signs that tower draws with: each is a grapheme of its own and one column wide. */
const simple =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u22ff\u2500-\u25fc\u2713-\u2718]*$/;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]*$/u;
const wideEmoji = /\p{Emoji_Presentation}|\ufe0f/u;

/** First and last code points of the scripts that terminals draw two columns wide. */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

/** Terminal columns of one grapheme: 0, 1 or 2. */
function columnsOfGrapheme(grapheme: string): number {
  if (invisible.test(grapheme)) {
    return 0;
  }
  const code = grapheme.codePointAt(0) ?? 0;
  const isWide = wideRanges.some(([first, last]) => code >= first && code <= last);
  return isWide || wideEmoji.test(grapheme) ? 2 : 1;
}

/** A character as a reader sees it, and the terminal columns it takes. */
export interface Cell {
  readonly text: string;
  readonly columns: number;
}

/** A text as the characters a reader sees. */
export function cellsOf(text: string): readonly Cell[] {
  if (simple.test(text)) {
    return Array.from(text, (character) => ({ text: character, columns: 1 }));
  }
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(graphemes.segment(text), ({ segment }) => ({
    text: segment,
    columns: columnsOfGrapheme(segment),
  }));
}

/** Terminal columns that a text without control characters takes. */
export function columnsOf(text: string): number {
  return simple.test(text)
    ? text.length
    : cellsOf(text).reduce((sum, cell) => sum + cell.columns, 0);
}

/** The text with blanks behind it, or before it, up to a number of columns. */
export function padded(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, columns - columnsOf(text)));
  return align === 'left' ? text + blanks : blanks + text;
}

/** As much of the beginning as fits, with the ellipsis behind it where something is missing. */
export function cut(text: string, columns: number, ellipsis: string): string {
  if (columnsOf(text) <= columns) {
    return text;
  }
  if (columnsOf(ellipsis) >= columns) {
    return ellipsis.slice(0, columns);
  }
  let left = columns - columnsOf(ellipsis);
  let kept = '';
  for (const cell of cellsOf(text)) {
    left -= cell.columns;
    if (left < 0) {
      break;
    }
    kept += cell.text;
  }
  return kept + ellipsis;
}

/** Pieces of at most so many columns; a character wider than that stands alone. */
function chopped(word: string, columns: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let taken = 0;
  for (const cell of cellsOf(word)) {
    if (piece !== '' && taken + cell.columns > columns) {
      pieces.push(piece);
      piece = '';
      taken = 0;
    }
    piece += cell.text;
    taken += cell.columns;
  }
  return piece === '' ? pieces : [...pieces, piece];
}

/** Lines of at most so many columns, broken at blanks, and inside a word only where the word alone is longer. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((part) => part !== '')) {
    for (const [index, piece] of chopped(word, columns).entries()) {
      const joint = line === '' || index > 0 ? '' : ' ';
      if (line !== '' && columnsOf(line) + joint.length + columnsOf(piece) > columns) {
        lines.push(line);
        line = piece;
      } else {
        line += joint + piece;
      }
    }
  }
  return line === '' ? lines : [...lines, line];
}

const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;
const ascii: ReadonlyMap<string, string> = new Map([
  ['≥', '>='],
  ['≤', '<='],
  ['─', '-'],
  ['→', '->'],
  ['…', '...'],
  ['·', '|'],
  ['–', '-'],
  ['—', '-'],
  ['›', '>'],
]);

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 9 || code === 10 || code === 13) {
    return ' ';
  }
  if (code < 32) {
    return String.fromCodePoint(0x2400 + code);
  }
  return code === 127 ? '␡' : '\ufffd';
}

/**
 * A text that no terminal takes as a command and that stays on one line: line breaks and tabs become blanks, other
 * control characters and those that turn the direction of writing become visible signs. `##[`, which build servers
 * take as a command wherever it stands, loses its bracket.
 */
export function plain(text: string): string {
  const safe = printableAscii.test(text) ? text : text.replace(unprintable, visible);
  return safe.replaceAll('##[', '##(');
}

/** The signs that tower itself puts between words, in ASCII. Words in other scripts stay as they are. */
export function asAscii(text: string): string {
  return printableAscii.test(text)
    ? text
    : text
        .replace(/[\u2400-\u2421\ufffd]/gu, '?')
        .replace(
          /[\u2265\u2264\u2192\u2026\u00b7\u2013\u2014\u203a\u2500]/gu,
          (sign) => ascii.get(sign) ?? sign,
        );
}

/** An id, a path or the name of something as a shell takes it: one word. */
export function asArgument(text: string): string {
  return /^[\w.:/@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
