import { intAt, longer } from '../integers.ts';
import { mixed } from '../mixed.ts';

/** The family without a set, and the family of the empty set alone. */
export const none = 0;
export const unit = 1;

/** Stands below every variable. */
const bottom = 0x7fff_ffff;

/** Integers for each family: its variable, `lo`, `hi` and the next family of the same hash. */
const stride = 4;

/**
 * Families of sets as shared diagrams: a family is a number, and equal families have the same one. A node stands for the sets of
 * `lo`, and those of `hi` with its variable added. After Minato, zero-suppressed binary decision diagrams (1993).
 */
export interface Forest {
  nodes: Int32Array;
  /** By family, how many variables its smallest and its largest set have. */
  least: Int32Array;
  most: Int32Array;
  /** By hash, the family that was made last. */
  heads: Int32Array;
  /** How many families there are. */
  count: number;
  readonly countMax: number;
  /** Whether a family was wanted beyond `countMax`. From then on what is answered means nothing. */
  isFull: boolean;
}

const sizeMin = 1 << 12;

export function emptyForest(countMax: number): Forest {
  const forest: Forest = {
    nodes: new Int32Array(stride * sizeMin),
    least: new Int32Array(sizeMin),
    most: new Int32Array(sizeMin),
    heads: new Int32Array(sizeMin).fill(-1),
    count: 2,
    countMax: Math.max(2, countMax),
    isFull: false,
  };
  forest.nodes[none * stride] = bottom;
  forest.nodes[unit * stride] = bottom;
  // The smallest set of no sets is larger than any, so that one more is still a number of 32 bits.
  forest.least[none] = bottom - 1;
  forest.most[none] = -1;
  return forest;
}

/** The first variable of a family; variables grow along every path. */
export function variableOf({ nodes }: Forest, family: number): number {
  return intAt(nodes, family * stride);
}

export function loOf({ nodes }: Forest, family: number): number {
  return intAt(nodes, family * stride + 1);
}

export function hiOf({ nodes }: Forest, family: number): number {
  return intAt(nodes, family * stride + 2);
}

/** The family of the sets of `lo`, and those of `hi` with a variable added, which stands before all of theirs. */
export function familyOf(forest: Forest, variable: number, lo: number, hi: number): number {
  if (hi === none) {
    return lo;
  }
  const { nodes, heads } = forest;
  const head = mixed(variable, lo, hi) & (heads.length - 1);
  let family = intAt(heads, head);
  while (family >= 0) {
    const place = family * stride;
    if (
      intAt(nodes, place + 1) === lo &&
      intAt(nodes, place + 2) === hi &&
      intAt(nodes, place) === variable
    ) {
      return family;
    }
    family = intAt(nodes, place + 3);
  }
  if (forest.count >= forest.countMax) {
    forest.isFull = true;
    return none;
  }
  family = forest.count;
  const place = family * stride;
  nodes[place] = variable;
  nodes[place + 1] = lo;
  nodes[place + 2] = hi;
  nodes[place + 3] = intAt(heads, head);
  heads[head] = family;
  forest.least[family] = Math.min(intAt(forest.least, lo), intAt(forest.least, hi) + 1);
  forest.most[family] = Math.max(intAt(forest.most, lo), intAt(forest.most, hi) + 1);
  forest.count = family + 1;
  if (forest.count === forest.least.length) {
    grow(forest);
  }
  return family;
}

function grow(forest: Forest): void {
  const size = 2 * forest.count;
  forest.nodes = longer(forest.nodes, stride * size);
  forest.least = longer(forest.least, size);
  forest.most = longer(forest.most, size);
  forest.heads = new Int32Array(size).fill(-1);
  const { nodes, heads } = forest;
  for (let family = 2; family < forest.count; family += 1) {
    const place = family * stride;
    const hash = mixed(intAt(nodes, place), intAt(nodes, place + 1), intAt(nodes, place + 2));
    const head = hash & (size - 1);
    nodes[place + 3] = intAt(heads, head);
    heads[head] = family;
  }
}
