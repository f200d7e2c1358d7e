import type { Match } from '../model/config.generated.ts';
import type { System, SystemType } from '../model/model.ts';
import { listOf, selects } from './select.ts';

/** Systems by what selections ask of them, so that a selection is compared with those alone that it may select. */
export interface SystemIndex {
  /** The systems that a selection selects, in their order. */
  readonly selected: (match: Match) => readonly System[];
  readonly isAnySelected: (match: Match) => boolean;
}

/** The values that a system has for a key of a selection. */
type ValuesOf = (system: System) => readonly (string | undefined)[];

/** What a key of a selection asks for: one of these values. */
interface Wanted {
  readonly key: string;
  readonly valuesOf: ValuesOf;
  readonly values: readonly string[];
}

/** An index of systems, which must stand in a fixed order. What nobody asks for is not indexed. */
export function systemIndexOf(
  systems: readonly System[],
  types: ReadonlyMap<string, SystemType>,
): SystemIndex {
  const tables = new Map<string, ReadonlyMap<string | undefined, readonly number[]>>();
  const tableOf = ({
    key,
    valuesOf,
  }: Wanted): ReadonlyMap<string | undefined, readonly number[]> => {
    const table = tables.get(key) ?? placesByValue(systems, valuesOf);
    tables.set(key, table);
    return table;
  };
  const candidates = (match: Match): readonly System[] => {
    const found = wantedBy(match).map((wanted) => {
      const table = tableOf(wanted);
      return wanted.values.map((value) => table.get(value) ?? []);
    });
    const [fewest] = found.sort((a, b) => countOf(a) - countOf(b));
    return fewest === undefined
      ? systems
      : inOrder(fewest).flatMap((place) => systems[place] ?? []);
  };
  return {
    selected: (match) => candidates(match).filter(selects(match, types)),
    isAnySelected: (match) => candidates(match).some(selects(match, types)),
  };
}

/** What a selection asks of single values. Types are left out: most fleets have few, and each has many systems. */
function wantedBy({ systems, owner, region, labels = {} }: Match): readonly Wanted[] {
  const wanted: Wanted[] = Object.entries(labels).map(([label, values]) => ({
    key: `label ${label}`,
    valuesOf: (system) => (system.labels.has(label) ? [system.labels.get(label)] : []),
    values: listOf(values),
  }));
  const named = [
    ['id', systems, (system: System) => system.id],
    ['owner', owner, (system: System) => system.owner],
    ['region', region, (system: System) => system.region],
  ] as const;
  for (const [key, values, read] of named) {
    if (values !== undefined) {
      wanted.push({ key, valuesOf: (system) => [read(system)], values: listOf(values) });
    }
  }
  return wanted;
}

function placesByValue(
  systems: readonly System[],
  valuesOf: ValuesOf,
): ReadonlyMap<string | undefined, readonly number[]> {
  const places = new Map<string | undefined, number[]>();
  for (const [place, system] of systems.entries()) {
    for (const value of valuesOf(system)) {
      const known = places.get(value);
      if (known === undefined) {
        places.set(value, [place]);
      } else {
        known.push(place);
      }
    }
  }
  return places;
}

function countOf(lists: readonly (readonly number[])[]): number {
  return lists.reduce((count, list) => count + list.length, 0);
}

/** Places of several lists, each once. */
function inOrder(lists: readonly (readonly number[])[]): readonly number[] {
  const [first = [], ...others] = lists;
  return others.length === 0 ? first : [...new Set(lists.flat())].sort((a, b) => a - b);
}
