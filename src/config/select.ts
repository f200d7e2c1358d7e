import type { Match } from '../model/config.generated.ts';
import type { Matches, SystemType } from '../model/model.ts';

/** How specific a selection is: ids beat labels beat owner, region and criticality beat type. Compared from the left. */
export type Specificity = readonly [number, number, number, number];

/**
 * A selection as a predicate. All keys must match, a list means any of, and a type includes the types that extend it.
 * A system without the value that a key asks for does not match.
 */
export function selects(match: Match, types: ReadonlyMap<string, SystemType>): Matches {
  if (asksForType(match)) {
    return selecting(match, types);
  }
  const before = known.get(match);
  const matches = before ?? selecting(match, types);
  if (before === undefined) {
    known.set(match, matches);
  }
  return matches;
}

/** What a selection is that depends on nothing else: the same function each time, so that others know it again. */
const known = new WeakMap<Match, Matches>();

function asksForType(match: Match): boolean {
  for (let inner: Match | undefined = match; inner !== undefined; inner = inner.not) {
    if (inner.type !== undefined) {
      return true;
    }
  }
  return false;
}

function selecting(match: Match, types: ReadonlyMap<string, SystemType>): Matches {
  const { systems, type, criticality, owner, region, labels, not } = match;
  const tests: Matches[] = [];
  if (systems !== undefined) {
    const ids = new Set(systems);
    tests.push((system) => ids.has(system.id));
  }
  if (type !== undefined) {
    const wanted = new Set(listOf(type));
    tests.push(
      (system) =>
        wanted.has(system.type) ||
        (types.get(system.type)?.ancestors ?? []).some((ancestor) => wanted.has(ancestor)),
    );
  }
  // A function for each key: one that reads any key is several times slower, and all systems are asked.
  if (criticality !== undefined) {
    const isWanted = oneOf(listOf(criticality));
    tests.push((system) => isWanted(system.criticality));
  }
  if (owner !== undefined) {
    const isWanted = oneOf(listOf(owner));
    tests.push((system) => isWanted(system.owner));
  }
  if (region !== undefined) {
    const isWanted = oneOf(listOf(region));
    tests.push((system) => isWanted(system.region));
  }
  for (const [label, wanted] of Object.entries(labels ?? {})) {
    const isWanted = oneOf(listOf(wanted));
    tests.push((system) => isWanted(system.labels.get(label)));
  }
  if (not !== undefined) {
    const inner = selects(not, types);
    tests.push((system) => !inner(system));
  }
  const [only] = tests;
  return tests.length === 1 && only !== undefined ? only : allOf(tests);
}

function allOf(tests: readonly Matches[]): Matches {
  return (system) => {
    for (const test of tests) {
      if (!test(system)) {
        return false;
      }
    }
    return true;
  };
}

/** Most selections ask for one value, and are asked of every system. */
function oneOf(values: readonly string[]): (value: string | undefined) => boolean {
  const [only] = values;
  if (values.length === 1) {
    return (value) => value === only;
  }
  const all = new Set<string | undefined>(values);
  return (value) => all.has(value);
}

/** How specific a selection is. What stands under `not` does not count. */
export function specificityOf(match: Match): Specificity {
  const given = (value: unknown): number => (value === undefined ? 0 : 1);
  return [
    given(match.systems),
    Object.keys(match.labels ?? {}).length,
    given(match.owner) + given(match.region) + given(match.criticality),
    given(match.type),
  ];
}

/** Larger where `a` is more specific, 0 where neither is. */
export function compareSpecificity(a: Specificity, b: Specificity): number {
  for (const [index, rank] of a.entries()) {
    const difference = rank - (b[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

/** A value that may be written alone or as a list, as a list. */
export function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
