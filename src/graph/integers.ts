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

/** Turns counts, each one place behind where it belongs, into the places where each run begins. */
export function accumulate(counts: Int32Array): void {
  for (let index = 1; index < counts.length; index += 1) {
    counts[index] = intAt(counts, index) + intAt(counts, index - 1);
  }
}
