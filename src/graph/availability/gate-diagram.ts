import { intAt } from '../integers.ts';
import { type Diagram, newDiagram, terminal } from './diagram.ts';
import type { Gates } from './gates.ts';

/** A module as a diagram over what is below it. */
export interface GateDiagram {
  readonly diagram: Diagram;
  readonly root: number;
  /** By level of the diagram, the node of the gates: an event, or another module. */
  readonly variables: Int32Array;
}

/** A module to be made a diagram of. */
export interface GatePart {
  readonly gates: Gates;
  readonly head: number;
  /** The gates between the head and its variables, inputs first; the head is among them. */
  readonly inside: Int32Array;
  /** By node, the number of its knot. */
  readonly knotOf: Int32Array;
}

/** The function of a module in an order of its variables; undefined where that takes more than so many nodes. */
export function gateDiagram(
  part: GatePart,
  variables: Int32Array,
  nodeMax: number,
): GateDiagram | undefined {
  const { inside, knotOf, head } = part;
  const diagram = newDiagram(variables.length, nodeMax);
  const functions = new Map<number, number>();
  for (const [level, variable] of variables.entries()) {
    functions.set(variable, diagram.node(level, terminal.always, terminal.never));
  }
  for (let begin = 0, end = 0; begin < inside.length; begin = end) {
    const knot = intAt(knotOf, intAt(inside, begin));
    while (end < inside.length && intAt(knotOf, intAt(inside, end)) === knot) {
      end += 1;
    }
    if (!settled(part, inside.subarray(begin, end), diagram, functions)) {
      return undefined;
    }
  }
  return { diagram, root: functions.get(head) ?? terminal.never, variables };
}

/** Works out the gates of a knot, from below, until nothing changes; whether the nodes sufficed. */
function settled(
  { gates }: GatePart,
  knot: Int32Array,
  diagram: Diagram,
  functions: Map<number, number>,
): boolean {
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const gate of knot) {
      const before = functions.get(gate) ?? terminal.never;
      const after = gateFunction(gates, gate, diagram, functions);
      if (after === terminal.overflow) {
        return false;
      }
      functions.set(gate, after);
      isChanged ||= after !== before;
    }
    isChanged &&= knot.length > 1;
  }
  return true;
}

/**
 * At least so many losses, without trying combinations: `rows` hold, for the inputs so far, when at least 0, 1, 2 … losses have
 * come together. Inputs come in from the end of the order, so that what there is lies below what is added.
 */
function gateFunction(
  gates: Gates,
  gate: number,
  diagram: Diagram,
  functions: ReadonlyMap<number, number>,
): number {
  const needed = intAt(gates.threshold, gate);
  const inputs = inputsOf(gates, gate, diagram, functions);
  let left = inputs.reduce((sum, { losses }) => sum + losses, 0);
  let gathered = 0;
  const rows = new Int32Array(needed + 1);
  rows[0] = terminal.always;
  for (const { its, losses } of inputs) {
    left -= losses;
    gathered += losses;
    const least = Math.max(1, needed - left);
    for (let count = Math.min(needed, gathered); count >= least; count -= 1) {
      const before = intAt(rows, Math.max(0, count - losses));
      const row = diagram.choice(its, before, intAt(rows, count));
      if (row === terminal.overflow) {
        return terminal.overflow;
      }
      rows[count] = row;
    }
  }
  return intAt(rows, needed);
}

interface Input {
  readonly its: number;
  readonly losses: number;
}

/** The functions of the inputs of a gate that can hold, those that begin with late variables first. */
function inputsOf(
  { start, to, losses }: Gates,
  gate: number,
  { level }: Diagram,
  functions: ReadonlyMap<number, number>,
): readonly Input[] {
  const inputs: Input[] = [];
  const end = intAt(start, gate + 1);
  for (let edge = intAt(start, gate); edge < end; edge += 1) {
    const its = functions.get(intAt(to, edge)) ?? terminal.never;
    if (its !== terminal.never) {
      inputs.push({ its, losses: intAt(losses, edge) });
    }
  }
  return inputs.sort((a, b) => intAt(level, b.its) - intAt(level, a.its) || a.its - b.its);
}
