import { flowAt, isAdded, quickDepthMax } from './quick-flow.ts';
import type { QuickEntry, QuickList, QuickMap, QuickNode } from './quick-node.ts';
import { keyAt, rangeAt, scalarAt } from './quick-scalar.ts';
import { quickTextAt } from './quick-text.ts';

/** Where the reader is: the line that is read next. */
interface Cursor {
  readonly text: string;
  /** Offset of the first sign of the line. */
  at: number;
  /** Blanks before it; -1 behind the last line. */
  column: number;
}

/** What needs YAML in full: tabs, unusual ends of lines, several documents, directives. */
const unusual = /[\t\r\u0085\u2028\u2029\ufeff]|^(?:---|\.\.\.|%)/m;
const blankLines = /(?: *(?:#[^\n]*)?\n)*/y;
const indentation = / */y;
const lastComment = /#[^\n]*$/y;
const gapBehindKey = /: +(?![ #\n]|$)|: *(?:(?<= )#[^\n]*)?(?=\n|$)/y;
const gapBehindDash = /- +(?![ #\n]|$)/y;
const restOfLine = / *(?:(?<= )#[^\n]*)?(?=\n|$)/y;

/**
 * Reads a text that is written as configurations usually are: blocks of `key: value` lines and lists, brackets on one line,
 * simple texts, comments. Whatever else there is in YAML gives undefined, also what is wrong; the library, which knows all
 * of it and costs ten times as much, reads that. What is read here, the library reads alike.
 */
export function quickDocument(text: string): QuickMap | undefined {
  if (unusual.test(text)) {
    return undefined;
  }
  const cursor: Cursor = { text, at: 0, column: 0 };
  toLine(cursor, 0);
  const root = cursor.column === 0 ? blockMap(cursor, 1) : undefined;
  return cursor.column === -1 ? root : undefined;
}

/** Goes to the next line with something other than blanks and comments, from the beginning of a line. */
function toLine(cursor: Cursor, lineAt: number): void {
  const { text } = cursor;
  const start = rangeAt(blankLines, text, lineAt)?.to ?? lineAt;
  cursor.at = rangeAt(indentation, text, start)?.to ?? start;
  const isBehind =
    cursor.at >= text.length || rangeAt(lastComment, text, cursor.at)?.to === text.length;
  cursor.column = isBehind ? -1 : cursor.at - start;
}

function blockMap(cursor: Cursor, depth: number): QuickMap | undefined {
  const { text, column, at } = cursor;
  const entries = new Map<string, QuickEntry>();
  const first = keyAt(text, at);
  if (first === undefined || depth > quickDepthMax) {
    return undefined;
  }
  while (cursor.column === column) {
    const key = keyAt(text, cursor.at);
    const gap = key && rangeAt(gapBehindKey, text, key.to);
    const node = gap && entryValue(cursor, gap.to, depth);
    if (key === undefined || node === undefined || !isAdded(entries, text, { key, node })) {
      return undefined;
    }
  }
  // A line that is deeper belongs to a text of several lines.
  return cursor.column < column ? { kind: 'map', isFlow: false, entries, range: first } : undefined;
}

/** The value behind a key: on its line, or below it, or none. */
function entryValue(cursor: Cursor, from: number, depth: number): QuickNode | undefined {
  const { text, column } = cursor;
  if (from < text.length && text[from] !== '\n') {
    return valueOnLine(cursor, from, depth);
  }
  toLine(cursor, from + 1);
  if (cursor.column > column) {
    return blockOf(cursor, from, depth + 1);
  }
  return cursor.column === column && isDash(cursor)
    ? blockList(cursor, depth + 1, true)
    : { kind: 'scalar', value: null, range: { from, to: from } };
}

/** What stands on lines of its own, behind a key that ends at an offset. */
function blockOf(cursor: Cursor, keyTo: number, depth: number): QuickNode | undefined {
  if (isDash(cursor)) {
    return blockList(cursor, depth);
  }
  if (isKey(cursor, cursor.at)) {
    return blockMap(cursor, depth);
  }
  // Behind a comment that stands further left, the library joins a text with the key below it.
  const isBehindComment = cursor.text.slice(keyTo, cursor.at).includes('#');
  return isBehindComment ? undefined : valueOnLine(cursor, cursor.at, depth);
}

function isKey({ text }: Cursor, at: number): boolean {
  const key = keyAt(text, at);
  return key !== undefined && rangeAt(gapBehindKey, text, key.to) !== undefined;
}

function valueOnLine(cursor: Cursor, from: number, depth: number): QuickNode | undefined {
  const { text, column } = cursor;
  const first = text[from];
  if (first === '|' || first === '>') {
    const node = quickTextAt(text, from, column);
    if (node !== undefined) {
      toLine(cursor, node.range.to);
    }
    return node;
  }
  const node =
    first === '{' || first === '[' ? flowAt(text, from, depth + 1) : scalarAt(text, from, false);
  const rest = node && rangeAt(restOfLine, text, node.range.to);
  if (rest === undefined) {
    return undefined;
  }
  toLine(cursor, rest.to + 1);
  return node;
}

/** A list of lines; that of a key may stand as far left as the key. */
function blockList(cursor: Cursor, depth: number, isBesideKey = false): QuickList | undefined {
  const { column } = cursor;
  const items: QuickNode[] = [];
  while (cursor.column === column && isDash(cursor)) {
    const node = depth > quickDepthMax ? undefined : itemOf(cursor, depth);
    if (node === undefined) {
      return undefined;
    }
    items.push(node);
  }
  const [first] = items;
  const isEnded = cursor.column < column || (isBesideKey && cursor.column === column);
  return isEnded && first !== undefined
    ? { kind: 'list', isFlow: false, items, range: first.range }
    : undefined;
}

function itemOf(cursor: Cursor, depth: number): QuickNode | undefined {
  const { text, column, at } = cursor;
  const gap = rangeAt(gapBehindDash, text, at);
  if (gap === undefined || rangeAt(gapBehindDash, text, gap.to) !== undefined) {
    return undefined;
  }
  if (!isKey(cursor, gap.to)) {
    return valueOnLine(cursor, gap.to, depth);
  }
  // A map that begins behind the dash goes on below its first key.
  cursor.column = column + gap.to - at;
  cursor.at = gap.to;
  return blockMap(cursor, depth + 1);
}

function isDash({ text, at }: Cursor): boolean {
  return text[at] === '-' && text[at + 1] === ' ';
}
