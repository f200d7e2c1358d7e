import { type FailureBatch, wordCount } from './failure-batch.ts';
import type { FailureOrder } from './failure-order.ts';
import { byteAt, intAt } from './integers.ts';
import type { Tally } from './tally.ts';

/**
 * How many nodes of each class fail in each of the first `failureCount` failures of a batch: `classCount` numbers for each. They
 * are counted in binary, all failures at a time: a plane of bits for each digit of each class.
 */
export function countsIn(
  batch: FailureBatch,
  { order }: FailureOrder,
  tally: Tally,
  failureCount: number,
): Int32Array {
  const { rows } = batch;
  const { classCount, start, classes, numbers } = tally;
  // Enough for the number of all nodes.
  const digits = 32 - Math.clz32(numbers.length);
  const planes = new Int32Array(classCount * digits * wordCount);

  const add = (position: number, itsClass: number, number: number): void => {
    for (let word = 0; word < wordCount; word += 1) {
      const bits = intAt(rows, position * wordCount + word);
      for (let digit = 0; bits !== 0 && number >>> digit !== 0; digit += 1) {
        if (((number >>> digit) & 1) === 1) {
          carryOver(planes, (itsClass * digits + digit) * wordCount + word, bits);
        }
      }
    }
  };
  for (let position = batch.first(); position < order.length; position += 1) {
    const component = intAt(order, position);
    const end = byteAt(batch.isHit, position) === 1 ? intAt(start, component + 1) : 0;
    for (let entry = intAt(start, component); entry < end; entry += 1) {
      add(position, byteAt(classes, entry), intAt(numbers, entry));
    }
  }
  return readOff(planes, classCount, digits, failureCount);
}

function carryOver(planes: Int32Array, first: number, bits: number): void {
  let carry = bits;
  for (let place = first; carry !== 0; place += wordCount) {
    const digit = intAt(planes, place);
    planes[place] = digit ^ carry;
    carry &= digit;
  }
}

function readOff(
  planes: Int32Array,
  classCount: number,
  digits: number,
  failureCount: number,
): Int32Array {
  const counts = new Int32Array(failureCount * classCount);
  for (let bit = 0; bit < failureCount; bit += 1) {
    for (let itsClass = 0; itsClass < classCount; itsClass += 1) {
      let count = 0;
      for (let digit = 0; digit < digits; digit += 1) {
        const plane = intAt(planes, (itsClass * digits + digit) * wordCount + (bit >>> 5));
        count |= ((plane >>> (bit & 31)) & 1) << digit;
      }
      counts[bit * classCount + itsClass] = count;
    }
  }
  return counts;
}
