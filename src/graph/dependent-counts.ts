import { type Components, componentsOf } from './components.ts';
import { at, isGroup, type Topology } from './topology.ts';

/** How many components are followed at a time: one for each bit of an integer. */
const width = 32;

/** By node: how many other systems depend on it, directly or not, by any kind of dependency. */
export function dependentCounts(topology: Topology): Int32Array {
  const components = componentsOf(topology, () => true);
  const condensed = condense(topology, components);
  const counts = new Int32Array(components.count);
  for (let first = components.count - 1; first >= 0; first -= width) {
    countFrom(condensed, first, counts);
  }
  const reached = Int32Array.from(components.of, (component) => at(counts, component));
  for (const node of topology.systems.keys()) {
    // Every system has counted itself.
    reached[node] = at(reached, node) - 1;
  }
  return reached;
}

/** The components as a graph without cycles; edges lead to smaller numbers. */
interface Condensed {
  readonly start: Int32Array;
  readonly to: Int32Array;
  /** Number of systems in each. */
  readonly weight: Int32Array;
}

function condense(topology: Topology, { of, count }: Components): Condensed {
  const weight = new Int32Array(count);
  const start = new Int32Array(count + 1);
  const targets: number[] = [];
  const nodes = Int32Array.from(topology.ids.keys()).sort((a, b) => at(of, a) - at(of, b));
  for (const node of nodes) {
    const component = at(of, node);
    weight[component] = at(weight, component) + Number(!isGroup(topology, node));
    const end = at(topology.outStart, node + 1);
    for (let edge = at(topology.outStart, node); edge < end; edge += 1) {
      const target = at(of, at(topology.to, edge));
      if (target !== component) {
        targets.push(target);
      }
    }
    start[component + 1] = targets.length;
  }
  return { start, to: Int32Array.from(targets), weight };
}

/** Adds, for the components from number `first` down, how many systems of theirs each component is reached by. */
function countFrom({ start, to, weight }: Condensed, first: number, counts: Int32Array): void {
  const bits = new Int32Array(first + 1);
  const weights: number[] = [];
  for (let bit = 0; bit < Math.min(width, first + 1); bit += 1) {
    bits[first - bit] = 1 << bit;
    weights.push(at(weight, first - bit));
  }
  const isUniform = weights.every((systems) => systems === 1);
  for (let component = first; component >= 0; component -= 1) {
    const carried = at(bits, component);
    if (carried !== 0) {
      const end = at(start, component + 1);
      for (let edge = at(start, component); edge < end; edge += 1) {
        const target = at(to, edge);
        bits[target] = at(bits, target) | carried;
      }
      const systems = isUniform ? bitCount(carried) : weightOf(carried, weights);
      counts[component] = at(counts, component) + systems;
    }
  }
}

function weightOf(bits: number, weights: readonly number[]): number {
  return weights.reduce((sum, weight, bit) => sum + ((bits >>> bit) & 1) * weight, 0);
}

function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
