// In which round everything fails when some things fail: in each, whatever the failures of the rounds before take down.
import type { TopologySource } from '../../src/graph/topology.ts';

/** By id of a system or group that fails, the number of the round, 0 for what failed first. */
export function roundsByDefinition(
  { systems, groups, catalog }: TopologySource,
  first: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const rounds = new Map([...first].map((id) => [id, 0]));
  for (let round = 1, before = 0; before < rounds.size; round += 1) {
    before = rounds.size;
    const isHit = (id: string): boolean => (rounds.get(id) ?? round) < round;
    const hit = [
      ...systems.filter(
        ({ dependsOn, proxyFor }) =>
          dependsOn.some(({ to, kind }) => catalog.kinds.get(kind)?.propagates && isHit(to)) ||
          (proxyFor !== undefined && isHit(proxyFor)),
      ),
      ...groups.filter(
        ({ members, need }) => members.filter((member) => !isHit(member)).length < need,
      ),
    ];
    for (const { id } of hit) {
      rounds.set(id, rounds.get(id) ?? round);
    }
  }
  return rounds;
}
