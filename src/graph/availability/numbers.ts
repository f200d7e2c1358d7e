/** An element of an array of floating-point numbers; the index is inside of it. See ../integers.ts. */
export function numberAt(numbers: Float64Array, index: number): number {
  return numbers[index] ?? 0;
}
