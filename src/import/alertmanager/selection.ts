import { compareText } from '../../model/order.ts';

/** What one property of an incident must be: one of the values, or none of them. Values are sorted. */
export interface Constraint {
  readonly isIn: boolean;
  readonly values: readonly string[];
}

/** What a route asks for, by property: `priority`, `owner`, `systems`, `labels.NAME`. Empty: everything. */
export type Selection = ReadonlyMap<string, Constraint>;

export const everything: Selection = new Map();
export const allPriorities: readonly string[] = ['p1', 'p2', 'p3', 'p4', 'p5'];

/** A selection by one property. Priorities are known, so that those that are left out say which remain. */
export function selecting(property: string, { isIn, values }: Constraint): Selection | undefined {
  if (property === 'priority') {
    const left = allPriorities.filter((name) => values.includes(name) === isIn);
    return left.length === 0
      ? undefined
      : new Map(left.length === allPriorities.length ? [] : [[property, of(left)]]);
  }
  return new Map([[property, { isIn, values: sorted(values) }]]);
}

function of(values: readonly string[]): Constraint {
  return { isIn: true, values: sorted(values) };
}

function sorted(values: Iterable<string>): readonly string[] {
  return [...new Set(values)].sort(compareText);
}

/** What fits both; undefined where nothing can. */
export function conjoined(a: Selection, b: Selection): Selection | undefined {
  const both = new Map(a);
  for (const [property, constraint] of b) {
    const own = both.get(property);
    const joined = own === undefined ? constraint : conjoinedConstraint(own, constraint);
    if (joined.isIn && joined.values.length === 0) {
      return undefined;
    }
    both.set(property, joined);
  }
  return both;
}

function conjoinedConstraint(a: Constraint, b: Constraint): Constraint {
  if (!(a.isIn || b.isIn)) {
    return { isIn: false, values: sorted([...a.values, ...b.values]) };
  }
  const [chosen, other] = a.isIn ? [a, b] : [b, a];
  return {
    isIn: true,
    values: chosen.values.filter((value) => other.values.includes(value) === other.isIn),
  };
}

/** Whether everything that fits a selection fits the other one. */
export function implies(narrow: Selection, wide: Selection): boolean {
  return [...wide].every(([property, outer]) => {
    const inner = narrow.get(property);
    return inner !== undefined && impliesConstraint(inner, outer);
  });
}

function impliesConstraint(inner: Constraint, outer: Constraint): boolean {
  if (inner.isIn) {
    return inner.values.every((value) => outer.values.includes(value) === outer.isIn);
  }
  return !outer.isIn && outer.values.every((value) => inner.values.includes(value));
}
