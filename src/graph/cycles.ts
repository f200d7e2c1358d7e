import { compareText } from '../model/order.ts';
import { type Components, componentsOf } from './components.ts';
import { at, edgesFrom, membership, spareOf, type Topology } from './topology.ts';

/** Edges looked at per component to find a cycle shorter than the first one. */
const budget = 1_000_000;

/**
 * One cycle for each set of systems and groups that take each other down: the shortest, as far as a bounded search of
 * large sets can tell, then the one with the smallest id. Each begins with its smallest id and follows the edges; they
 * are sorted. A system that depends on itself is no cycle. A group lies on a cycle only through a member whose loss
 * alone takes it down.
 */
export function propagatingCycles(topology: Topology): readonly (readonly string[])[] {
  const components = propagatingComponents(topology);
  return membersOfLarge(topology, components)
    .map((members) => shortestCycle(topology, components, members))
    .map((cycle) => cycle.map((node) => topology.ids[node] ?? ''))
    .sort((a, b) => compareText(a[0] ?? '', b[0] ?? ''));
}

/** For each node 1 where a propagating cycle goes through it. */
export function onPropagatingCycle(topology: Topology): Uint8Array {
  const isOn = new Uint8Array(topology.ids.length);
  for (const members of membersOfLarge(topology, propagatingComponents(topology))) {
    for (const node of members) {
      isOn[node] = 1;
    }
  }
  return isOn;
}

/** Whether two different systems or groups lie on cycles of which all take each other down: then what joins them directly does, too. */
export function onOneCycle(topology: Topology): (from: string, to: string) => boolean {
  const { of } = propagatingComponents(topology);
  return (from, to) => {
    const [a, b] = [topology.nodeById.get(from), topology.nodeById.get(to)];
    return a !== undefined && b !== undefined && a !== b && at(of, a) === at(of, b);
  };
}

/** Whether the loss of the target of an edge alone takes the other end down. */
export function takesDown(topology: Topology, edge: number): boolean {
  const kind = at(topology.kind, edge);
  return kind === membership
    ? spareOf(topology, at(topology.from, edge)) === 0
    : at(topology.propagates, kind) === 1;
}

/** What takes each other down, by node. */
export function propagatingComponents(topology: Topology): Components {
  return componentsOf(topology, (edge) => takesDown(topology, edge));
}

/** The nodes of each component of two or more, by id. */
export function membersOfLarge(
  topology: Topology,
  components: Components,
): readonly (readonly number[])[] {
  const sizes = new Int32Array(components.count);
  for (const component of components.of) {
    sizes[component] = at(sizes, component) + 1;
  }
  const members = new Map<number, number[]>();
  for (const [node, component] of components.of.entries()) {
    if (at(sizes, component) > 1) {
      const nodes = members.get(component) ?? [];
      nodes.push(node);
      members.set(component, nodes);
    }
  }
  const rankOf = (node: number): number => at(topology.rank, node);
  return [...members.values()].map((nodes) => nodes.sort((a, b) => rankOf(a) - rankOf(b)));
}

/** The nodes of the shortest cycle among members that take each other down, from the one with the smallest id. */
export function shortestCycle(
  topology: Topology,
  components: Components,
  members: readonly number[],
): readonly number[] {
  const search = searchWithin(topology, components);
  let shortest: readonly number[] = [];
  let spent = 0;
  for (const start of members) {
    const limit = shortest.length === 0 ? Number.POSITIVE_INFINITY : shortest.length;
    const { cycle, looks } = search(start, limit);
    spent += looks;
    shortest = cycle ?? shortest;
    if (spent > budget || shortest.length === 2) {
      break;
    }
  }
  const ranks = shortest.map((node) => at(topology.rank, node));
  const place = ranks.reduce(
    (least, rank, index) => (rank < (ranks[least] ?? 0) ? index : least),
    0,
  );
  return [...shortest.slice(place), ...shortest.slice(0, place)];
}

interface Search {
  /** The shortest cycle through the start, undefined where all are as long as the limit. */
  readonly cycle: readonly number[] | undefined;
  /** Edges looked at. */
  readonly looks: number;
}

/** A breadth-first search for cycles shorter than a limit that stay in the component of their start. */
function searchWithin(
  topology: Topology,
  components: Components,
): (start: number, limit: number) => Search {
  const seenBy = new Int32Array(topology.ids.length).fill(-1);
  const before = new Int32Array(topology.ids.length);
  const steps = new Int32Array(topology.ids.length);
  const nextInside = function* (node: number): Generator<number, void> {
    for (const edge of edgesFrom(topology, node)) {
      const target = at(topology.to, edge);
      if (takesDown(topology, edge) && at(components.of, target) === at(components.of, node)) {
        yield target;
      }
    }
  };

  return (start, limit) => {
    const queue = [start];
    let looks = 0;
    seenBy[start] = start;
    steps[start] = 1;
    const visit = (node: number, from: number): void => {
      const step = at(steps, from) + 1;
      if (at(seenBy, node) !== start && step < limit) {
        seenBy[node] = start;
        before[node] = from;
        steps[node] = step;
        queue.push(node);
      }
    };
    // Grows while it is walked.
    for (const node of queue) {
      for (const target of nextInside(node)) {
        looks += 1;
        if (target === start && node !== start) {
          return { cycle: pathTo(node, start, before), looks };
        }
        visit(target, node);
      }
    }
    return { cycle: undefined, looks };
  };
}

function pathTo(end: number, start: number, before: Int32Array): readonly number[] {
  const path: number[] = [];
  for (let node = end; node !== start; node = at(before, node)) {
    path.push(node);
  }
  return [start, ...path.reverse()];
}
