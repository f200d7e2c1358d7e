import { compareText } from '../model/order.ts';
import { at, edgesFrom, edgesInto, isGroup, type Topology } from './topology.ts';

/** Against the edges, to what depends on a node, or along them, to what it depends on. */
export type Direction = 'dependents' | 'dependencies';

/** Ids of all systems that need a system or group, directly or not, by any kind of dependency. Sorted, without itself. */
export function dependentsOf(topology: Topology, id: string): readonly string[] {
  return systemsAround(topology, id, 'dependents');
}

/** Ids of all systems that a system or group needs, directly or not, by any kind of dependency. Sorted, without itself. */
export function dependenciesOf(topology: Topology, id: string): readonly string[] {
  return systemsAround(topology, id, 'dependencies');
}

function systemsAround(topology: Topology, id: string, direction: Direction): readonly string[] {
  const start = topology.nodeById.get(id);
  if (start === undefined) {
    return [];
  }
  return nodesAround(topology, start, direction)
    .filter((node) => node !== start && !isGroup(topology, node))
    .map((node) => topology.ids[node] ?? '')
    .sort(compareText);
}

/** A node and what lies at most `depth` edges from it in a direction, nearest first. */
export function nodesAround(
  topology: Topology,
  start: number,
  direction: Direction,
  depth: number = Number.POSITIVE_INFINITY,
): number[] {
  const distance = new Int32Array(topology.ids.length).fill(-1);
  const found = [start];
  distance[start] = 0;
  // Grows while it is walked.
  for (const node of found) {
    if (at(distance, node) >= depth) {
      return found;
    }
    for (const next of neighborsOf(topology, node, direction)) {
      if (at(distance, next) < 0) {
        distance[next] = at(distance, node) + 1;
        found.push(next);
      }
    }
  }
  return found;
}

/** The other ends of the edges of a node in a direction. */
function neighborsOf(topology: Topology, node: number, direction: Direction): readonly number[] {
  return direction === 'dependencies'
    ? Array.from(edgesFrom(topology, node), (edge) => at(topology.to, edge))
    : Array.from(edgesInto(topology, node), (edge) => at(topology.from, edge));
}

/** Ids of the systems and groups that need any of some, directly or not, by any kind of dependency, with these themselves. */
export function dependentsIn(topology: Topology, ids: Iterable<string>): readonly string[] {
  const isFound = new Uint8Array(topology.ids.length);
  const found: number[] = [];
  const visit = (node: number | undefined): void => {
    if (node !== undefined && isFound[node] === 0) {
      isFound[node] = 1;
      found.push(node);
    }
  };
  for (const id of ids) {
    visit(topology.nodeById.get(id));
  }
  // Grows while it is walked.
  for (const node of found) {
    for (const edge of edgesInto(topology, node)) {
      visit(at(topology.from, edge));
    }
  }
  return found.map((node) => topology.ids[node] ?? '').sort(compareText);
}
