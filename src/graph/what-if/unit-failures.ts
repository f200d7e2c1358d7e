import type { Progress } from '../../model/work.ts';
import type { FailureGraph } from '../failure-graph.ts';
import { byteAt, intAt } from '../integers.ts';
import { reversed } from '../reversed.ts';
import { lossWalk, type Units } from './loss-walk.ts';

export interface UnitQuestion {
  readonly units: Units;
  readonly isRelevant: Uint8Array;
  /** Called for each unit with the components that fail with it, itself included: the first `length` of `failed`. */
  readonly onUnit: (unit: number, failed: Int32Array, length: number) => void;
}

/** What each unit takes down, one after the other. */
export function unitFailures(
  graph: FailureGraph,
  { units, isRelevant, onUnit }: UnitQuestion,
): {
  readonly advance: (looks: number) => boolean;
  readonly progress: () => Progress;
} {
  const walk = lossWalk(graph, isRelevant);
  let done = 0;
  return {
    advance: (slice) => {
      const end = walk.looks() + slice;
      while (done < units.length && walk.looks() < end) {
        onUnit(done, walk.failed, walk.fail(units[done] ?? new Int32Array(0)));
        done += 1;
      }
      return done === units.length;
    },
    progress: () => ({ done, total: units.length, noun: 'failures' }),
  };
}

/** By component, 1 where its failure can have a part in that of one of some components. */
export function leadingTo(graph: FailureGraph, targets: Int32Array): Uint8Array {
  const { start, to } = reversed(graph);
  const isLeading = new Uint8Array(graph.count);
  const queue = [...targets];
  for (const target of queue) {
    isLeading[target] = 1;
  }
  // Grows while it is walked.
  for (const component of queue) {
    const end = intAt(start, component + 1);
    for (let edge = intAt(start, component); edge < end; edge += 1) {
      const source = intAt(to, edge);
      if (byteAt(isLeading, source) === 0) {
        isLeading[source] = 1;
        queue.push(source);
      }
    }
  }
  return isLeading;
}
