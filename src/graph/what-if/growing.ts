import { intAt, longer } from '../integers.ts';

/** Integers that are added one after the other. */
export interface Growing {
  readonly length: () => number;
  readonly add: (integer: number) => void;
  readonly at: (index: number) => number;
  /** Those that are there, as they are now. */
  readonly all: () => Int32Array;
}

export function growing(): Growing {
  let integers: Int32Array = new Int32Array(1_024);
  let length = 0;
  return {
    length: () => length,
    add: (integer) => {
      if (length === integers.length) {
        integers = longer(integers, 2 * length);
      }
      integers[length] = integer;
      length += 1;
    },
    at: (index) => intAt(integers, index),
    all: () => integers.subarray(0, length),
  };
}
