import { CST, Lexer, Parser } from 'yaml';
import { readFlow } from './read-flow.ts';
import { readBlockText, readKey, readScalar } from './read-scalar.ts';
import { newReader, newSlot, type OpenSlot, type Reader, readBetween, takerOf } from './reader.ts';
import type { Collection, Node, Remark, Tree } from './tree.ts';
import { beginContent, isTrivia, takeAbove, takeLoose } from './trivia.ts';

/**
 * Reads the form of a text that is well-formed YAML, a map at its top, with `\n` at the ends of its lines. Every comment comes to stand
 * at the entry that it belongs to, by where it stands and how far in. Undefined where something is written in a way that a tree has no
 * place for. It calls itself as deep as the text nests, which reading has bounded before.
 */
export function readTree(text: string): Tree | undefined {
  const reader = newReader(text);
  const top = newSlot();
  const remarks: string[] = [];
  let start: Tree['start'];
  for (const token of tokensOf(text, remarks)) {
    if (token.type === 'document') {
      start = readStart(reader, token.start);
      readValue(reader, top, token.value);
      readBetween(reader, token.end);
    } else if (token.type === 'doc-end') {
      beginContent(reader.trivia);
      readBetween(reader, token.end);
    } else if (!isTrivia(reader.trivia, token) && token.type !== 'byte-order-mark') {
      reader.isStuck = true;
    }
  }
  const tail = takeAbove(reader.trivia, -1, 0);
  const root = top.value;
  return root?.kind !== 'map' || reader.isStuck
    ? undefined
    : { start, root: closed(root, top, tail), hasAnchors: reader.hasAnchors, remarks };
}

