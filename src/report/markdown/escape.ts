import type { RenderContext } from '../context.ts';
import { signsOf, words } from '../look.ts';

/**
 * What GitHub or GitLab turns into a mention, a link to an issue, a commit or an address, an emoji or a formula, in whatever
 * way it is escaped: they look at the finished text. Inside of code they do not. Words with `_` are names, and read well as code.
 */
const lure =
  /[@#$_]|:\/\/|\bwww\.|\bgh-\d|:(?:[\w+-]*[a-z+-][\w+-]*|100|1234):|[%~](?=["\p{L}\p{N}])|[!&](?=[\p{L}\p{N}])|\b(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{7,40}\b/iu;

const special = /[&<>\\`*_[\]|~{}]/g;

interface Part {
  readonly isCode: boolean;
  readonly text: string;
}

/**
 * A text of the author's as Markdown on one line, also inside of a table, that says what the text says and does nothing else.
 * Words in backticks become code. It is cut to `most` UTF-16 units. It must not stand at the beginning of a line.
 */
export function prose(context: RenderContext, text: string, most = 400): string {
  const pieces = brief(context, text, most).split('`');
  const isPaired = pieces.length % 2 === 1;
  const parts = isPaired
    ? pieces.flatMap((piece, index) => (index % 2 === 1 ? codePart(piece) : textParts(piece)))
    : textParts(pieces.join('`'));
  return merged(parts)
    .map((part) => (part.isCode ? spanned(part.text) : escaped(part.text)))
    .join('');
}

/** A name or a place as code, cut to `most` UTF-16 units. */
export function code(context: RenderContext, text: string, most = 200): string {
  const shown = brief(context, text, most);
  return shown === '' ? '' : spanned(shown);
}

function brief(context: RenderContext, text: string, most: number): string {
  const whole = text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
  const shown = words(context, whole).replace(/\s+/gu, ' ').trim();
  return text.length <= most ? shown : `${shown}${signsOf(context).ellipsis}`;
}

function codePart(text: string): readonly Part[] {
  return text.trim() === '' ? textParts(`\`${text}\``) : [{ isCode: true, text }];
}

function textParts(text: string): readonly Part[] {
  return text
    .split(/( )/)
    .flatMap((word) => (lure.test(word) ? luredParts(word) : [{ isCode: false, text: word }]))
    .filter((part) => part.text !== '');
}

/** Signs around a word are no part of it. */
function luredParts(word: string): readonly Part[] {
  const [, before = '', inside = word, after = ''] =
    /^([("']*)(.+?)([.,;:!?)"']*)$/su.exec(word) ?? [];
  return [
    { isCode: false, text: before },
    { isCode: true, text: inside },
    { isCode: false, text: after },
  ];
}

/** Code next to code would close each other: it becomes one. */
function merged(parts: readonly Part[]): readonly Part[] {
  const whole: Part[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (part.isCode && last?.isCode === true) {
      whole[whole.length - 1] = { isCode: true, text: last.text + part.text };
    } else {
      whole.push(part);
    }
  }
  return whole;
}

/** A character reference never stands for structure, and is read in tables, in headings and inside of HTML alike. */
function escaped(text: string): string {
  return text.replace(special, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Tables end a cell at `|` also inside of code, and their ways to escape it differ: it stands between two pieces of code. */
function spanned(text: string): string {
  return text
    .split('|')
    .map((piece) => (piece === '' ? '' : fenced(piece)))
    .join('&#124;');
}

/** Code between more backticks than it has in a row; a blank keeps those at its ends apart, and is not shown. */
function fenced(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  const isPadded = /^`|`$/.test(text) || /^ .*[^ ].* $/.test(text);
  return isPadded ? `${fence} ${text} ${fence}` : fence + text + fence;
}
