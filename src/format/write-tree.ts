import { flowText, keyText } from './flow-text.ts';
import { scalarLines } from './scalar-text.ts';
import {
  type BlockText,
  type Collection,
  type EndRemark,
  isCollection,
  type Node,
  type Remark,
  type Slot,
  type Tree,
} from './tree.ts';

/** A line of what was written over several lines is no longer than this. */
const columnsMax = 100;
const step = 2;

/** The text so far, as lines. */
interface Writer {
  readonly lines: string[];
  /** Whether an empty line would belong to the text above. */
  isTextOpen: boolean;
}

/** A tree as a text in canonical form. */
export function treeText({ start, root }: Tree): string {
  const writer: Writer = { lines: [], isTextOpen: false };
  if (start !== undefined) {
    writeRemarks(writer, start.remarks, 0);
    writeLine(writer, '---', start.endRemark);
  }
  writeBlock(writer, root, 0);
  return `${writer.lines.join('\n')}\n`;
}

function pad(indent: number): string {
  return ' '.repeat(indent);
}

function writeLine(writer: Writer, text: string, remark: EndRemark | undefined): void {
  writer.lines.push(remark === undefined ? text : withRemark(text, remark));
  writer.isTextOpen = false;
}

/** A comment keeps its column where it stood in one, as far as that lies behind the text; one blank stays one blank. */
function withRemark(text: string, { text: remark, gap, column, lineIndent }: EndRemark): string {
  const moved = text.length - text.trimStart().length - lineIndent;
  const blanks = gap <= 1 ? 1 : Math.max(1, column + moved - text.length);
  return `${text}${pad(blanks)}${remark}`;
}

function writeBlank(writer: Writer): void {
  if (writer.lines.length > 0 && !writer.isTextOpen) {
    writer.lines.push('');
  }
}

function writeRemarks(writer: Writer, remarks: readonly Remark[], indent: number): void {
  for (const { text, blankBefore } of remarks) {
    if (blankBefore) {
      writeBlank(writer);
    }
    writeLine(writer, pad(indent) + text, undefined);
  }
}

/** Writes a map or a list line by line; `lead` is what stands before its first entry in its line. */
function writeBlock(writer: Writer, node: Collection, indent: number, lead?: string): void {
  for (const [index, slot] of node.slots.entries()) {
    const isFirst = index === 0;
    writeRemarks(writer, isFirst ? withoutFirstBlank(slot.above) : slot.above, indent);
    if (slot.blankBefore && !(isFirst && slot.above.length === 0)) {
      writeBlank(writer);
    }
    writeSlot(writer, slot, indent, isFirst && lead !== undefined ? lead : pad(indent));
  }
  writeRemarks(writer, node.tail, indent);
}

function withoutFirstBlank(remarks: readonly Remark[]): readonly Remark[] {
  const [first, ...others] = remarks;
  return first === undefined ? remarks : [{ ...first, blankBefore: false }, ...others];
}

function writeSlot(writer: Writer, slot: Slot, indent: number, lead: string): void {
  const head = lead + headOf(slot);
  const { value, keyRemark, endRemark, inner } = slot;
  if (value === undefined) {
    writeLine(writer, head, keyRemark ?? endRemark);
    writeRemarks(writer, inner, indent + step);
    return;
  }
  const found = linesOf(value, columnsMax - head.length - 1);
  if (isCollection(value) && found === undefined) {
    writeBelow(writer, { slot, block: value, indent, head });
    return;
  }
  const lines = found ?? [];
  const isText = value.kind === 'text';
  const remark = isText ? keyRemark : endRemark;
  const hasOwnLine = inner.length > 0 || (keyRemark !== undefined && !isText);
  if (!hasOwnLine && !staysBelow(slot, head, lines)) {
    writePart(writer, { value, lines, lead: `${head} `, remark, indent });
    return;
  }
  writeLine(writer, head, keyRemark);
  writeRemarks(writer, inner, indent + step);
  writePart(writer, { value, lines, lead: pad(indent + step), remark: endRemark, indent });
}

function headOf({ key, anchor }: Slot): string {
  const name = key === undefined ? '-' : keyText(key);
  return anchor === undefined ? name : `${name} ${anchor}`;
}

/** The lines of a value that stands behind its key; undefined of a map or a list that stands below it. */
function linesOf(value: Node, columns: number): readonly string[] | undefined {
  switch (value.kind) {
    case 'scalar':
      return scalarLines(value);
    case 'text':
      return value.lines;
    default: {
      const text = value.isFlow ? flowText(value) : undefined;
      const fits = text !== undefined && (value.isOnOneLine || text.length <= columns);
      return fits || (value.isFlow && value.slots.length === 0) ? [text ?? ''] : undefined;
    }
  }
}

/** A single line that stood below its key stays there where it would be too long behind it. */
function staysBelow({ isBelow, value }: Slot, head: string, lines: readonly string[]): boolean {
  const [only = ''] = lines;
  const isLine = value?.kind === 'scalar' && lines.length === 1;
  return isBelow && isLine && head.length + 1 + only.length > columnsMax;
}

interface Below {
  readonly slot: Slot;
  readonly block: Collection;
  readonly indent: number;
  readonly head: string;
}

function writeBelow(writer: Writer, { slot, block, indent, head }: Below): void {
  const { key, anchor, keyRemark, endRemark, inner } = slot;
  const inside = indent + step;
  const hasRemarks = [...inner, ...(block.slots[0]?.above ?? [])].length > 0;
  const remark = keyRemark ?? endRemark;
  if (key === undefined && anchor === undefined && remark === undefined && !hasRemarks) {
    writeBlock(writer, block, inside, `${head} `);
    return;
  }
  writeLine(writer, head, remark);
  writeRemarks(writer, inner, inside);
  if (keyRemark !== undefined && endRemark !== undefined) {
    writeLine(writer, pad(inside) + endRemark.text, undefined);
  }
  writeBlock(writer, block, inside);
}

interface Part {
  readonly value: Node;
  readonly lines: readonly string[];
  /** What stands before it in its line. */
  readonly lead: string;
  readonly remark: EndRemark | undefined;
  /** How far in its key stands. */
  readonly indent: number;
}

function writePart(writer: Writer, { value, lines, lead, remark, indent }: Part): void {
  const inside = pad(indent + step);
  const isText = value.kind === 'text';
  const [first = '', ...others] = isText ? [headerOf(value), ...lines] : lines;
  writeLine(writer, lead + first, isText || others.length === 0 ? remark : undefined);
  for (const [index, line] of others.entries()) {
    const isLast = !isText && index === others.length - 1;
    writeLine(writer, line && inside + line, isLast ? remark : undefined);
  }
  writer.isTextOpen = isText && value.isKept;
}

function headerOf({ header, isCounted }: BlockText): string {
  return isCounted ? `${header[0] ?? ''}${step}${header.slice(1)}` : header;
}
