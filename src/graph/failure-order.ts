import {
  type Adjacency,
  type Components,
  componentsOfAdjacency,
  levelsOfComponents,
} from './components.ts';
import type { FailureGraph } from './failure-graph.ts';
import { intAt, sortedByNumber } from './integers.ts';

/**
 * A failure graph with its components renumbered by position, so that whatever takes a component down stands before it. Where
 * that cannot be, around a cycle through something that needs several losses, the positions are one run, a knot.
 */
export interface FailureOrder extends Adjacency {
  /** The component at each position. */
  readonly order: Int32Array;
  /** The position of each component. */
  readonly positionOf: Int32Array;
  /** By position: how many losses take it down. */
  readonly threshold: Int32Array;
  /** Bounds of the knots. */
  readonly knotStart: Int32Array;
  /** The knot of each position. */
  readonly knotOf: Int32Array;
}

export function failureOrderOf(graph: FailureGraph): FailureOrder {
  const components = componentsOfAdjacency(graph);
  const knots = knotsOf(graph, components);
  const { items: order, start: knotStart } = sortedByNumber(knots, components.count);
  const positionOf = new Int32Array(graph.count);
  for (let position = 0; position < order.length; position += 1) {
    positionOf[intAt(order, position)] = position;
  }
  return {
    order,
    positionOf,
    knotStart,
    knotOf: order.map((component) => intAt(knots, component)),
    threshold: order.map((component) => intAt(graph.threshold, component)),
    ...renumbered(graph, order, positionOf),
  };
}

/** The knot of each component, numbered by level: what a batch lets fail together lies side by side, and has most in common. */
function knotsOf(graph: FailureGraph, components: Components): Int32Array {
  const levels = levelsOfComponents(graph, components);
  const { items } = sortedByNumber(levels, components.count);
  const knotOf = new Int32Array(components.count);
  for (let knot = 0; knot < items.length; knot += 1) {
    knotOf[intAt(items, knot)] = knot;
  }
  return components.of.map((number) => intAt(knotOf, number));
}

function renumbered(graph: Adjacency, order: Int32Array, positionOf: Int32Array): Adjacency {
  const start = new Int32Array(graph.start.length);
  const to = new Int32Array(graph.to.length);
  let edgeCount = 0;
  for (let position = 0; position < order.length; position += 1) {
    const component = intAt(order, position);
    const end = intAt(graph.start, component + 1);
    for (let edge = intAt(graph.start, component); edge < end; edge += 1) {
      to[edgeCount] = intAt(positionOf, intAt(graph.to, edge));
      edgeCount += 1;
    }
    start[position + 1] = edgeCount;
  }
  return { start, to };
}
