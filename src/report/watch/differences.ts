/** What two lists differ in. */
export interface Differences<T> {
  /** In the order of the later list. */
  readonly added: readonly T[];
  readonly changed: readonly { readonly before: T; readonly after: T }[];
  /** In the order of the earlier list. */
  readonly removed: readonly T[];
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
  const [gone, come] = unlike(before, after);
  const earlier = new Map(gone.map((item) => [idOf(item), item]));
  const added: T[] = [];
  const changed: { readonly before: T; readonly after: T }[] = [];
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

/** The items of each list that do not stand at the same place of the other. */
function unlike<T>(before: readonly T[], after: readonly T[]): readonly [T[], T[]] {
  const gone: T[] = [];
  const come: T[] = [];
  const count = Math.max(before.length, after.length);
  for (let index = 0; index < count; index += 1) {
    const old = before[index];
    const now = after[index];
    if (old !== now) {
      if (old !== undefined) {
        gone.push(old);
      }
      if (now !== undefined) {
        come.push(now);
      }
    }
  }
  return [gone, come];
}
