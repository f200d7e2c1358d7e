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
   * Later units, ascending, each with the groups that both it and this one leave short, and that their losses together may take
   * down. To be asked when all units have been noted.
   */
  readonly partnersOf: (unit: number) => readonly Partner[];
  /** Whether nothing fails with a unit of which it is said that it fails with another one. False where that takes long to tell. */
  readonly isApart: (unit: number, isFailed: (component: number) => boolean) => boolean;
  /** How many entries have been looked at in all. */
  readonly looks: () => number;
}

export interface Partner {
  readonly unit: number;
  readonly groups: readonly SharedGroup[];
}

/** A group that two units leave short. */
export interface SharedGroup {
  readonly group: number;
  /** The sum of what it loses with either of them: more than with both together where they have failures in common. */
  readonly losses: number;
}

/** Beyond so many failures of a unit, it is cheaper to count again what a group loses. */
const apartMax = 32;

export function knownFailures({ count, threshold }: FailureGraph): KnownFailures {
  const failed = growing();
  const failedStart = growing();
  const group = growing();
  const lossesIn = growing();
  const groupStart = growing();
  const unitOf = growing();
  let units = 0;
  let looks = 0;
  let byGroup: ReturnType<typeof sortedByNumber> | undefined;
  const mostLosses = new Int32Array(count);
  failedStart.add(0);
  groupStart.add(0);

  return {
    looks: () => looks,
    size: () => failed.length() + 3 * group.length(),
    note: (walk, length) => {
      for (const component of walk.failed.slice(0, length).sort()) {
        failed.add(component);
      }
      for (let place = 0; place < walk.metCount(); place += 1) {
        const met = intAt(walk.met, place);
        if (!walk.isFailed(met)) {
          const losses = walk.lossesOf(met);
          group.add(met);
          lossesIn.add(losses);
          mostLosses[met] = Math.max(intAt(mostLosses, met), losses);
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
    isApart: (unit, isFailed) => {
      const end = failedStart.at(unit + 1);
      let place = failedStart.at(unit);
      if (end - place > apartMax) {
        return false;
      }
      while (place < end && !isFailed(failed.at(place))) {
        place += 1;
      }
      looks += 1 + place - failedStart.at(unit);
      return place === end;
    },
    partnersOf: (unit) => {
      byGroup ??= sortedByNumber(group.all(), count);
      const groupsOf = new Map<number, SharedGroup[]>();
      for (let own = groupStart.at(unit); own < groupStart.at(unit + 1); own += 1) {
        const met = group.at(own);
        const lacking = intAt(threshold, met) - lossesIn.at(own);
        const begin = intAt(byGroup.start, met);
        const isHopeless = intAt(mostLosses, met) < lacking;
        // Those of a group stand in the order of units: the later ones come from the end.
        let place = isHopeless ? begin : intAt(byGroup.start, met + 1);
        for (let entry = own + 1; place > begin && entry > own; ) {
          place -= 1;
          entry = intAt(byGroup.items, place);
          looks += 1;
          if (entry > own && lossesIn.at(entry) >= lacking) {
            const losses = lossesIn.at(own) + lossesIn.at(entry);
            addTo(groupsOf, unitOf.at(entry), { group: met, losses });
          }
        }
      }
      return [...groupsOf]
        .map(([partner, groups]) => ({ unit: partner, groups }))
        .sort((a, b) => a.unit - b.unit);
    },
  };
}

function addTo(groupsOf: Map<number, SharedGroup[]>, unit: number, shared: SharedGroup): void {
  const groups = groupsOf.get(unit);
  if (groups === undefined) {
    groupsOf.set(unit, [shared]);
  } else {
    groups.push(shared);
  }
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
