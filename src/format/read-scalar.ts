import { CST } from 'yaml';
import { type OpenSlot, type Reader, readBetween, takerOf } from './reader.ts';
import type { BlockText, Scalar, SlotKey } from './tree.ts';
import { beginContent, isTrivia } from './trivia.ts';

type Token = CST.FlowScalar;

const styles = {
  alias: 'alias',
  scalar: 'plain',
  'single-quoted-scalar': 'single',
  'double-quoted-scalar': 'double',
} as const;

export function readScalar(reader: Reader, slot: OpenSlot, token: Token): Scalar {
  const { trivia } = reader;
  beginContent(trivia);
  const scalar = scalarOf(token);
  const { offset, source, end } = token;
  if (scalar.lines.length > 1) {
    trivia.lineAt = offset + source.lastIndexOf('\n') + 1;
  }
  trivia.takeEnd = takerOf(slot, 'endRemark');
  readBetween(reader, end);
  return scalar;
}

function scalarOf({ type, source }: Token): Scalar {
  const [first = '', ...others] = source.split('\n');
  const last = others.length - 1;
  const below = others.map((line, index) => {
    const text = line.trimStart();
    return index === last ? text : withoutBlanksAtEnd(text);
  });
  return {
    kind: 'scalar',
    style: styles[type],
    lines: [others.length === 0 ? first : withoutBlanksAtEnd(first), ...below],
  };
}

/** A blank that is escaped says something. */
function withoutBlanksAtEnd(line: string): string {
  return /\\[ \t]*$/.test(line) ? line : line.trimEnd();
}

/** The key of a slot; undefined where it is no text on a single line. */
export function readKey(
  reader: Reader,
  token: CST.Token,
): Pick<SlotKey, 'scalar' | 'name'> | undefined {
  if (!CST.isScalar(token) || token.type === 'block-scalar') {
    return undefined;
  }
  beginContent(reader.trivia);
  const scalar = scalarOf(token);
  readBetween(reader, token.end);
  return scalar.lines.length > 1 ? undefined : { scalar, name: nameOf(token) };
}

function nameOf(token: Token): string {
  return token.type === 'scalar' ? token.source : (CST.resolveAsScalar(token)?.value ?? '');
}

/** Reads a text behind `|` or `>`. Empty lines behind it belong to it where its header says so. */
export function readBlockText(reader: Reader, slot: OpenSlot, token: CST.BlockScalar): BlockText {
  const { trivia } = reader;
  let header = '';
  let contentAt = token.offset;
  beginContent(trivia);
  trivia.takeEnd = (remark) => {
    if (!takerOf(slot, 'keyRemark')(remark)) {
      slot.inner = [...slot.inner, { text: remark.text, blankBefore: false }];
    }
    return true;
  };
  for (const prop of token.props) {
    contentAt = prop.offset + ('source' in prop ? prop.source.length : 0);
    if (prop.type === 'block-scalar-header') {
      header = prop.source;
    } else if (!isTrivia(trivia, prop)) {
      reader.isStuck = true;
    }
  }
  const isKept = header.includes('+');
  const digit = /[1-9]/.exec(header)?.[0];
  const lines = linesOf(token, digit);
  const content = isKept ? lines : withoutEmptyLines(lines);
  trivia.lineAt = contentAt + token.source.lastIndexOf('\n') + 1;
  trivia.isLineEmpty = true;
  trivia.isApart = content.length < lines.length;
  trivia.takeEnd = () => false;
  const bare = header.replace(/[1-9]/, '');
  return { kind: 'text', header: bare, isCounted: digit !== undefined, lines: content, isKept };
}

function linesOf({ source, indent }: CST.BlockScalar, digit: string | undefined): string[] {
  const lines = source.split('\n');
  if (lines.at(-1) === '') {
    lines.pop();
  }
  const first = lines.find((line) => /[^ ]/.test(line)) ?? '';
  const blanks = digit === undefined ? first.search(/[^ ]/) : indent + Number(digit);
  return lines.map((line) => line.slice(Math.max(0, blanks)));
}

function withoutEmptyLines(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
}
