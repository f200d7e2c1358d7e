/** A queue of items; the smallest key leaves first, and of equal keys the item of the smallest rank. */
export interface Heap {
  readonly push: (key: number, item: number) => void;
  /** The next item, undefined when none is left. */
  readonly pop: () => number | undefined;
}

/** An empty binary heap. Its cost is logarithmic for each push and pop; nothing is allocated for either. */
export function emptyHeap(rankOf: (item: number) => number): Heap {
  const keys: number[] = [];
  const items: number[] = [];

  const isBefore = (key: number, item: number, place: number): boolean => {
    const other = keys[place] ?? 0;
    return key < other || (key === other && rankOf(item) < rankOf(items[place] ?? 0));
  };
  const move = (from: number, to: number): void => {
    keys[to] = keys[from] ?? 0;
    items[to] = items[from] ?? 0;
  };
  /** Where an item belongs above a free place; what it passes comes down. */
  const rise = (key: number, item: number, start: number): number => {
    let place = start;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isBefore(key, item, parent)) {
        break;
      }
      move(parent, place);
      place = parent;
    }
    return place;
  };
  /** Where an item belongs below a free top; what it passes comes up. */
  const sink = (key: number, item: number): number => {
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const right = left + 1;
      const isRight = right < keys.length && isBefore(keys[right] ?? 0, items[right] ?? 0, left);
      const child = isRight ? right : left;
      if (child >= keys.length || isBefore(key, item, child)) {
        return place;
      }
      move(child, place);
      place = child;
    }
  };
  const put = (key: number, item: number, place: number): void => {
    keys[place] = key;
    items[place] = item;
  };

  return {
    push: (key, item) => {
      keys.push(key);
      items.push(item);
      put(key, item, rise(key, item, keys.length - 1));
    },
    pop: () => {
      const first = items[0];
      const lastKey = keys.pop() ?? 0;
      const lastItem = items.pop() ?? 0;
      if (keys.length > 0) {
        put(lastKey, lastItem, sink(lastKey, lastItem));
      }
      return first;
    },
  };
}
