import { takesDown } from '../cycles.ts';
import { byteAt, intAt } from '../integers.ts';
import { spareOf, type Topology } from '../topology.ts';

/** How many single systems are told for a group: all of them would cost the square of a large one. */
const toldMax = 5;

/** Something whose failure takes down more members of a group than it can spare. */
export interface SharedDependency {
  readonly group: number;
  readonly node: number;
  /** The members that it takes down, by rank; itself, where it is one. */
  readonly members: readonly number[];
}

export interface SharedDependencies {
  /**
   * By group and then by node, in the order of ids: of each group the nearest five. What is only needed by another one of the
   * same group is left out.
   */
  readonly found: readonly SharedDependency[];
  /** Groups that were not looked at, by rank, because the budget was used up. */
  readonly left: readonly number[];
}

/**
 * What the redundant members of groups have in common: single systems that more members need than the group can spare, over
 * dependencies that suffice by themselves. `isUnit` is 1 for each node that can fail by itself. A redundant group that members
 * need is not looked behind: it has answers of its own. Looks at no more than about `looksMax` edges.
 */
export function sharedDependencies(
  topology: Topology,
  isUnit: Uint8Array,
  looksMax = Number.POSITIVE_INFINITY,
): SharedDependencies {
  const needs = whatIsNeeded(topology);
  const rankOf = (node: number): number => intAt(topology.rank, node);
  const groups = [...topology.groups.keys()]
    .map((index) => topology.systems.length + index)
    .filter((group) => spareOf(topology, group) > 0)
    .sort((a, b) => rankOf(a) - rankOf(b));
  const count = new Int32Array(topology.ids.length);
  const steps = new Int32Array(topology.ids.length);
  const found: SharedDependency[] = [];
  let done = 0;
  for (; done < groups.length && needs.looks() < looksMax; done += 1) {
    const group = groups[done] ?? 0;
    const members = membersOf(topology, group);
    const touched: number[] = [];
    for (const member of members) {
      for (const node of needs.of(member)) {
        if (intAt(count, node) === 0) {
          touched.push(node);
        }
        count[node] = intAt(count, node) + 1;
        steps[node] = intAt(steps, node) + needs.steps(node);
      }
    }
    const shared = touched
      .filter((node) => byteAt(isUnit, node) === 1 && intAt(count, node) > spareOf(topology, group))
      .sort((a, b) => intAt(steps, a) - intAt(steps, b) || rankOf(a) - rankOf(b));
    const nearest = nearestOf(needs, shared).toSorted((a, b) => rankOf(a) - rankOf(b));
    found.push(...takenBy(needs, nearest, { group, members }));
    for (const node of touched) {
      count[node] = 0;
      steps[node] = 0;
    }
  }
  return { found, left: groups.slice(done) };
}

/** Those of some nodes, nearest first, that no nearer one needs, as many as are told. */
function nearestOf(needs: Needs, shared: readonly number[]): readonly number[] {
  const behind = new Set<number>();
  const nearest: number[] = [];
  for (const node of shared) {
    if (nearest.length < toldMax && !behind.has(node)) {
      nearest.push(node);
      for (const needed of needs.of(node)) {
        behind.add(needed);
      }
    }
  }
  return nearest;
}

interface Taken extends SharedDependency {
  readonly members: number[];
}

/** Which members need each of some nodes. */
function takenBy(
  needs: Needs,
  nodes: readonly number[],
  { group, members }: { readonly group: number; readonly members: readonly number[] },
): readonly SharedDependency[] {
  const taken = nodes.map((node): Taken => ({ group, node, members: [] }));
  for (const member of taken.length === 0 ? [] : members) {
    needs.of(member);
    for (const one of taken) {
      if (needs.isMet(one.node)) {
        one.members.push(member);
      }
    }
  }
  return taken;
}

function membersOf(topology: Topology, group: number): readonly number[] {
  const members = topology.to.subarray(
    intAt(topology.outStart, group),
    intAt(topology.outStart, group + 1),
  );
  return [...new Set(members)].sort((a, b) => intAt(topology.rank, a) - intAt(topology.rank, b));
}

interface Needs {
  /** What a node cannot do without, itself first, nearest first. */
  readonly of: (node: number) => readonly number[];
  /** Whether a node is in the last answer. */
  readonly isMet: (node: number) => boolean;
  /** How many edges it is to a node of the last answer. */
  readonly steps: (node: number) => number;
  /** How many edges have been looked at in all. */
  readonly looks: () => number;
}

function whatIsNeeded(topology: Topology): Needs {
  const { outStart, to, ids } = topology;
  const seenBy = new Int32Array(ids.length);
  const stepsTo = new Int32Array(ids.length);
  let walk = 0;
  let looks = 0;
  return {
    looks: () => looks,
    isMet: (node) => intAt(seenBy, node) === walk,
    steps: (node) => intAt(stepsTo, node),
    of: (first) => {
      walk += 1;
      const queue = [first];
      seenBy[first] = walk;
      stepsTo[first] = 0;
      // Grows while it is walked.
      for (const node of queue) {
        const end = intAt(outStart, node + 1);
        looks += 1 + end - intAt(outStart, node);
        for (let edge = intAt(outStart, node); edge < end; edge += 1) {
          const target = intAt(to, edge);
          if (intAt(seenBy, target) !== walk && takesDown(topology, edge)) {
            seenBy[target] = walk;
            stepsTo[target] = intAt(stepsTo, node) + 1;
            queue.push(target);
          }
        }
      }
      return queue;
    },
  };
}

/** The edges over which one node needs another: the fewest, ties by the order of edges. Empty where it does not. */
export function pathOfNeeds(topology: Topology, from: number, to: number): readonly number[] {
  const through = new Map<number, number>();
  const queue = [from];
  for (const node of queue) {
    const end = intAt(topology.outStart, node + 1);
    for (let edge = intAt(topology.outStart, node); edge < end; edge += 1) {
      const target = intAt(topology.to, edge);
      if (target !== from && !through.has(target) && takesDown(topology, edge)) {
        through.set(target, edge);
        queue.push(target);
      }
    }
    if (through.has(to)) {
      break;
    }
  }
  const path: number[] = [];
  for (let edge = through.get(to); edge !== undefined; ) {
    path.push(edge);
    edge = through.get(intAt(topology.from, edge));
  }
  return path.reverse();
}
