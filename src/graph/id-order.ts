import { compareText } from '../model/order.ts';
import { intAt } from './integers.ts';

/** Finds nodes by id. */
export interface NodeById {
  /** The node of an id, undefined where there is none. Of equal ids the last one. */
  readonly get: (id: string) => number | undefined;
}

/** The order of ids, and a way to find them. */
export interface IdOrder {
  /** The place of each node. Of equal ids the first comes first. */
  readonly rank: Int32Array;
  readonly nodeById: NodeById;
}

/**
 * The order of the ids of systems, and of the groups behind them. A model lists both by id, so that merging is all there is to
 * do, and a search by halves in each list needs no table of its own. Lists in another order are sorted.
 */
export function idOrderOf(ids: readonly string[], systemCount: number): IdOrder {
  if (isSortedWithin(ids, 0, systemCount) && isSortedWithin(ids, systemCount)) {
    return {
      rank: ranksOf(merged(ids, systemCount)),
      nodeById: {
        get: (id) => find(ids, id, systemCount, ids.length) ?? find(ids, id, 0, systemCount),
      },
    };
  }
  const order = sorted(ids);
  const inOrder = Array.from(order, (node) => idAt(ids, node));
  return {
    rank: ranksOf(order),
    nodeById: {
      get: (id) => {
        const place = find(inOrder, id, 0, inOrder.length);
        return place === undefined ? undefined : order[place];
      },
    },
  };
}

/** The last place of an id in a sorted part of a list. */
function find(ids: readonly string[], id: string, from: number, to: number): number | undefined {
  let first = from;
  let end = to;
  while (first < end) {
    const middle = (first + end) >>> 1;
    if (idAt(ids, middle) <= id) {
      first = middle + 1;
    } else {
      end = middle;
    }
  }
  return first > from && ids[first - 1] === id ? first - 1 : undefined;
}

function ranksOf(order: Int32Array): Int32Array {
  const rank = new Int32Array(order.length);
  for (let place = 0; place < order.length; place += 1) {
    rank[intAt(order, place)] = place;
  }
  return rank;
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
