import { type FailureGraph, failureGraphOf } from '../graph/failure-graph.ts';
import { pathEdge } from '../graph/path-edge.ts';
import { failurePassedOn, pathBack, spreadFrom } from '../graph/spread-from.ts';
import { pathLengthMax } from '../graph/support.ts';
import type { Topology } from '../graph/topology.ts';
import { lostWithOne, lostWithUnits } from '../graph/what-if/lost-groups.ts';
import {
  pathOfNeeds,
  type SharedDependency,
  sharedDependencies,
} from '../graph/what-if/shared-dependencies.ts';
import type { Group, Model } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import type {
  GroupRedundancy,
  LostMember,
  Redundancy,
  SharedBy,
  SharedFateOf,
} from '../model/redundancy.ts';
import type { Edge } from '../model/report.generated.ts';
import { unitsOf } from './failure-units.ts';

/** How many members of a group have their path told. */
const pathsMax = 50;

/** What the members of some groups, or of all, have in common. */
export function redundancyOf(
  model: Model,
  topology: Topology,
  asked: readonly string[] = [],
): Redundancy {
  const groups = model.groups.filter(({ id }) => asked.length === 0 || asked.includes(id));
  const hasSpare = ({ members, need }: Group): boolean => members.length > need;
  const redundant = groups.filter(hasSpare);
  const graph = failureGraphOf(topology, topology.propagates);
  const fleet = { model, topology, graph };
  const shared = sharedOf(fleet, redundant);
  const places = (['region', 'zone'] as const).map((what) => placesOf(fleet, redundant, what));
  return {
    groups: redundant
      .map(({ id, need, members }): GroupRedundancy => {
        const its = shared.get(id) ?? [];
        const there = places.flatMap((of) => of.get(id) ?? []);
        return {
          id,
          need,
          size: members.length,
          isReal: its.length + there.length === 0,
          shared: its,
          fates: [...there, ...ownersOf(model, members, members.length - need)],
        };
      })
      .sort(
        (a, b) =>
          Number(a.shared.length === 0) - Number(b.shared.length === 0) ||
          Number(a.isReal) - Number(b.isReal) ||
          b.fates.length - a.fates.length ||
          compareText(a.id, b.id),
      ),
    withoutSpare: groups.filter((group) => !hasSpare(group)).map(({ id }) => id),
  };
}

interface Fleet {
  readonly model: Model;
  readonly topology: Topology;
  readonly graph: FailureGraph;
}

/** By group the single systems that take it down: those that its members need, and where there are none, through other groups. */
function sharedOf(
  { model, topology, graph }: Fleet,
  groups: readonly Group[],
): ReadonlyMap<string, readonly SharedBy[]> {
  const isUnit = new Uint8Array(topology.ids.length);
  for (const [node, { logical }] of model.systems.entries()) {
    isUnit[node] = Number(!logical);
  }
  const idOf = (node: number): string => topology.ids[node] ?? '';
  const needed = Map.groupBy(sharedDependencies(topology, isUnit).found, ({ group }) => group);
  const nodes = nodesOf(topology, groups);
  const others = nodes.filter((node) => !needed.has(node));
  const behind = others.length === 0 ? [] : lostWithOne(topology, graph, isUnit, others);
  return new Map([
    ...nodes.map((node) => {
      const found = needed.get(node) ?? [];
      return [idOf(node), found.map((one) => sharedBy(topology, one))] as const;
    }),
    ...[...Map.groupBy(behind, ({ group }) => idOf(group))].map(([id, lost]) => {
      const members = model.groupById.get(id)?.members ?? [];
      const by = lost.map(({ unit }) => ({
        system: idOf(unit),
        members: fallOf(topology, [unit])(members),
      }));
      return [id, by] as const;
    }),
  ]);
}

function nodesOf({ nodeById }: Topology, groups: readonly Group[]): readonly number[] {
  return groups.flatMap(({ id }) => nodeById.get(id) ?? []);
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
  return shown.map((edge) => pathEdge(topology, edge));
}

/** Tells which of some members are down when some nodes fail at once, by id, and over which path that comes to them. */
function fallOf(
  topology: Topology,
  failing: readonly number[],
): (members: readonly string[]) => readonly LostMember[] {
  const spread = spreadFrom(topology, failing, failurePassedOn(topology));
  const nodeOf = (id: string): number => topology.nodeById.get(id) ?? -1;
  return (members) =>
    [...new Set(members)]
      .filter((id) => (spread.loss[nodeOf(id)] ?? 0) > 0)
      .sort(compareText)
      .map((id, index) => ({
        id,
        path: index < pathsMax ? pathBack(topology, spread, nodeOf(id), pathLengthMax) : [],
      }));
}

/** By group the regions or zones whose loss takes it down: more of its members are there, or need what is, than it can spare. */
function placesOf(
  { model, topology, graph }: Fleet,
  groups: readonly Group[],
  what: 'region' | 'zone',
): ReadonlyMap<string, readonly SharedFateOf[]> {
  const places = (unitsOf(model, what).units ?? []).map(({ name, systems }) => ({
    name,
    nodes: systems.flatMap((id) => topology.nodeById.get(id) ?? []),
  }));
  const found = new Map<string, SharedFateOf[]>();
  const lost = lostWithUnits(
    topology,
    graph,
    places.map(({ nodes }) => nodes),
    nodesOf(topology, groups),
  );
  for (const [place, those] of Map.groupBy(lost, ({ unit }) => unit)) {
    const { name: value = '', nodes = [] } = places[place] ?? {};
    const fall = fallOf(topology, nodes);
    for (const { group } of those) {
      const id = topology.ids[group] ?? '';
      const members = fall(model.groupById.get(id)?.members ?? []);
      found.set(id, [...(found.get(id) ?? []), { what, value, members }]);
    }
  }
  return found;
}

function ownersOf(
  { systemById }: Model,
  members: readonly string[],
  spare: number,
): readonly SharedFateOf[] {
  return [...Map.groupBy(members, (member) => systemById.get(member)?.owner)]
    .flatMap(([value, those]): readonly SharedFateOf[] =>
      value === undefined || those.length <= spare
        ? []
        : [
            {
              what: 'owner',
              value,
              members: those.toSorted(compareText).map((id) => ({ id, path: [] })),
            },
          ],
    )
    .sort((a, b) => compareText(a.value, b.value));
}
