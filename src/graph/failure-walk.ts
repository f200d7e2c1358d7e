import type { FailureGraph } from './failure-graph.ts';
import { intAt } from './integers.ts';

/** Failures of single components, one after the other. */
export interface FailureWalk {
  /** Lets a component fail, and returns how many components fail then, itself included. */
  readonly fail: (component: number) => number;
  /** The components that fail, in the order in which they do; overwritten by the next failure. */
  readonly failed: Int32Array;
  /** How many edges have been looked at in all. */
  readonly looks: () => number;
}

/**
 * Walks from what fails to what it takes down, and counts the losses of what needs several. Marks and counts carry the number
 * of the failure they belong to, so that nothing is cleared between failures: the cost is that of what fails.
 */
export function failureWalk({ count, start, to, threshold }: FailureGraph): FailureWalk {
  const failed = new Int32Array(count);
  const failedIn = new Int32Array(count);
  const losses = new Int32Array(count);
  const lossesIn = new Int32Array(count);
  // What needs several losses is marked by its complement, so that the others need no look at their threshold.
  const targets = to.map((target) => (intAt(threshold, target) > 1 ? ~target : target));
  let failure = 0;
  let looks = 0;

  /** Counts a loss; whether it is the last that the component can take. */
  const isLastLoss = (component: number): boolean => {
    const before = intAt(lossesIn, component) === failure ? intAt(losses, component) : 0;
    lossesIn[component] = failure;
    losses[component] = before + 1;
    return before + 1 === intAt(threshold, component);
  };

  return {
    failed,
    looks: () => looks,
    fail: (component) => {
      failure += 1;
      failedIn[component] = failure;
      failed[0] = component;
      let length = 1;
      for (let walked = 0; walked < length; walked += 1) {
        const next = intAt(failed, walked);
        const end = intAt(start, next + 1);
        looks += end - intAt(start, next);
        for (let edge = intAt(start, next); edge < end; edge += 1) {
          const marked = intAt(targets, edge);
          const target = marked < 0 ? ~marked : marked;
          if (intAt(failedIn, target) !== failure && (marked >= 0 || isLastLoss(target))) {
            failedIn[target] = failure;
            failed[length] = target;
            length += 1;
          }
        }
      }
      return length;
    },
  };
}
