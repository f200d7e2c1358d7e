import { byteAt, intAt } from '../integers.ts';
import { type Arcs, type ArcsByNode, arcsOut } from './arcs.ts';

/**
 * The cheapest arc that lies on every cycle, of equal ones the first; undefined where there is none, or none was found before
 * `looks` arcs had been looked at. An arc on every cycle is on the first one that is found; each cycle that is left without the cheapest
 * candidate rules out those that are not on it.
 */
export function arcOnEveryCycle(arcs: Arcs, looks: number): number | undefined {
  const cycleWithout = cycleFinder(arcs);
  const first = cycleWithout(-1);
  let candidates = [...first.cycle].sort(
    (a, b) => (arcs.cost[a] ?? 0) - (arcs.cost[b] ?? 0) || a - b,
  );
  let spent = first.looks;
  for (let arc = candidates[0]; arc !== undefined && spent < looks; arc = candidates[0]) {
    const other = cycleWithout(arc);
    spent += other.looks;
    if (other.cycle.length === 0) {
      return arc;
    }
    const isOn = new Set(other.cycle);
    candidates = candidates.filter((candidate) => isOn.has(candidate));
  }
  return undefined;
}

interface Found {
  /** Arcs of a cycle; empty where there is none. */
  readonly cycle: readonly number[];
  readonly looks: number;
}

/** Whether the arcs have no cycle but for some that are cut. */
export function isAcyclic(arcs: Arcs, isCut: Uint8Array, out: ArcsByNode): boolean {
  const degree = new Int32Array(arcs.nodeCount);
  for (let arc = 0; arc < arcs.to.length; arc += 1) {
    if (byteAt(isCut, arc) === 0) {
      const to = intAt(arcs.to, arc);
      degree[to] = intAt(degree, to) + 1;
    }
  }
  const free = new Int32Array(arcs.nodeCount);
  let freeCount = 0;
  for (let node = 0; node < arcs.nodeCount; node += 1) {
    if (intAt(degree, node) === 0) {
      free[freeCount] = node;
      freeCount += 1;
    }
  }
  for (let place = 0; place < freeCount; place += 1) {
    const node = intAt(free, place);
    const end = intAt(out.start, node + 1);
    for (let index = intAt(out.start, node); index < end; index += 1) {
      const arc = intAt(out.items, index);
      if (byteAt(isCut, arc) === 1) {
        continue;
      }
      const to = intAt(arcs.to, arc);
      degree[to] = intAt(degree, to) - 1;
      if (intAt(degree, to) === 0) {
        free[freeCount] = to;
        freeCount += 1;
      }
    }
  }
  return freeCount === arcs.nodeCount;
}

const open = 1;
const done = 2;

/** Finds a cycle that does without one arc: a walk in depth along a path, until it meets the path again. */
function cycleFinder(arcs: Arcs): (without: number) => Found {
  const { nodeCount, to } = arcs;
  const out = arcsOut(arcs);
  const state = new Uint8Array(nodeCount);
  const next = new Int32Array(nodeCount);
  const path = new Int32Array(nodeCount);
  /** By place on the path, the arc that leads on. */
  const pathArcs = new Int32Array(nodeCount);
  let looks = 0;

  return (without) => {
    state.fill(0);
    next.set(out.start.subarray(0, nodeCount));
    looks = nodeCount;
    for (let first = 0; first < nodeCount; first += 1) {
      const cycle = byteAt(state, first) === 0 ? cycleFrom(first, without) : undefined;
      if (cycle !== undefined) {
        return { cycle, looks };
      }
    }
    return { cycle: [], looks };
  };

  /** A cycle among what is reached from a node; everything on the way is done when there is none. */
  function cycleFrom(first: number, without: number): readonly number[] | undefined {
    path[0] = first;
    state[first] = open;
    for (let depth = 0; depth >= 0; ) {
      const node = intAt(path, depth);
      const arc = nextArc(node, without);
      if (arc < 0) {
        state[node] = done;
        depth -= 1;
        continue;
      }
      const target = intAt(to, arc);
      pathArcs[depth] = arc;
      if (byteAt(state, target) === open) {
        const start = path.subarray(0, depth + 1).indexOf(target);
        return [...pathArcs.subarray(start, depth + 1)];
      }
      depth += 1;
      path[depth] = target;
      state[target] = open;
    }
    return undefined;
  }

  /** The next arc of a node to something that is not done; -1 where there is none. */
  function nextArc(node: number, without: number): number {
    const end = intAt(out.start, node + 1);
    for (let index = intAt(next, node); index < end; index += 1) {
      looks += 1;
      const arc = intAt(out.items, index);
      if (arc !== without && byteAt(state, intAt(to, arc)) !== done) {
        next[node] = index + 1;
        return arc;
      }
    }
    next[node] = end;
    return -1;
  }
}
