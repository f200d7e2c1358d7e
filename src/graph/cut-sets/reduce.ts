import { batchSize, failureBatch, wordCount } from '../failure-batch.ts';
import type { FailureOrder } from '../failure-order.ts';
import type { FaultTree } from '../fault-tree/fault-tree.ts';
import { byteAt, intAt, sortedByNumber } from '../integers.ts';
import { type Gates, gatesOf } from './gates.ts';

/** A target without what takes it down alone. */
export interface Reduced {
  /** Units that take the target down alone, ascending. */
  readonly alone: Int32Array;
  /** What is left: the cut sets of two units and more are those of these gates. */
  readonly gates: Gates;
}

/**
 * Sets aside what takes the target down alone, and joins what makes no difference. Gates whose failure alone takes the target down
 * leave only the causes that need several failures, as causes of the target itself. A gate that does nothing but take down another
 * one by itself becomes a part of that: its units can stand for each other in every cut set.
 */
export function reduced(tree: FaultTree): Reduced {
  const gates = joined(oneForEachUnit(tree));
  const isCritical = criticalOf(gates);
  const { units, unitGate } = looseOf(gates);
  const alone = units.filter((_, place) => byteAt(isCritical, unitGate[place] ?? 0) === 1);
  return {
    alone: Int32Array.from(alone).sort(),
    gates: joined(withoutCritical(gates, isCritical)),
  };
}

function boundsOf(start: Int32Array, place: number): readonly [from: number, to: number] {
  return [intAt(start, place), intAt(start, place + 1)];
}

/** A unit that stands at several positions becomes a gate of its own, which takes them down. */
function oneForEachUnit(tree: FaultTree): Gates {
  const highest = tree.units.reduce((most, unit) => Math.max(most, unit), -1);
  const placesOf = new Int32Array(highest + 1);
  for (const unit of tree.units) {
    placesOf[unit] = intAt(placesOf, unit) + 1;
  }
  if (!placesOf.some((places) => places > 1)) {
    return tree;
  }
  const positions = tree.threshold.length;
  const loose = looseOf(tree);
  const gateOf = new Int32Array(highest + 1).fill(-1);
  const kept = { units: [] as number[], unitGate: [] as number[] };
  let gateCount = positions;
  for (const [place, unit] of loose.units.entries()) {
    const position = loose.unitGate[place] ?? 0;
    if (intAt(placesOf, unit) === 1) {
      kept.units.push(unit);
      kept.unitGate.push(position);
      continue;
    }
    if (intAt(gateOf, unit) < 0) {
      gateOf[unit] = gateCount;
      kept.units.push(unit);
      kept.unitGate.push(gateCount);
      gateCount += 1;
    }
    loose.to.push(position);
    loose.from.push(intAt(gateOf, unit));
    loose.losses.push(1);
  }
  const threshold = new Int32Array(gateCount).fill(1);
  threshold.set(tree.threshold);
  return gatesOf({ ...loose, ...kept, target: tree.target, threshold });
}

/** The edges and units of gates as lists that can be added to. */
function looseOf({ threshold, inputStart, inputs, losses, unitStart, units }: Gates): {
  readonly to: number[];
  readonly from: number[];
  readonly losses: number[];
  readonly units: number[];
  readonly unitGate: number[];
} {
  const to = new Int32Array(inputs.length);
  const unitGate = new Int32Array(units.length);
  for (let gate = 0; gate < threshold.length; gate += 1) {
    to.fill(gate, ...boundsOf(inputStart, gate));
    unitGate.fill(gate, ...boundsOf(unitStart, gate));
  }
  return {
    to: [...to],
    from: [...inputs],
    losses: [...losses],
    units: [...units],
    unitGate: [...unitGate],
  };
}

/** Joins each gate that any input takes down, and that does nothing but take down one other such gate, with that one. */
function joined(gates: Gates): Gates {
  const { threshold, target } = gates;
  const loose = looseOf(gates);
  const { items: edges, start } = sortedByNumber(Int32Array.from(loose.from), threshold.length);
  const into = Int32Array.from(threshold.keys());
  const find = (gate: number): number => {
    let root = gate;
    while (intAt(into, root) !== root) {
      into[root] = intAt(into, intAt(into, root));
      root = intAt(into, root);
    }
    return root;
  };
  // What a gate takes down stands behind it, and has found its place.
  for (let gate = threshold.length - 1; gate >= 0; gate -= 1) {
    const [begin, end] = boundsOf(start, gate);
    if (intAt(threshold, gate) > 1 || gate === target || begin === end) {
      continue;
    }
    const only = find(loose.to[intAt(edges, begin)] ?? 0);
    let isOnly = intAt(threshold, only) === 1 && only !== gate;
    for (let place = begin + 1; isOnly && place < end; place += 1) {
      isOnly = find(loose.to[intAt(edges, place)] ?? 0) === only;
    }
    into[gate] = isOnly ? only : gate;
  }
  const kept = loose.to.keys().filter((edge) => {
    return find(loose.to[edge] ?? 0) !== find(loose.from[edge] ?? 0);
  });
  return gatesOf({ target, threshold, ...picked(loose, [...kept], find) });
}

