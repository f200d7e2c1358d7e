import { intAt } from '../integers.ts';
import { type Counts, countsOf } from './count.ts';
import { type Forest, hiOf, loOf, unit, variableOf } from './forest.ts';

/** A family with the units that its variables stand for. */
export interface UnitFamily {
  readonly forest: Forest;
  readonly root: number;
  /** By variable, its units, ascending. */
  readonly units: readonly Int32Array[];
}

/** So many sets are listed and sorted, rather than found in order. */
const sortableMax = 20_000;

/** A beginning of sets: their first units, ascending, and the variables of those. */
interface Beginning {
  readonly units: readonly number[];
  readonly variables: readonly number[];
}

/** By variable, the units that may be taken with a beginning: of its own variables its units, of others those behind them. */
type Choices = readonly Int32Array[];

/**
 * The first sets of units of one order, as sorted lists compared unit by unit. Where there are too many to sort, those with the
 * same first unit are looked at by themselves, the smallest unit first.
 */
export function firstSets(
  family: UnitFamily,
  order: number,
  most: number,
  sortable: number = sortableMax,
): readonly (readonly number[])[] {
  const { forest, root } = family;
  const byUnit = variablesByUnit(family);
  const found: (readonly number[])[] = [];
  /** Beginnings, and where in `byUnit` the unit stands that each goes on with. */
  const open: { readonly beginning: Beginning; place: number }[] = [];
  const look = (beginning: Beginning, place: number): void => {
    const choices = choicesOf(family, beginning);
    const sizes = Int32Array.from(choices, ({ length }) => length);
    const wanted = beginning.variables;
    const counts = countsOf(forest, root, { sizes, wanted, orderMax: order });
    const count = counts.ofRoot(order);
    if (count > sortable && beginning.units.length < order) {
      open.push({ beginning, place });
    } else if (count > 0) {
      const sets = setsOf(family, choices, counts, order).sort(compareSets);
      for (const set of sets.slice(0, most - found.length)) {
        found.push(set);
      }
    }
  };
  look({ units: [], variables: [] }, 0);
  for (let last = open.at(-1); last !== undefined && found.length < most; last = open.at(-1)) {
    const next = byUnit[last.place];
    last.place += 1;
    if (next === undefined) {
      open.pop();
    } else if (!last.beginning.variables.includes(next[1])) {
      look(continued(last.beginning, next), last.place);
    }
  }
  return found;
}

/** A beginning with one more unit, which stands behind its last one. */
function continued({ units, variables }: Beginning, [unit, variable]: UnitOfVariable): Beginning {
  return {
    units: [...units, unit],
    variables: [...variables, variable].sort((a, b) => a - b),
  };
}

type UnitOfVariable = readonly [unit: number, variable: number];

/** All units with their variables, by unit. */
function variablesByUnit({ units }: UnitFamily): readonly UnitOfVariable[] {
  return units
    .flatMap((own, variable) => Array.from(own, (each) => [each, variable] as const))
    .sort(([a], [b]) => a - b);
}

function choicesOf({ units }: UnitFamily, beginning: Beginning): Choices {
  const last = beginning.units.at(-1) ?? -1;
  const choices = units.map((own) => own.filter((each) => each > last));
  for (const variable of beginning.variables) {
    const own = units[variable] ?? new Int32Array(0);
    choices[variable] = own.filter((each) => beginning.units.includes(each));
  }
  return choices;
}

/** All sets of an order that may be taken, unsorted. What leads to none is not followed, so that each step leads to a set. */
function setsOf(
  { forest, root }: UnitFamily,
  choices: Choices,
  counts: Counts,
  order: number,
): number[][] {
  const sets: number[][] = [];
  const open: { readonly family: number; readonly path: readonly number[] }[] = [];
  const next = branchingOf(forest, root, counts);
  const follow = (family: number, path: readonly number[]): void => {
    open.push({ family: next(family, order - path.length), path });
  };
  follow(root, []);
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    const { family, path } = here;
    if (family === unit) {
      for (const set of combined(path.map((variable) => choices[variable] ?? []))) {
        sets.push(set);
      }
    } else {
      const left = order - path.length;
      if (counts.ofLo(family, left) > 0) {
        follow(loOf(forest, family), path);
      }
      if (counts.ofHi(family, left - 1) > 0) {
        follow(hiOf(forest, family), [...path, variableOf(forest, family)]);
      }
    }
  }
  return sets;
}

/**
 * Finds from a family that has sets with so many variables the first one below it, without any of the variables between, that has
 * such sets with its own variable: long ways are walked once.
 */
function branchingOf(
  forest: Forest,
  root: number,
  counts: Counts,
): (family: number, left: number) => number {
  const jumps: Int32Array[] = [];
  return (family, left) => {
    const jump = jumps[left] ?? new Int32Array(root + 1);
    jumps[left] = jump;
    const isBarren = (each: number): boolean => counts.ofHi(each, left - 1) === 0;
    let end = family;
    while (end > unit && isBarren(end)) {
      end = intAt(jump, end) || loOf(forest, end);
    }
    for (let here = family; here !== end; ) {
      const after = intAt(jump, here) || loOf(forest, here);
      jump[here] = end;
      here = after;
    }
    return end;
  };
}

/** One of each of some choices, in every way, sorted. */
function combined(choices: readonly Iterable<number>[]): number[][] {
  return choices
    .reduce<number[][]>(
      (sets, choice) => sets.flatMap((set) => Array.from(choice, (each) => [...set, each])),
      [[]],
    )
    .map((set) => set.sort((a, b) => a - b));
}

function compareSets(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((each, index) => each !== b[index]);
  return place < 0 ? 0 : (a[place] ?? 0) - (b[place] ?? 0);
}
