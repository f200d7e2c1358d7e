import { intAt } from '../graph/integers.ts';
import { pathLengthMax } from '../graph/support.ts';
import { membership, type Topology } from '../graph/topology.ts';
import {
  pathOfNeeds,
  type SharedDependency,
  sharedDependencies,
} from '../graph/what-if/shared-dependencies.ts';
import type { Group, Model } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import type { GroupRedundancy, Redundancy, SharedBy, SharedFateOf } from '../model/redundancy.ts';
import type { Edge } from '../model/report.generated.ts';
import { sharedFates } from './failure-terms.ts';

/** How many members of a group have their path told. */
const pathsMax = 50;

/** What the members of some groups, or of all, have in common. */
export function redundancyOf(
  model: Model,
  topology: Topology,
  asked: readonly string[] = [],
): Redundancy {
  const isUnit = new Uint8Array(topology.ids.length);
  for (const [node, { logical }] of model.systems.entries()) {
    isUnit[node] = Number(!logical);
  }
  const groups = model.groups.filter(({ id }) => asked.length === 0 || asked.includes(id));
  const { found } = sharedDependencies(topology, isUnit);
  const byGroup = Map.groupBy(found, ({ group }) => topology.ids[group] ?? '');
  const hasSpare = ({ members, need }: Group): boolean => members.length > need;
  return {
    groups: groups
      .filter(hasSpare)
      .map((group) => groupRedundancy(model, topology, group, byGroup.get(group.id) ?? []))
      .sort(
        (a, b) =>
          Number(a.isReal) - Number(b.isReal) ||
          b.fates.length - a.fates.length ||
          compareText(a.id, b.id),
      ),
    withoutSpare: groups.filter((group) => !hasSpare(group)).map(({ id }) => id),
  };
}

function groupRedundancy(
  model: Model,
  topology: Topology,
  { id, need, members }: Group,
  found: readonly SharedDependency[],
): GroupRedundancy {
  return {
    id,
    need,
    size: members.length,
    isReal: found.length === 0,
    shared: found.map((shared) => sharedBy(topology, shared)),
    fates: fatesOf(model, members, members.length - need),
  };
}

function sharedBy(topology: Topology, { node, members }: SharedDependency): SharedBy {
  return {
    system: topology.ids[node] ?? '',
    members: members.map((member, index) => ({
      id: topology.ids[member] ?? '',
      path: index < pathsMax ? edgesOf(topology, pathOfNeeds(topology, member, node)) : [],
    })),
  };
}

/** Edges as people read them: of a path longer than 64 the first 63 and the last. */
function edgesOf(topology: Topology, path: readonly number[]): readonly Edge[] {
  const shown =
    path.length <= pathLengthMax ? path : [...path.slice(0, pathLengthMax - 1), ...path.slice(-1)];
  return shown.map((edge) => ({
    from: topology.ids[intAt(topology.from, edge)] ?? '',
    to: topology.ids[intAt(topology.to, edge)] ?? '',
    kind: topology.kinds[topology.kind[edge] ?? membership] ?? '',
  }));
}

function fatesOf(
  { systemById }: Model,
  members: readonly string[],
  spare: number,
): readonly SharedFateOf[] {
  return sharedFates.flatMap((what) =>
    [...Map.groupBy(members, (member) => systemById.get(member)?.[what])]
      .flatMap(([value, those]): readonly SharedFateOf[] =>
        value === undefined || those.length <= spare
          ? []
          : [{ what, value, members: those.toSorted(compareText) }],
      )
      .sort((a, b) => compareText(a.value, b.value)),
  );
}
