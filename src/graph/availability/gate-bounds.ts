import { intAt } from '../integers.ts';
import type { GatePart } from './gate-diagram.ts';
import { numberAt } from './numbers.ts';

/** Where a probability lies for certain. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
}

/**
 * Bounds of the probability of a module, gate by gate. What fails more easily when anything fails is never negatively correlated
 * (Harris, 1960; Esary and Proschan, 1963): of such gates all fail at least as often as if they were independent, and none works at
 * most that seldom. Inputs that nothing else uses are independent. The cost grows with the edges of the module.
 */
export function gateBounds(part: GatePart, low: Float64Array, high: Float64Array): Bounds {
  const bounds: Table = { from: new Map(), to: new Map(), low, high };
  const uses = usesOf(part);
  const { inside, head } = part;
  // Nothing fails unless something below does.
  const most = 1 - [...uses.keys()].reduce((works, node) => works * (1 - topOf(bounds, node)), 1);
  for (const gate of inside) {
    bounds.from.set(gate, 0);
    bounds.to.set(gate, most);
  }
  const rounds = inside.some((gate) => isOnCycle(part, gate)) ? cycleRounds : 1;
  for (let round = 0; round < rounds; round += 1) {
    for (const gate of inside) {
      const next = boundsOfGate(part, gate, bounds, uses);
      bounds.from.set(gate, Math.max(bottomOf(bounds, gate), next.from));
      bounds.to.set(gate, Math.min(topOf(bounds, gate), next.to));
    }
  }
  return { from: bottomOf(bounds, head), to: topOf(bounds, head) };
}

/** Around a cycle every round holds, and each is at least as good as the one before. */
const cycleRounds = 4;

interface Table {
  /** Of the gates. */
  readonly from: Map<number, number>;
  readonly to: Map<number, number>;
  /** Of all other nodes. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

function bottomOf({ from, low }: Table, node: number): number {
  return from.get(node) ?? numberAt(low, node);
}

function topOf({ to, high }: Table, node: number): number {
  return to.get(node) ?? numberAt(high, node);
}

/** How often each event and module below is used; of a gate of the part it is told that it is not alone. */
function usesOf({ gates, inside }: GatePart): ReadonlyMap<number, number> {
  const isInside = new Set(inside);
  const uses = new Map<number, number>();
  for (const gate of inside) {
    const end = intAt(gates.start, gate + 1);
    for (let edge = intAt(gates.start, gate); edge < end; edge += 1) {
      const input = intAt(gates.to, edge);
      if (!isInside.has(input)) {
        uses.set(input, (uses.get(input) ?? 0) + 1);
      }
    }
  }
  return uses;
}

/** Whether a gate may be below itself. */
function isOnCycle({ gates, knotOf }: GatePart, gate: number): boolean {
  return gates.to
    .subarray(gates.start[gate], gates.start[gate + 1])
    .some((input) => intAt(knotOf, input) === intAt(knotOf, gate));
}

interface Input {
  readonly losses: number;
  readonly from: number;
  readonly to: number;
  /** Whether nothing else uses it. */
  readonly isAlone: boolean;
}

function boundsOfGate(
  part: GatePart,
  gate: number,
  table: Table,
  uses: ReadonlyMap<number, number>,
): Bounds {
  const { gates } = part;
  // Around a cycle, what only this gate uses is also below its other inputs.
  const isCyclic = isOnCycle(part, gate);
  const needed = intAt(gates.threshold, gate);
  const inputs: Input[] = [];
  let total = 0;
  const end = intAt(gates.start, gate + 1);
  for (let edge = intAt(gates.start, gate); edge < end; edge += 1) {
    const node = intAt(gates.to, edge);
    const losses = intAt(gates.losses, edge);
    total += losses;
    inputs.push({
      losses,
      from: bottomOf(table, node),
      to: topOf(table, node),
      isAlone: !isCyclic && uses.get(node) === 1,
    });
  }
  if (inputs.every(({ losses }) => losses >= needed)) {
    return anyOf(inputs);
  }
  const rest = (least: number): boolean => total - least < needed;
  return inputs.every(({ losses }) => rest(losses)) ? allOf(inputs) : someOf(inputs, needed);
}

/** Fails with any input. */
function anyOf(inputs: readonly Input[]): Bounds {
  let [worksAlone, shared, works] = [1, 0, 1];
  for (const { from, to, isAlone } of inputs) {
    works *= 1 - to;
    worksAlone *= isAlone ? 1 - from : 1;
    shared = isAlone ? shared : Math.max(shared, from);
  }
  return { from: 1 - worksAlone * (1 - shared), to: 1 - works };
}

/** Fails with all inputs only. */
function allOf(inputs: readonly Input[]): Bounds {
  let [fails, failsAlone, shared] = [1, 1, 1];
  for (const { from, to, isAlone } of inputs) {
    fails *= from;
    failsAlone *= isAlone ? to : 1;
    shared = isAlone ? shared : Math.min(shared, to);
  }
  return { from: fails, to: failsAlone * shared };
}

/** Fails with some losses: at least with those that are the most likely, and never without one of those that cannot be spared. */
function someOf(inputs: readonly Input[], needed: number): Bounds {
  let [fails, losses] = [1, 0];
  for (const input of inputs.toSorted((a, b) => b.from - a.from)) {
    fails *= losses < needed ? input.from : 1;
    losses += input.losses;
  }
  let [works, spared, expected] = [1, 0, 0];
  for (const input of inputs.toSorted((a, b) => b.to - a.to)) {
    expected += input.losses * input.to;
    if (spared + input.losses < needed) {
      spared += input.losses;
    } else {
      works *= 1 - input.to;
      // Smaller inputs that could still be spared are not: that the bound holds does not depend on it.
      spared = needed;
    }
  }
  return { from: fails, to: Math.min(1 - works, expected / needed) };
}
