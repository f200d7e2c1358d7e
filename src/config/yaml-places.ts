import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Range } from './lines.ts';
import { rangeOf } from './node-range.ts';
import { type Path, type Place, type Places, rangeInside, sayPath } from './places.ts';

/** The part at a path, or the last one on the way that exists. */
interface Found {
  readonly node: unknown;
  readonly key: unknown;
  /** How much of the path exists. */
  readonly steps: number;
}

/** Knows the places of a document. `targets` holds what its aliases stand for: a part of such a value is where it is written. */
export function yamlPlaces(
  contents: Node | null,
  targets: ReadonlyMap<Node, Node>,
  text: string,
): Places {
  const pairs = new Map<YAMLMap, ReadonlyMap<string, Pair>>();
  const pairsOf = (map: YAMLMap): ReadonlyMap<string, Pair> => {
    const known = pairs.get(map) ?? pairsByKey(map);
    pairs.set(map, known);
    return known;
  };
  const inside = (node: unknown): unknown => targets.get(node as Node) ?? node; // Any key may be asked for in a map.
  const walk = (path: Path): Found => {
    let found: Found = { node: contents, key: firstKey(contents), steps: 0 };
    for (const part of path) {
      const next = step(inside(found.node), part, pairsOf);
      if (next === undefined) {
        break;
      }
      found = { ...next, steps: found.steps + 1 };
    }
    return found;
  };
  const find = (path: Path, part: 'key' | 'value'): Place => {
    const { node, key, steps } = walk(path);
    const range = part === 'value' && steps === path.length ? rangeOf(node) : rangeOf(key ?? node);
    return {
      range: range.from === range.to && key !== undefined ? rangeOf(key) : range,
      path: sayPath(path.slice(0, steps)),
    };
  };
  return {
    find,
    findInside: (path, { offset, length }) => {
      const { node, steps } = walk(path);
      const place = find(path, 'value');
      const range =
        steps === path.length ? rangeOfWords(inside(node), { offset, length }, text) : undefined;
      return range === undefined ? place : { ...place, range };
    },
    written: (path) => {
      const { node, steps } = walk(path);
      const scalar = inside(node);
      const { from, to } = rangeOf(scalar);
      return steps === path.length && isScalar(scalar) ? text.slice(from, to) : undefined;
    },
  };
}

function pairsByKey(map: YAMLMap): ReadonlyMap<string, Pair> {
  return new Map(map.items.map((pair) => [nameOf(pair.key), pair]));
}

/** The name that a key has in the plain value. */
export function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value ?? '') : '';
}

function step(
  node: unknown,
  part: string | number,
  pairsOf: (map: YAMLMap) => ReadonlyMap<string, Pair>,
): Omit<Found, 'steps'> | undefined {
  if (isMap(node)) {
    const pair = pairsOf(node).get(String(part));
    return pair === undefined ? undefined : { node: pair.value, key: pair.key };
  }
  const item = isSeq(node) ? node.items[Number(part)] : undefined;
  return item === undefined ? undefined : { node: item, key: undefined };
}

/** The key that stands for the whole document. */
function firstKey(contents: Node | null): unknown {
  return isMap(contents) ? contents.items[0]?.key : undefined;
}

function rangeOfWords(
  node: unknown,
  part: { readonly offset: number; readonly length: number },
  text: string,
): Range | undefined {
  return isScalar(node) && typeof node.value === 'string'
    ? rangeInside({ value: node.value, range: rangeOf(node) }, part, text)
    : undefined;
}
