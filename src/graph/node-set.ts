/** A set of nodes that is emptied at once, whatever is in it. Listed in the order in which they were added. */
export interface NodeSet {
  readonly nodes: Int32Array;
  count: number;
  /** By node: number of the round in which it was added last. */
  readonly stamp: Int32Array;
  round: number;
}

export function emptyNodeSet(nodeCount: number): NodeSet {
  return {
    nodes: new Int32Array(nodeCount),
    count: 0,
    stamp: new Int32Array(nodeCount),
    round: 1,
  };
}

export function clear(set: NodeSet): void {
  set.count = 0;
  set.round += 1;
}

export function has(set: NodeSet, node: number): boolean {
  return set.stamp[node] === set.round;
}

/** Whether it was not in the set yet. */
export function add(set: NodeSet, node: number): boolean {
  if (set.stamp[node] === set.round) {
    return false;
  }
  set.stamp[node] = set.round;
  set.nodes[set.count] = node;
  set.count += 1;
  return true;
}

/** The nodes of a set, ascending. */
export function sorted({ nodes, count, stamp, round }: NodeSet): Int32Array {
  const found = nodes.slice(0, count);
  if (count * 16 < stamp.length) {
    return found.sort();
  }
  let place = 0;
  for (let node = 0; node < stamp.length; node += 1) {
    if (stamp[node] === round) {
      found[place] = node;
      place += 1;
    }
  }
  return found;
}
