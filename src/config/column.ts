/** The same key of many objects: the values that occur, and which of them each object has. */
export interface Column<T> {
  readonly values: readonly T[];
  readonly places: Uint32Array;
}

/** A column of values, of which those with the same key are one; a primitive value is its own key. */
export function columnOf<T>(items: readonly T[], keyOf: (item: T) => unknown = itself): Column<T> {
  const values: T[] = [];
  const placeOf = new Map<unknown, number>();
  const places = new Uint32Array(items.length);
  for (const [index, item] of items.entries()) {
    const key = keyOf(item);
    const known = placeOf.get(key);
    if (known === undefined) {
      placeOf.set(key, values.length);
      places[index] = values.length;
      values.push(item);
    } else {
      places[index] = known;
    }
  }
  return { values, places };
}

function itself(item: unknown): unknown {
  return item;
}

/** The value of one object; the index must be that of an object of the column. */
export function valueIn<T>({ values, places }: Column<T>, index: number): T {
  return values[places[index] ?? 0] as T;
}
