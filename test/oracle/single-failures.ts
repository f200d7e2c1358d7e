// Who fails when one thing or several fail, by the book: every rule is applied to everything, again and again, until nothing changes.
import type { TopologySource } from '../../src/graph/topology.ts';

/** Ids of the systems and groups that fail when one of them does, or several do, themselves included. `carries` tells which kinds do. */
export function failingByDefinition(
  { systems, groups, catalog }: TopologySource,
  first: string | ReadonlySet<string>,
  carries: (kind: string) => boolean = (kind) => catalog.kinds.get(kind)?.propagates ?? false,
): ReadonlySet<string> {
  const failing = new Set(typeof first === 'string' ? [first] : first);
  for (let before = 0; before < failing.size; ) {
    before = failing.size;
    for (const { id, dependsOn, proxyFor } of systems) {
      const isHit = dependsOn.some(({ to, kind }) => carries(kind) && failing.has(to));
      if (isHit || (proxyFor !== undefined && failing.has(proxyFor))) {
        failing.add(id);
      }
    }
    for (const { id, members, need } of groups) {
      if (members.filter((member) => !failing.has(member)).length < need) {
        failing.add(id);
      }
    }
  }
  return failing;
}
