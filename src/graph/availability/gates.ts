import { type Adjacency, componentsOfAdjacency } from '../components.ts';
import type { FaultTree } from '../fault-tree/fault-tree.ts';
import { byteAt, intAt, sortedByNumber } from '../integers.ts';
import { reachedFrom } from '../reached-from.ts';

/**
 * When the top fails, as a graph of gates over events that are independent of each other. A gate fails when the losses that
 * its failed inputs mean reach its threshold; an event has no inputs, and a threshold of 0. Inputs have smaller numbers than
 * what they take down, but for those inside of a knot, where the least fixpoint holds.
 */
export interface Gates extends Adjacency {
  readonly top: number;
  readonly threshold: Int32Array;
  /** By edge, from a gate to an input: how many losses the input means, at most the threshold. */
  readonly losses: Int32Array;
  /** By node: which event it is, -1 for a gate. */
  readonly event: Int32Array;
  /** Bounds of the knots, which are runs of nodes. */
  readonly knotStart: Int32Array;
}

/** The same function in terms of what one node means for others. */
export interface Users {
  /** By node, where its users begin; one longer than there are nodes. */
  readonly start: Int32Array;
  /** Gates. */
  readonly to: Int32Array;
  readonly losses: Int32Array;
}

/** What is known of an event. */
export const fate = { never: 0, may: 1, certain: 2 } as const;

/** The gates of a fault tree; each of its units is an event of the same number. */
export function gatesOf(tree: FaultTree, unitCount: number): Gates {
  const positions = tree.threshold.length;
  const nodeCount = unitCount + positions;
  const start = new Int32Array(nodeCount + 1);
  const to = new Int32Array(tree.units.length + tree.inputs.length);
  const losses = new Int32Array(to.length);
  let edges = 0;
  for (let position = 0; position < positions; position += 1) {
    const units = tree.units.subarray(tree.unitStart[position], tree.unitStart[position + 1]);
    to.set(units, edges);
    losses.fill(intAt(tree.threshold, position), edges, edges + units.length);
    edges += units.length;
    const end = intAt(tree.inputStart, position + 1);
    for (let place = intAt(tree.inputStart, position); place < end; place += 1) {
      to[edges] = unitCount + intAt(tree.inputs, place);
      losses[edges] = intAt(tree.losses, place);
      edges += 1;
    }
    start[unitCount + position + 1] = edges;
  }
  const threshold = new Int32Array(nodeCount);
  threshold.set(tree.threshold, unitCount);
  const event = new Int32Array(nodeCount).fill(-1);
  for (let unit = 0; unit < unitCount; unit += 1) {
    event[unit] = unit;
  }
  const knotStart = new Int32Array(unitCount + tree.knotStart.length);
  for (let knot = 0; knot < knotStart.length; knot += 1) {
    knotStart[knot] = knot < unitCount ? knot : unitCount + intAt(tree.knotStart, knot - unitCount);
  }
  return { top: unitCount + tree.target, start, to, losses, threshold, event, knotStart };
}

export function usersOf({ start, to, losses, threshold }: Gates): Users {
  const { items, start: userStart } = sortedByNumber(to, threshold.length);
  const from = new Int32Array(to.length);
  for (let node = 0; node < threshold.length; node += 1) {
    from.fill(node, intAt(start, node), intAt(start, node + 1));
  }
  return {
    start: userStart,
    to: items.map((edge) => intAt(from, edge)),
    losses: items.map((edge) => intAt(losses, edge)),
  };
}

/** Whether each input of a gate means one loss. */
export function hasSingleLosses({ start, losses }: Gates, gate: number): boolean {
  return losses.subarray(start[gate], start[gate + 1]).every((each) => each === 1);
}

/** By node, 1 where it fails when the events whose fate is at least `least` do. */
function failingAt(gates: Gates, users: Users, fates: Uint8Array, least: number): Uint8Array {
  const { threshold, event } = gates;
  const isFailing = new Uint8Array(threshold.length);
  const lost = new Int32Array(threshold.length);
  const queue = new Int32Array(threshold.length);
  let length = 0;
  for (let node = 0; node < threshold.length; node += 1) {
    const its = intAt(event, node);
    if (its >= 0 && byteAt(fates, its) >= least) {
      isFailing[node] = 1;
      queue[length] = node;
      length += 1;
    }
  }
  for (let next = 0; next < length; next += 1) {
    const node = intAt(queue, next);
    const end = intAt(users.start, node + 1);
    for (let place = intAt(users.start, node); place < end; place += 1) {
      const user = intAt(users.to, place);
      const loss = intAt(lost, user) + intAt(users.losses, place);
      lost[user] = loss;
      if (loss >= intAt(threshold, user) && byteAt(isFailing, user) === 0) {
        isFailing[user] = 1;
        queue[length] = user;
        length += 1;
      }
    }
  }
  return isFailing;
}

