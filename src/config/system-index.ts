import type { Match } from '../model/config.generated.ts';
import type { System, SystemType } from '../model/model.ts';
import { listOf, selects } from './select.ts';

/** Systems by what selections ask of them, so that a selection is compared with those alone that it may select. */
export interface SystemIndex {
  /** Places of the systems that a selection selects, in order. */
  readonly selected: (match: Match) => readonly number[];
  readonly isAnySelected: (match: Match) => boolean;
}

/** What a key of a selection asks for: one of these values. */
interface Wanted {
  readonly key: string;
  /** What a system has there. */
  readonly read: (system: System) => string | undefined;
  readonly values: readonly string[];
}

/** An index of systems, which must stand in a fixed order. What nobody asks for is not indexed. */
export function systemIndexOf(
  systems: readonly System[],
  types: ReadonlyMap<string, SystemType>,
): SystemIndex {
  const tables = new Map<string, PlacesByValue>();
  const tableOf = (wanted: Wanted): PlacesByValue => {
    const table = tables.get(wanted.key) ?? placesByValue(systems, wanted.read);
    tables.set(wanted.key, table);
    return table;
  };
  const all = systems.map((_, place) => place);
  const candidates = (match: Match): readonly number[] => {
    const found = wantedBy(match).map((wanted) => {
      const table = tableOf(wanted);
      return wanted.values.map((value) => table.get(value) ?? []);
    });
    const [fewest] = found.sort((a, b) => countOf(a) - countOf(b));
    return fewest === undefined ? all : inOrder(fewest);
  };
  const testOf = (match: Match): ((place: number) => boolean) => {
    const matches = selects(match, types);
    return (place) => {
      const system = systems[place];
      return system !== undefined && matches(system);
    };
  };
  return {
    selected: (match) => candidates(match).filter(testOf(match)),
    isAnySelected: (match) => candidates(match).some(testOf(match)),
  };
}

type PlacesByValue = ReadonlyMap<string | undefined, readonly number[]>;

/** What a selection asks of single values. Types are left out: most fleets have few, and each has many systems. */
function wantedBy({ systems, owner, region, labels = {} }: Match): readonly Wanted[] {
  const wanted: Wanted[] = Object.entries(labels).map(([label, values]) => ({
    key: `label ${label}`,
    read: (system) => system.labels.get(label),
    values: listOf(values),
  }));
  const named = [
    ['id', systems, (system: System) => system.id],
    ['owner', owner, (system: System) => system.owner],
    ['region', region, (system: System) => system.region],
  ] as const;
  for (const [key, values, read] of named) {
    if (values !== undefined) {
      wanted.push({ key, read, values: listOf(values) });
    }
  }
  return wanted;
}

function placesByValue(systems: readonly System[], read: Wanted['read']): PlacesByValue {
  const places = new Map<string | undefined, number[]>();
  for (const [place, system] of systems.entries()) {
    const value = read(system);
    const known = places.get(value);
    if (known === undefined) {
      places.set(value, [place]);
    } else {
      known.push(place);
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
