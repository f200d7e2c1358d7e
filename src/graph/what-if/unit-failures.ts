import type { Progress } from '../../model/work.ts';
import type { FailureGraph } from '../failure-graph.ts';
import { byteAt, intAt } from '../integers.ts';
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
  const { count, start, to } = graph;
  const isLeading = new Uint8Array(count);
  const entering = new Int32Array(count + 1);
  for (let edge = 0; edge < to.length; edge += 1) {
    const target = intAt(to, edge) + 1;
    entering[target] = intAt(entering, target) + 1;
  }
  for (let component = 0; component < count; component += 1) {
    entering[component + 1] = intAt(entering, component + 1) + intAt(entering, component);
  }
  const from = new Int32Array(to.length);
  const place = entering.slice(0, count);
  for (let component = 0; component < count; component += 1) {
    for (let edge = intAt(start, component); edge < intAt(start, component + 1); edge += 1) {
      const target = intAt(to, edge);
      from[intAt(place, target)] = component;
      place[target] = intAt(place, target) + 1;
    }
  }
  const queue = [...targets];
  for (const target of queue) {
    isLeading[target] = 1;
  }
  // Grows while it is walked.
  for (const component of queue) {
    for (let edge = intAt(entering, component); edge < intAt(entering, component + 1); edge += 1) {
      const source = intAt(from, edge);
      if (byteAt(isLeading, source) === 0) {
        isLeading[source] = 1;
        queue.push(source);
      }
    }
  }
  return isLeading;
}
