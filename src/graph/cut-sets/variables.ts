import { intAt } from '../integers.ts';
import type { Gates } from './gates.ts';

/** The variables of some gates: each stands for the units of one gate, of which a cut set has at most one. */
export interface Variables {
  /** By gate, its variable; -1 where it has no units. */
  readonly of: Int32Array;
  /** By variable, the gate that it stands at. */
  readonly gates: Int32Array;
}

/**
 * Variables in the order in which a walk from the target comes to them, depth first, through each gate's inputs with the
 * fewest gates below first: what is close in the graph is close in the diagram.
 */
export function variablesOf(gates: Gates): Variables {
  const { target, threshold, inputStart, unitStart } = gates;
  const weight = weightsOf(gates);
  const of = new Int32Array(threshold.length).fill(-1);
  const found: number[] = [];
  const isSeen = new Uint8Array(threshold.length);
  /** Inputs that need the same stand side by side. */
  const firstInput = (gate: number): number => {
    const place = intAt(inputStart, gate);
    return place < intAt(inputStart, gate + 1) ? intAt(gates.inputs, place) : -1;
  };
  const open = [target];
  for (let gate = open.pop(); gate !== undefined; gate = open.pop()) {
    if (isSeen[gate] === 1) {
      continue;
    }
    isSeen[gate] = 1;
    if (intAt(unitStart, gate + 1) > intAt(unitStart, gate)) {
      of[gate] = found.length;
      found.push(gate);
    }
    const inputs = gates.inputs.subarray(intAt(inputStart, gate), intAt(inputStart, gate + 1));
    // What is pushed last comes first.
    const inOrder = inputs.toSorted(
      (a, b) => (weight[b] ?? 0) - (weight[a] ?? 0) || firstInput(b) - firstInput(a) || b - a,
    );
    for (const input of inOrder) {
      open.push(input);
    }
  }
  return { of, gates: Int32Array.from(found) };
}

/** By gate, about how much lies below it: what lies below several inputs counts for each. */
function weightsOf({ threshold, inputStart, inputs }: Gates): Float64Array {
  const weight = new Float64Array(threshold.length);
  for (let gate = 0; gate < threshold.length; gate += 1) {
    let sum = 1;
    const end = intAt(inputStart, gate + 1);
    for (let place = intAt(inputStart, gate); place < end; place += 1) {
      sum += weight[intAt(inputs, place)] ?? 0;
    }
    weight[gate] = sum;
  }
  return weight;
}