/** Parts of a text as the library finds them; on the way its comments are noted. */
function* tokensOf(text: string, remarks: string[]): Iterable<CST.Token> {
  const parser = new Parser();
  for (const { lexeme, isRemark } of lexemesOf(text)) {
    if (isRemark) {
      remarks.push(lexeme.trimEnd());
    }
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

/** The comments of a text, in their order. */
export function remarksIn(text: string): readonly string[] {
  const remarks: string[] = [];
  for (const { lexeme, isRemark } of lexemesOf(text)) {
    if (isRemark) {
      remarks.push(lexeme.trimEnd());
    }
  }
  return remarks;
}

/** The pieces of a text. Behind the sign that announces a scalar stands a text, whatever it begins with. */
function* lexemesOf(
  text: string,
): Iterable<{ readonly lexeme: string; readonly isRemark: boolean }> {
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    yield { lexeme, isRemark: !isScalar && lexeme.startsWith('#') };
    isScalar = lexeme === CST.SCALAR;
  }
}

/** The top with what stands above and behind it. */
function closed(root: Collection, top: OpenSlot, behind: readonly Remark[]): Collection {
  const [first, ...others] = root.slots;
  const slots =
    first === undefined || top.inner.length === 0
      ? root.slots
      : [{ ...first, above: [...top.inner, ...first.above] }, ...others];
  const end = top.endRemark === undefined ? [] : [{ text: top.endRemark.text, blankBefore: false }];
  return { ...root, slots, tail: [...root.tail, ...end, ...behind] };
}

/** Reads what stands before the top: comments, and `---` where it stands there. */
function readStart(reader: Reader, tokens: readonly CST.SourceToken[]): Tree['start'] {
  const { trivia } = reader;
  let start: Tree['start'];
  for (const token of tokens) {
    if (token.type === 'doc-start') {
      const remarks = takeLoose(trivia);
      beginContent(trivia);
      start = { remarks, endRemark: undefined };
      trivia.takeEnd = (endRemark) => {
        start = { remarks, endRemark };
        return true;
      };
    } else if (!isTrivia(trivia, token)) {
      reader.isStuck = true;
    }
  }
  return start;
}

/** Reads the value of a slot, whose key, anchor and comments have been read. */
function readValue(reader: Reader, slot: OpenSlot, token: CST.Token | undefined | null): void {
  if (token === undefined || token === null) {
    return;
  }
  slot.isBelow = reader.trivia.isLineEmpty;
  if (token.type === 'block-map' || token.type === 'block-seq') {
    slot.value = readBlock(reader, token);
    return;
  }
  slot.inner = takeLoose(reader.trivia);
  slot.value = readPart(reader, slot, token);
}

function readPart(reader: Reader, slot: OpenSlot, token: CST.Token): Node | undefined {
  switch (token.type) {
    case 'flow-collection':
      return readFlow(reader, slot, token, readValue);
    case 'block-scalar':
      return readBlockText(reader, slot, token);
    case 'alias':
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      return readScalar(reader, slot, token);
    default:
      reader.isStuck = true;
      return undefined;
  }
}

function readBlock(reader: Reader, token: CST.BlockMap | CST.BlockSequence): Collection {
  const block: OpenBlock = { reader, depth: reader.trivia.frames.length, tail: [], slots: [] };
  for (const item of token.items) {
    readEntry(block, item);
  }
  const kind = token.type === 'block-map' ? 'map' : 'list';
  const { slots, tail } = block;
  return { kind, isFlow: false, isOnOneLine: false, slots, tail };
}

interface OpenBlock {
  readonly reader: Reader;
  /** How many blocks are open around it. */
  readonly depth: number;
  readonly slots: OpenSlot[];
  /** Comments behind its last entry, which are found when what follows begins. */
  readonly tail: Remark[];
}

/** Begins an entry at an offset. The first one says how far in the block is. */
function begun({ reader: { trivia }, depth, slots, tail }: OpenBlock, offset: number): OpenSlot {
  const column = offset - trivia.lineAt;
  const isFirst = slots.length === 0;
  const above = takeAbove(trivia, column, isFirst ? depth : depth + 1);
  if (isFirst) {
    trivia.frames.push({ column, tail });
  }
  const slot = { ...newSlot(), above, blankBefore: beginContent(trivia) };
  trivia.takeEnd = takerOf(slot, 'keyRemark');
  slots.push(slot);
  return slot;
}

function readEntry(block: OpenBlock, item: CST.CollectionItem): void {
  const { reader } = block;
  const { trivia } = reader;
  let slot: OpenSlot | undefined;
  let anchor: string | undefined;
  for (const token of item.start) {
    if (!isTrivia(trivia, token)) {
      slot ??= begun(block, token.offset);
      beginContent(trivia);
      anchor = token.type === 'anchor' ? token.source : anchor;
      reader.hasAnchors ||= token.type === 'anchor';
      reader.isStuck ||= token.type === 'tag';
    }
  }
  if (item.key !== undefined && item.key !== null) {
    slot ??= begun(block, item.key.offset);
    const key = readKey(reader, item.key);
    slot.key = key && { ...key, anchor, hasColon: true };
    reader.isStuck ||= key === undefined;
  } else if (slot !== undefined) {
    slot.anchor = anchor;
    reader.isStuck ||= item.sep !== undefined;
  }
  if (slot !== undefined) {
    readSeparator(reader, slot, item.sep);
    readValue(reader, slot, item.value);
    closeEmpty(block, slot);
  } else {
    reader.isStuck ||= item.sep !== undefined || item.value !== undefined;
  }
}

function readSeparator(
  reader: Reader,
  slot: OpenSlot,
  tokens: readonly CST.SourceToken[] = [],
): void {
  for (const token of tokens) {
    if (!isTrivia(reader.trivia, token)) {
      beginContent(reader.trivia);
      slot.anchor = token.type === 'anchor' ? token.source : slot.anchor;
      reader.hasAnchors ||= token.type === 'anchor';
      reader.isStuck ||= token.type === 'tag';
    }
  }
}

/** Comments further in than a key without a value stand where its value would. */
function closeEmpty({ reader: { trivia }, depth }: OpenBlock, slot: OpenSlot): void {
  if (slot.value === undefined) {
    const inner: Remark[] = [];
    slot.inner = inner;
    const column = trivia.frames[depth]?.column ?? 0;
    trivia.frames.push({ column: column + 1, tail: inner });
  }
}
