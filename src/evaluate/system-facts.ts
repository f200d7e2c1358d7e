import type { Coupling } from '../graph/coupling.ts';
import type {
  CriticalityRow,
  Dependency,
  Group,
  Model,
  Region,
  System,
  Threshold,
  Use,
} from '../model/model.ts';
import type * as report from '../model/report.generated.ts';
import type { FactRow, FactValue } from '../model/trace.ts';
import { type FieldReader, KeptRow, LazyRow, MapRow, rowFields } from '../rules/fact-row.ts';
import type { SystemDrift } from './drift.ts';
import type { Weakness } from './spofs.ts';
import type { Structure } from './structure.ts';

/** Plain facts, by name. */
export interface FactMap {
  readonly [key: string]: FactValue;
}

/** What the facts of all systems are made of. */
export interface SystemContext {
  readonly model: Model;
  readonly targets: ReadonlySet<string>;
  /** Types with those that they extend, by type, as far as they have been asked for. */
  readonly typesOf: Map<string, readonly string[]>;
  readonly structure: Structure;
}

/** What the facts of one system are made of. */
export interface AboutSystem {
  readonly system: System;
  readonly health: report.System | undefined;
  readonly drift: SystemDrift | undefined;
}

interface About extends AboutSystem {
  readonly context: SystemContext;
}

/** The facts of a system. What it does not have is missing. */
export function systemFacts(
  { system, health, drift }: AboutSystem,
  context: SystemContext,
): FactRow {
  return new KeptRow(systemFields, { context, system, health, drift });
}

function criticalityOf({ system, context }: About): CriticalityRow {
  return context.model.catalog.criticalities[system.criticality];
}

function regionOf({ system, context }: About): Region | undefined {
  return system.region === undefined ? undefined : context.model.regions.get(system.region);
}

function couplingOf({ system, context }: About): Coupling | undefined {
  return context.structure.coupling().get(system.id);
}

function weaknessOf({ system, context }: About): Weakness | undefined {
  return context.structure.weakness()(system.id);
}

function groupsOf({ system, context }: About): readonly Group[] {
  return system.groups.flatMap((id) => context.model.groupById.get(id) ?? []);
}

function probeKind({ probe }: System): 'http' | 'tcp' | 'heartbeat' | undefined {
  if (probe?.http !== undefined) {
    return 'http';
  }
  if (probe?.tcp !== undefined) {
    return 'tcp';
  }
  return probe?.heartbeat === undefined ? undefined : 'heartbeat';
}

const declared = {
  id: ({ system }) => system.id,
  name: ({ system }) => system.name,
  type: ({ system }) => system.type,
  types: ({ system, context }) => {
    const known = context.typesOf.get(system.type);
    const types = known ?? [
      system.type,
      ...(context.model.catalog.types.get(system.type)?.ancestors ?? []),
    ];
    if (known === undefined) {
      context.typesOf.set(system.type, types);
    }
    return types;
  },
  criticality: ({ system }) => system.criticality,
  criticalityRank: (about) => criticalityOf(about).rank,
  redundancyRequired: (about) => criticalityOf(about).redundancy,
  responseSlaMinutes: (about) => criticalityOf(about).responseSlaMs / 60_000,
  owner: ({ system }) => system.owner,
  version: ({ system }) => system.version,
  configHash: ({ system }) => system.configHash,
  description: ({ system }) => system.description,
  replicas: ({ system }) => system.replicas,
  labels: ({ system }) => new MapRow(system.labels),
  provides: ({ system }) => system.provides,
  logical: ({ system }) => system.logical,
  proxyFor: ({ system }) => system.proxyFor,
  failureProbability: ({ system }) => system.failureProbability,
  probe: ({ system }) => probeKind(system),
  detectWithinMs: ({ system }) => system.detectWithinMs,
  weight: ({ system }) => system.weight / 10_000,
  dependsOn: ({ system, context: { model } }) =>
    system.dependsOn.map((dependency) => new LazyRow(dependencyFields, { dependency, model })),
  uses: ({ system }) => system.uses.map((use) => new LazyRow(useFields, use)),
  thresholds: ({ system }) =>
    Array.from(system.thresholds.values(), (threshold) => new LazyRow(thresholdFields, threshold)),
  unwatchedSignals: ({ system, context }) => {
    const signals = context.model.catalog.types.get(system.type)?.signals ?? [];
    return system.thresholds.size === 0
      ? signals
      : signals.filter((signal) => !system.thresholds.has(signal));
  },
  file: ({ system }) => system.at.file,
  region: ({ system }) => system.region,
  zone: ({ system }) => system.zone,
  layer: ({ system, context }) => context.model.layerOf.get(system.id)?.name,
  residency: (about) => regionOf(about)?.residency,
  failover: (about) => regionOf(about)?.failover,
  groups: (about) => groupsOf(about).map((group) => new LazyRow(groupFields, group)),
  group: (about) =>
    about.system.groups.length === 0
      ? outsideGroups
      : new LazyRow(membershipFields, groupsOf(about)),
} as const satisfies Table<About>;

