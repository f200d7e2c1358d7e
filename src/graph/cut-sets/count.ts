import { intAt } from '../integers.ts';
import { type Forest, hiOf, loOf, unit, variableOf } from './forest.ts';

/** Which sets of units count. A set of variables stands for those that take one unit of each variable. */
export interface Selection {
  /** By variable, how many of its units may be taken. */
  readonly sizes: Int32Array;
  /** Variables that a set must have, ascending. */
  readonly wanted: readonly number[];
  /** How many variables a set has at most. */
  readonly orderMax: number;
}

/** How many sets of units there are, for a family and all that it is made of. */
export interface Counts {
  /**
   * By order, those of a family, found as a part of one whose variable is `above`: none where a variable that is wanted lies
   * between. The family that was asked for is found above all variables, at -1.
   */
  readonly of: (family: number, above: number) => Float64Array;
}

const nothing = new Float64Array(0);

/**
 * Counts without listing: each family once, from those that it is made of, by how many variables their sets have. Beyond 2^53
 * a count is not exact any more.
 */
export function countsOf(forest: Forest, root: number, selection: Selection): Counts {
  const { sizes, orderMax } = selection;
  const following = followingOf(selection);
  const byFamily = new Array<Float64Array | undefined>(Math.max(root, unit) + 1).fill(undefined);
  byFamily[unit] = Float64Array.of(1);
  const partOf = (family: number, above: number): Float64Array =>
    variableOf(forest, family) <= intAt(following, above + 1)
      ? (byFamily[family] ?? nothing)
      : nothing;
  for (const family of familiesBelow(forest, root)) {
    const variable = variableOf(forest, family);
    const isWanted = intAt(following, variable) === variable;
    const lo = isWanted ? nothing : partOf(loOf(forest, family), variable);
    const hi = partOf(hiOf(forest, family), variable);
    const counts = new Float64Array(Math.min(orderMax + 1, Math.max(lo.length, hi.length + 1)));
    counts.set(lo);
    const size = intAt(sizes, variable);
    for (let order = 1; order < counts.length && order <= hi.length; order += 1) {
      counts[order] = (counts[order] ?? 0) + size * (hi[order - 1] ?? 0);
    }
    byFamily[family] = counts;
  }
  return { of: partOf };
}

/** By variable, the first that is wanted from there on; beyond all others where there is none. */
function followingOf({ sizes, wanted }: Selection): Int32Array {
  const following = new Int32Array(sizes.length + 1).fill(0x7fff_ffff);
  let begin = 0;
  for (const variable of wanted) {
    following.fill(variable, begin, variable + 1);
    begin = variable + 1;
  }
  return following;
}

/** The families below one, itself included: whatever a family is made of stands before it. The two last ones are left out. */
function familiesBelow(forest: Forest, root: number): Int32Array {
  const isBelow = new Uint8Array(root + 1);
  isBelow[root] = 1;
  let count = 0;
  for (let family = root; family > unit; family -= 1) {
    if (isBelow[family] === 1) {
      isBelow[loOf(forest, family)] = 1;
      isBelow[hiOf(forest, family)] = 1;
      count += 1;
    }
  }
  const below = new Int32Array(count);
  let place = 0;
  for (let family = unit + 1; family <= root; family += 1) {
    if (isBelow[family] === 1) {
      below[place] = family;
      place += 1;
    }
  }
  return below;
}
