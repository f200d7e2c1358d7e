import { isMap, isNode, isSeq } from 'yaml';
import type { Range } from './lines.ts';

const nowhere: Range = { from: 0, to: 0 };

/**
 * Where a node of a document stands. A block of lines is marked by its first key or item, so that a mark stays on one line.
 * A value that is empty takes no room.
 */
export function rangeOf(node: unknown): Range {
  if ((isMap(node) || isSeq(node)) && node.flow !== true) {
    const first: unknown = isMap(node) ? node.items[0]?.key : node.items[0];
    return rangeOf(first);
  }
  if (!isNode(node) || node.range === undefined || node.range === null) {
    return nowhere;
  }
  const [from, to] = node.range;
  return { from, to };
}
