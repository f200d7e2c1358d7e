import type { Coupling } from '../graph/coupling.ts';
import type { CompiledCatalog, Group, Model, System } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import type * as report from '../model/report.generated.ts';
import type { FactValue } from '../model/trace.ts';

/** The facts of one subject, by name. */
export interface FactMap {
  readonly [key: string]: FactValue;
}

/** What the facts of a system are made of. */
export interface SystemContext {
  readonly model: Model;
  readonly health: report.System | undefined;
  readonly coupling: () => Coupling | undefined;
  readonly isTarget: boolean;
}

/**
 * The facts of a system. What it does not have is left out. How it hangs together with others is found out only when a
 * condition looks at it, because that walks the whole graph many times.
 */
export function systemFacts(system: System, context: SystemContext): FactMap {
  const { model, health, coupling, isTarget } = context;
  return {
    ...given({
      ...declaredFacts(system, model.catalog),
      ...regionFacts(system, model),
      ...groupMembership(system, model.groupById),
      ...healthFacts(health),
      target: isTarget,
      isGroup: false,
    }),
    get fanIn() {
      return coupling()?.fanIn;
    },
    get fanOut() {
      return coupling()?.fanOut;
    },
    get instability() {
      return coupling()?.instability;
    },
    get dependents() {
      return coupling()?.dependents;
    },
    get inCycle() {
      return coupling()?.inCycle;
    },
  };
}

function declaredFacts(system: System, catalog: CompiledCatalog): FactMap {
  const type = catalog.types.get(system.type);
  const row = catalog.criticalities[system.criticality];
  return {
    id: system.id,
    name: system.name,
    type: system.type,
    types: [system.type, ...(type?.ancestors ?? [])],
    criticality: system.criticality,
    criticalityRank: row.rank,
    redundancyRequired: row.redundancy,
    responseSlaMinutes: row.responseSlaMs / 60_000,
    owner: system.owner,
    version: system.version,
    description: system.description,
    replicas: system.replicas,
    labels: Object.fromEntries(system.labels),
    provides: system.provides,
    logical: system.logical,
    proxyFor: system.proxyFor,
    failureProbability: system.failureProbability,
    probe: (['http', 'tcp', 'heartbeat'] as const).find((kind) => system.probe?.[kind]),
    detectWithinMs: system.detectWithinMs,
    weight: system.weight / 10_000,
    dependsOn: system.dependsOn.map((dependency) =>
      given({
        to: dependency.to,
        kind: dependency.kind,
        propagates: catalog.kinds.get(dependency.kind)?.propagates,
        protocol: dependency.protocol,
        timeoutMs: dependency.timeoutMs,
        retries: dependency.retries,
        fallback: dependency.fallback,
      }),
    ),
    uses: system.uses.map(({ resource, request, limit }) => given({ resource, request, limit })),
    thresholds: [...system.thresholds.values()].map(({ id, signal }) => ({ id, signal })),
    unwatchedSignals: (type?.signals ?? []).filter((signal) => !system.thresholds.has(signal)),
    file: system.at.file,
  };
}

function regionFacts(system: System, { regions }: Pick<Model, 'regions'>): FactMap {
  const region = system.region === undefined ? undefined : regions.get(system.region);
  return {
    region: system.region,
    zone: system.zone,
    residency: region?.residency,
    failover: region?.failover,
  };
}

/** A system outside every group has no spare member, which is 0 and not missing. */
function groupMembership(system: System, groupById: Model['groupById']): FactMap {
  const groups = system.groups.flatMap((id) => groupById.get(id) ?? []);
  return {
    groups: groups.map(groupSize),
    group: {
      spare: Math.max(0, ...groups.map((group) => group.members.length - group.need)),
      count: groups.length,
    },
  };
}

/** How many members a group has, and how many of them it can lose. */
export function groupSize(group: Group): FactMap {
  return given({
    id: group.id,
    need: group.need,
    size: group.members.length,
    spare: group.members.length - group.need,
    spread: group.spread,
  });
}

function healthFacts(health: report.System | undefined): FactMap {
  return health === undefined
    ? {}
    : {
        status: health.status,
        own: health.own,
        observed: health.observed,
        score: health.score ?? undefined,
        maintenance: health.status === 'maintenance',
      };
}

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

/** Distinct texts, sorted; what is undefined is left out. */
export function distinct(texts: Iterable<string | undefined>): readonly string[] {
  return [...new Set([...texts].filter((text) => text !== undefined))].sort(compareText);
}
