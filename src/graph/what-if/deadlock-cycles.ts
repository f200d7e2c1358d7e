import { takesDown } from '../cycles.ts';
import { intAt } from '../integers.ts';
import { at, edgesFrom, isGroup, membership, type Topology } from '../topology.ts';
import type { Grounded } from './grounded.ts';

/** Edges looked at per deadlock to find a circle shorter than the first one. */
const budget = 1_000_000;

/**
 * One circle for each deadlock: around a group with members to spare, the shortest as far as a bounded search can tell, then the one
 * around the group with the smallest id. Each begins with that group and follows what is needed; they are sorted.
 */
export function deadlockCycles(
  topology: Topology,
  { graph, deadlocks }: Pick<Grounded, 'graph' | 'deadlocks'>,
): readonly (readonly string[])[] {
  const isInside = new Uint8Array(topology.ids.length);
  const rankOf = (node: number): number => intAt(topology.rank, node);
  return deadlocks
    .map((components) => {
      const nodes: number[] = [];
      for (const component of components) {
        const end = intAt(graph.memberStart, component + 1);
        nodes.push(...graph.members.subarray(intAt(graph.memberStart, component), end));
      }
      nodes.sort((a, b) => rankOf(a) - rankOf(b));
      for (const node of nodes) {
        isInside[node] = 1;
      }
      return shortestOf(topology, isInside, nodes);
    })
    .map((cycle) => cycle.map((node) => topology.ids[node] ?? ''))
    .sort(
      (a, b) =>
        rankOf(topology.nodeById.get(a[0] ?? '') ?? 0) -
        rankOf(topology.nodeById.get(b[0] ?? '') ?? 0),
    );
}

function shortestOf(
  topology: Topology,
  isInside: Uint8Array,
  nodes: readonly number[],
): readonly number[] {
  let shortest: readonly number[] = [];
  let looks = 0;
  for (const node of nodes) {
    if (isGroup(topology, node) && looks <= budget) {
      const found = circleThrough(topology, isInside, node);
      looks += found.looks;
      const isShorter = shortest.length === 0 || found.circle.length < shortest.length;
      shortest = found.circle.length > 0 && isShorter ? found.circle : shortest;
    }
  }
  for (const node of nodes) {
    isInside[node] = 0;
  }
  return shortest;
}

interface Found {
  /** Empty where there is none. */
  readonly circle: readonly number[];
  readonly looks: number;
}

/** The shortest circle through a node that stays inside, breadth first. */
function circleThrough(topology: Topology, isInside: Uint8Array, first: number): Found {
  const before = new Map<number, number>();
  const queue = [first];
  let looks = 0;
  // Grows while it is walked.
  for (const node of queue) {
    for (const edge of edgesFrom(topology, node)) {
      const target = at(topology.to, edge);
      looks += 1;
      if (at(isInside, target) === 0 || !isNeeded(topology, edge)) {
        continue;
      }
      if (target === first) {
        return { circle: pathTo(node, first, before), looks };
      }
      if (!before.has(target)) {
        before.set(target, node);
        queue.push(target);
      }
    }
  }
  return { circle: [], looks };
}

/** Whether the end of an edge is waited for: always, or as one of several. */
function isNeeded(topology: Topology, edge: number): boolean {
  return at(topology.kind, edge) === membership || takesDown(topology, edge);
}

function pathTo(
  end: number,
  first: number,
  before: ReadonlyMap<number, number>,
): readonly number[] {
  const path: number[] = [];
  for (let node: number | undefined = end; node !== undefined && node !== first; ) {
    path.push(node);
    node = before.get(node);
  }
  return [first, ...path.reverse()];
}
