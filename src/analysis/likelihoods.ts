import {
  type FailureUnits,
  failureUnitsOf,
  type NamedUnit,
  systemUnits,
} from '../graph/fault-tree/failure-units.ts';
import { type FaultTrees, faultTreesOf } from '../graph/fault-tree/fault-tree.ts';
import type { Topology } from '../graph/topology.ts';
import type { Model } from '../model/model.ts';
import { compareText } from '../model/order.ts';

/** What the availability of any target is worked out from. Made once for a model. */
export interface Likelihoods {
  readonly model: Model;
  readonly topology: Topology;
  /** Systems that can fail, and regions that say how likely they do. */
  readonly units: FailureUnits;
  readonly trees: FaultTrees;
  /** By unit; 0 where it does not say. */
  readonly chance: Float64Array;
  /** Trees over systems alone, for cut sets. */
  readonly systemTrees: FaultTrees;
}

export function likelihoodsOf(model: Model, topology: Topology): Likelihoods {
  const systems = systemUnits(topology, (node) => model.systems[node]?.logical === false);
  const systemTrees = faultTreesOf(topology, systems);
  const regions = regionUnits(model);
  const units =
    regions.length === 0
      ? systems
      : failureUnitsOf(
          [
            ...regions,
            ...systems.ids.map((id, unit) => ({ id, systems: [systems.systems[unit] ?? -1] })),
          ].sort((a, b) => compareText(a.id, b.id)),
        );
  const chanceOf = (id: string): number | undefined =>
    (model.systemById.get(id) ?? model.regions.get(id.slice(regionPrefix.length)))
      ?.failureProbability;
  return {
    model,
    topology,
    units,
    trees: units === systems ? systemTrees : faultTreesOf(topology, units),
    chance: Float64Array.from(units.ids, (id) => chanceOf(id) ?? 0),
    systemTrees,
  };
}

/** What stands before the id of a region where it is a unit; no id of a system has a colon. */
const regionPrefix = 'region:';

function regionUnits({ regions, systems }: Model): readonly NamedUnit[] {
  return [...regions.values()].flatMap(({ id, failureProbability }) => {
    const inside = systems.flatMap(({ region, logical }, node) =>
      region === id && !logical ? [node] : [],
    );
    return failureProbability === undefined || inside.length === 0
      ? []
      : [{ id: `${regionPrefix}${id}`, systems: inside }];
  });
}
