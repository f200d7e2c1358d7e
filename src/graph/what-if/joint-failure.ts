import type { FailureGraph } from '../failure-graph.ts';
import { byteAt, intAt } from '../integers.ts';
import { losableOf, type SharedGroup } from './known-failures.ts';

/** What two failures do together and neither does alone. */
export interface JointFailure {
  /**
   * Works out what fails beyond `isFailed`, which answers for what fails with either of two units, where the groups that both leave
   * short are given. Returns how many components do; the first of them is such a group. Where the units have no failure in
   * common (`areApart`), a group loses what it loses with the one and what it loses with the other.
   */
  readonly spread: (
    groups: readonly SharedGroup[],
    isFailed: (component: number) => boolean,
    areApart: boolean,
  ) => number;
  /** The components of the last answer, in the order in which they fail. */
  readonly failed: Int32Array;
  /** How many edges have been looked at in all. */
  readonly looks: () => number;
}

/** Begins at the groups where two failures meet, so that the cost is that of what is new, not of what each does alone. */
export function jointFailure(graph: FailureGraph, isRelevant: Uint8Array): JointFailure {
  const { count, start, to, threshold } = graph;
  const losable = losableOf(graph);
  const failed = new Int32Array(count);
  const failedIn = new Int32Array(count);
  const losses = new Int32Array(count);
  const lossesIn = new Int32Array(count);
  let round = 0;
  let looks = 0;
  let length = 0;

  /** The losses of a group by what fails with one of the two units; known for the rest of the round. */
  const meet = (group: number, isFailed: (component: number) => boolean): void => {
    let lost = 0;
    const end = intAt(losable.start, group + 1);
    looks += end - intAt(losable.start, group);
    for (let place = intAt(losable.start, group); place < end; place += 1) {
      lost += isFailed(intAt(losable.by, place)) ? 1 : 0;
    }
    lossesIn[group] = round;
    losses[group] = lost;
  };
  const take = (component: number): void => {
    failedIn[component] = round;
    failed[length] = component;
    length += 1;
  };
  const takeIfShort = (group: number): void => {
    if (intAt(failedIn, group) !== round && intAt(losses, group) >= intAt(threshold, group)) {
      take(group);
    }
  };
  const lose = (target: number, isFailed: (component: number) => boolean): void => {
    const isNew = intAt(failedIn, target) !== round && byteAt(isRelevant, target) === 1;
    if (!isNew || isFailed(target)) {
      return;
    }
    if (intAt(threshold, target) === 1) {
      take(target);
      return;
    }
    if (intAt(lossesIn, target) !== round) {
      meet(target, isFailed);
    }
    losses[target] = intAt(losses, target) + 1;
    takeIfShort(target);
  };

  return {
    failed,
    looks: () => looks,
    spread: (groups, isFailed, areApart) => {
      round += 1;
      length = 0;
      for (const shared of groups) {
        if (!isFailed(shared.group)) {
          if (areApart) {
            lossesIn[shared.group] = round;
            losses[shared.group] = shared.losses;
          } else {
            meet(shared.group, isFailed);
          }
          takeIfShort(shared.group);
        }
      }
      for (let walked = 0; walked < length; walked += 1) {
        const next = intAt(failed, walked);
        const end = intAt(start, next + 1);
        looks += 1 + end - intAt(start, next);
        for (let edge = intAt(start, next); edge < end; edge += 1) {
          lose(intAt(to, edge), isFailed);
        }
      }
      return length;
    },
  };
}
