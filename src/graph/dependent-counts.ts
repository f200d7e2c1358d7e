import { failureGraphOf } from './failure-graph.ts';
import { singleFailures } from './single-failures.ts';
import { isGroup, type Topology } from './topology.ts';

/** By node: how many other systems depend on it, directly or not, by any kind of dependency and on any member of a group. */
export function dependentCounts(topology: Topology): Int32Array {
  const nodes = [...topology.ids.keys()];
  const reached = singleFailures(
    topology,
    failureGraphOf(topology, new Uint8Array(topology.kinds.length).fill(1)),
    {
      units: new Uint8Array(nodes.length).fill(1),
      classes: { of: Uint8Array.from(nodes, (node) => Number(isGroup(topology, node))), count: 1 },
      listed: Uint8Array.of(0),
      listMax: 0,
    },
  );
  // Every system has counted itself.
  return Int32Array.from(
    nodes,
    (node) => reached.count(node, 0) - Number(!isGroup(topology, node)),
  );
}
