import type { FailureGraph } from './failure-graph.ts';
import { byteAt, intAt } from './integers.ts';

/** What is counted of those that fail: nodes by class. */
export interface Classes {
  /** The class of each node; one that is not counted has `count`. */
  readonly of: Uint8Array;
  /** How many classes there are. */
  readonly count: number;
}

/** How many nodes of each class are in each component: runs of classes and numbers, that begin at `start`. */
export interface Tally {
  readonly classCount: number;
  readonly start: Int32Array;
  readonly classes: Uint8Array;
  readonly numbers: Int32Array;
}

export function tallyOf(graph: FailureGraph, { of, count: classCount }: Classes): Tally {
  const { count, members, memberStart } = graph;
  const start = new Int32Array(count + 1);
  const classes = new Uint8Array(members.length);
  const numbers = new Int32Array(members.length);
  const held = new Int32Array(classCount + 1);
  let entries = 0;
  for (let component = 0; component < count; component += 1) {
    const end = intAt(memberStart, component + 1);
    for (let place = intAt(memberStart, component); place < end; place += 1) {
      const itsClass = byteAt(of, intAt(members, place));
      held[itsClass] = intAt(held, itsClass) + 1;
    }
    for (let itsClass = 0; itsClass < classCount; itsClass += 1) {
      if (intAt(held, itsClass) > 0) {
        classes[entries] = itsClass;
        numbers[entries] = intAt(held, itsClass);
        entries += 1;
      }
    }
    held.fill(0);
    start[component + 1] = entries;
  }
  return { classCount, start, classes, numbers };
}
