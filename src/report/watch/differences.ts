/** What two lists differ in. */
export interface Differences<T> {
  /** In the order of the later list. */
  readonly added: readonly T[];
  readonly changed: readonly Pair<T>[];
  /** In the order of the earlier list. */
  readonly removed: readonly T[];
}

interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

/**
 * Compares two lists of things with an id each. What is the same object is the same, and lists that are one list are not looked at: a
 * step in which nothing changed costs nothing, and one in which a few of 100,000 did costs a glance at each.
 */
export function differences<T>(
  before: readonly T[],
  after: readonly T[],
  idOf: (item: T) => string,
): Differences<T> {
  if (before === after) {
    return { added: [], changed: [], removed: [] };
  }
  const { gone, come, changed } = unlike(before, after, idOf);
  const earlier = new Map(gone.map((item) => [idOf(item), item]));
  const added: T[] = [];
  for (const item of come) {
    const id = idOf(item);
    const known = earlier.get(id);
    if (known === undefined) {
      added.push(item);
    } else if (known !== item) {
      changed.push({ before: known, after: item });
    }
    earlier.delete(id);
  }
  return { added, changed, removed: [...earlier.values()] };
}

/** What stands at its place in both lists as another object, and what does not stand at the same place of the other list at all. */
function unlike<T>(
  before: readonly T[],
  after: readonly T[],
  idOf: (item: T) => string,
): { readonly gone: readonly T[]; readonly come: readonly T[]; readonly changed: Pair<T>[] } {
  const gone: T[] = [];
  const come: T[] = [];
  const changed: Pair<T>[] = [];
  const common = Math.min(before.length, after.length);
  for (let index = 0; index < common; index += 1) {
    const old = before[index];
    const now = after[index];
    if (old === now || old === undefined || now === undefined) {
      continue;
    }
    if (idOf(old) === idOf(now)) {
      changed.push({ before: old, after: now });
    } else {
      gone.push(old);
      come.push(now);
    }
  }
  return {
    gone: [...gone, ...before.slice(common)],
    come: [...come, ...after.slice(common)],
    changed,
  };
}
