import type { QuickScalar } from './quick-node.ts';
import { rangeAt } from './quick-scalar.ts';

const header = /[|>]-?\n/y;
const indentation = / */y;

/**
 * A text of several lines, behind `|` or `>`, that is indented further than a column. Lines that are empty, indented further
 * than the first or end in blanks are left to the library, which knows how they are joined.
 */
export function quickTextAt(text: string, from: number, column: number): QuickScalar | undefined {
  const head = rangeAt(header, text, from);
  if (head === undefined) {
    return undefined;
  }
  const indent = indentAt(text, head.to);
  const lines: string[] = [];
  let at = head.to;
  while (at < text.length && indentAt(text, at) === indent) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at + indent, end);
    if (end === -1 || line === '' || line.endsWith(' ')) {
      return undefined;
    }
    lines.push(line);
    at = end + 1;
  }
  const isEnded = at >= text.length || (text[at] !== '\n' && indentAt(text, at) <= column);
  if (!isEnded || indent <= column || lines.length === 0) {
    return undefined;
  }
  const isStripped = text[from + 1] === '-';
  const joined = lines.join(text[from] === '|' ? '\n' : ' ');
  const range = { from, to: at };
  return { kind: 'scalar', value: isStripped ? joined : `${joined}\n`, range };
}

function indentAt(text: string, from: number): number {
  return (rangeAt(indentation, text, from)?.to ?? from) - from;
}
