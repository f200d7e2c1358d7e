import { intAt } from '../graph/integers.ts';
import { pathEdge } from '../graph/path-edge.ts';
import { edgeBetween, isGroup, type Topology } from '../graph/topology.ts';
import { deadlockCycles } from '../graph/what-if/deadlock-cycles.ts';
import { type Grounded, groundedOf } from '../graph/what-if/grounded.ts';
import { compareText } from '../model/order.ts';
import type { Deadlock, RestartPlan, RestartWave } from '../model/restart-plan.ts';

/** In which waves everything comes up from nothing, and what never does. */
export function restartPlanOf(topology: Topology): RestartPlan {
  const grounded = groundedOf(topology);
  const { graph, wave, waveCount } = grounded;
  const nodesOf: number[][] = Array.from({ length: waveCount }, () => []);
  const stuck: string[] = [];
  for (const [node, id] of topology.ids.entries()) {
    const itsWave = intAt(wave, intAt(graph.componentOf, node));
    if (itsWave < 0) {
      stuck.push(id);
    } else {
      nodesOf[itsWave]?.push(node);
    }
  }
  return {
    waves: nodesOf.map((nodes) => waveOf(topology, grounded, nodes)),
    deadlocks: deadlockCycles(topology, grounded).map((cycle) => deadlockOf(topology, cycle)),
    stuck: stuck.sort(compareText),
  };
}

function waveOf(topology: Topology, { graph }: Grounded, nodes: readonly number[]): RestartWave {
  const idsOf = (those: readonly number[]): readonly string[] =>
    those.map((node) => topology.ids[node] ?? '').sort(compareText);
  const systems = nodes.filter((node) => !isGroup(topology, node));
  const wholes = Map.groupBy(systems, (node) => intAt(graph.componentOf, node));
  return {
    systems: idsOf(systems),
    groups: idsOf(nodes.filter((node) => isGroup(topology, node))),
    together: [...wholes.values()]
      .filter((whole) => whole.length > 1)
      .map(idsOf)
      .sort((a, b) => compareText(a[0] ?? '', b[0] ?? '')),
  };
}

function deadlockOf(topology: Topology, cycle: readonly string[]): Deadlock {
  return {
    cycle,
    edges: cycle.map((from, index) => {
      const to = cycle[(index + 1) % cycle.length] ?? '';
      const [first, next] = [topology.nodeById.get(from) ?? -1, topology.nodeById.get(to) ?? -1];
      return pathEdge(topology, edgeBetween(topology, first, next));
    }),
  };
}
