import { at, type Topology } from './topology.ts';

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
export function nthMember(topology: Topology, keys: Float64Array, choice: MemberChoice): number {
  const { group, place, room } = choice;
  const start = at(topology.outStart, group);
  let low = 0;
  let high = at(topology.outStart, group + 1) - start - 1;
  for (let index = 0; index <= high; index += 1) {
    room[index] = start + index;
  }
  while (low < high) {
    const middle = partition(topology, keys, room.subarray(low, high + 1)) + low;
    if (middle === place) {
      break;
    }
    if (place < middle) {
      high = middle - 1;
    } else {
      low = middle + 1;
    }
  }
  return at(room, place);
}

/** Puts the edges before one of them first, and answers where that one has come to stand. */
function partition(topology: Topology, keys: Float64Array, edges: Int32Array): number {
  const last = edges.length - 1;
  swap(edges, edges.length >> 1, last);
  const pivot = at(edges, last);
  let middle = 0;
  for (let index = 0; index < last; index += 1) {
    if (isBefore(topology, keys, at(edges, index), pivot)) {
      swap(edges, index, middle);
      middle += 1;
    }
  }
  swap(edges, middle, last);
  return middle;
}

function swap(edges: Int32Array, a: number, b: number): void {
  const edge = at(edges, a);
  edges[a] = at(edges, b);
  edges[b] = edge;
}

function isBefore(topology: Topology, keys: Float64Array, a: number, b: number): boolean {
  const nodeA = at(topology.to, a);
  const nodeB = at(topology.to, b);
  const keyA = keys[nodeA] ?? 0;
  const keyB = keys[nodeB] ?? 0;
  if (keyA !== keyB) {
    return keyA < keyB;
  }
  const ranks = at(topology.rank, nodeA) - at(topology.rank, nodeB);
  return ranks < 0 || (ranks === 0 && a < b);
}