/** Some of the edges, and all units, with their gates renamed. */
function picked(
  loose: ReturnType<typeof looseOf>,
  kept: readonly number[],
  nameOf: (gate: number) => number,
): ReturnType<typeof looseOf> {
  return {
    to: kept.map((edge) => nameOf(loose.to[edge] ?? 0)),
    from: kept.map((edge) => nameOf(loose.from[edge] ?? 0)),
    losses: kept.map((edge) => loose.losses[edge] ?? 0),
    units: loose.units,
    unitGate: loose.unitGate.map(nameOf),
  };
}

/** By gate, 1 where its failure alone takes the target down. */
function criticalOf(gates: Gates): Uint8Array {
  const isCritical = sufficingFor(gates);
  const order = failureOrder(gates);
  const batch = failureBatch(order);
  const others = Int32Array.from(isCritical.keys()).filter(
    (gate) => byteAt(isCritical, gate) === 0,
  );
  for (let begin = 0; begin < others.length; begin += batchSize) {
    const failing = others.subarray(begin, begin + batchSize);
    batch.fail(failing);
    for (const [bit, gate] of failing.entries()) {
      const word = intAt(batch.rows, gates.target * wordCount + (bit >>> 5));
      isCritical[gate] = (word >>> (bit & 31)) & 1;
    }
  }
  return isCritical;
}

/** By gate, 1 where a path of inputs, each of which suffices, leads to the target. */
function sufficingFor({ target, threshold, inputStart, inputs, losses }: Gates): Uint8Array {
  const isFound = new Uint8Array(threshold.length);
  const found = [target];
  isFound[target] = 1;
  // Grows while it is walked.
  for (const gate of found) {
    const [begin, end] = boundsOf(inputStart, gate);
    for (let place = begin; place < end; place += 1) {
      const input = intAt(inputs, place);
      if (intAt(losses, place) >= intAt(threshold, gate) && byteAt(isFound, input) === 0) {
        isFound[input] = 1;
        found.push(input);
      }
    }
  }
  return isFound;
}

/** The gates as what failures in batches need: whom each takes down, once for each loss that it means. */
function failureOrder(gates: Gates): FailureOrder {
  const { threshold, knotStart } = gates;
  const loose = looseOf(gates);
  const repeated = loose.to.flatMap((to, edge) =>
    Array.from({ length: loose.losses[edge] ?? 0 }, () => [loose.from[edge] ?? 0, to] as const),
  );
  const from = Int32Array.from(repeated, ([each]) => each);
  const { items, start } = sortedByNumber(from, threshold.length);
  const knotOf = new Int32Array(threshold.length);
  for (let knot = 0; knot + 1 < knotStart.length; knot += 1) {
    knotOf.fill(knot, ...boundsOf(knotStart, knot));
  }
  const identity = Int32Array.from(threshold.keys());
  return {
    order: identity,
    positionOf: identity,
    threshold,
    knotStart,
    knotOf,
    start,
    to: items.map((edge) => repeated[edge]?.[1] ?? 0),
  };
}

/** The gates that are not critical, and the target with the causes of all that are. */
function withoutCritical(gates: Gates, isCritical: Uint8Array): Gates {
  const { threshold } = gates;
  const loose = looseOf(gates);
  const isKept = (gate: number): boolean => byteAt(isCritical, gate) === 0;
  // What takes down a critical gate that any input takes down is critical itself.
  const kept = [...loose.to.keys()].filter((edge) => isKept(loose.from[edge] ?? 0));
  const causes = [...threshold.keys()].filter(
    (gate) => !isKept(gate) && intAt(threshold, gate) > 1,
  );
  const units = [...loose.units.keys()].filter((place) => isKept(loose.unitGate[place] ?? 0));
  // A target that is a group with spare members has its own causes beside those of the others.
  const top = threshold.length;
  return gatesOf({
    target: top,
    threshold: Int32Array.from([...threshold, 1]),
    to: [...kept.map((edge) => loose.to[edge] ?? 0), ...causes.map(() => top)],
    from: [...kept.map((edge) => loose.from[edge] ?? 0), ...causes],
    losses: [...kept.map((edge) => loose.losses[edge] ?? 0), ...causes.map(() => 1)],
    units: units.map((place) => loose.units[place] ?? 0),
    unitGate: units.map((place) => loose.unitGate[place] ?? 0),
  });
}
