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
const sortable = 20_000;

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
): readonly (readonly number[])[] {
  const { forest, root } = family;
  const byUnit = variablesByUnit(family);
  const found: (readonly number[])[] = [];
  const open: Beginning[] = [{ units: [], variables: [] }];
  for (let next = open.pop(); next !== undefined && found.length < most; next = open.pop()) {
    const choices = choicesOf(family, next);
    const sizes = Int32Array.from(choices, ({ length }) => length);
    const counts = countsOf(forest, root, { sizes, wanted: next.variables, orderMax: order });
    const count = counts.of(root, -1)[order] ?? 0;
    if (count > sortable) {
      open.push(...continued(next, byUnit).reverse());
    } else if (count > 0) {
      const sets = setsOf(family, choices, counts, order).sort(compareSets);
      found.push(...sets.slice(0, most - found.length));
    }
  }
  return found;
}

/** A beginning with each unit behind its last one added. */
function continued(
  { units, variables }: Beginning,
  byUnit: readonly (readonly [unit: number, variable: number])[],
): Beginning[] {
  const last = units.at(-1) ?? -1;
  return byUnit
    .filter(([next, variable]) => next > last && !variables.includes(variable))
    .map(([next, variable]) => ({
      units: [...units, next],
      variables: [...variables, variable].sort((a, b) => a - b),
    }));
}

/** All units with their variables, by unit. */
function variablesByUnit({
  units,
}: UnitFamily): readonly (readonly [unit: number, variable: number])[] {
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

/** All sets of an order that may be taken, unsorted. What leads to none is not followed. */
function setsOf(
  { forest, root }: UnitFamily,
  choices: Choices,
  counts: Counts,
  order: number,
): number[][] {
  const sets: number[][] = [];
  const open: { readonly family: number; readonly path: readonly number[] }[] = [];
  const follow = (family: number, above: number, path: readonly number[]): void => {
    if ((counts.of(family, above)[order - path.length] ?? 0) > 0) {
      open.push({ family, path });
    }
  };
  follow(root, -1, []);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { family, path } = next;
    if (family === unit) {
      for (const set of combined(path.map((variable) => choices[variable] ?? []))) {
        sets.push(set);
      }
    } else {
      const variable = variableOf(forest, family);
      follow(loOf(forest, family), variable, path);
      follow(hiOf(forest, family), variable, [...path, variable]);
    }
  }
  return sets;
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
