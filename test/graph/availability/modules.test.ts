import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Gates, gatesOf, pruned } from '../../../src/graph/availability/gates.ts';
import { modulesOf } from '../../../src/graph/availability/modules.ts';
import { systemUnits } from '../../../src/graph/fault-tree/failure-units.ts';
import { faultTreesOf } from '../../../src/graph/fault-tree/fault-tree.ts';
import { type TopologySource, topologyOf } from '../../../src/graph/topology.ts';
import { randomSource } from '../random-source.ts';

function gatesFor(source: TopologySource, target: string): Gates | boolean {
  const topology = topologyOf(source);
  const units = systemUnits(topology, () => true);
  const tree = faultTreesOf(topology, units).of(topology.nodeById.get(target) ?? -1);
  return pruned(gatesOf(tree, units.ids.length), new Uint8Array(units.ids.length).fill(1));
}

function inputsOf({ start, to }: Gates, node: number): readonly number[] {
  return [...to.subarray(start[node], start[node + 1])];
}

/** Everything below a node, itself included. */
function below(gates: Gates, node: number): ReadonlySet<number> {
  const found = new Set([node]);
  for (const one of found) {
    for (const input of inputsOf(gates, one)) {
      found.add(input);
    }
  }
  return found;
}

/** By the book: nothing outside of what is below a gate uses any of it but the gate. */
function isModule(gates: Gates, gate: number): boolean {
  const inside = below(gates, gate);
  return [...gates.threshold.keys()]
    .filter((node) => !inside.has(node))
    .every((node) => inputsOf(gates, node).every((input) => input === gate || !inside.has(input)));
}

test('modules are the gates whose parts nothing else uses, and every gate is in the smallest around it', () => {
  let found = 0;
  fc.assert(
    fc.property(randomSource, (source) => {
      const gates = gatesFor(source, 'bus');
      if (typeof gates === 'boolean') {
        return;
      }
      const { heads, gates: inside, gateStart } = modulesOf(gates);
      const nodes = [...gates.threshold.keys()].filter((node) => gates.event[node] === -1);
      const expected = nodes.filter(
        // Of a cycle, what it is entered by stands for it.
        (node) => isModule(gates, node) && (node === gates.top || usersOutside(gates, node)),
      );
      expect([...heads]).toEqual(expected);
      found += heads.length;
      const byHead = [...heads].map((_, place) =>
        [...inside.subarray(gateStart[place], gateStart[place + 1])].sort((a, b) => a - b),
      );
      expect(byHead.flat().sort((a, b) => a - b)).toEqual(nodes);
      for (const [place, head] of heads.entries()) {
        const smaller = [...heads].filter(
          (other) => other !== head && below(gates, head).has(other),
        );
        const apart = new Set(smaller.flatMap((other) => [...below(gates, other)]));
        const rest = nodes.filter((node) => below(gates, head).has(node) && !apart.has(node));
        expect(byHead[place]).toEqual(rest);
      }
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(500);
});

/** Whether something that is not below a gate uses it. */
function usersOutside(gates: Gates, gate: number): boolean {
  const inside = below(gates, gate);
  return [...gates.threshold.keys()].some(
    (node) => !inside.has(node) && inputsOf(gates, node).includes(gate),
  );
}
