import type { FailureGraph } from '../failure-graph.ts';
import { byteAt, intAt } from '../integers.ts';

/** What fails together: the components of each unit. */
export type Units = readonly Int32Array[];

/** Failures of several components at once. */
export interface LossWalk {
  /** Lets components fail, and nothing else. Returns how many fail then, themselves included. */
  readonly fail: (components: Int32Array) => number;
  /** The components that fail, in the order in which they do; overwritten by the next failure. */
  readonly failed: Int32Array;
  readonly isFailed: (component: number) => boolean;
  /** What lost something and needs several losses, failed or not: the first `metCount` of `met`. */
  readonly met: Int32Array;
  readonly metCount: () => number;
  /** How many losses something of `met` has; fewer than all where it failed. */
  readonly lossesOf: (component: number) => number;
  /** How many edges have been looked at in all. */
  readonly looks: () => number;
}

/**
 * Walks from what fails to what it takes down, as far as `isRelevant` says, and keeps what it leaves short. Marks carry the number of
 * the walk, so that nothing is cleared: the cost is that of what fails.
 */
export function lossWalk(graph: FailureGraph, isRelevant: Uint8Array): LossWalk {
  const { count, start, to, threshold } = graph;
  const failed = new Int32Array(count);
  const failedIn = new Int32Array(count);
  const losses = new Int32Array(count);
  const lossesIn = new Int32Array(count);
  const met = new Int32Array(count);
  let length = 0;
  let metCount = 0;
  let walk = 0;
  let looks = 0;

  /** Counts a loss; whether it is the last that the component can take. */
  const isLastLoss = (component: number): boolean => {
    if (intAt(lossesIn, component) !== walk) {
      lossesIn[component] = walk;
      losses[component] = 0;
      met[metCount] = component;
      metCount += 1;
    }
    losses[component] = intAt(losses, component) + 1;
    return intAt(losses, component) >= intAt(threshold, component);
  };
  const take = (component: number): void => {
    if (intAt(failedIn, component) !== walk) {
      failedIn[component] = walk;
      failed[length] = component;
      length += 1;
    }
  };
  const spread = (component: number): void => {
    const end = intAt(start, component + 1);
    looks += 1 + end - intAt(start, component);
    for (let edge = intAt(start, component); edge < end; edge += 1) {
      const target = intAt(to, edge);
      const isNew = intAt(failedIn, target) !== walk && byteAt(isRelevant, target) === 1;
      if (isNew && (intAt(threshold, target) === 1 || isLastLoss(target))) {
        take(target);
      }
    }
  };

  return {
    fail: (components) => {
      walk += 1;
      metCount = 0;
      length = 0;
      for (let place = 0; place < components.length; place += 1) {
        take(intAt(components, place));
      }
      for (let walked = 0; walked < length; walked += 1) {
        spread(intAt(failed, walked));
      }
      return length;
    },
    failed,
    isFailed: (component) => intAt(failedIn, component) === walk,
    met,
    metCount: () => metCount,
    lossesOf: (component) => intAt(losses, component),
    looks: () => looks,
  };
}
