import type { Range } from './lines.ts';

/** A part of a document that the quick reader has read, and where it stands. */
export type QuickNode = QuickScalar | QuickMap | QuickList;

export interface QuickScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it is written, quotes included; empty where nothing is. */
  readonly range: Range;
}

export interface QuickMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, QuickEntry>;
  /** Between its brackets, or its first key where it is a block of lines. */
  readonly range: Range;
}

export interface QuickEntry {
  readonly key: Range;
  readonly node: QuickNode;
}

export interface QuickList {
  readonly kind: 'list';
  readonly items: readonly QuickNode[];
  /** Between its brackets, or its first item where it is a block of lines. */
  readonly range: Range;
}

/** A node as plain data. Its nesting is bounded by the reader. */
export function plainOf(node: QuickNode): unknown {
  if (node.kind === 'scalar') {
    return node.value;
  }
  if (node.kind === 'list') {
    return node.items.map(plainOf);
  }
  const value: Record<string, unknown> = {};
  for (const [key, entry] of node.entries) {
    value[key] = plainOf(entry.node);
  }
  return value;
}
