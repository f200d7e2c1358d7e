import { cutSetWork, nodesMaxDefault } from '../src/graph/cut-sets/cut-sets.ts';
import { systemUnits } from '../src/graph/fault-tree/failure-units.ts';
import { type FaultTree, faultTreesOf } from '../src/graph/fault-tree/fault-tree.ts';
import { intAt } from '../src/graph/integers.ts';
import { type TopologySource, topologyOf } from '../src/graph/topology.ts';
import type { DependencyKind } from '../src/model/model.ts';
import { fleetGraph } from './fleet-graph.ts';
import { type Bench, cpuMs, type Row } from './measure.ts';

/** The minimal cut sets of single targets. */
export const bench: Bench = () => [...pairRows(), ...treeRows(), ...shapeRows()];

const hardKinds = new Map<string, DependencyKind>(
  ['auth', 'data', 'hard', 'optional', 'soft'].map((id) => [
    id,
    { id, impact: 100, propagates: true },
  ]),
);

/**
 * A fleet whose every dependency is hard, and a target that needs one of every two neighbors among its upper systems: much of what
 * lies below is needed by both of them, and takes the target down alone.
 */
function layered(systems: number, edges: number): TopologySource {
  const fleet = fleetGraph({ systems, edges, seed: 3 });
  const upper = fleet.systems.slice(0, systems / 6);
  const pairs = upper.slice(1).map(({ id }, index) => ({
    id: `pair-${index}`,
    members: [upper[index]?.id ?? id, id],
    need: 1,
  }));
  const target = { id: 'target', dependsOn: pairs.map(({ id }) => ({ to: id, kind: 'hard' })) };
  return {
    systems: [...fleet.systems, target],
    groups: [...fleet.groups, ...pairs],
    catalog: { kinds: hardKinds },
  };
}

function treeOf(source: TopologySource, target: string): FaultTree {
  const topology = topologyOf(source);
  const trees = faultTreesOf(
    topology,
    systemUnits(topology, (node) => node < topology.systems.length),
  );
  return trees.of(topology.nodeById.get(target) ?? -1);
}

/** How many sets of each order there are; it fails where they are not all. */
function countsOf(tree: FaultTree, orderMax: number | undefined): readonly number[] {
  const work = cutSetWork(tree, { orderMax, nodesMax: nodesMaxDefault });
  work.advance(Number.POSITIVE_INFINITY);
  const { counts, isComplete } = work.found();
  if (!isComplete) {
    throw new Error('the cut sets are not complete');
  }
  return counts;
}

function pairRows(): readonly Row[] {
  const tree = treeOf(layered(1_800, 11_000), 'target');
  const groups = tree.threshold.filter((losses) => losses > 1).length;
  const [alone = 0, pairs = 0] = countsOf(tree, 2);
  const peer = cpuMs(() => checkPairs(tree), { runs: 1, warmups: 0 });
  return [
    {
      name: `pairs of one target, closure ${tree.threshold.length} with ${groups} groups that can spare members: ${alone} alone, ${pairs} pairs`,
      value: cpuMs(() => countsOf(tree, 2)),
      unit: 'ms',
      peer: { name: 'every pair simulated', value: peer },
      budget: { atMost: 1_000 },
      stretch: { atMost: 200 },
    },
  ];
}

/** Fails where simulation finds another number of pairs. */
function checkPairs(tree: FaultTree): void {
  const [, pairs = 0] = countsOf(tree, 2);
  const simulated = simulatedPairs(tree);
  if (pairs !== simulated) {
    throw new Error(`${pairs} pairs, and ${simulated} by simulation`);
  }
}

