import { type LayerCrossing, layerCrossingOf, violatesLayers } from '../graph/layering.ts';
import type { CriticalityRow, Dependency, Group, Model, System } from '../model/model.ts';
import type * as report from '../model/report.generated.ts';
import type { FactRow } from '../model/trace.ts';
import type { Criticality } from '../model/words.ts';
import { KeptRow, rowFields } from '../rules/fact-row.ts';
import type { Structure } from './structure.ts';
import { type AboutDependency, declaredOfDependency, sizesOfGroup } from './system-facts.ts';

interface About extends AboutDependency {
  readonly structure: Structure;
  readonly sideOf: (id: string) => FactRow | undefined;
}

/** The facts of a dependency, with those of its two sides, which `sideOf` gives. */
export function dependencyFacts(about: About): FactRow {
  return new KeptRow(fields, about);
}

const fields = rowFields<About>({
  from: ({ dependency, sideOf }) => sideOf(dependency.from),
  to: ({ dependency, sideOf }) => sideOf(dependency.to),
  ...declaredOfDependency,
  impact: ({ dependency, model }) => {
    const kind = model.catalog.kinds.get(dependency.kind);
    return kind && kind.impact / 100;
  },
  retryable: ({ dependency, model }) =>
    model.catalog.protocols.get(dependency.protocol ?? '')?.retryable,
  crossRegion: ({ dependency, model }) => crosses(dependency, model, (system) => system.region),
  crossOwner: ({ dependency, model }) => crosses(dependency, model, (system) => system.owner),
  layering: (about) => crossingOf(about)?.step,
  violatesLayers: (about) => {
    const crossing = crossingOf(about);
    return crossing && violatesLayers(crossing.step);
  },
  inCycle: ({ dependency, model, structure }) =>
    model.catalog.kinds.get(dependency.kind)?.propagates === true &&
    structure.inOneCycle()(dependency.from, dependency.to),
});

function crossingOf({ dependency, model }: About): LayerCrossing | undefined {
  return layerCrossingOf(model, dependency);
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

interface AboutGroup {
  readonly group: Group;
  readonly health: report.Group | undefined;
  readonly isTarget: boolean;
  readonly members: readonly System[];
  readonly criticality: Criticality | undefined;
  readonly model: Model;
}

/**
 * The facts of a group that is depended upon, under the names that systems use. It is as critical as its need-th most
 * critical member, the least that has to work; its type, owner, region and zone are those that all members share, and
 * missing where they differ.
 */
export function groupFacts(group: Group, model: Model, health: report.Group | undefined): FactRow {
  const members = group.members.flatMap((id) => model.systemById.get(id) ?? []);
  const criticality = neededCriticality(members, group.need, model);
  const isTarget = model.targets.includes(group.id);
  return new KeptRow(groupFields, { group, health, isTarget, members, criticality, model });
}

function criticalityOf({ criticality, model }: AboutGroup): CriticalityRow | undefined {
  return criticality && model.catalog.criticalities[criticality];
}

const groupFields = rowFields<AboutGroup>({
  id: ({ group }) => sizesOfGroup.id(group),
  need: ({ group }) => sizesOfGroup.need(group),
  size: ({ group }) => sizesOfGroup.size(group),
  spare: ({ group }) => sizesOfGroup.spare(group),
  spread: ({ group }) => sizesOfGroup.spread(group),
  isGroup: () => true,
  name: ({ group }) => group.id,
  members: ({ group }) => group.members,
  criticality: ({ criticality }) => criticality,
  criticalityRank: (about) => criticalityOf(about)?.rank,
  redundancyRequired: (about) => criticalityOf(about)?.redundancy,
  responseSlaMinutes: (about) => {
    const row = criticalityOf(about);
    return row && row.responseSlaMs / 60_000;
  },
  type: ({ members }) => shared(members, (system) => system.type),
  owner: ({ members }) => shared(members, (system) => system.owner),
  region: ({ members }) => shared(members, (system) => system.region),
  zone: ({ members }) => shared(members, (system) => system.zone),
  layer: ({ members, model }) => shared(members, ({ id }) => model.layerOf.get(id)?.name),
  status: ({ health }) => health?.status,
  score: ({ health }) => health?.score ?? undefined,
  up: ({ health }) => health?.up,
  target: ({ isTarget }) => isTarget,
  file: ({ group }) => group.at.file,
});

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
