// What comes up from nothing, by the book: circles of dependencies that take each other down are one thing; then, wave after wave,
// whatever has all that it cannot do without comes up, by a look at everything.
import type { TopologySource } from '../../src/graph/topology.ts';

/** By id of a system or group: the wave in which it comes up; what never does is not there. */
export function wavesByDefinition(source: TopologySource): ReadonlyMap<string, number> {
  const parts = wholesOf(source);
  const groupIds = new Set(source.groups.map(({ id }) => id));
  const waves = new Map<string, number>();
  const outside = (part: ReadonlySet<string>): readonly string[] =>
    [...part].flatMap((id) => needsOf(source, id)).filter((id) => !part.has(id));
  const isReady = (part: ReadonlySet<string>, wave: number): boolean =>
    [...part].every((id) => !waves.has(id) && isGroupUp(source, id, waves, wave)) &&
    outside(part).every((id) => (waves.get(id) ?? wave) < wave);
  const isOnlyGroups = (part: ReadonlySet<string>): boolean =>
    [...part].every((id) => groupIds.has(id));
  const bringUp = (those: readonly ReadonlySet<string>[], wave: number): void => {
    for (const id of those.flatMap((part) => [...part])) {
      waves.set(id, wave);
    }
  };
  for (let wave = 0; wave <= source.systems.length; wave += 1) {
    bringUp(
      parts.filter((part) => !isOnlyGroups(part) && isReady(part, wave)),
      wave,
    );
    // What is only groups is up with its members, at once.
    for (let before = -1; before < waves.size; ) {
      before = waves.size;
      bringUp(
        parts.filter((part) => isOnlyGroups(part) && isReady(part, wave + 1)),
        wave,
      );
    }
  }
  return waves;
}

/** What an id cannot do without: single things. A group that can spare a member has none. */
function needsOf({ systems, groups, catalog }: TopologySource, id: string): readonly string[] {
  const system = systems.find((one) => one.id === id);
  const group = groups.find((one) => one.id === id);
  if (group !== undefined) {
    return group.members.length === group.need ? group.members : [];
  }
  return [
    ...(system?.dependsOn ?? [])
      .filter(({ kind }) => catalog.kinds.get(kind)?.propagates)
      .map(({ to }) => to),
    ...(system?.proxyFor === undefined ? [] : [system.proxyFor]),
  ];
}

function isGroupUp(
  { groups }: TopologySource,
  id: string,
  waves: ReadonlyMap<string, number>,
  wave: number,
): boolean {
  const group = groups.find((one) => one.id === id);
  return (
    group === undefined ||
    group.members.length === group.need ||
    group.members.filter((member) => (waves.get(member) ?? wave) < wave).length >= group.need
  );
}

/** Everything, by what takes each other down: sets of ids that reach each other over what they cannot do without. */
function wholesOf(source: TopologySource): readonly ReadonlySet<string>[] {
  const ids = [...source.systems, ...source.groups].map(({ id }) => id);
  const reach = new Map(ids.map((id) => [id, reachOf(source, id)]));
  const seen = new Set<string>();
  return ids.flatMap((id) => {
    if (seen.has(id)) {
      return [];
    }
    const whole = new Set([
      id,
      ...ids.filter((other) => reach.get(id)?.has(other) && reach.get(other)?.has(id)),
    ]);
    for (const one of whole) {
      seen.add(one);
    }
    return [whole];
  });
}

function reachOf(source: TopologySource, from: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [from];
  for (const id of open) {
    for (const next of needsOf(source, id)) {
      if (!found.has(next)) {
        found.add(next);
        open.push(next);
      }
    }
  }
  return found;
}