const derived = {
  status: ({ health }) => health?.status,
  own: ({ health }) => health?.own,
  observed: ({ health }) => health?.observed,
  score: ({ health }) => health?.score ?? undefined,
  maintenance: ({ health }) => health && health.status === 'maintenance',
  // What was never observed, or too long ago, is missing, and so is drift from what is not declared.
  observedVersions: ({ drift }) => drift?.version?.observed,
  versionDrift: ({ drift }) => drift?.version?.differs,
  configDrift: ({ drift }) => drift?.configHash?.differs,
  undeclaredDependencies: ({ drift }) => drift?.calls?.undeclared,
  uncalledDependencies: ({ drift }) => drift?.calls?.uncalled.map(({ to }) => to),
  target: ({ system, context }) => context.targets.has(system.id),
  isGroup: () => false,
  fanIn: (about) => couplingOf(about)?.fanIn,
  fanOut: (about) => couplingOf(about)?.fanOut,
  instability: (about) => couplingOf(about)?.instability,
  betweenness: ({ system, context }) => context.structure.betweenness()(system.id),
  dependents: ({ system, context }) => context.structure.dependents()(system.id),
  inCycle: (about) => couplingOf(about)?.inCycle,
  blastRadius: (about) => weaknessOf(about)?.blastRadius,
  isSpof: (about) => weaknessOf(about)?.isSpof,
} as const satisfies Table<About>;

type Table<About> = Readonly<Record<string, FieldReader<About>>>;

const systemFields = rowFields<About>({ ...declared, ...derived });

/** A dependency, as its system lists it and as a subject of its own. */
export interface AboutDependency {
  readonly dependency: Dependency;
  readonly model: Model;
}

/** The facts of a dependency that a list of dependencies shows. */
export const declaredOfDependency = {
  kind: ({ dependency }) => dependency.kind,
  propagates: ({ dependency, model }) => model.catalog.kinds.get(dependency.kind)?.propagates,
  protocol: ({ dependency }) => dependency.protocol,
  timeoutMs: ({ dependency }) => dependency.timeoutMs,
  retries: ({ dependency }) => dependency.retries,
  fallback: ({ dependency }) => dependency.fallback,
} as const satisfies Table<AboutDependency>;

const dependencyFields = rowFields<AboutDependency>({
  to: ({ dependency }) => dependency.to,
  ...declaredOfDependency,
});

const useFields = rowFields<Use>({
  resource: ({ resource }) => resource,
  request: ({ request }) => request,
  limit: ({ limit }) => limit,
});

const thresholdFields = rowFields<Threshold>({
  id: ({ id }) => id,
  signal: ({ signal }) => signal,
});

/** How many members a group has, and how many of them it can lose. */
export const sizesOfGroup = {
  id: (group) => group.id,
  need: (group) => group.need,
  size: (group) => group.members.length,
  spare: (group) => group.members.length - group.need,
  spread: (group) => group.spread,
} as const satisfies Table<Group>;

const groupFields = rowFields<Group>(sizesOfGroup);

/** A system outside every group has no spare member, which is 0 and not missing. */
const membershipFields = rowFields<readonly Group[]>({
  spare: (groups) =>
    groups.reduce((most, { members, need }) => Math.max(most, members.length - need), 0),
  count: (groups) => groups.length,
});

const outsideGroups = new LazyRow(membershipFields, []);

/** The map without the keys that have no value. Names of facts are ours, so that assigning them is safe. */
export function given(facts: FactMap): FactMap {
  const kept: Record<string, FactValue> = {};
  for (const name of Object.keys(facts)) {
    if (facts[name] !== undefined) {
      kept[name] = facts[name];
    }
  }
  return kept;
}
