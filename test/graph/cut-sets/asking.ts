import { type CutSets, cutSetWork, nodesMaxDefault } from '../../../src/graph/cut-sets/cut-sets.ts';
import { type FailureUnits, failureUnitsOf } from '../../../src/graph/fault-tree/failure-units.ts';
import { faultTreesOf } from '../../../src/graph/fault-tree/fault-tree.ts';
import { type TopologySource, topologyOf } from '../../../src/graph/topology.ts';
import { everySystem, type OracleUnit } from '../../oracle/cut-sets.ts';

/** What is asked about a target; without anything every system fails by itself, and sets may have any order. */
export interface Asked {
  readonly units?: readonly OracleUnit[];
  readonly orderMax?: number | undefined;
  readonly nodesMax?: number;
  readonly setsMax?: number;
}

export interface Answer extends Pick<CutSets, 'isComplete' | 'completeTo' | 'counts'> {
  readonly sets: readonly (readonly string[])[];
}

/** The minimal cut sets of a system or group, in ids. */
export function cutSetsOf(source: TopologySource, target: string, asked: Asked = {}): Answer {
  const { orderMax, nodesMax = nodesMaxDefault, setsMax = 100_000 } = asked;
  const topology = topologyOf(source);
  const units = numbered(source, asked.units ?? everySystem(source));
  const tree = faultTreesOf(topology, units).of(topology.nodeById.get(target) ?? -1);
  const work = cutSetWork(tree, { orderMax, nodesMax });
  while (!work.advance(1_000_000)) {
    // It goes on.
  }
  const { isComplete, completeTo, counts, first } = work.found();
  const sets = first(setsMax).map((set) => set.map((unit) => units.ids[unit] ?? ''));
  return { isComplete, completeTo, counts, sets };
}

function numbered(source: TopologySource, units: readonly OracleUnit[]): FailureUnits {
  const { nodeById } = topologyOf(source);
  return failureUnitsOf(
    units.map(({ id, systems }) => ({
      id,
      systems: systems.flatMap((system) => nodeById.get(system) ?? []),
    })),
  );
}
