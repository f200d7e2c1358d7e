import type { Dependency, Group, Model, System } from '../model/model.ts';
import type * as report from '../model/report.generated.ts';
import type { Criticality } from '../model/words.ts';
import { type FactMap, given, groupSize } from './system-facts.ts';

/** The facts of a dependency, from those of its two sides. */
export function dependencyFacts(
  dependency: Dependency,
  model: Model,
  sides: { readonly from: FactMap | undefined; readonly to: FactMap | undefined },
): FactMap {
  const kind = model.catalog.kinds.get(dependency.kind);
  return given({
    ...sides,
    kind: dependency.kind,
    propagates: kind?.propagates,
    impact: kind === undefined ? undefined : kind.impact / 100,
    protocol: dependency.protocol,
    timeoutMs: dependency.timeoutMs,
    retries: dependency.retries,
    retryable: model.catalog.protocols.get(dependency.protocol ?? '')?.retryable,
    fallback: dependency.fallback,
    crossRegion: crosses(dependency, model, (system) => system.region),
    crossOwner: crosses(dependency, model, (system) => system.owner),
  });
}

/**
 * Whether a dependency needs something of another region or owner: the target differs, or for a group, too few of its
 * members are the same to fill its need. Undefined where what decides it is not declared.
 */
function crosses(
  dependency: Dependency,
  model: Model,
  sideOf: (system: System) => string | undefined,
): boolean | undefined {
  const from = model.systemById.get(dependency.from);
  const own = from === undefined ? undefined : sideOf(from);
  if (own === undefined) {
    return undefined;
  }
  const group = model.groupById.get(dependency.to);
  const sides = (group?.members ?? [dependency.to]).map((id) => {
    const system = model.systemById.get(id);
    return system === undefined ? undefined : sideOf(system);
  });
  const need = group?.need ?? 1;
  const same = sides.filter((side) => side === own).length;
  const undeclared = sides.filter((side) => side === undefined).length;
  if (same >= need) {
    return false;
  }
  return same + undeclared >= need ? undefined : true;
}

/**
 * The facts of a group that is depended upon, under the names that systems use. It is as critical as its need-th most
 * critical member, the least that has to work; its type, owner, region and zone are those that all members share, and
 * missing where they differ.
 */
export function groupFacts(group: Group, model: Model, health: report.Group | undefined): FactMap {
  const members = group.members.flatMap((id) => model.systemById.get(id) ?? []);
  const criticality = neededCriticality(members, group.need, model);
  const row = criticality === undefined ? undefined : model.catalog.criticalities[criticality];
  return given({
    ...groupSize(group),
    isGroup: true,
    name: group.id,
    members: group.members,
    criticality,
    criticalityRank: row?.rank,
    redundancyRequired: row?.redundancy,
    responseSlaMinutes: row === undefined ? undefined : row.responseSlaMs / 60_000,
    type: shared(members, (system) => system.type),
    owner: shared(members, (system) => system.owner),
    region: shared(members, (system) => system.region),
    zone: shared(members, (system) => system.zone),
    status: health?.status,
    score: health?.score ?? undefined,
    up: health?.up,
    target: model.targets.includes(group.id),
    file: group.at.file,
  });
}

function neededCriticality(
  members: readonly System[],
  need: number,
  { catalog }: Model,
): Criticality | undefined {
  return members
    .map((system) => system.criticality)
    .sort((a, b) => catalog.criticalities[b].rank - catalog.criticalities[a].rank)
    .at(Math.min(need, members.length) - 1);
}

function shared(
  members: readonly System[],
  sideOf: (system: System) => string | undefined,
): string | undefined {
  const values = new Set(members.map(sideOf));
  return values.size === 1 ? [...values][0] : undefined;
}
