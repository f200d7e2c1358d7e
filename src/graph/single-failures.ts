import { batchAll } from './batch-failures.ts';
import { componentsOfAdjacency } from './components.ts';
import { batchSize } from './failure-batch.ts';
import type { FailureGraph } from './failure-graph.ts';
import { type FailureNotes, type FailureQuestion, failureNotes } from './failure-notes.ts';
import { type FailureWalk, failureWalk } from './failure-walk.ts';
import { byteAt, intAt } from './integers.ts';
import type { Topology } from './topology.ts';

/** What fails when a node fails alone, the node itself included. Undefined or 0 where it was not asked. */
export interface SingleFailures {
  /** How many nodes of a class fail. */
  readonly count: (node: number, itsClass: number) => number;
  /** The ranks of the systems that fail, smallest first, at most as many as were asked for. */
  readonly ranks: (node: number) => readonly number[] | undefined;
}

/**
 * Who fails when one node fails, for every node that is asked about: the least set that the dependencies allow, for a system that
 * is running. Nodes that always fail together are one. Where a failure has one consequence and nothing else, the answer is
 * that of the consequence and the node itself, so that a chain costs its length. Other failures are walked one by one as long
 * as that is cheaper than working them out in batches, then in batches. Memory grows with nodes times classes.
 */
export function singleFailures(
  topology: Topology,
  graph: FailureGraph,
  question: FailureQuestion,
): SingleFailures {
  const notes = failureNotes(topology, graph, question);
  const only = onlyConsequences(graph);
  const isNeeded = neededOf(graph, question.units, only);
  const walk = failureWalk(graph);
  const left = walkAll({ graph, notes, walk, only, isNeeded }, walkMaxOf(graph, question));
  batchAll({ topology, graph, notes }, left);
  followAll({ graph, notes, walk, only, isNeeded });
  const { counts, classCount, lists } = notes;
  return {
    count: (node, itsClass) =>
      intAt(counts, intAt(graph.componentOf, node) * classCount + itsClass),
    ranks: (node) => lists[intAt(graph.componentOf, node)],
  };
}

/** So many looks take less time than preparing a batch, however small. */
const walkAlways = 10_000;

/** A batch looks at every edge once; half of what all batches look at costs about as much to walk as they take. */
function walkMaxOf({ to, count }: FailureGraph, { walkMax }: FailureQuestion): number {
  return walkMax ?? Math.max(walkAlways, (to.length * count) / (2 * batchSize));
}

/**
 * By component the one that its failure takes down by itself, where that is all it does and where the failure does not come
 * back; otherwise -1.
 */
function onlyConsequences(graph: FailureGraph): Int32Array {
  const { count, start, to, threshold } = graph;
  const { of: knotOf } = componentsOfAdjacency(graph);
  const only = new Int32Array(count).fill(-1);
  for (let component = 0; component < count; component += 1) {
    const edge = intAt(start, component);
    const target = intAt(to, edge);
    const isAlone = intAt(start, component + 1) - edge === 1 && intAt(threshold, target) === 1;
    if (isAlone && intAt(knotOf, component) !== intAt(knotOf, target)) {
      only[component] = target;
    }
  }
  return only;
}

/** By component, 1 where a node of it is asked about, or where what is asked follows from it. */
function neededOf(graph: FailureGraph, units: Uint8Array, only: Int32Array): Uint8Array {
  const isNeeded = new Uint8Array(graph.count);
  for (let node = 0; node < units.length; node += 1) {
    if (byteAt(units, node) === 1) {
      isNeeded[intAt(graph.componentOf, node)] = 1;
    }
  }
  // A consequence has a larger number.
  for (let component = 0; component < graph.count; component += 1) {
    const consequence = intAt(only, component);
    if (consequence >= 0 && byteAt(isNeeded, component) === 1) {
      isNeeded[consequence] = 1;
    }
  }
  return isNeeded;
}

interface Plan {
  readonly graph: FailureGraph;
  readonly notes: FailureNotes;
  readonly walk: FailureWalk;
  readonly only: Int32Array;
  readonly isNeeded: Uint8Array;
}

/** Walks what is affordable, and returns what is left. Those with larger numbers take down less, and come first. */
function walkAll({ graph, notes, walk, only, isNeeded }: Plan, walkMax: number): Int32Array {
  const left: number[] = [];
  for (let component = graph.count - 1; component >= 0; component -= 1) {
    if (byteAt(isNeeded, component) === 0 || intAt(only, component) >= 0) {
      continue;
    }
    if (walk.looks() < walkMax) {
      notes.note(component, walk.failed, walk.fail(component));
    } else {
      left.push(component);
    }
  }
  return Int32Array.from(left);
}

/** Answers for what has one consequence and nothing else. */
function followAll({ graph, notes, walk, only, isNeeded }: Plan): void {
  for (let component = graph.count - 1; component >= 0; component -= 1) {
    const consequence = intAt(only, component);
    const isFollowing = consequence >= 0 && byteAt(isNeeded, component) === 1;
    if (isFollowing && !notes.follow(component, consequence)) {
      notes.note(component, walk.failed, walk.fail(component));
    }
  }
}
