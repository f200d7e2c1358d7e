import { intAt } from '../graph/integers.ts';
import { isGroup, membership, sizeOf, spareOf, type Topology } from '../graph/topology.ts';
import type { DownStep } from '../model/cut-sets.ts';

/**
 * Why a target is down when some systems fail: step by step, what fails first first, the target last. A step tells only of what stands
 * before it, so that nothing holds itself up around a cycle. Nothing where the target is not down.
 */
export function derivationOf(
  topology: Topology,
  failing: readonly number[],
  target: number,
): readonly DownStep[] {
  const { down, causes } = fallOf(topology, failing, target);
  const isNeeded = new Set([target]);
  const steps: DownStep[] = [];
  for (const node of down.reverse()) {
    if (isNeeded.has(node)) {
      const edges = causes.get(node) ?? [];
      for (const edge of edges) {
        isNeeded.add(intAt(topology.to, edge));
      }
      steps.push(stepOf(topology, node, edges));
    }
  }
  return down.includes(target) ? steps.reverse() : [];
}

/** Who is down, in the order in which it goes down, and over which edges; no further than the target. */
interface Fall {
  readonly down: number[];
  readonly causes: ReadonlyMap<number, readonly number[]>;
}

function fallOf(topology: Topology, failing: readonly number[], target: number): Fall {
  const down = [...new Set(failing)];
  const causes = new Map<number, number[]>(down.map((node) => [node, []]));
  const losses = new Map<number, number[]>();
  // Grows while it is walked.
  for (const node of down) {
    if (causes.has(target)) {
      break;
    }
    const end = intAt(topology.inStart, node + 1);
    for (let place = intAt(topology.inStart, node); place < end; place += 1) {
      const edge = intAt(topology.entering, place);
      const from = intAt(topology.from, edge);
      const needed = causes.has(from) ? undefined : lostOver(topology, losses, edge);
      if (needed !== undefined) {
        causes.set(from, needed);
        down.push(from);
      }
    }
  }
  return { down, causes };
}

/** The edges that take down what an edge leaves, now that its other end is down; undefined while that is up. */
function lostOver(
  topology: Topology,
  losses: Map<number, number[]>,
  edge: number,
): number[] | undefined {
  const kind = topology.kind[edge] ?? membership;
  if (kind !== membership) {
    return topology.propagates[kind] === 1 ? [edge] : undefined;
  }
  const group = intAt(topology.from, edge);
  const lost = losses.get(group) ?? [];
  lost.push(edge);
  losses.set(group, lost);
  return lost.length > spareOf(topology, group) ? lost : undefined;
}

function stepOf(topology: Topology, node: number, edges: readonly number[]): DownStep {
  const id = topology.ids[node] ?? '';
  const [first] = edges;
  if (first === undefined) {
    return { id, because: [] };
  }
  const because = edges.map((edge) => topology.ids[intAt(topology.to, edge)] ?? '');
  if (isGroup(topology, node) && edges.length > 1) {
    const members = sizeOf(topology, node);
    const need = members - spareOf(topology, node);
    return { id, because: because.sort(), group: { members, need } };
  }
  return { id, because, kind: topology.kinds[topology.kind[first] ?? membership] ?? '' };
}
