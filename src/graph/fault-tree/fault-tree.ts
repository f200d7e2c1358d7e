import { type Adjacency, componentsOfAdjacency } from '../components.ts';
import { type FailureGraph, failureGraphOf } from '../failure-graph.ts';
import { intAt, sortedByNumber } from '../integers.ts';
import { reversed } from '../reversed.ts';
import type { Topology } from '../topology.ts';
import type { FailureUnits } from './failure-units.ts';

/**
 * When one target fails, as a function of the units that fail: monotone, and the least that the dependencies allow, for a system
 * that is running. Positions stand for what always fails together (`FailureGraph`), and only for what can matter to the target. A
 * position fails with any of its units, and when the losses that its failed inputs mean reach its threshold.
 */
export interface FaultTree {
  /** The position of the target. */
  readonly target: number;
  /** By position: how many losses take it down; 1 where any input does. */
  readonly threshold: Int32Array;
  /** By position, where its inputs begin; one longer than there are positions. */
  readonly inputStart: Int32Array;
  /** Positions, ascending, each once. */
  readonly inputs: Int32Array;
  /** How many losses each input means, at most the threshold. */
  readonly losses: Int32Array;
  /** By position, where its units begin. */
  readonly unitStart: Int32Array;
  /** Numbers of units, ascending, each once for a position. */
  readonly units: Int32Array;
  /**
   * Bounds of the knots. Inputs stand before what they take down, but for those around a cycle through something that needs
   * several losses: such positions are one run, a knot, and what holds of them is the least fixpoint. Other knots have one position.
   */
  readonly knotStart: Int32Array;
  /** By position, the nodes of the topology that it stands for: `FailureGraph.members` of this component. */
  readonly component: Int32Array;
}

/** The fault trees of one topology over one choice of units. What they share is made once. */
export interface FaultTrees {
  readonly graph: FailureGraph;
  readonly units: FailureUnits;
  /** The fault tree of a node, system or group. The cost is that of what the node needs. */
  readonly of: (node: number) => FaultTree;
}

export function faultTreesOf(topology: Topology, units: FailureUnits): FaultTrees {
  const graph = failureGraphOf(topology, topology.propagates);
  const { start, to } = reversed(graph);
  const inputs = { start, items: to };
  const source = { graph, inputs, units: unitsByComponent(graph, units) };
  const localOf = new Int32Array(graph.count).fill(-1);
  return {
    graph,
    units,
    of: (node) => {
      const closure = closureOf(source.inputs, intAt(graph.componentOf, node), localOf);
      const tree = faultTree(source, closure, localOf);
      for (const component of closure) {
        localOf[component] = -1;
      }
      return tree;
    },
  };
}

/** Lists of integers by number. */
interface Lists {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

interface Source {
  readonly graph: FailureGraph;
  /** By component, what takes it down; once for each loss. */
  readonly inputs: Lists;
  readonly units: Lists;
}

function unitsByComponent({ componentOf, count }: FailureGraph, units: FailureUnits): Lists {
  const unitOf = new Int32Array(units.systems.length);
  for (let unit = 0; unit < units.ids.length; unit += 1) {
    unitOf.fill(unit, intAt(units.start, unit), intAt(units.start, unit + 1));
  }
  const { items, start } = sortedByNumber(
    units.systems.map((node) => intAt(componentOf, node)),
    count,
  );
  return { start, items: items.map((place) => intAt(unitOf, place)) };
}

/** A component and all that may take it down, farthest last; each is given its place counted from the end. */
function closureOf(inputs: Lists, target: number, localOf: Int32Array): readonly number[] {
  const closure = [target];
  localOf[target] = 0;
  // Grows while it is walked.
  for (const component of closure) {
    const end = intAt(inputs.start, component + 1);
    for (let place = intAt(inputs.start, component); place < end; place += 1) {
      const input = intAt(inputs.items, place);
      if (intAt(localOf, input) < 0) {
        localOf[input] = closure.length;
        closure.push(input);
      }
    }
  }
  return closure;
}

function faultTree(
  { graph, inputs, units }: Source,
  closure: readonly number[],
  localOf: Int32Array,
): FaultTree {
  // What is far from the target comes first, also inside of knots, which settle sooner that way.
  const farthestFirst = closure.toReversed();
  for (const [local, component] of farthestFirst.entries()) {
    localOf[component] = local;
  }
  const adjacency = listsOf(farthestFirst, inputs, (input) => intAt(localOf, input));
  const { of, count } = componentsOfAdjacency({ start: adjacency.start, to: adjacency.items });
  const { items: order, start: knotStart } = sortedByNumber(of, count);
  const component = order.map((local) => farthestFirst[local] ?? 0);
  for (const [position, each] of component.entries()) {
    localOf[each] = position;
  }
  const threshold = component.map((each) => intAt(graph.threshold, each));
  const counted = countedInputs(
    listsOf(component, inputs, (input) => intAt(localOf, input)),
    threshold,
  );
  const own = withoutRepeats(listsOf(component, units, (unit) => unit));
  return {
    target: intAt(localOf, closure[0] ?? 0),
    threshold,
    inputStart: counted.start,
    inputs: counted.to,
    losses: counted.losses,
    unitStart: own.start,
    units: own.items,
    knotStart,
    component,
  };
}

/** The lists of some numbers, one after the other, each sorted. */
function listsOf(
  numbers: Int32Array | readonly number[],
  lists: Lists,
  read: (item: number) => number,
): Lists {
  const start = new Int32Array(numbers.length + 1);
  for (const [place, number] of numbers.entries()) {
    const length = intAt(lists.start, number + 1) - intAt(lists.start, number);
    start[place + 1] = intAt(start, place) + length;
  }
  const items = new Int32Array(intAt(start, numbers.length));
  for (const [place, number] of numbers.entries()) {
    const from = intAt(lists.start, number);
    const begin = intAt(start, place);
    const end = intAt(start, place + 1);
    for (let item = begin; item < end; item += 1) {
      items[item] = read(intAt(lists.items, from + item - begin));
    }
    items.subarray(begin, end).sort();
  }
  return { start, items };
}

/** Each item of sorted lists once. */
function withoutRepeats(lists: Lists): Lists {
  const { start, to } = countedInputs(lists, new Int32Array(lists.start.length - 1));
  return { start, items: to };
}

/** Each input of sorted lists once, with how often it stood there, at most the threshold. */
function countedInputs(
  lists: Lists,
  threshold: Int32Array,
): Adjacency & { readonly losses: Int32Array } {
  const start = new Int32Array(lists.start.length);
  const to = new Int32Array(lists.items.length);
  const losses = new Int32Array(lists.items.length);
  let kept = 0;
  for (let position = 0; position + 1 < start.length; position += 1) {
    const begin = kept;
    const end = intAt(lists.start, position + 1);
    for (let place = intAt(lists.start, position); place < end; place += 1) {
      const input = intAt(lists.items, place);
      if (kept === begin || intAt(to, kept - 1) !== input) {
        to[kept] = input;
        kept += 1;
      }
      losses[kept - 1] = Math.min(intAt(threshold, position), intAt(losses, kept - 1) + 1);
    }
    start[position + 1] = kept;
  }
  return { start, to: to.slice(0, kept), losses: losses.slice(0, kept) };
}
