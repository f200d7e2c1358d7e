import { intAt } from '../integers.ts';
import type { Gates } from './gates.ts';

/**
 * Works out one gate for all trials of a batch, from the rows of its inputs, and answers whether that changed its row: a bit for each
 * trial. Losses are counted in binary, a plane of bits for each digit.
 */
export function votesInBits(
  { start, to, losses, threshold }: Gates,
  rows: Int32Array,
  wordCount: number,
): (gate: number) => boolean {
  const most = losses.reduce((sum, each) => Math.max(sum, each), 1);
  const planes = new Int32Array(33 - Math.clz32(most * widestOf(start)));

  /** Adds a number of losses to those trials whose bits are set. */
  const add = (bits: number, count: number): void => {
    for (let digit = 0; count >>> digit !== 0; digit += 1) {
      let carry = (count >>> digit) & 1 ? bits : 0;
      for (let plane = digit; carry !== 0; plane += 1) {
        const before = intAt(planes, plane);
        planes[plane] = before ^ carry;
        carry &= before;
      }
    }
  };
  /** The trials that have lost at least so much. */
  const reached = (needed: number): number => {
    let [isMore, isEqual] = [0, -1];
    for (let plane = planes.length - 1; plane >= 0; plane -= 1) {
      const digit = intAt(planes, plane);
      if ((needed >>> plane) & 1) {
        isEqual &= digit;
      } else {
        isMore |= isEqual & digit;
        isEqual &= ~digit;
      }
    }
    return isMore | isEqual;
  };

  const anyOf = (gate: number, word: number): number => {
    let bits = 0;
    const end = intAt(start, gate + 1);
    for (let edge = intAt(start, gate); edge < end; edge += 1) {
      bits |= intAt(rows, intAt(to, edge) * wordCount + word);
    }
    return bits;
  };
  const manyOf = (gate: number, word: number): number => {
    planes.fill(0);
    const end = intAt(start, gate + 1);
    for (let edge = intAt(start, gate); edge < end; edge += 1) {
      add(intAt(rows, intAt(to, edge) * wordCount + word), intAt(losses, edge));
    }
    return reached(intAt(threshold, gate));
  };
  return (gate) => {
    const isAny = intAt(threshold, gate) === 1;
    let isChanged = false;
    for (let word = 0; word < wordCount; word += 1) {
      const place = gate * wordCount + word;
      const bits = isAny ? anyOf(gate, word) : manyOf(gate, word);
      isChanged ||= bits !== intAt(rows, place);
      rows[place] = bits;
    }
    return isChanged;
  };
}

/** The most inputs that a gate has. */
function widestOf(start: Int32Array): number {
  let widest = 1;
  for (let gate = 0; gate + 1 < start.length; gate += 1) {
    widest = Math.max(widest, intAt(start, gate + 1) - intAt(start, gate));
  }
  return widest;
}