/** Lets every pair of units fail, each walked from what fails to what that takes down. */
function simulatedPairs(tree: FaultTree): number {
  const { threshold, inputStart, inputs, losses, unitStart, target } = tree;
  const count = threshold.length;
  const dependents: number[][] = Array.from({ length: count }, () => []);
  for (let position = 0; position < count; position += 1) {
    for (let at = intAt(inputStart, position); at < intAt(inputStart, position + 1); at += 1) {
      for (let loss = 0; loss < intAt(losses, at); loss += 1) {
        dependents[intAt(inputs, at)]?.push(position);
      }
    }
  }
  const unitsOf = (position: number): number =>
    intAt(unitStart, position + 1) - intAt(unitStart, position);
  const positions = [...threshold.keys()].filter((position) => unitsOf(position) > 0);
  const lost = new Int32Array(count);
  const fails = (...failing: readonly number[]): boolean => {
    lost.fill(0);
    const down = [...failing];
    for (const position of down) {
      lost[position] = threshold[position] ?? 1;
    }
    // Grows while it is walked.
    for (const position of down) {
      for (const next of dependents[position] ?? []) {
        lost[next] = intAt(lost, next) + 1;
        if (intAt(lost, next) === intAt(threshold, next)) {
          down.push(next);
        }
      }
    }
    return intAt(lost, target) >= intAt(threshold, target);
  };
  const others = positions.filter((position) => !fails(position));
  let pairs = 0;
  for (const [index, first] of others.entries()) {
    for (const second of others.slice(index + 1)) {
      pairs += fails(first, second) ? unitsOf(first) * unitsOf(second) : 0;
    }
  }
  return pairs;
}

/** Gates over gates over events that several of them share, as fault trees of plants have them. */
function plant(events: number, gates: number): TopologySource {
  const id = (name: string, index: number): string => `${name}${String(index).padStart(3, '0')}`;
  const below = (gate: number, step: number): string => {
    const child = gate * 2 + step;
    return child < gates && step <= 2
      ? id('gate', child)
      : id('event', (gate * 7 + step * 13) % events);
  };
  const votes = Array.from({ length: gates }, (_, gate) => ({
    id: id('vote', gate),
    members: [...new Set([1, 2, 3, 4].map((step) => below(gate, step)))],
    need: gate % 3 === 0 ? 2 : 1,
  }));
  const systems = Array.from({ length: gates }, (_, gate) => ({
    id: id('gate', gate),
    dependsOn:
      gate % 2 === 0
        ? [{ to: id('vote', gate), kind: 'hard' }]
        : [1, 2, 3].map((step) => ({ to: below(gate, step), kind: 'hard' })),
  }));
  const basic = Array.from({ length: events }, (_, event) => ({
    id: id('event', event),
    dependsOn: [],
  }));
  return { systems: [...basic, ...systems], groups: votes, catalog: { kinds: hardKinds } };
}

function treeRows(): readonly Row[] {
  const source = plant(80, 63);
  const topology = topologyOf(source);
  const events = systemUnits(topology, (node) => node < 80);
  const tree = faultTreesOf(topology, events).of(topology.nodeById.get('gate000') ?? -1);
  const counts = countsOf(tree, undefined);
  const sets = counts.reduce((sum, count) => sum + count, 0);
  return [
    {
      name: `all orders of a generated fault tree: 80 events, 63 gates, ${sets} sets of up to ${counts.length}`,
      value: cpuMs(() => countsOf(tree, undefined)),
      unit: 'ms',
      budget: { atMost: 2_000 },
    },
  ];
}

/** Shapes that recursion, or listing, would not survive. */
function shapeRows(): readonly Row[] {
  const chain = (name: string): TopologySource['systems'] =>
    Array.from({ length: 50_000 }, (_, index) => ({
      id: `${name}${String(index).padStart(5, '0')}`,
      dependsOn:
        index < 49_999
          ? [{ to: `${name}${String(index + 1).padStart(5, '0')}`, kind: 'hard' }]
          : [],
    }));
  const source = {
    systems: [...chain('a'), ...chain('b')],
    groups: [{ id: 'both', members: ['a00000', 'b00000'], need: 1 }],
    catalog: { kinds: hardKinds },
  };
  const tree = treeOf(source, 'both');
  return [
    {
      name: 'two chains of 50,000 that stand in for each other, 2,500,000,000 pairs',
      value: cpuMs(() => countsOf(tree, 2)),
      unit: 'ms',
      budget: { atMost: 500 },
    },
  ];
}
