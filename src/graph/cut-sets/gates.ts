import { type Adjacency, componentsOfAdjacency } from '../components.ts';
import type { FaultTree } from '../fault-tree/fault-tree.ts';
import { intAt, sortedByNumber } from '../integers.ts';
import { reachedFrom } from '../reached-from.ts';

/** A fault tree in which each unit stands at one position, and which no longer says what its positions stand for. */
export type Gates = Omit<FaultTree, 'component'>;

/** Gates before they are in order. Whatever the target does not need is left out when they are put in order. */
export interface LooseGates {
  readonly target: number;
  /** By gate. */
  readonly threshold: Int32Array;
  /** By edge: the gate it enters, the gate that takes it down, and how many losses that means. */
  readonly to: readonly number[];
  readonly from: readonly number[];
  readonly losses: readonly number[];
  /** Units, and the gate of each. */
  readonly units: readonly number[];
  readonly unitGate: readonly number[];
}

/** Puts gates in order: inputs before what they take down, as far as there is such an order. */
export function gatesOf(loose: LooseGates): Gates {
  const count = loose.threshold.length;
  const inputs = sortedByNumber(Int32Array.from(loose.to), count);
  const all: Adjacency = {
    start: inputs.start,
    to: inputs.items.map((edge) => loose.from[edge] ?? 0),
  };
  const closure = reachedFrom(all, loose.target);
  const localOf = new Int32Array(count).fill(-1);
  for (const [local, gate] of closure.entries()) {
    localOf[gate] = local;
  }
  const { of, count: knotCount } = componentsOfAdjacency(within(all, closure, localOf));
  const { items: order, start: knotStart } = sortedByNumber(of, knotCount);
  const positionOf = new Int32Array(count).fill(-1);
  for (let position = 0; position < order.length; position += 1) {
    positionOf[closure[intAt(order, position)] ?? 0] = position;
  }
  const gateAt = order.map((local) => closure[local] ?? 0);
  return {
    target: intAt(positionOf, loose.target),
    threshold: gateAt.map((gate) => intAt(loose.threshold, gate)),
    ...inputsInOrder(loose, inputs, { gateAt, positionOf }),
    ...unitsInOrder(loose, gateAt),
    knotStart,
  };
}

function within(all: Adjacency, closure: readonly number[], localOf: Int32Array): Adjacency {
  const start = new Int32Array(closure.length + 1);
  const to: number[] = [];
  for (const [local, gate] of closure.entries()) {
    const end = intAt(all.start, gate + 1);
    for (let edge = intAt(all.start, gate); edge < end; edge += 1) {
      to.push(intAt(localOf, intAt(all.to, edge)));
    }
    start[local + 1] = to.length;
  }
  return { start, to: Int32Array.from(to) };
}

/** The inputs of each position, ascending; of the same input several times the losses are added. */
function inputsInOrder(
  loose: LooseGates,
  edges: { readonly items: Int32Array; readonly start: Int32Array },
  { gateAt, positionOf }: { readonly gateAt: Int32Array; readonly positionOf: Int32Array },
): Pick<Gates, 'inputStart' | 'inputs' | 'losses'> {
  const inputStart = new Int32Array(gateAt.length + 1);
  const inputs: number[] = [];
  const losses: number[] = [];
  for (const [position, gate] of gateAt.entries()) {
    const begin = inputs.length;
    const own = edges.items
      .subarray(intAt(edges.start, gate), intAt(edges.start, gate + 1))
      .toSorted(
        (a, b) =>
          intAt(positionOf, loose.from[a] ?? 0) - intAt(positionOf, loose.from[b] ?? 0) || a - b,
      );
    const most = intAt(loose.threshold, gate);
    for (const edge of own) {
      const input = intAt(positionOf, loose.from[edge] ?? 0);
      if (inputs.length === begin || inputs.at(-1) !== input) {
        inputs.push(input);
        losses.push(0);
      }
      const last = losses.length - 1;
      losses[last] = Math.min(most, (losses[last] ?? 0) + (loose.losses[edge] ?? 0));
    }
    inputStart[position + 1] = inputs.length;
  }
  return { inputStart, inputs: Int32Array.from(inputs), losses: Int32Array.from(losses) };
}

function unitsInOrder(
  { units, unitGate, threshold }: LooseGates,
  gateAt: Int32Array,
): Pick<Gates, 'unitStart' | 'units'> {
  const byGate = sortedByNumber(Int32Array.from(unitGate), threshold.length);
  const unitStart = new Int32Array(gateAt.length + 1);
  const inOrder = new Int32Array(units.length);
  let count = 0;
  for (const [position, gate] of gateAt.entries()) {
    const own = byGate.items.subarray(intAt(byGate.start, gate), intAt(byGate.start, gate + 1));
    inOrder.set(own.map((place) => units[place] ?? 0).sort(), count);
    count += own.length;
    unitStart[position + 1] = count;
  }
  return { unitStart, units: inOrder.slice(0, count) };
}
