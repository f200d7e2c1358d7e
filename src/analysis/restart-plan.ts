import { intAt } from '../graph/integers.ts';
import { edgesFrom, isGroup, type Topology } from '../graph/topology.ts';
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
    edges: cycle.flatMap((from, index) => {
      const to = cycle[(index + 1) % cycle.length] ?? '';
      const [first, last] = [topology.nodeById.get(from) ?? 0, topology.nodeById.get(to)];
      const edge = [...edgesFrom(topology, first)].find((one) => topology.to[one] === last);
      const kind = topology.kinds[topology.kind[edge ?? -1] ?? 0] ?? '';
      return [{ from, to, kind }];
    }),
  };
}
