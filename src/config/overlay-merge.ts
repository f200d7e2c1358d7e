import type { Path } from './places.ts';

type PlainMap = Readonly<Record<string, unknown>>;

/** Whether a value is a map. */
export function isMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A value with another one laid over it: maps are joined key by key, all else is replaced whole. Where that changes nothing, the same
 * object comes back. How deep the two are nested is limited by the reader of files.
 */
export function laidOver(base: unknown, over: unknown): unknown {
  if (!isMap(base) || !isMap(over)) {
    return isAlike(base, over) ? base : over;
  }
  const entries = new Map(Object.entries(base));
  let isOther = false;
  for (const [key, value] of Object.entries(over)) {
    const before = entries.get(key);
    const after = entries.has(key) ? laidOver(before, value) : value;
    isOther ||= !entries.has(key) || after !== before;
    entries.set(key, after);
  }
  return isOther ? Object.fromEntries(entries) : base;
}

/** Whether what stands at a path of `laidOver(base, over)` is said by `over`. What both say alike is said by `base`. */
export function isSaidOver(base: unknown, over: unknown, path: Path): boolean {
  let [below, above] = [base, over];
  for (const key of path) {
    if (!isMap(below) || !isMap(above)) {
      break;
    }
    if (!Object.hasOwn(above, key)) {
      return false;
    }
    if (!Object.hasOwn(below, key)) {
      return true;
    }
    [below, above] = [below[key], above[key]];
  }
  return !(isMap(below) && isMap(above)) && !isAlike(below, above);
}

/** A value without what stands at a path. */
export function without(value: unknown, path: Path): unknown {
  const around: PlainMap[] = [];
  let inner = value;
  for (const key of path) {
    if (!isMap(inner) || !Object.hasOwn(inner, key)) {
      return value;
    }
    around.push(inner);
    inner = inner[key];
  }
  return around.reduceRight<unknown>((last, outer, index) => {
    const key = String(path[index]);
    const others = Object.entries(outer).flatMap(([name, one]) => {
      if (name !== key) {
        return [[name, one]];
      }
      return index === around.length - 1 ? [] : [[name, last]];
    });
    return Object.fromEntries(others);
  }, undefined);
}

function isAlike(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
