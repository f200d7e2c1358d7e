// How likely a target fails and who has what to do with it, by the book: everything is worked out for every set of failures.
import type { TopologySource } from '../../src/graph/topology.ts';
import type { OracleUnit } from './cut-sets.ts';

export interface OracleUnitChance extends OracleUnit {
  readonly chance: number;
}

/** What the definitions say of a target. */
export interface OracleChance {
  readonly chance: number;
  /** Units that suffice alone, by place. */
  readonly singles: readonly number[];
  /** By unit: the chance where it has failed, less that where it works. */
  readonly worth: readonly number[];
  /** By unit: the chance that all of some minimal cut set with it has failed. */
  readonly involved: readonly number[];
}

/** By id of a system or a group, for every set of units, as bits, 1 where it is down. */
export function downTables(
  source: TopologySource,
  units: readonly OracleUnit[],
): ReadonlyMap<string, Uint8Array> {
  const size = 2 ** units.length;
  const rules = rulesOf(source);
  const tables = new Map(
    rules.map(({ id }) => {
      const own = units.reduce(
        (bits, unit, index) => bits | (unit.systems.includes(id) ? 1 << index : 0),
        0,
      );
      return [id, Uint8Array.from({ length: size }, (_, set) => Number((set & own) !== 0))];
    }),
  );
  const none = new Uint8Array(size);
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const { id, threshold, inputs } of rules) {
      const table = tables.get(id) ?? none;
      const below = inputs.map((input) => tables.get(input) ?? none);
      for (let set = 0; set < size; set += 1) {
        const isDown = below.reduce((sum, each) => sum + (each[set] ?? 0), 0) >= threshold;
        isChanged ||= isDown && table[set] === 0;
        table[set] = (table[set] ?? 0) | Number(isDown);
      }
    }
  }
  return tables;
}

/** What takes each system or group down: so many of these. */
function rulesOf({ systems, groups, catalog }: TopologySource) {
  const ofSystems = systems.map(({ id, dependsOn, proxyFor }) => ({
    id,
    threshold: 1,
    inputs: [
      ...dependsOn.flatMap(({ to, kind }) => (catalog.kinds.get(kind)?.propagates ? [to] : [])),
      ...(proxyFor === undefined ? [] : [proxyFor]),
    ],
  }));
  const ofGroups = groups.map(({ id, members, need }) => ({
    id,
    threshold: members.length - need + 1,
    inputs: members,
  }));
  return [...ofSystems, ...ofGroups];
}

/** All there is to know of a target. */
export function chanceByDefinition(
  source: TopologySource,
  target: string,
  units: readonly OracleUnitChance[],
): OracleChance {
  const size = 2 ** units.length;
  const table = downTables(source, units).get(target) ?? new Uint8Array(size);
  const bits = units.map((_, unit) => 1 << unit);
  const chanceOfSet = (set: number, known = -1): number =>
    units.reduce(
      (product, { chance }, unit) =>
        unit === known ? product : product * ((set >> unit) & 1 ? chance : 1 - chance),
      1,
    );
  const chanceBySet = Float64Array.from(table, (_, set) => chanceOfSet(set));
  /** By set, the units of all minimal cut sets inside of it. */
  const inCutSets = new Int32Array(size);
  for (let set = 0; set < size; set += 1) {
    const smaller = bits.filter((bit) => set & bit).map((bit) => set & ~bit);
    const isMinimal = table[set] === 1 && smaller.every((each) => table[each] === 0);
    inCutSets[set] = smaller.reduce(
      (all, each) => all | (inCutSets[each] ?? 0),
      isMinimal ? set : 0,
    );
  }
  const sum = (of: (set: number) => number): number => {
    let total = 0;
    for (let set = 0; set < size; set += 1) {
      total += of(set);
    }
    return total;
  };
  return {
    chance: sum((set) => (table[set] === 1 ? (chanceBySet[set] ?? 0) : 0)),
    singles: units.flatMap((_, unit) => (table[1 << unit] === 1 ? [unit] : [])),
    worth: bits.map((bit, unit) =>
      sum((set) =>
        (set & bit) === 0 && table[set] !== table[set | bit] ? chanceOfSet(set, unit) : 0,
      ),
    ),
    involved: bits.map((bit) =>
      sum((set) => ((inCutSets[set] ?? 0) & bit ? (chanceBySet[set] ?? 0) : 0)),
    ),
  };
}
