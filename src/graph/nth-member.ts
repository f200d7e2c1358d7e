import { type Instants, instantAt } from './instants.ts';
import { intAt } from './integers.ts';
import type { Topology } from './topology.ts';

/** Which member of a group is asked for. */
export interface MemberChoice {
  readonly group: number;
  /** From 0. */
  readonly place: number;
  /** Room for as many edges as the group has. */
  readonly room: Int32Array;
}

/**
 * The edge to the member of a group that comes at a place in the order of `keys`, then of ids: by Hoare's quickselect, whose
 * cost is on average that of a few looks at each member.
 */
export function nthMember(topology: Topology, keys: Instants, choice: MemberChoice): number {
  const { group, place, room } = choice;
  const start = intAt(topology.outStart, group);
  let low = 0;
  let high = intAt(topology.outStart, group + 1) - start - 1;
  for (let index = 0; index <= high; index += 1) {
    room[index] = start + index;
  }
  while (low < high) {
    const middle = partition(topology, keys, { room, low, high });
    if (middle === place) {
      break;
    }
    if (place < middle) {
      high = middle - 1;
    } else {
      low = middle + 1;
    }
  }
  return intAt(room, place);
}

/** Edges in a row, from one place to another. */
interface Stretch {
  readonly room: Int32Array;
  readonly low: number;
  readonly high: number;
}

/** Puts the edges before one of them first, and answers where that one has come to stand. */
function partition(topology: Topology, keys: Instants, { room, low, high }: Stretch): number {
  swap(room, (low + high) >> 1, high);
  const pivot = intAt(room, high);
  let middle = low;
  for (let index = low; index < high; index += 1) {
    if (isBefore(topology, keys, intAt(room, index), pivot)) {
      swap(room, index, middle);
      middle += 1;
    }
  }
  swap(room, middle, high);
  return middle;
}

function swap(room: Int32Array, a: number, b: number): void {
  const edge = intAt(room, a);
  room[a] = intAt(room, b);
  room[b] = edge;
}

function isBefore(topology: Topology, keys: Instants, a: number, b: number): boolean {
  const nodeA = intAt(topology.to, a);
  const nodeB = intAt(topology.to, b);
  const keyA = instantAt(keys, nodeA);
  const keyB = instantAt(keys, nodeB);
  if (keyA !== keyB) {
    return keyA < keyB;
  }
  const ranks = intAt(topology.rank, nodeA) - intAt(topology.rank, nodeB);
  return ranks < 0 || (ranks === 0 && a < b);
}
