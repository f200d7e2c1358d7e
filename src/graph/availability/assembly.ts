import { intAt } from '../integers.ts';
import { type GateDiagram, type GatePart, gateDiagram } from './gate-diagram.ts';
import { type Gates, hasSingleLosses } from './gates.ts';
import { type Modules, modulesOf } from './modules.ts';
import type { Steps } from './steps.ts';
import { variableOrders } from './variable-orders.ts';

/**
 * How a module is worked out: as votes, where all that its only gate uses is independent; as a diagram; or not at all, where that takes
 * too many nodes.
 */
export type ModulePart = 'votes' | 'open' | GateDiagram;

/** Gates taken apart, and how to work out each part. */
export interface Assembly {
  readonly gates: Gates;
  readonly modules: Modules;
  /** In the order of `modules.heads`. */
  readonly parts: readonly ModulePart[];
  /** By node, the number of its knot. */
  readonly knotOf: Int32Array;
}

/** How many nodes a diagram may take, and how many orders of its variables are tried with so many. */
export interface DiagramBudget {
  readonly nodeMax: number;
  readonly orderMax: number;
}

/** Smallest first: an order that is good enough is found before one that is not has cost much. */
export const diagramBudgets: readonly DiagramBudget[] = [
  { nodeMax: 4_096, orderMax: 4 },
  { nodeMax: 131_072, orderMax: 4 },
  { nodeMax: 2_097_152, orderMax: 2 },
];

export function* assemblySteps(
  gates: Gates,
  budgets: readonly DiagramBudget[] = diagramBudgets,
): Steps<Assembly> {
  const modules = modulesOf(gates);
  const knotOf = new Int32Array(gates.threshold.length);
  for (let knot = 0; knot + 1 < gates.knotStart.length; knot += 1) {
    knotOf.fill(knot, intAt(gates.knotStart, knot), intAt(gates.knotStart, knot + 1));
  }
  const bare = { gates, modules, knotOf };
  const parts: ModulePart[] = [];
  for (let place = 0; place < modules.heads.length; place += 1) {
    parts.push(isOfVotes(bare, place) ? 'votes' : yield* diagramPart(bare, place, budgets));
  }
  return { ...bare, parts };
}

/** A module as what a diagram is made of. */
export function gatePart(
  { gates, modules, knotOf }: Omit<Assembly, 'parts'>,
  place: number,
): GatePart {
  const inside = modules.gates.subarray(modules.gateStart[place], modules.gateStart[place + 1]);
  return { gates, head: intAt(modules.heads, place), inside, knotOf };
}

function isOfVotes({ modules, gates }: Omit<Assembly, 'parts'>, place: number): boolean {
  const size = intAt(modules.gateStart, place + 1) - intAt(modules.gateStart, place);
  return size === 1 && hasSingleLosses(gates, intAt(modules.heads, place));
}

function* diagramPart(
  assembly: Omit<Assembly, 'parts'>,
  place: number,
  budgets: readonly DiagramBudget[],
): Steps<ModulePart> {
  const part = gatePart(assembly, place);
  const orders = variableOrders(part);
  for (const [index, { nodeMax, orderMax }] of budgets.entries()) {
    for (const order of orders.slice(0, orderMax)) {
      if (index > 0) {
        yield;
      }
      const diagram = gateDiagram(part, order, nodeMax);
      if (diagram !== undefined) {
        return diagram;
      }
    }
  }
  return 'open';
}

/** What the gate of a module of votes uses: each of it an event or a module. */
export function votersOf({ start, to }: Gates, gate: number): Int32Array {
  return to.subarray(start[gate], start[gate + 1]);
}

/** Whether all parts can be worked out. */
export function isWhole({ parts }: Assembly): boolean {
  return !parts.includes('open');
}
