// Elements of typed arrays by an index that is inside of them. One function for each kind of array, so that the compiler sees
// only that kind in it and a read in a hot loop costs a read.

/** An element of an array of 32-bit integers. */
export function intAt(integers: Int32Array, index: number): number {
  return integers[index] ?? 0;
}

/** An element of an array of bytes. */
export function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

/** A copy with room for more, zeros behind what is there. */
export function longer(integers: Int32Array, size: number): Int32Array {
  const copy = new Int32Array(size);
  copy.set(integers);
  return copy;
}

/** Turns counts, each one place behind where it belongs, into the places where each run begins. */
export function accumulate(counts: Int32Array): void {
  for (let index = 1; index < counts.length; index += 1) {
    counts[index] = intAt(counts, index) + intAt(counts, index - 1);
  }
}

/** Indexes in the order of their numbers, which are below `count`; `start` holds the bounds of those of each number. */
export interface ByNumber {
  readonly items: Int32Array;
  readonly start: Int32Array;
}

/** Sorts indexes by their numbers, by counting; those of one number keep their order. */
export function sortedByNumber(numbers: Int32Array, count: number): ByNumber {
  const start = new Int32Array(count + 1);
  for (let index = 0; index < numbers.length; index += 1) {
    const next = intAt(numbers, index) + 1;
    start[next] = intAt(start, next) + 1;
  }
  accumulate(start);
  const place = start.slice();
  const items = new Int32Array(numbers.length);
  for (let index = 0; index < numbers.length; index += 1) {
    const number = intAt(numbers, index);
    items[intAt(place, number)] = index;
    place[number] = intAt(place, number) + 1;
  }
  return { items, start };
}
