// What takes a target down, by the book: every rule is applied to everything until nothing changes, and every set of failures is tried.
import type { TopologySource } from '../../src/graph/topology.ts';

/** A unit of failure: the systems that fail with it. */
export interface OracleUnit {
  readonly id: string;
  readonly systems: readonly string[];
}

/** Ids of the systems and groups that are down when these systems fail. */
export function downWith(
  { systems, groups, catalog }: TopologySource,
  failed: Iterable<string>,
): ReadonlySet<string> {
  const down = new Set(failed);
  for (let before = -1; before < down.size; ) {
    before = down.size;
    for (const { id, dependsOn, proxyFor } of systems) {
      const isHit = dependsOn.some(
        ({ to, kind }) => catalog.kinds.get(kind)?.propagates === true && down.has(to),
      );
      if (isHit || (proxyFor !== undefined && down.has(proxyFor))) {
        down.add(id);
      }
    }
    for (const { id, members, need } of groups) {
      if (members.filter((member) => !down.has(member)).length < need) {
        down.add(id);
      }
    }
  }
  return down;
}

/** Every system that can fail, by itself. */
export function everySystem(
  { systems }: TopologySource,
  logical: ReadonlySet<string> = new Set(),
): readonly OracleUnit[] {
  return systems.flatMap(({ id }) => (logical.has(id) ? [] : [{ id, systems: [id] }]));
}

/** All minimal sets of units that take a target down, by order and then by id. Tries every set. */
export function minimalCutSets(
  source: TopologySource,
  target: string,
  units: readonly OracleUnit[],
): readonly (readonly string[])[] {
  const subsets = Array.from({ length: 2 ** units.length }, (_, bits) => bits).sort(
    (a, b) => bitCount(a) - bitCount(b) || a - b,
  );
  const minimal: number[] = [];
  for (const bits of subsets) {
    if (minimal.some((smaller) => (smaller & bits) === smaller)) {
      continue;
    }
    const failed = units.flatMap(({ systems }, unit) => ((bits >> unit) & 1 ? systems : []));
    if (downWith(source, failed).has(target)) {
      minimal.push(bits);
    }
  }
  return minimal
    .map((bits) => units.flatMap(({ id }, unit) => ((bits >> unit) & 1 ? [id] : [])).sort())
    .sort((a, b) => a.length - b.length || (a.join() < b.join() ? -1 : 1));
}

function bitCount(bits: number): number {
  return bits === 0 ? 0 : (bits & 1) + bitCount(bits >>> 1);
}