/**
 * What is left of gates when some events never fail and some are certain to: only what may still go either way, and matters
 * to the top. A truth value where the top cannot go either way. The cost grows with nodes and edges.
 */
export function pruned(gates: Gates, fates: Uint8Array): Gates | boolean {
  const users = usersOf(gates);
  const mayFail = failingAt(gates, users, fates, fate.may);
  const isFailed = failingAt(gates, users, fates, fate.certain);
  if (byteAt(mayFail, gates.top) === 0) {
    return false;
  }
  if (byteAt(isFailed, gates.top) === 1) {
    return true;
  }
  const isOpen = mayFail.map((may, node) => may & ~byteAt(isFailed, node));
  return ordered(gates, openParts(gates, isOpen, isFailed));
}

/** A part of gates by itself: some gates, of which one is the top. What they use besides each other are events of its number. */
export function partOf(gates: Gates, top: number, inside: Int32Array): Gates {
  const count = gates.threshold.length;
  const event = Int32Array.from({ length: count }, (_, node) => node);
  for (const gate of inside) {
    event[gate] = -1;
  }
  const isInside = Uint8Array.from(event, (each) => Number(each < 0));
  const all = new Uint8Array(count).fill(1);
  return ordered({ top, event }, openParts(gates, all, new Uint8Array(count), isInside));
}

/** Gates whose nodes are not in order yet, and some of which do not matter. */
interface Parts extends Adjacency {
  readonly threshold: Int32Array;
  readonly losses: Int32Array;
}

/** Thresholds less what is lost for certain, and the inputs that may go either way, of those gates that are to have any. */
function openParts(
  gates: Gates,
  isOpen: Uint8Array,
  isFailed: Uint8Array,
  hasInputs: Uint8Array = isOpen,
): Parts {
  const threshold = gates.threshold.slice();
  const start = new Int32Array(gates.start.length);
  const to = new Int32Array(gates.to.length);
  const losses = new Int32Array(to.length);
  let kept = 0;
  for (let node = 0; node < threshold.length; node += 1) {
    const begin = intAt(gates.start, node);
    const end = byteAt(hasInputs, node) === 1 ? intAt(gates.start, node + 1) : begin;
    for (let edge = begin; edge < end; edge += 1) {
      if (byteAt(isFailed, intAt(gates.to, edge)) === 1) {
        threshold[node] = intAt(threshold, node) - intAt(gates.losses, edge);
      }
    }
    for (let edge = begin; edge < end; edge += 1) {
      const input = intAt(gates.to, edge);
      if (byteAt(isOpen, input) === 1) {
        to[kept] = input;
        losses[kept] = Math.min(intAt(gates.losses, edge), intAt(threshold, node));
        kept += 1;
      }
    }
    start[node + 1] = kept;
  }
  return { start, to: to.slice(0, kept), losses, threshold };
}

/** The nodes that the top needs, renumbered so that inputs come first. */
function ordered(gates: Pick<Gates, 'top' | 'event'>, parts: Parts): Gates {
  const reached = reachedFrom(parts, gates.top);
  const local = new Int32Array(parts.threshold.length).fill(-1);
  for (const [index, node] of reached.entries()) {
    local[node] = index;
  }
  const byReach = renumbered(parts, reached, local);
  const { of, count } = componentsOfAdjacency(byReach);
  const { items, start: knotStart } = sortedByNumber(of, count);
  const nodes = items.map((index) => reached[index] ?? 0);
  for (const [index, node] of nodes.entries()) {
    local[node] = index;
  }
  return {
    ...renumbered(parts, nodes, local),
    top: intAt(local, gates.top),
    threshold: nodes.map((node) => intAt(parts.threshold, node)),
    event: nodes.map((node) => intAt(gates.event, node)),
    knotStart,
  };
}

function renumbered(
  parts: Parts,
  nodes: Int32Array | readonly number[],
  local: Int32Array,
): Pick<Gates, 'start' | 'to' | 'losses'> {
  const start = new Int32Array(nodes.length + 1);
  const to = new Int32Array(parts.to.length);
  const losses = new Int32Array(parts.to.length);
  let edges = 0;
  for (const [index, node] of nodes.entries()) {
    const end = intAt(parts.start, node + 1);
    for (let edge = intAt(parts.start, node); edge < end; edge += 1) {
      to[edges] = intAt(local, intAt(parts.to, edge));
      losses[edges] = intAt(parts.losses, edge);
      edges += 1;
    }
    start[index + 1] = edges;
  }
  return { start, to: to.slice(0, edges), losses: losses.slice(0, edges) };
}
