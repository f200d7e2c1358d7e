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

/** How many sets of units of an order there are, for a family and all that it is made of. */
export interface Counts {
  readonly ofRoot: (order: number) => number;
  /** Those of a family without its variable, and those with it, which is not counted: none where a wanted variable is missing. */
  readonly ofLo: (family: number, order: number) => number;
  readonly ofHi: (family: number, order: number) => number;
}

/**
 * Counts without listing: each family once, from those that it is made of, by how many variables their sets have. Beyond 2^53
 * a count is not exact any more.
 */
export function countsOf(forest: Forest, root: number, selection: Selection): Counts {
  const { sizes, orderMax } = selection;
  const { least, most } = forest;
  const following = followingOf(selection);
  // By family, from the order of its smallest set on: those of a large group have one order, however high.
  const byFamily = new Array<Float64Array | undefined>(Math.max(root, unit) + 1).fill(undefined);
  byFamily[unit] = Float64Array.of(1);
  /** The counts of a part of a family, nothing where a variable that is wanted lies between. */
  const partOf = (family: number, above: number, order: number): number =>
    variableOf(forest, family) <= intAt(following, above + 1)
      ? (byFamily[family]?.[order - intAt(least, family)] ?? 0)
      : 0;
  const ofHi = (family: number, order: number): number =>
    partOf(hiOf(forest, family), variableOf(forest, family), order);
  const ofLo = (family: number, order: number): number => {
    const variable = variableOf(forest, family);
    return intAt(following, variable) === variable
      ? 0
      : partOf(loOf(forest, family), variable, order);
  };
  for (const family of familiesBelow(forest, root)) {
    const first = intAt(least, family);
    const length = Math.min(orderMax, intAt(most, family)) - first + 1;
    const counts = new Float64Array(Math.max(0, length));
    const size = intAt(sizes, variableOf(forest, family));
    for (let place = 0; place < length; place += 1) {
      counts[place] = ofLo(family, first + place) + size * ofHi(family, first + place - 1);
    }
    byFamily[family] = counts;
  }
  return { ofRoot: (order) => partOf(root, -1, order), ofLo, ofHi };
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
