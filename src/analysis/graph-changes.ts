import { dependentsIn } from '../graph/reach.ts';
import { topologyOf } from '../graph/topology.ts';
import type { Changes } from '../model/changes.ts';
import type { GraphView, NodeChange } from '../model/graph-view.ts';
import type { Dependency, Group, Model, System } from '../model/model.ts';
import { compareText, distinct, sortedBy } from '../model/order.ts';

type Drawn = Pick<Model, 'systems' | 'groups' | 'catalog'>;

/** Two models as one, in which what is gone is still there, so that it can be drawn. Where both say something, the later one counts. */
export function modelOfBoth(before: Drawn, after: Drawn): Drawn {
  const systems = united(before.systems, after.systems, (earlier, later) => ({
    ...later,
    proxyFor: later.proxyFor ?? earlier.proxyFor,
    dependsOn: allDependencies(earlier, later),
  }));
  // What became of another sort under its old id is drawn as what it is now.
  const systemIds = new Set(after.systems.map(({ id }) => id));
  const groupIds = new Set(after.groups.map(({ id }) => id));
  const groups = united(before.groups, after.groups, (earlier, later) => ({
    ...later,
    members: distinct([...later.members, ...earlier.members]),
  }));
  return {
    systems: systems.filter(({ id }) => !groupIds.has(id)),
    groups: groups.filter(({ id }) => !systemIds.has(id)),
    catalog: {
      ...after.catalog,
      kinds: new Map([...before.catalog.kinds, ...after.catalog.kinds]),
    },
  };
}

function united<T extends System | Group>(
  before: readonly T[],
  after: readonly T[],
  both: (earlier: T, later: T) => T,
): readonly T[] {
  const earlierById = new Map(before.map((one) => [one.id, one]));
  const later = after.map((one) => {
    const earlier = earlierById.get(one.id);
    earlierById.delete(one.id);
    return earlier === undefined ? one : both(earlier, one);
  });
  return sortedBy([...earlierById.values(), ...later], ({ id }) => id);
}

function allDependencies(earlier: System, later: System): readonly Dependency[] {
  const known = new Set(later.dependsOn.map(({ to }) => to));
  const gone = earlier.dependsOn.filter(({ to }) => !known.has(to));
  return [...later.dependsOn, ...gone].sort((a, b) => compareText(a.to, b.to));
}

/** Ids that a change is about: what changed, what depends on that, directly or not, and the other ends of edges that changed. */
export interface Affected {
  readonly affected: ReadonlySet<string>;
  readonly shown: ReadonlySet<string>;
}

export function affectedBy(both: Drawn, { nodes, edges }: Changes): Affected {
  const changed = [...nodes.map(({ id }) => id), ...edges.map(({ from }) => from)];
  const affected = new Set(dependentsIn(topologyOf(both), changed));
  return {
    affected,
    shown: new Set([...changed, ...affected, ...edges.map(({ to }) => to)]),
  };
}

/** A view with what became of each of its parts, and of how many in all. */
export function withChanges(
  view: GraphView,
  { nodes, edges }: Changes,
  { affected }: Affected,
): GraphView {
  const changeOf = new Map<string, NodeChange>(nodes.map(({ id, change }) => [id, change]));
  const edgeChange = new Map(
    edges.map(({ from, to, change }) => [JSON.stringify([from, to]), change]),
  );
  const told = [...changeOf.values()];
  return {
    ...view,
    changes: {
      added: told.filter((change) => change === 'added').length,
      removed: told.filter((change) => change === 'removed').length,
      changed: told.filter((change) => change === 'changed').length,
      affected: [...affected].filter((id) => !changeOf.has(id)).length,
    },
    nodes: view.nodes.map((node) => {
      const change = changeOf.get(node.id) ?? (affected.has(node.id) ? 'affected' : undefined);
      return change === undefined ? node : { ...node, change };
    }),
    edges: view.edges.map((edge) => {
      const change = edgeChange.get(JSON.stringify([edge.from, edge.to]));
      return change === undefined ? edge : { ...edge, change };
    }),
  };
}
