import { intAt } from '../integers.ts';
import type { GatePart } from './gate-diagram.ts';

/**
 * Orders of the variables of a module that are worth trying: each is that of a walk from the head that goes below each gate once, with
 * another rule for which input comes first. What is used together comes together; no rule is the best for all graphs.
 */
export function variableOrders(part: GatePart): readonly Int32Array[] {
  const weight = weightsOf(part);
  const uses = usesOf(part);
  const weigh = (node: number): number => weight.get(node) ?? 1;
  const used = (node: number): number => uses.get(node) ?? 0;
  const rules: readonly ((a: number, b: number) => number)[] = [
    (a, b) => weigh(a) - weigh(b) || a - b,
    (a, b) => used(b) - used(a) || weigh(a) - weigh(b) || a - b,
    (a, b) => weigh(b) - weigh(a) || a - b,
    (a, b) => a - b,
  ];
  const orders = rules.map((rule) => walkedOrder(part, rule));
  const seen = new Set<string>();
  return orders.filter((order) => {
    const key = order.join();
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** How many variables are below each gate, counted once for each way to them. */
function weightsOf({ gates, inside }: GatePart): ReadonlyMap<number, number> {
  const weight = new Map<number, number>();
  for (const gate of inside) {
    let sum = 0;
    const end = intAt(gates.start, gate + 1);
    for (let edge = intAt(gates.start, gate); edge < end; edge += 1) {
      sum += weight.get(intAt(gates.to, edge)) ?? 1;
    }
    weight.set(gate, sum);
  }
  return weight;
}

/** How many gates of the module use each node. */
function usesOf({ gates, inside }: GatePart): ReadonlyMap<number, number> {
  const uses = new Map<number, number>();
  for (const gate of inside) {
    const end = intAt(gates.start, gate + 1);
    for (let edge = intAt(gates.start, gate); edge < end; edge += 1) {
      const input = intAt(gates.to, edge);
      uses.set(input, (uses.get(input) ?? 0) + 1);
    }
  }
  return uses;
}

/** The variables of a module, which are what its gates use and which is not one of them. */
function walkedOrder(
  { gates, head, inside }: GatePart,
  rule: (a: number, b: number) => number,
): Int32Array {
  const isInside = new Set(inside);
  const isMet = new Set([head]);
  const variables: number[] = [];
  const path = [sortedInputs(head)];
  for (let inputs = path.at(-1); inputs !== undefined; inputs = path.at(-1)) {
    const { value: input, done } = inputs.next();
    if (done === true) {
      path.pop();
    } else if (!isMet.has(input)) {
      isMet.add(input);
      if (isInside.has(input)) {
        path.push(sortedInputs(input));
      } else {
        variables.push(input);
      }
    }
  }
  return Int32Array.from(variables);

  function sortedInputs(gate: number): ArrayIterator<number> {
    return [...gates.to.subarray(gates.start[gate], gates.start[gate + 1])].sort(rule).values();
  }
}
