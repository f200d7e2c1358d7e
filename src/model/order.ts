/** Code-unit order of two texts: the same on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** A sorted copy, in code-unit order of what `key` returns. */
export function sortedBy<T>(items: Iterable<T>, key: (item: T) => string): T[] {
  const list = [...items];
  return list.length < 2 ? list : list.sort((a, b) => compareText(key(a), key(b)));
}

/** Sorted ids of a map. */
export function sortedKeys(map: ReadonlyMap<string, unknown>): string[] {
  return [...map.keys()].sort(compareText);
}

/** Distinct texts, sorted; what is undefined is left out. */
export function distinct(texts: Iterable<string | undefined>): readonly string[] {
  return [...new Set([...texts].filter((text) => text !== undefined))].sort(compareText);
}
