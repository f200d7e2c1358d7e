import type { FailureOrder } from './failure-order.ts';
import { accumulate, intAt } from './integers.ts';

/** How many integers, side by side, hold the failures of one batch: a bit for each. */
export const wordCount = 8;

/** How many failures are worked out at a time. */
export const batchSize = 32 * wordCount;

/** Failures of single components, many at a time. */
export interface FailureBatch {
  /** Lets each of the positions, at most `batchSize`, fail by itself. */
  readonly fail: (positions: Int32Array) => void;
  /** For each position `wordCount` integers: bits of the failures, in the order they were given in, in which it fails. */
  readonly rows: Int32Array;
  /** By position, 1 where it fails in any of the failures. */
  readonly isHit: Uint8Array;
  /** The first position at which something fails. */
  readonly first: () => number;
}

/**
 * What fails pushes its bits to what it takes down. All that pushes to a position stands before it, so that every edge is looked
 * at once for `batchSize` failures. Around a knot bits that are new are pushed until there are none.
 */
export function failureBatch(failures: FailureOrder): FailureBatch {
  const { start, to, threshold, knotOf, knotStart } = failures;
  const count = threshold.length;
  const losses = lossesOf(failures);
  const rows = new Int32Array(count * wordCount);
  const pushed = new Int32Array(count * wordCount);
  const isHit = new Uint8Array(count);
  const fresh = new Int32Array(wordCount);
  let first = count;

  /** Pushes the failures of a position that it has not pushed yet; whether there are any. */
  const push = (position: number): boolean => {
    if (intAt(threshold, position) > 1) {
      losses.addUp(position, rows);
    }
    let news = 0;
    for (let word = 0; word < wordCount; word += 1) {
      const place = position * wordCount + word;
      const bits = intAt(rows, place) & ~intAt(pushed, place);
      fresh[word] = bits;
      pushed[place] = intAt(rows, place);
      news |= bits;
    }
    if (news === 0) {
      return false;
    }
    isHit[position] = 1;
    const end = intAt(start, position + 1);
    for (let edge = intAt(start, position); edge < end; edge += 1) {
      const target = intAt(to, edge);
      if (intAt(threshold, target) > 1) {
        losses.add(target, fresh);
      } else {
        merge(rows, target, fresh);
      }
    }
    return true;
  };
  /** Pushes from a run of positions until nothing is new in it. */
  const settle = (begin: number, end: number): void => {
    for (let isChanged = true; isChanged; ) {
      isChanged = false;
      for (let position = begin; position < end; position += 1) {
        isChanged = push(position) || isChanged;
      }
      isChanged &&= end - begin > 1;
    }
  };

  return {
    rows,
    isHit,
    first: () => first,
    fail: (positions) => {
      rows.fill(0, first * wordCount);
      pushed.fill(0, first * wordCount);
      isHit.fill(0, first);
      losses.clear(first);
      first = count;
      for (let bit = 0; bit < positions.length; bit += 1) {
        const position = intAt(positions, bit);
        const place = position * wordCount + (bit >>> 5);
        rows[place] = intAt(rows, place) | (1 << (bit & 31));
        first = Math.min(first, position);
      }
      if (first === count) {
        return;
      }
      for (let knot = intAt(knotOf, first); knot + 1 < knotStart.length; knot += 1) {
        settle(intAt(knotStart, knot), intAt(knotStart, knot + 1));
      }
      first = intAt(knotStart, intAt(knotOf, first));
    },
  };
}

function merge(rows: Int32Array, target: number, fresh: Int32Array): void {
  for (let word = 0; word < wordCount; word += 1) {
    const place = target * wordCount + word;
    rows[place] = intAt(rows, place) | intAt(fresh, word);
  }
}

/** The losses of what needs several to fail. */
interface Losses {
  readonly clear: (first: number) => void;
  /** Adds one loss to a position in each of some failures. */
  readonly add: (position: number, failures: Int32Array) => void;
  /** Lets a position fail wherever its losses have reached its threshold. */
  readonly addUp: (position: number, rows: Int32Array) => void;
}

/** Counts in binary: for each digit a plane of bits, one for each failure. */
function lossesOf(failures: FailureOrder): Losses {
  const { threshold } = failures;
  const planeStart = planeStartsOf(failures);
  const planes = new Int32Array(intAt(planeStart, threshold.length) * wordCount);
  return {
    clear: (first) => {
      planes.fill(0, intAt(planeStart, first) * wordCount);
    },
    add: (position, failing) => {
      const begin = intAt(planeStart, position) * wordCount;
      const end = intAt(planeStart, position + 1) * wordCount;
      for (let word = 0; word < wordCount; word += 1) {
        let carry = intAt(failing, word);
        for (let place = begin + word; carry !== 0 && place < end; place += wordCount) {
          const digit = intAt(planes, place);
          planes[place] = digit ^ carry;
          carry &= digit;
        }
      }
    },
    addUp: (position, rows) => {
      const begin = intAt(planeStart, position);
      const needed = intAt(threshold, position);
      for (let word = 0; word < wordCount; word += 1) {
        let isMore = 0;
        let isEqual = -1;
        for (let plane = intAt(planeStart, position + 1) - 1; plane >= begin; plane -= 1) {
          const digit = intAt(planes, plane * wordCount + word);
          const isSet = (needed >>> (plane - begin)) & 1;
          isMore |= isSet === 1 ? 0 : isEqual & digit;
          isEqual &= isSet === 1 ? digit : ~digit;
        }
        const place = position * wordCount + word;
        rows[place] = intAt(rows, place) | isMore | isEqual;
      }
    },
  };
}

/** By position, where its planes begin: as many as the digits of all the losses that it can have, or needs. */
function planeStartsOf({ to, threshold }: FailureOrder): Int32Array {
  const most = threshold.slice();
  const losses = new Int32Array(threshold.length);
  for (const target of to) {
    losses[target] = intAt(losses, target) + 1;
    most[target] = Math.max(intAt(most, target), intAt(losses, target));
  }
  const starts = new Int32Array(threshold.length + 1);
  for (let position = 0; position < threshold.length; position += 1) {
    const isCounted = intAt(threshold, position) > 1;
    starts[position + 1] = isCounted ? 32 - Math.clz32(intAt(most, position)) : 0;
  }
  accumulate(starts);
  return starts;
}
