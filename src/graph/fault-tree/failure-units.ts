import { sortedByNumber } from '../integers.ts';
import type { Topology } from '../topology.ts';

/** What fails in one piece: each unit takes its systems down together. */
export interface FailureUnits {
  /** Sorted. The number of a unit is its place here. */
  readonly ids: readonly string[];
  /** By unit, where its systems begin; one longer than there are units. */
  readonly start: Int32Array;
  /** Nodes of systems. */
  readonly systems: Int32Array;
}

/** A unit before it has a number. */
export interface NamedUnit {
  readonly id: string;
  /** Nodes of systems; of a system that is named twice the second time counts for nothing. */
  readonly systems: readonly number[];
}

/** Units in the order in which they are given, which is that of their ids. */
export function failureUnitsOf(named: readonly NamedUnit[]): FailureUnits {
  const start = new Int32Array(named.length + 1);
  const systems: number[] = [];
  for (const [unit, one] of named.entries()) {
    for (const system of new Set(one.systems)) {
      systems.push(system);
    }
    start[unit + 1] = systems.length;
  }
  return { ids: named.map(({ id }) => id), start, systems: Int32Array.from(systems) };
}

/** Every system by itself, but those that have no failure of their own. */
export function systemUnits(
  topology: Topology,
  hasFailure: (system: number) => boolean,
): FailureUnits {
  const byRank = sortedByNumber(topology.rank, topology.ids.length).items;
  const systems = byRank.filter((node) => node < topology.systems.length && hasFailure(node));
  return {
    ids: Array.from(systems, (node) => topology.ids[node] ?? ''),
    start: Int32Array.from({ length: systems.length + 1 }, (_, unit) => unit),
    systems,
  };
}
