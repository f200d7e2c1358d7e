import { compareText } from '../model/order.ts';
import { intAt } from './integers.ts';

/** The nodes in the order of their ids. */
export interface IdOrder {
  /** Place of each node. */
  readonly rank: Int32Array;
  /** The node at each place. */
  readonly order: Int32Array;
}

/** Finds nodes by id. */
export interface NodeById {
  /** The node of an id, undefined where there is none. Of equal ids the last one. */
  readonly get: (id: string) => number | undefined;
}

/**
 * The order of ids. Of equal ids the first comes first. A model lists systems and groups by id, so that merging the two lists
 * is all there is to do; lists in another order are sorted.
 */
export function idOrderOf(ids: readonly string[], systemCount: number): IdOrder {
  const isSorted = isSortedWithin(ids, 0, systemCount) && isSortedWithin(ids, systemCount);
  const order = isSorted ? merged(ids, systemCount) : sorted(ids);
  const rank = new Int32Array(ids.length);
  for (let place = 0; place < order.length; place += 1) {
    rank[intAt(order, place)] = place;
  }
  return { rank, order };
}

/** A search by halves: it needs no table of its own, and no id can slow it down. */
export function nodeByIdOf(ids: readonly string[], order: Int32Array): NodeById {
  return {
    get: (id) => {
      let first = 0;
      let end = order.length;
      while (first < end) {
        const middle = (first + end) >>> 1;
        if (idAt(ids, intAt(order, middle)) <= id) {
          first = middle + 1;
        } else {
          end = middle;
        }
      }
      const node = intAt(order, first - 1);
      return first > 0 && ids[node] === id ? node : undefined;
    },
  };
}

function isSortedWithin(ids: readonly string[], start: number, end = ids.length): boolean {
  for (let node = start + 1; node < end; node += 1) {
    if (idAt(ids, node - 1) > idAt(ids, node)) {
      return false;
    }
  }
  return true;
}

function merged(ids: readonly string[], systemCount: number): Int32Array {
  const order = new Int32Array(ids.length);
  let system = 0;
  let group = systemCount;
  for (let place = 0; place < order.length; place += 1) {
    const isGroupNext =
      system === systemCount || (group < ids.length && idAt(ids, group) < idAt(ids, system));
    if (isGroupNext) {
      order[place] = group;
      group += 1;
    } else {
      order[place] = system;
      system += 1;
    }
  }
  return order;
}

function sorted(ids: readonly string[]): Int32Array {
  return Int32Array.from(ids.keys()).sort(
    (a, b) => compareText(idAt(ids, a), idAt(ids, b)) || a - b,
  );
}

function idAt(ids: readonly string[], node: number): string {
  return ids[node] ?? '';
}
