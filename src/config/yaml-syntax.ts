import type { YAMLError } from 'yaml';
import { cut } from './cut.ts';
import type { YamlFault } from './yaml-fault.ts';
import type { Lexemes } from './yaml-lexemes.ts';

type Said = Pick<YamlFault, 'message'> & Partial<Pick<YamlFault, 'code' | 'help' | 'range'>>;

/** Where the library stopped: the word that stands there, the rest of its line, and what precedes it in its line. */
interface Spot {
  readonly word: string;
  readonly rest: string;
  readonly before: string;
  readonly offset: number;
  readonly openQuote: number | undefined;
}

/** The first error of the library as a plain sentence, at the word that is wrong; the others follow from it. */
export function syntaxFault(
  [first, ...others]: readonly [YAMLError, ...YAMLError[]],
  text: string,
  lexemes: Lexemes,
): YamlFault {
  // What is no entry of a list in brackets is first taken for a key of several lines.
  const error =
    others.find(({ code, pos }) => code === 'BLOCK_IN_FLOW' && pos[0] === first.pos[0]) ?? first;
  const spot = spotOf(text, Math.min(error.pos[0], text.length), lexemes);
  const { code = 'yaml/syntax', message, help, range } = said(error, spot);
  return {
    code,
    message,
    ...(help === undefined ? {} : { help }),
    range: range ?? { from: spot.offset, to: spot.offset + Math.max(1, spot.word.length) },
  };
}

function spotOf(text: string, position: number, { openQuotes }: Lexemes): Spot {
  // An error at the end of a line is about what stands before it.
  const atEnd = /^\s*$/.test(lineFrom(text, position)) && position > 0;
  const blanks = /^ */.exec(lineFrom(text, position))?.[0].length ?? 0;
  const offset = atEnd ? lastWordAt(text, position) : position + blanks;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const rest = lineFrom(text, offset);
  return {
    word: /^(?:[^\s,[\]{}:]+|\S)/.exec(rest)?.[0] ?? '',
    rest,
    before: text.slice(lineStart, offset),
    offset,
    openQuote: openQuotes.findLast((open) => open <= position),
  };
}

function lineFrom(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(offset, end === -1 ? text.length : end).replace(/\r$/, '');
}

/** Offset of the last word before a position; 0 where there is none. */
function lastWordAt(text: string, position: number): number {
  const before = text.slice(Math.max(0, position - 2048), position).trimEnd();
  const start = /[^\s,[\]{}]+$|[,[\]{}]$/.exec(before)?.index ?? 0;
  return Math.max(0, position - 2048) + start;
}

function said(error: YAMLError, spot: Spot): Said {
  const tab = tabIn(spot);
  if (tab !== undefined) {
    return tab;
  }
  const { openQuote } = spot;
  if (openQuote !== undefined && error.message.startsWith('Missing closing')) {
    return {
      message: 'the quote that opens here is never closed',
      help: 'close it on the same line, or indent the lines that belong to it',
      range: { from: openQuote, to: openQuote + 1 },
    };
  }
  const placeholder = placeholderIn(spot);
  if (placeholder !== undefined) {
    return placeholder;
  }
  return byCode(error, spot) ?? byMessage(error.message, spot);
}

/** The tabs of an indentation, where the library stumbled over one. */
function tabIn({ before, rest, offset }: Spot): Said | undefined {
  const line = before + rest;
  const indentation = /^\s*/.exec(line)?.[0] ?? '';
  const tab = indentation.indexOf('\t');
  if (tab === -1) {
    return undefined;
  }
  const from = offset - before.length + tab;
  return {
    code: 'yaml/tab',
    message: 'a tab stands in the indentation',
    help: 'indent with blanks',
    range: { from, to: from + (/^\t+/.exec(indentation.slice(tab))?.[0].length ?? 1) },
  };
}

