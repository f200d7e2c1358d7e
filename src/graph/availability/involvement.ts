import { intAt } from '../integers.ts';
import { type Diagram, terminal } from './diagram.ts';
import type { GateDiagram } from './gate-diagram.ts';
import { numberAt } from './numbers.ts';

/**
 * By level of a diagram: the probability that some minimal cut set with the variable has failed but for the variable itself. Such
 * a set is there when the variable decides for some part of what has failed: so what it decides is closed upwards. `undefined`
 * where the diagram overflows.
 */
export function involvedChances(
  { diagram, root, variables }: GateDiagram,
  chance: Float64Array,
): Float64Array | undefined {
  const involved = new Float64Array(variables.length);
  const desk = deskFor(diagram);
  const nodes = belowIn(desk, root);
  const chanceAt = (level: number): number => numberAt(chance, intAt(variables, level));
  for (let level = 0; level < variables.length; level += 1) {
    const decided = decidedBy(desk, { nodes, root, level });
    const closed = decided === terminal.overflow ? decided : closedUpwards(desk, decided);
    if (closed === terminal.overflow) {
      return undefined;
    }
    involved[level] = chanceBelow(desk, closed, chanceAt);
  }
  return involved;
}

/** A diagram and room to work on it. What is there of earlier work is never read. */
interface Desk {
  readonly diagram: Diagram;
  /** By node, the last round that met it. */
  readonly met: Int32Array;
  readonly rounds: { last: number };
  readonly functions: Int32Array;
  readonly values: Float64Array;
}

function deskFor(diagram: Diagram): Desk {
  const { length } = diagram.level;
  const functions = new Int32Array(length);
  const values = new Float64Array(length);
  functions[terminal.always] = terminal.always;
  values[terminal.always] = 1;
  return { diagram, met: new Int32Array(length), rounds: { last: 0 }, functions, values };
}

/** The nodes of a function but the terminals, children first. */
function belowIn({ diagram, met, rounds }: Desk, root: number): Int32Array {
  rounds.last += 1;
  const nodes: number[] = [];
  const meet = (node: number): void => {
    if (node > terminal.always && intAt(met, node) !== rounds.last) {
      met[node] = rounds.last;
      nodes.push(node);
    }
  };
  meet(root);
  // Grows while it is walked.
  for (const node of nodes) {
    meet(intAt(diagram.high, node));
    meet(intAt(diagram.low, node));
  }
  return Int32Array.from(nodes).sort();
}

interface Decision {
  readonly nodes: Int32Array;
  readonly root: number;
  readonly level: number;
}

/** Where a function holds with one variable and does not without it. */
function decidedBy({ diagram, functions }: Desk, { nodes, root, level }: Decision): number {
  const { high, low } = diagram;
  const of = (node: number): number =>
    node > terminal.always ? intAt(functions, node) : terminal.never;
  for (const node of nodes) {
    const its = intAt(diagram.level, node);
    const [then, otherwise] = [intAt(high, node), intAt(low, node)];
    if (its > level) {
      // The variable is not asked any more, and decides nothing.
      functions[node] = terminal.never;
    } else {
      functions[node] =
        its === level
          ? diagram.choice(otherwise, terminal.never, then)
          : diagram.node(its, of(then), of(otherwise));
    }
    if (intAt(functions, node) === terminal.overflow) {
      return terminal.overflow;
    }
  }
  return of(root);
}

/** Where a function holds of some part of what has failed. */
function closedUpwards(desk: Desk, root: number): number {
  const { diagram, functions } = desk;
  const { high, low, level } = diagram;
  for (const node of belowIn(desk, root)) {
    const otherwise = intAt(functions, intAt(low, node));
    const then = diagram.choice(intAt(functions, intAt(high, node)), terminal.always, otherwise);
    const joined =
      then === terminal.overflow ? then : diagram.node(intAt(level, node), then, otherwise);
    if (joined === terminal.overflow) {
      return terminal.overflow;
    }
    functions[node] = joined;
  }
  return intAt(functions, root);
}

function chanceBelow(desk: Desk, root: number, chanceAt: (level: number) => number): number {
  const { diagram, values } = desk;
  const { high, low, level } = diagram;
  for (const node of belowIn(desk, root)) {
    const its = chanceAt(intAt(level, node));
    const otherwise = numberAt(values, intAt(low, node));
    values[node] = its * numberAt(values, intAt(high, node)) + (1 - its) * otherwise;
  }
  return numberAt(values, root);
}
