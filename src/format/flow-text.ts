import { scalarLines } from './scalar-text.ts';
import type { Collection, Node, Slot, SlotKey } from './tree.ts';

/** What stands in braces or brackets as a text of one line; undefined where a comment or a text of several lines stands in it. */
export function flowText(node: Collection): string | undefined {
  const parts: string[] = [];
  for (const slot of node.slots) {
    const part = slotText(slot);
    if (part === undefined) {
      return undefined;
    }
    parts.push(part);
  }
  if (node.tail.length > 0) {
    return undefined;
  }
  const inside = parts.join(', ');
  if (node.kind === 'list') {
    return `[${inside}]`;
  }
  return inside === '' ? '{}' : `{ ${inside} }`;
}

function slotText(slot: Slot): string | undefined {
  const { key, anchor, value } = slot;
  const text = value === undefined ? '' : partText(value);
  if (text === undefined || hasRemarks(slot)) {
    return undefined;
  }
  const behind = anchor === undefined ? text : joined(anchor, text);
  return key === undefined ? behind : joined(keyText(key), behind);
}

function joined(before: string, behind: string): string {
  return behind === '' ? before : `${before} ${behind}`;
}

function hasRemarks({ above, inner, keyRemark, endRemark }: Slot): boolean {
  const isBare = above.length === 0 && inner.length === 0;
  return !isBare || keyRemark !== undefined || endRemark !== undefined;
}

/** A key as it stands before its value. */
export function keyText({ anchor, scalar, hasColon }: SlotKey): string {
  const [text] = scalarLines(scalar);
  const name = hasColon ? `${text}:` : text;
  return anchor === undefined ? name : `${anchor} ${name}`;
}

function partText(node: Node): string | undefined {
  switch (node.kind) {
    case 'scalar': {
      const lines = scalarLines(node);
      return lines.length > 1 ? undefined : lines[0];
    }
    case 'text':
      return undefined;
    default:
      return node.isFlow ? flowText(node) : undefined;
  }
}
