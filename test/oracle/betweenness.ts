import type { TopologySource } from '../../src/graph/topology.ts';

/**
 * Betweenness by its definition: for every pair of systems all shortest ways are written down, one by one, and counted. Only for
 * graphs of a few nodes.
 */
export function betweennessByDefinition(source: TopologySource): readonly number[] {
  const next = neighborsOf(source);
  const ids = source.systems.map(({ id }) => id);
  const pairs = (ids.length - 1) * (ids.length - 2);
  const isApart = (three: readonly string[]): boolean => new Set(three).size === 3;
  return ids.map((middle) => {
    const shares = ids.flatMap((from) =>
      ids
        .filter((to) => isApart([from, middle, to]))
        .map((to) => {
          const ways = shortestWays(next, from, to);
          return ways.length === 0
            ? 0
            : ways.filter((way) => way.includes(middle)).length / ways.length;
        }),
    );
    return pairs <= 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / pairs;
  });
}

function neighborsOf({
  systems,
  groups,
}: TopologySource): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Set([...systems, ...groups].map(({ id }) => id));
  return new Map<string, ReadonlySet<string>>([
    ...systems.map(({ id, dependsOn, proxyFor }): [string, Set<string>] => [
      id,
      new Set([...dependsOn.map(({ to }) => to), proxyFor ?? ''].filter((to) => known.has(to))),
    ]),
    ...groups.map(({ id, members }): [string, Set<string>] => [id, new Set(members)]),
  ]);
}

/** Ways grow by one node at a time, until some arrive. */
function shortestWays(
  next: ReadonlyMap<string, ReadonlySet<string>>,
  from: string,
  to: string,
): readonly (readonly string[])[] {
  let ways: readonly (readonly string[])[] = [[from]];
  while (ways.length > 0) {
    const arrived = ways.filter((way) => way.at(-1) === to);
    if (arrived.length > 0) {
      return arrived;
    }
    ways = ways.flatMap((way) =>
      [...(next.get(way.at(-1) ?? '') ?? [])]
        .filter((node) => !way.includes(node))
        .map((node) => [...way, node]),
    );
  }
  return [];
}
