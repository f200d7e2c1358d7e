import type { FailureGraph } from '../failure-graph.ts';
import { byteAt, intAt } from '../integers.ts';
import { singleFailures } from '../single-failures.ts';
import type { Topology } from '../topology.ts';
import { lossWalk } from './loss-walk.ts';
import { leadingTo } from './unit-failures.ts';

/** How many systems are told for a group. */
const toldMax = 5;

/** What takes a group down: some systems that fail at once. */
export interface LostGroup {
  readonly group: number;
  /** The place of the unit among those that were asked about; of single systems the node. */
  readonly unit: number;
}

/** Which of some groups with a spare member each unit takes down, whatever lies between; by unit, and then by group. */
export function lostWithUnits(
  topology: Topology,
  graph: FailureGraph,
  units: readonly (readonly number[])[],
  groups: readonly number[],
): readonly LostGroup[] {
  const { walk, groupOf } = walkTo(graph, groups);
  return units.flatMap((nodes, unit) => {
    const components = new Set(nodes.map((node) => intAt(graph.componentOf, node)));
    const length = walk.fail(Int32Array.from(components));
    return lostIn(groupOf, walk.failed.subarray(0, length))
      .sort((a, b) => intAt(topology.rank, a) - intAt(topology.rank, b))
      .map((group) => ({ group, unit }));
  });
}

/**
 * Single systems that take down some groups with a spare member, whatever lies between: at most five of each group, and none that
 * does it through another one that is told. `isUnit` is 1 for each node that can fail by itself.
 */
export function lostWithOne(
  topology: Topology,
  graph: FailureGraph,
  isUnit: Uint8Array,
  groups: readonly number[],
): readonly LostGroup[] {
  const { walk, groupOf } = walkTo(graph, groups);
  const told = new Map<number, number[]>(groups.map((group) => [group, []]));
  for (const unit of worthWalking(topology, graph, isUnit, groups)) {
    const length = walk.fail(Int32Array.of(intAt(graph.componentOf, unit)));
    for (const group of lostIn(groupOf, walk.failed.subarray(0, length))) {
      const nearer = told.get(group) ?? [];
      const isBehind = nearer.some((other) => walk.isFailed(intAt(graph.componentOf, other)));
      if (nearer.length < toldMax && !isBehind) {
        nearer.push(unit);
      }
    }
  }
  return groups.flatMap((group) =>
    (told.get(group) ?? [])
      .sort((a, b) => intAt(topology.rank, a) - intAt(topology.rank, b))
      .map((unit) => ({ group, unit })),
  );
}

function walkTo(
  graph: FailureGraph,
  groups: readonly number[],
): { readonly walk: ReturnType<typeof lossWalk>; readonly groupOf: Int32Array } {
  const groupOf = new Int32Array(graph.count).fill(-1);
  const targets = Int32Array.from(groups, (group) => intAt(graph.componentOf, group));
  for (const [place, component] of targets.entries()) {
    groupOf[component] = groups[place] ?? -1;
  }
  return { walk: lossWalk(graph, leadingTo(graph, targets)), groupOf };
}

/** The groups that were asked about, of some components: one with a spare member is a component of its own. */
function lostIn(groupOf: Int32Array, failed: Int32Array): number[] {
  return [...failed].map((component) => intAt(groupOf, component)).filter((group) => group >= 0);
}

/**
 * A system of each component that takes down some of the groups, the nearest first. One whose consequence takes down as many takes
 * down the same, so that of a chain only its end is walked.
 */
function worthWalking(
  topology: Topology,
  graph: FailureGraph,
  isUnit: Uint8Array,
  groups: readonly number[],
): readonly number[] {
  const classOf = new Uint8Array(topology.ids.length).fill(1);
  for (const group of groups) {
    classOf[group] = 0;
  }
  const failures = singleFailures(topology, graph, {
    units: isUnit,
    classes: { of: classOf, count: 1 },
    listed: new Uint8Array(1),
    listMax: 0,
  });
  const unitOf = Int32Array.from({ length: graph.count }, (_, component) =>
    firstUnit(topology, graph, isUnit, component),
  );
  const lost = unitOf.map((unit) => (unit < 0 ? 0 : failures.count(unit, 0)));
  const worth: number[] = [];
  for (let component = graph.count - 1; component >= 0; component -= 1) {
    const count = intAt(lost, component);
    if (count > 0 && !hasEqualConsequence(graph, lost, component)) {
      worth.push(intAt(unitOf, component));
    }
  }
  return worth;
}

function firstUnit(
  { rank }: Topology,
  { members, memberStart }: FailureGraph,
  isUnit: Uint8Array,
  component: number,
): number {
  let first = -1;
  const end = intAt(memberStart, component + 1);
  for (let place = intAt(memberStart, component); place < end; place += 1) {
    const node = intAt(members, place);
    if (byteAt(isUnit, node) === 1 && (first < 0 || intAt(rank, node) < intAt(rank, first))) {
      first = node;
    }
  }
  return first;
}

function hasEqualConsequence(
  { start, to, threshold }: FailureGraph,
  lost: Int32Array,
  component: number,
): boolean {
  const end = intAt(start, component + 1);
  for (let edge = intAt(start, component); edge < end; edge += 1) {
    const target = intAt(to, edge);
    if (intAt(threshold, target) === 1 && intAt(lost, target) === intAt(lost, component)) {
      return true;
    }
  }
  return false;
}
