/** A queue of items; the smallest key leaves first, and of equal keys the item of the smallest rank. */
export interface Heap {
  readonly push: (key: number, item: number) => void;
  /** The next item, undefined when none is left. */
  readonly pop: () => number | undefined;
}

/** An empty binary heap. Its cost is logarithmic for each push and pop. */
export function emptyHeap(rankOf: (item: number) => number): Heap {
  const keys: number[] = [];
  const items: number[] = [];

  const isBefore = (a: number, b: number): boolean => {
    const difference = (keys[a] ?? 0) - (keys[b] ?? 0);
    return difference < 0 || (difference === 0 && rankOf(items[a] ?? 0) < rankOf(items[b] ?? 0));
  };
  const swap = (a: number, b: number): void => {
    [keys[a], keys[b]] = [keys[b] ?? 0, keys[a] ?? 0];
    [items[a], items[b]] = [items[b] ?? 0, items[a] ?? 0];
  };
  const rise = (start: number): void => {
    let place = start;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isBefore(place, parent)) {
        return;
      }
      swap(place, parent);
      place = parent;
    }
  };
  const sink = (): void => {
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const right = left + 1;
      const child = right < keys.length && isBefore(right, left) ? right : left;
      if (child >= keys.length || !isBefore(child, place)) {
        return;
      }
      swap(place, child);
      place = child;
    }
  };

  return {
    push: (key, item) => {
      keys.push(key);
      items.push(item);
      rise(keys.length - 1);
    },
    pop: () => {
      const first = items[0];
      const lastKey = keys.pop();
      const lastItem = items.pop();
      if (keys.length > 0) {
        keys[0] = lastKey ?? 0;
        items[0] = lastItem ?? 0;
        sink();
      }
      return first;
    },
  };
}
