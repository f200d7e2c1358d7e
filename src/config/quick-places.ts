import type { Range } from './lines.ts';
import { type Path, type Places, rangeInside, sayPath } from './places.ts';
import type { QuickEntry, QuickMap, QuickNode } from './quick-node.ts';

/** The part at a path, or the last one on the way that exists. */
interface Found {
  readonly node: QuickNode;
  readonly key: Range | undefined;
  /** How much of the path exists. */
  readonly steps: number;
}

/** Knows the places of a document that the quick reader has read. */
export function quickPlaces(root: QuickMap, text: string): Places {
  const find: Places['find'] = (path, part) => {
    const { node, key, steps } = walk(root, path);
    const range = part === 'value' && steps === path.length ? node.range : (key ?? node.range);
    return {
      range: range.from === range.to ? (key ?? range) : range,
      path: sayPath(path.slice(0, steps)),
    };
  };
  return {
    find,
    findInside: (path, part) => {
      const place = find(path, 'value');
      const { node, steps } = walk(root, path);
      const range =
        steps === path.length && node.kind === 'scalar' && typeof node.value === 'string'
          ? rangeInside({ value: node.value, range: node.range }, part, text)
          : undefined;
      return range === undefined ? place : { ...place, range };
    },
    written: (path) => {
      const { node, steps } = walk(root, path);
      return steps === path.length && node.kind === 'scalar'
        ? text.slice(node.range.from, node.range.to)
        : undefined;
    },
  };
}

function walk(root: QuickMap, path: Path): Found {
  let node: QuickNode = root;
  let key: Range | undefined = root.range;
  let steps = 0;
  for (const part of path) {
    const entry: QuickEntry | undefined =
      node.kind === 'map' ? node.entries.get(String(part)) : undefined;
    const next: QuickNode | undefined =
      node.kind === 'list' ? node.items[Number(part)] : entry?.node;
    if (next === undefined) {
      break;
    }
    node = next;
    key = entry?.key;
    steps += 1;
  }
  return { node, key, steps };
}
