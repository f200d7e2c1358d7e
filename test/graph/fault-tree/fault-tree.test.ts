import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failureUnitsOf, systemUnits } from '../../../src/graph/fault-tree/failure-units.ts';
import { type FaultTree, faultTreesOf } from '../../../src/graph/fault-tree/fault-tree.ts';
import { type TopologySource, topologyOf } from '../../../src/graph/topology.ts';
import { downWith } from '../../oracle/cut-sets.ts';
import { drawn } from '../drawing.ts';
import { randomSource } from '../random-source.ts';

/** Whether the target of a tree fails with some units: every position is looked at until nothing changes. */
function fails(tree: FaultTree, failed: ReadonlySet<number>): boolean {
  const isDown = new Set<number>();
  for (let before = -1; before < isDown.size; ) {
    before = isDown.size;
    for (const [position, threshold] of tree.threshold.entries()) {
      const units = tree.units.subarray(tree.unitStart[position], tree.unitStart[position + 1]);
      if (units.some((unit) => failed.has(unit)) || lossesOf(tree, position, isDown) >= threshold) {
        isDown.add(position);
      }
    }
  }
  return isDown.has(tree.target);
}

function lossesOf(
  { inputStart, inputs, losses }: FaultTree,
  position: number,
  isDown: ReadonlySet<number>,
): number {
  const [from, to] = [inputStart[position], inputStart[position + 1]];
  const each = losses.subarray(from, to);
  return inputs
    .subarray(from, to)
    .reduce((sum, input, index) => sum + (isDown.has(input) ? (each[index] ?? 0) : 0), 0);
}

test('a fault tree tells of any failures what the definition tells', () => {
  fc.assert(
    fc.property(randomSource, fc.nat(), fc.nat(), (source, bits, region) => {
      const topology = topologyOf(source);
      const units = failureUnitsOf([
        { id: 'a', systems: [...topology.systems.keys()].filter((node) => (region >> node) & 1) },
        ...topology.systems.flatMap((id, node) =>
          (region >> node) & 2 ? [] : [{ id: `b-${id}`, systems: [node] }],
        ),
      ]);
      const failed = units.ids.flatMap((_, unit) => ((bits >> unit) & 1 ? [unit] : []));
      const systems = failed.flatMap((unit) =>
        [...units.systems.subarray(units.start[unit], units.start[unit + 1])].map(
          (node) => topology.ids[node] ?? '',
        ),
      );
      const down = downWith(source, systems);
      const trees = faultTreesOf(topology, units);
      const told = topology.ids.filter((_, node) => fails(trees.of(node), new Set(failed)));
      expect(told).toEqual(topology.ids.filter((id) => down.has(id)));
    }),
    { numRuns: 500 },
  );
});

function treeOf(source: TopologySource, target: string): FaultTree {
  const topology = topologyOf(source);
  const trees = faultTreesOf(
    topology,
    systemUnits(topology, () => true),
  );
  return trees.of(topology.nodeById.get(target) ?? -1);
}

test('it holds only what can matter to the target, inputs first, and a cycle of hard edges as one', () => {
  const source = drawn(`
    shop -hard-> web
    web -hard-> bus
    web -soft-> search
    bus: 1 of a b
    a -hard-> db
    b -hard-> db
    db -hard-> disk
    disk -hard-> db
  `);
  const tree = treeOf(source, 'web');
  expect(tree).toEqual({
    target: 4,
    threshold: Int32Array.of(1, 1, 1, 2, 1),
    inputStart: Int32Array.of(0, 0, 1, 2, 4, 5),
    inputs: Int32Array.of(0, 0, 1, 2, 3),
    losses: Int32Array.of(1, 1, 1, 1, 1),
    unitStart: Int32Array.of(0, 2, 3, 4, 4, 5),
    // a, b, db, disk, search, shop, web
    units: Int32Array.of(2, 3, 1, 0, 6),
    knotStart: Int32Array.of(0, 1, 2, 3, 4, 5),
    component: tree.component,
  });
});

test('a cycle through groups is a knot', () => {
  const { knotStart, target } = treeOf(
    drawn(`
      web -hard-> one
      one: 1 of a b
      two: 1 of c d
      a -hard-> two
      c -hard-> one
    `),
    'web',
  );
  expect([...knotStart].map((start, knot) => (knotStart[knot + 1] ?? start) - start)).toEqual([
    1, 1, 4, 1, 0,
  ]);
  expect(target).toBe(6);
});

test('members that are one count as many losses as they are', () => {
  const tree = treeOf(
    drawn(`
      bus: 2 of a b c
      a -hard-> b
      b -hard-> a
    `),
    'bus',
  );
  expect({ threshold: tree.threshold.at(-1), losses: [...tree.losses].sort() }).toEqual({
    threshold: 2,
    losses: [1, 2],
  });
});