/** A text that begins with a placeholder and is not quoted: `message: {{ system.id }} runs once`. */
function placeholderIn({ before, rest, offset }: Spot): Said | undefined {
  const found = /^(\s*(?:- )?(?:[\w-]+:\s+)?)\{\{/.exec(before + rest);
  if (found === null) {
    return undefined;
  }
  const from = offset - before.length + (found[1] ?? '').length;
  return {
    message: 'a text cannot begin with `{`, which opens a map',
    help: 'put the whole text in double quotes',
    range: { from, to: from + 2 },
  };
}

function byCode({ code, message }: YAMLError, spot: Spot): Said | undefined {
  switch (code) {
    case 'RESOURCE_EXHAUSTION':
      return { code: 'yaml/too-deep', message: 'maps and lists are nested too deeply' };
    case 'TAB_AS_INDENT':
      return {
        code: 'yaml/tab',
        message: 'a tab stands where only blanks may',
        help: 'write blanks',
        range: { from: spot.offset, to: spot.offset + 1 },
      };
    case 'ALIAS_PROPS':
    case 'BAD_ALIAS':
    case 'MULTIPLE_ANCHORS':
      return { code: 'yaml/alias', ...aliasSaid(code) };
    case 'BAD_DQ_ESCAPE':
      return escapeSaid(message.replace('Invalid escape sequence ', ''), spot.offset);
    case 'BAD_SCALAR_START':
      return {
        message: `a text cannot begin with \`${spot.rest.slice(0, 1)}\``,
        help: 'put the text in quotes',
      };
    case 'NON_STRING_KEY':
      return {
        message: 'a key is a plain text, not a list, a map or an alias',
        help: 'put it in quotes',
      };
    case 'KEY_OVER_1024_CHARS':
      return { message: 'a key is longer than 1,024 characters' };
    case 'BLOCK_IN_FLOW':
      return blockSaid(spot);
    case 'BAD_INDENT':
      return indentSaid(message);
    case 'MISSING_CHAR':
      return message.startsWith('Flow') ? openSaid(message) : undefined;
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return nestedSaid(spot);
    default:
      return undefined;
  }
}

/** Something in brackets that is written as if there were none, most often for want of a comma. */
function blockSaid({ rest }: Spot): Said {
  return /^-(?:\s|$)/.test(rest)
    ? { message: 'a list in brackets has no dashes', help: 'write it as `[a, b]`' }
    : {
        message: 'a comma is missing behind this entry',
        help: 'separate the entries in brackets with commas',
      };
}

function escapeSaid(sequence: string, from: number): Said {
  return {
    message: `\`${sequence}\` is not an escape`,
    help: 'write `\\\\` for a backslash, or use single quotes',
    range: { from, to: from + sequence.length },
  };
}

function aliasSaid(code: 'ALIAS_PROPS' | 'BAD_ALIAS' | 'MULTIPLE_ANCHORS'): Said {
  switch (code) {
    case 'ALIAS_PROPS':
      return { message: 'an alias cannot have an anchor of its own' };
    case 'BAD_ALIAS':
      return { message: 'an anchor or an alias has no name' };
    default:
      return { message: 'a value has two anchors' };
  }
}

function openSaid(message: string): Said {
  const [open, close] = message.includes('sequence') ? ['[', ']'] : ['{', '}'];
  return {
    message: `\`${open}\` is not closed by \`${close}\``,
    help: `close it, and indent all its lines, the \`${close}\` too`,
  };
}

function indentSaid(message: string): Said {
  if (message.startsWith('Flow')) {
    return openSaid(message);
  }
  if (message.startsWith('All')) {
    return {
      message: `this ${message.includes('mapping') ? 'key' : 'item'} is not indented like the others beside it`,
      help: 'give it the same number of blanks',
    };
  }
  return { message: 'this line is not indented like the text that it belongs to' };
}

/** Two things in one place: the library calls it a key that is a map or a list. */
function nestedSaid({ rest }: Spot): Said {
  if (/^-(?:\s|$)/.test(rest)) {
    return {
      message: 'a list item cannot stand here',
      help: 'indent it like the other items, or below the key that the list belongs to',
    };
  }
  return /:(?:\s|$)/.test(rest)
    ? {
        message: 'a second `:` stands in this line',
        help: 'put a text that contains `: ` in quotes',
      }
    : {
        message: 'this value is followed by indented lines',
        help: 'a key has either a value in its line or indented lines below it',
      };
}

const byPattern: readonly (readonly [RegExp, (spot: Spot) => Said])[] = [
  [
    /^Unexpected , in|^Unexpected empty item/,
    () => ({ message: 'there is a comma too many', help: 'remove it' }),
  ],
  [
    /^Missing , (or : )?between/,
    () => ({ message: 'a comma is missing before this', help: 'separate the entries with commas' }),
  ],
  [
    /^Implicit map keys need to be followed/,
    ({ word }) => ({
      message: `\`${cut(word)}\` is neither a key nor the value of one`,
      help: 'a line is `key: value`, or `- item` in a list',
    }),
  ],
  [
    /block-seq-ind on same line/,
    () => ({
      message: 'a list cannot begin behind its key',
      help: 'write the `- ` on the next line, or the list as `[a, b]`',
    }),
  ],
  [
    /^Block scalar header/,
    ({ rest }) => ({
      message: `\`${cut(rest.trim())}\` stands behind the sign that begins a text of several lines`,
      help: 'begin the text on the next line',
    }),
  ],
  [/^Comments must be separated/, () => ({ message: 'a comment needs a blank before its `#`' })],
];

function byMessage(message: string, spot: Spot): Said {
  const found = byPattern.find(([pattern]) => pattern.test(message));
  if (found !== undefined) {
    return found[1](spot);
  }
  return spot.word === ''
    ? { message: 'the text ends too early' }
    : { message: `\`${cut(spot.word)}\` cannot stand here`, help: helpFor(spot.word) };
}

function helpFor(word: string): string {
  return /^[\]}]$/.test(word)
    ? 'nothing is open that it could close'
    : 'look at the indentation and the quotes of this line and the one before';
}
