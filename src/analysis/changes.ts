import type { ChangedEdge, ChangedNode, Changes } from '../model/changes.ts';
import type { Dependency, Group, Model, System } from '../model/model.ts';
import { compareText, sortedKeys } from '../model/order.ts';
import { isSame } from './same.ts';

type Side = Pick<Model, 'systemById' | 'groupById' | 'catalog'>;

/** Where something is written is no part of it; the others follow from what is compared elsewhere. */
const notCompared: ReadonlySet<string> = new Set([
  'at',
  'origins',
  'covered',
  'groups',
  'weight',
  'written',
  'renamedFrom',
]);

/** What became of systems, groups, dependencies and memberships from one model to another. */
export function changesBetween(before: Side, after: Side): Changes {
  const nodes = [
    ...nodesChanged(before.systemById, after.systemById, 'system'),
    ...nodesChanged(before.groupById, after.groupById, 'group'),
  ].sort((a, b) => compareText(a.id, b.id) || compareText(a.kind, b.kind));
  return { nodes, edges: edgesChanged(edgesOf(before), edgesOf(after)) };
}

function nodesChanged<T extends System | Group>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  kind: ChangedNode['kind'],
): readonly ChangedNode[] {
  const removed = sortedKeys(before).filter((id) => !after.has(id));
  return [
    ...removed.map((id) => ({ id, kind, change: 'removed', fields: [] }) as const),
    ...[...after].flatMap(([id, node]): readonly ChangedNode[] => {
      const earlier = before.get(id);
      if (earlier === undefined) {
        return [{ id, kind, change: 'added', fields: [] }];
      }
      const fields = fieldsChanged(earlier, node);
      return fields.length === 0 ? [] : [{ id, kind, change: 'changed', fields }];
    }),
  ];
}

function fieldsChanged(before: object, after: object): readonly string[] {
  const [earlier, later] = [Object.entries(before), new Map(Object.entries(after))];
  return earlier
    .filter(
      ([name, value]) => !notCompared.has(name) && !isSame(value, later.get(name), notCompared),
    )
    .map(([name]) => name)
    .sort(compareText);
}

/** An edge with all that counts of it. */
interface Edge extends Pick<ChangedEdge, 'from' | 'to'> {
  readonly what: unknown;
}

function edgesOf({ systemById, groupById, catalog }: Side): ReadonlyMap<string, Edge> {
  const edges = new Map<string, Edge>();
  const add = (from: string, to: string, what: unknown): void => {
    edges.set(JSON.stringify([from, to]), { from, to, what });
  };
  for (const { id, dependsOn, proxyFor } of systemById.values()) {
    if (proxyFor !== undefined) {
      add(id, proxyFor, 'proxy');
    }
    for (const dependency of dependsOn) {
      add(id, dependency.to, withKind(dependency, catalog));
    }
  }
  for (const { id, members } of groupById.values()) {
    for (const member of members) {
      add(id, member, 'member');
    }
  }
  return edges;
}

/** A kind that is given another meaning changes the dependencies of that kind. */
function withKind(dependency: Dependency, { kinds }: Model['catalog']): object {
  return { ...dependency, means: kinds.get(dependency.kind) };
}

function edgesChanged(
  before: ReadonlyMap<string, Edge>,
  after: ReadonlyMap<string, Edge>,
): readonly ChangedEdge[] {
  const removed = [...before]
    .filter(([key]) => !after.has(key))
    .map(([, { from, to }]): ChangedEdge => ({ from, to, change: 'removed' }));
  const others = [...after].flatMap(([key, { from, to, what }]): readonly ChangedEdge[] => {
    const earlier = before.get(key);
    if (earlier === undefined) {
      return [{ from, to, change: 'added' }];
    }
    return isSame(earlier.what, what, notCompared) ? [] : [{ from, to, change: 'changed' }];
  });
  return [...removed, ...others].sort(
    (a, b) => compareText(a.from, b.from) || compareText(a.to, b.to),
  );
}
