import { type Adjacency, componentsOf } from './components.ts';
import { byteAt, intAt, sortedByNumber } from './integers.ts';
import { membership, spareOf, type Topology } from './topology.ts';

/**
 * Who takes whom down. What always fails together is one component: systems on a cycle of dependencies, each of which
 * suffices. An edge leads from a component to one that it takes down: by itself where the threshold of that one is 1, else
 * together with others, and then there are as many edges as it means losses.
 */
export interface FailureGraph extends Adjacency {
  /** The component of each node. An edge that suffices by itself never leads to a smaller number. */
  readonly componentOf: Int32Array;
  readonly count: number;
  /** By component: how many losses take it down. */
  readonly threshold: Int32Array;
  /** The nodes of each component, by number; `memberStart` holds the bounds. */
  readonly members: Int32Array;
  readonly memberStart: Int32Array;
}

/** What the loss of its target means for the other end of an edge. */
const strength = { none: 0, counts: 1, suffices: 2 } as const;

/**
 * The failure graph over some kinds of dependency: `carries` holds 1 for each kind that takes its dependent down. A group
 * fails with the last member it needs, or with any member where `carries` holds 1 for membership.
 */
export function failureGraphOf(topology: Topology, carries: Uint8Array): FailureGraph {
  const strengths = strengthsOf(topology, carries);
  const { of: componentOf, count } = componentsOf(
    topology,
    (edge) => byteAt(strengths, edge) === strength.suffices,
  );
  const threshold = new Int32Array(count).fill(1);
  for (let group = topology.systems.length; group < componentOf.length; group += 1) {
    if (byteAt(carries, membership) === 0) {
      // Nothing suffices to take down a group that can spare a member: it is a component of its own.
      threshold[intAt(componentOf, group)] = Math.max(0, spareOf(topology, group)) + 1;
    }
  }
  const { items: members, start: memberStart } = sortedByNumber(componentOf, count);
  const membersOf = { members, memberStart };
  const edges = condensed(topology, strengths, { componentOf, count, ...membersOf });
  return { componentOf, count, threshold, ...membersOf, ...edges };
}

function strengthsOf(topology: Topology, carries: Uint8Array): Uint8Array {
  const strengths = new Uint8Array(topology.to.length);
  for (let edge = 0; edge < strengths.length; edge += 1) {
    const kind = topology.kind[edge] ?? membership;
    if (byteAt(carries, kind) === 1) {
      strengths[edge] = strength.suffices;
    } else if (kind === membership) {
      const isNeeded = spareOf(topology, intAt(topology.from, edge)) === 0;
      strengths[edge] = isNeeded ? strength.suffices : strength.counts;
    }
  }
  return strengths;
}

/** The edges between components. One that suffices stands once, however often it is found. */
function condensed(
  topology: Topology,
  strengths: Uint8Array,
  {
    componentOf,
    count,
    members,
    memberStart,
  }: Pick<FailureGraph, 'componentOf' | 'count' | 'members' | 'memberStart'>,
): Adjacency {
  const { inStart, entering, from } = topology;
  const start = new Int32Array(count + 1);
  const to = new Int32Array(entering.length);
  const seenBy = new Int32Array(count).fill(-1);
  let edgeCount = 0;
  for (let component = 0; component < count; component += 1) {
    seenBy[component] = component;
    const end = intAt(memberStart, component + 1);
    for (let place = intAt(memberStart, component); place < end; place += 1) {
      const node = intAt(members, place);
      addFrom(component, node);
    }
    start[component + 1] = edgeCount;
  }
  return { start, to: to.slice(0, edgeCount) };

  function addFrom(component: number, node: number): void {
    const end = intAt(inStart, node + 1);
    for (let place = intAt(inStart, node); place < end; place += 1) {
      const edge = intAt(entering, place);
      const target = intAt(componentOf, intAt(from, edge));
      const force = byteAt(strengths, edge);
      const isNew = force === strength.suffices && intAt(seenBy, target) !== component;
      if (isNew || (force === strength.counts && target !== component)) {
        to[edgeCount] = target;
        edgeCount += 1;
        seenBy[target] = force === strength.suffices ? component : intAt(seenBy, target);
      }
    }
  }
}

/** By kind, 1 where the target's failure costs its dependent something: all of it, or a part of its score. */
export function touchingKinds({ impact, propagates }: Topology): Uint8Array {
  return propagates.map((propagating, kind) =>
    Number(kind !== membership && (propagating === 1 || intAt(impact, kind) > 0)),
  );
}
