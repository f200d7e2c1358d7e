import type { Range } from './lines.ts';
import type { QuickEntry, QuickNode } from './quick-node.ts';
import { keyAt, rangeAt, scalarAt, unquoted } from './quick-scalar.ts';

/** Levels of maps and lists inside each other. What goes deeper is left to the library. */
export const quickDepthMax = 32;

const blanks = / */y;
const colon = /: +/y;

/** A value in brackets, or inside of them, on one line; undefined where it is not as simple as that. */
export function flowAt(text: string, from: number, depth: number): QuickNode | undefined {
  switch (depth > quickDepthMax ? undefined : text[from]) {
    case '{':
      return flowMapAt(text, from, depth);
    case '[':
      return flowListAt(text, from, depth);
    default:
      return scalarAt(text, from, true);
  }
}

function flowMapAt(text: string, from: number, depth: number): QuickNode | undefined {
  const entries = new Map<string, QuickEntry>();
  let at = behindBlanks(text, from + 1);
  let isClosed = text[at] === '}';
  while (!isClosed) {
    const key = keyAt(text, at);
    const gap = key && rangeAt(colon, text, key.to);
    const node = gap && flowAt(text, gap.to, depth + 1);
    const end = node && endOf(text, node.range, '}');
    if (key === undefined || node === undefined || end === undefined) {
      return undefined;
    }
    if (!isAdded(entries, text, { key, node })) {
      return undefined;
    }
    ({ at, isClosed } = end);
  }
  return { kind: 'map', isFlow: true, entries, range: { from, to: at + 1 } };
}

function flowListAt(text: string, from: number, depth: number): QuickNode | undefined {
  const items: QuickNode[] = [];
  let at = behindBlanks(text, from + 1);
  let isClosed = text[at] === ']';
  while (!isClosed) {
    const node = flowAt(text, at, depth + 1);
    const end = node && endOf(text, node.range, ']');
    if (node === undefined || end === undefined) {
      return undefined;
    }
    items.push(node);
    ({ at, isClosed } = end);
  }
  return { kind: 'list', isFlow: true, items, range: { from, to: at + 1 } };
}

/** Where it goes on behind an entry: at the closing bracket, or behind the comma. */
function endOf(
  text: string,
  { to }: Range,
  bracket: string,
): { readonly at: number; readonly isClosed: boolean } | undefined {
  const at = behindBlanks(text, to);
  if (text[at] === bracket) {
    return { at, isClosed: true };
  }
  return text[at] === ',' ? { at: behindBlanks(text, at + 1), isClosed: false } : undefined;
}

function behindBlanks(text: string, from: number): number {
  return rangeAt(blanks, text, from)?.to ?? from;
}

/** Adds an entry under the name of its key. Names that stand twice, or that objects know themselves, are left to the library. */
export function isAdded(
  entries: Map<string, QuickEntry>,
  text: string,
  entry: QuickEntry,
): boolean {
  const name = unquoted(text, entry.key);
  if (entries.has(name) || name === '__proto__') {
    return false;
  }
  entries.set(name, entry);
  return true;
}
