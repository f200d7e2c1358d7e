import type * as file from '../model/config.generated.ts';
import type { Location } from '../model/location.ts';
import type { CompiledCatalog, Dependency, Group, Origins, System, Use } from '../model/model.ts';
import { compareText, sortedKeys } from '../model/order.ts';
import { durationMs } from './compile-catalog.ts';
import { originsOf } from './origins.ts';
import type { Source } from './source.ts';
import { type Item, placeIn, placeOf, type Tree } from './tree.ts';

/** Systems with the defaults of their file, sorted by id. Edges to what does not exist are left out; references.ts tells them. */
export function compileSystems(tree: Tree, catalog: CompiledCatalog): readonly System[] {
  const groupsOf = new Map<string, string[]>();
  for (const id of sortedKeys(tree.table('groups'))) {
    for (const member of tree.table('groups').get(id)?.value.members ?? []) {
      const groups = groupsOf.get(member);
      if (groups === undefined) {
        groupsOf.set(member, [id]);
      } else {
        groups.push(id);
      }
    }
  }
  const table = tree.table('systems');
  const context: Context = { tree, catalog, defaultOrigins: defaultOriginsOf(tree) };
  return sortedKeys(table).flatMap((id) => {
    const item = table.get(id);
    return item === undefined ? [] : [compileSystem(item, context, groupsOf.get(id) ?? [])];
  });
}

interface Context {
  readonly tree: Tree;
  readonly catalog: CompiledCatalog;
  /** Places of the values that a file's `defaults` give. */
  readonly defaultOrigins: ReadonlyMap<Source, Origins>;
}

function defaultOriginsOf(tree: Tree): ReadonlyMap<Source, Origins> {
  const origins = new Map<Source, Origins>();
  for (const { source } of tree.table('systems').values()) {
    const defaults = origins.has(source) ? undefined : tree.defaultsOf(source);
    if (defaults !== undefined) {
      origins.set(source, originsOf(defaults));
    }
  }
  return origins;
}

function compileSystem(
  item: Item<file.System>,
  { tree, catalog, defaultOrigins }: Context,
  groups: readonly string[],
): System {
  const { id, value } = item;
  const defaults = tree.defaultsOf(item.source);
  const over = defaults?.value ?? {};
  const criticality = value.criticality ?? over.criticality ?? 'medium';
  const labels = Object.entries({ ...over.labels, ...value.labels });
  const { weight: typeWeight = 100 } = catalog.types.get(value.type) ?? {};
  return {
    id,
    name: value.name ?? id,
    type: value.type,
    criticality,
    owner: value.owner ?? over.owner,
    region: value.region ?? over.region,
    zone: value.zone ?? over.zone,
    version: value.version,
    configHash: value.configHash,
    description: value.description,
    replicas: value.replicas ?? 1,
    labels: new Map(labels.sort(([a], [b]) => compareText(a, b))),
    provides: [...(value.provides ?? [])].sort(compareText),
    uses: usesOf(value, tree),
    dependsOn: dependenciesOf(item, tree, catalog),
    probe: value.probe,
    heartbeatTimeoutMs:
      value.probe?.heartbeat === undefined ? undefined : durationMs(value.probe.heartbeat.timeout),
    detectWithinMs:
      value.objectives?.detectWithin === undefined
        ? undefined
        : durationMs(value.objectives.detectWithin),
    logical: value.logical ?? false,
    failureProbability: failureProbabilityOf(value),
    proxyFor: value.proxyFor,
    weight: typeWeight * catalog.criticalities[criticality].weight,
    groups,
    thresholds: new Map(),
    at: placeOf(item),
    origins: withDefaults(ownOrigins(item), defaultOrigins.get(item.source)),
  };
}

/** Places of what the system says; what follows from durations stands at the shorter one. */
function ownOrigins(item: Item<file.System>): Origins {
  const origins = originsOf(item);
  const at = origins.get('mttr');
  return at === undefined ? origins : new Map([...origins, ['failureProbability', at]]);
}

/** As declared, or the share of time that a system is down which fails and is repaired again and again. */
function failureProbabilityOf({
  failureProbability,
  mtbf,
  mttr,
}: Pick<file.System, 'failureProbability' | 'mtbf' | 'mttr'>): number | undefined {
  if (mtbf === undefined || mttr === undefined) {
    return failureProbability;
  }
  const downMs = durationMs(mttr);
  return downMs / (durationMs(mtbf) + downMs);
}

/** Places of the values of a system; what its file's `defaults` gave stands there. */
function withDefaults(own: Origins, given: Origins | undefined): Origins {
  return given === undefined ? own : new Map<string, Location>([...given, ...own]);
}

function usesOf(system: file.System, tree: Tree): readonly Use[] {
  return Object.entries(system.uses ?? {})
    .filter(([resource]) => tree.table('resources').has(resource))
    .map(([resource, { request, limit }]) => ({ resource, request, limit }))
    .sort((a, b) => compareText(a.resource, b.resource));
}

function dependenciesOf(
  item: Item<file.System>,
  tree: Tree,
  catalog: CompiledCatalog,
): readonly Dependency[] {
  return Object.entries(item.value.dependsOn ?? {})
    .filter(([to]) => tree.table('systems').has(to) || tree.table('groups').has(to))
    .map(([to, written]): Dependency => {
      const { kind, protocol, timeout, retries, fallback }: LongDependency =
        typeof written === 'string' ? { kind: written } : written;
      const protocolMs = catalog.protocols.get(protocol ?? '')?.timeoutMs ?? undefined;
      return {
        from: item.id,
        to,
        kind,
        protocol,
        timeoutMs: timeout === undefined ? protocolMs : durationMs(timeout),
        retries: retries ?? 0,
        fallback,
        at: placeIn(item, ['dependsOn', to], 'key'),
      };
    })
    .filter((dependency) => catalog.kinds.has(dependency.kind) && dependency.to !== item.id)
    .sort((a, b) => compareText(a.to, b.to));
}

type LongDependency = Exclude<file.Dependency, string>;

/** Groups, sorted by id, with the members that exist. */
export function compileGroups(tree: Tree): readonly Group[] {
  const table = tree.table('groups');
  return sortedKeys(table).flatMap((id) => {
    const item = table.get(id);
    return item === undefined
      ? []
      : [
          {
            id,
            members: [...item.value.members]
              .filter((member) => tree.table('systems').has(member))
              .sort(compareText),
            need: item.value.need,
            spread: item.value.spread,
            at: placeOf(item),
          },
        ];
  });
}
