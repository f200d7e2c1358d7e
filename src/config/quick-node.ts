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
  readonly isFlow: boolean;
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
  readonly isFlow: boolean;
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

/** How many keys, values and signs a node is written with, as the library counts them. */
export function partsOf(node: QuickNode, text: string): number {
  if (node.kind === 'scalar') {
    const { from, to } = node.range;
    const isBlock = text[from] === '|' || text[from] === '>';
    return from === to ? 0 : isBlock ? 2 : 1;
  }
  const inner =
    node.kind === 'list' ? node.items : Array.from(node.entries.values(), (entry) => entry.node);
  const dashes = node.kind === 'list' ? inner.length : 0;
  const bracketsAndCommas = 1 + Math.max(1, inner.length);
  const keysAndColons = node.kind === 'map' ? 2 * inner.length : 0;
  return inner.reduce(
    (sum, part) => sum + partsOf(part, text),
    keysAndColons + (node.isFlow ? bracketsAndCommas : dashes),
  );
}
