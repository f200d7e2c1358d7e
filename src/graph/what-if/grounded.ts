import { type FailureGraph, failureGraphOf } from '../failure-graph.ts';
import { byteAt, intAt } from '../integers.ts';
import type { Topology } from '../topology.ts';
import { deadlocksOf, missingBy } from './deadlocks.ts';

/** In which order everything comes up from nothing. */
export interface Grounded {
  readonly graph: FailureGraph;
  /** By component of the graph: the wave in which it comes up, from 0; -1 where it never does. */
  readonly wave: Int32Array;
  readonly waveCount: number;
  /**
   * Sets of components that wait for each other: none of a set comes up although everything else is up. What is on a circle of
   * dependencies that suffice by themselves is one component, and comes up as one.
   */
  readonly deadlocks: readonly Int32Array[];
}

/**
 * What comes up when: a system once all that it cannot do without is up, a group with the last member that it needs, and
 * circles of dependencies that take each other down together. What never comes up, although nothing would fail while it runs,
 * waits for itself around a group with members to spare. The least fixpoint of working, by counting what is missing; the
 * cost is that of a look at each edge.
 */
export function groundedOf(topology: Topology): Grounded {
  const graph = failureGraphOf(topology, topology.propagates);
  const { wave, waveCount, upCount } = wavesOf(topology, graph);
  return {
    graph,
    wave,
    waveCount,
    deadlocks: upCount === graph.count ? [] : deadlocksOf(graph, wave),
  };
}

interface Waves {
  readonly wave: Int32Array;
  readonly waveCount: number;
  readonly upCount: number;
}

function wavesOf(topology: Topology, graph: FailureGraph): Waves {
  const { count, start, to, threshold } = graph;
  const missing = missingBy(to, threshold);
  const isStarted = startedOf(topology, graph);
  const wave = new Int32Array(count).fill(-1);
  let waveCount = 0;
  let upCount = 0;
  let now: number[] = [];
  let next: number[] = [];

  const bringUp = (component: number): void => {
    wave[component] = waveCount;
    upCount += 1;
    const end = intAt(start, component + 1);
    for (let edge = intAt(start, component); edge < end; edge += 1) {
      const target = intAt(to, edge);
      missing[target] = intAt(missing, target) - 1;
      if (intAt(missing, target) === 0) {
        (byteAt(isStarted, target) === 1 ? next : now).push(target);
      }
    }
  };
  for (let component = 0; component < count; component += 1) {
    if (intAt(missing, component) <= 0) {
      now.push(component);
    }
  }
  for (; now.length > 0; waveCount += 1) {
    // Grows while it is walked: what is not started itself, a group, is up in the wave of its last member.
    for (const component of now) {
      bringUp(component);
    }
    now = next;
    next = [];
  }
  return { wave, waveCount, upCount };
}

/** By component, 1 where it holds a system. */
function startedOf({ systems }: Topology, { count, componentOf }: FailureGraph): Uint8Array {
  const isStarted = new Uint8Array(count);
  for (let node = 0; node < systems.length; node += 1) {
    isStarted[intAt(componentOf, node)] = 1;
  }
  return isStarted;
}
