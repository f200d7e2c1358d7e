import { byteAt, intAt } from '../integers.ts';
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
  const nodes = belowIn(diagram, root);
  for (let level = 0; level < variables.length; level += 1) {
    const decided = diagram.choice(
      restricted(diagram, { nodes, root, level, isFailed: false }),
      terminal.never,
      restricted(diagram, { nodes, root, level, isFailed: true }),
    );
    const closed =
      decided === terminal.overflow
        ? decided
        : closedUpwards(diagram, belowIn(diagram, decided), decided);
    if (closed === terminal.overflow) {
      return undefined;
    }
    involved[level] = chanceBelow(diagram, belowIn(diagram, closed), closed, (each) =>
      numberAt(chance, intAt(variables, each)),
    );
  }
  return involved;
}

/** The nodes of a function but the terminals, children first. */
function belowIn({ high, low }: Diagram, root: number): readonly number[] {
  const isMet = new Uint8Array(Math.max(2, root + 1));
  isMet[Math.max(0, root)] = 1;
  const nodes: number[] = [];
  for (let node = root; node >= 2; node -= 1) {
    if (byteAt(isMet, node) === 1) {
      nodes.push(node);
      isMet[intAt(high, node)] = 1;
      isMet[intAt(low, node)] = 1;
    }
  }
  return nodes.reverse();
}

interface Restriction {
  readonly nodes: readonly number[];
  readonly root: number;
  readonly level: number;
  readonly isFailed: boolean;
}

/** A function where one variable is known. */
function restricted(diagram: Diagram, { nodes, root, level, isFailed }: Restriction): number {
  const { high, low } = diagram;
  const known = new Map<number, number>();
  const of = (node: number): number => known.get(node) ?? node;
  for (const node of nodes) {
    const its = intAt(diagram.level, node);
    if (its === level) {
      known.set(node, isFailed ? intAt(high, node) : intAt(low, node));
    } else if (its < level) {
      const then = of(intAt(high, node));
      const otherwise = of(intAt(low, node));
      known.set(
        node,
        then < 0 || otherwise < 0 ? terminal.overflow : diagram.node(its, then, otherwise),
      );
    }
  }
  return of(root);
}

/** Where a function holds of some part of what has failed. */
function closedUpwards(diagram: Diagram, nodes: readonly number[], root: number): number {
  const { high, low, level } = diagram;
  const known = new Map<number, number>();
  const of = (node: number): number => known.get(node) ?? node;
  for (const node of nodes) {
    const otherwise = of(intAt(low, node));
    const then = diagram.choice(of(intAt(high, node)), terminal.always, otherwise);
    if (then === terminal.overflow) {
      return terminal.overflow;
    }
    known.set(node, diagram.node(intAt(level, node), then, otherwise));
  }
  return of(root);
}

function chanceBelow(
  { high, low, level }: Diagram,
  nodes: readonly number[],
  root: number,
  chanceAt: (level: number) => number,
): number {
  const values = new Map<number, number>([
    [terminal.never, 0],
    [terminal.always, 1],
  ]);
  for (const node of nodes) {
    const its = chanceAt(intAt(level, node));
    const then = values.get(intAt(high, node)) ?? 0;
    const otherwise = values.get(intAt(low, node)) ?? 0;
    values.set(node, its * then + (1 - its) * otherwise);
  }
  return values.get(root) ?? 0;
}
