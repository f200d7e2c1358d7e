import { type Adjacency, componentsOfAdjacency } from './components.ts';
import type { FailureGraph } from './failure-graph.ts';
import { accumulate, intAt } from './integers.ts';

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
  const { of, count: knotCount } = componentsOfAdjacency(graph);
  // Edges lead to smaller numbers, so that the largest comes first.
  const knots = of.map((number) => knotCount - 1 - number);
  const knotStart = new Int32Array(knotCount + 1);
  for (const knot of knots) {
    knotStart[knot + 1] = intAt(knotStart, knot + 1) + 1;
  }
  accumulate(knotStart);
  const order = new Int32Array(graph.count);
  const positionOf = new Int32Array(graph.count);
  const next = knotStart.slice();
  for (let component = 0; component < graph.count; component += 1) {
    const knot = intAt(knots, component);
    const position = intAt(next, knot);
    next[knot] = position + 1;
    order[position] = component;
    positionOf[component] = position;
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
