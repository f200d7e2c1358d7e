import type { FailureGraph } from '../failure-graph.ts';
import { accumulate, intAt, sortedByNumber } from '../integers.ts';
import { growing } from './growing.ts';
import type { LossWalk } from './loss-walk.ts';

/** What each unit takes down by itself, and which groups it leaves short. */
export interface KnownFailures {
  /** Notes what has just failed with the next unit. */
  readonly note: (walk: LossWalk, length: number) => void;
  /** How many integers are kept. */
  readonly size: () => number;
  /** Whether a component fails with a unit. */
  readonly isFailed: (unit: number, component: number) => boolean;
  /**
   * Later units that leave a group short that this one leaves short, ascending, each with the groups that they have in common.
   * To be asked when all units have been noted.
   */
  readonly partnersOf: (unit: number) => readonly Partner[];
  /** How many entries have been looked at in all. */
  readonly looks: () => number;
}

export interface Partner {
  readonly unit: number;
  readonly groups: readonly number[];
}

export function knownFailures({ count }: FailureGraph): KnownFailures {
  const failed = growing();
  const failedStart = growing();
  const group = growing();
  const groupStart = growing();
  const unitOf = growing();
  let units = 0;
  let looks = 0;
  let byGroup: ReturnType<typeof sortedByNumber> | undefined;
  failedStart.add(0);
  groupStart.add(0);

  return {
    looks: () => looks,
    size: () => failed.length() + 2 * group.length(),
    note: (walk, length) => {
      for (const component of walk.failed.slice(0, length).sort()) {
        failed.add(component);
      }
      for (let place = 0; place < walk.metCount(); place += 1) {
        const met = intAt(walk.met, place);
        if (!walk.isFailed(met)) {
          group.add(met);
          unitOf.add(units);
        }
      }
      units += 1;
      failedStart.add(failed.length());
      groupStart.add(group.length());
    },
    isFailed: (unit, component) => {
      let low = failedStart.at(unit);
      let high = failedStart.at(unit + 1);
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (failed.at(middle) < component) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low < failedStart.at(unit + 1) && failed.at(low) === component;
    },
    partnersOf: (unit) => {
      byGroup ??= sortedByNumber(group.all(), count);
      const groupsOf = new Map<number, number[]>();
      for (let own = groupStart.at(unit); own < groupStart.at(unit + 1); own += 1) {
        const met = group.at(own);
        const begin = intAt(byGroup.start, met);
        // Those of a group stand in the order of units: the later ones come from the end.
        for (let place = intAt(byGroup.start, met + 1) - 1; place >= begin; place -= 1) {
          const entry = intAt(byGroup.items, place);
          looks += 1;
          if (entry <= own) {
            break;
          }
          const partner = unitOf.at(entry);
          const groups = groupsOf.get(partner);
          if (groups === undefined) {
            groupsOf.set(partner, [met]);
          } else {
            groups.push(met);
          }
        }
      }
      return [...groupsOf]
        .map(([partner, groups]) => ({ unit: partner, groups }))
        .sort((a, b) => a.unit - b.unit);
    },
  };
}

/** The edges that enter what needs several losses: by component the components that they come from. */
export interface Losable {
  readonly start: Int32Array;
  readonly by: Int32Array;
}

export function losableOf({ count, start, to, threshold }: FailureGraph): Losable {
  const losableStart = new Int32Array(count + 1);
  const isCounted = (target: number): boolean => intAt(threshold, target) > 1;
  for (let edge = 0; edge < to.length; edge += 1) {
    const target = intAt(to, edge);
    losableStart[target + 1] = intAt(losableStart, target + 1) + (isCounted(target) ? 1 : 0);
  }
  accumulate(losableStart);
  const place = losableStart.slice();
  const by = new Int32Array(intAt(losableStart, count));
  for (let component = 0; component < count; component += 1) {
    const end = intAt(start, component + 1);
    for (let edge = intAt(start, component); edge < end; edge += 1) {
      const target = intAt(to, edge);
      if (isCounted(target)) {
        by[intAt(place, target)] = component;
        place[target] = intAt(place, target) + 1;
      }
    }
  }
  return { start: losableStart, by };
}
