interface Exchange<T> {
  readonly gone: ReadonlySet<T>;
  readonly come: readonly T[];
}

/** So many items are exchanged one by one, which copies the list for each. */
const fewMax = 32;

/**
 * Sorted items without those of `gone`, and with those of `come`, sorted again. The list that is given stays as it is. No two items
 * are the same by `compare`.
 */
export function exchanged<T>(
  items: readonly T[],
  exchange: Exchange<T>,
  compare: (a: T, b: T) => number,
): readonly T[] {
  return exchange.gone.size + exchange.come.length <= fewMax
    ? fewExchanged(items, exchange, compare)
    : manyExchanged(items, exchange, compare);
}

function fewExchanged<T>(
  items: readonly T[],
  { gone, come }: Exchange<T>,
  compare: (a: T, b: T) => number,
): readonly T[] {
  const list = items.slice();
  for (const item of gone) {
    const place = placeFor(list, item, compare);
    if (list[place] === item) {
      list.splice(place, 1);
    }
  }
  for (const item of come) {
    list.splice(placeFor(list, item, compare), 0, item);
  }
  return list;
}

function manyExchanged<T>(
  items: readonly T[],
  { gone, come }: Exchange<T>,
  compare: (a: T, b: T) => number,
): readonly T[] {
  return [...items.filter((item) => !gone.has(item)), ...come].sort(compare);
}

/** The place of an item, or that at which it would stand. */
function placeFor<T>(sorted: readonly T[], item: T, compare: (a: T, b: T) => number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = sorted[middle];
    if (other !== undefined && compare(other, item) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
