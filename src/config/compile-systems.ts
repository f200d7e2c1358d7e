import type * as file from '../model/config.generated.ts';
import type { CompiledCatalog, Dependency, Group, Origins, System, Use } from '../model/model.ts';
import { compareText, sortedKeys } from '../model/order.ts';
import { durationMs } from './duration-ms.ts';
import { LateOrigins } from './late-origins.ts';
import { coveredIn, originsOf } from './origins.ts';
import { formerIds } from './renames.ts';
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
  const rows = JSON.stringify([[...catalog.kinds.values()], [...catalog.protocols.values()]]);
  const context: Context = { tree, catalog, rows };
  return sortedKeys(table).flatMap((id) => {
    const item = table.get(id);
    return item === undefined ? [] : [systemOf(item, context, groupsOf.get(id) ?? noGroups)];
  });
}

const noGroups: readonly string[] = [];

interface Context {
  readonly tree: Tree;
  readonly catalog: CompiledCatalog;
  /** As much of the catalog as dependencies are compiled from, to be compared. */
  readonly rows: string;
}

/** A system that was compiled, and what it was compiled from beside other items. */
interface Compiled {
  readonly item: Item<file.System>;
  readonly defaults: file.Defaults | undefined;
  readonly rows: string;
  readonly system: System;
}

/** The system of an item: the same object as before where all that it is made of is as it was. */
function systemOf(item: Item<file.System>, context: Context, groups: readonly string[]): System {
  const known = compiled.get(item.source) ?? new Map<string, Compiled>();
  compiled.set(item.source, known);
  const defaults = context.tree.defaultsOf(item.source)?.value;
  const before = known.get(item.id);
  const { rows } = context;
  const isSame = before?.item === item && before.defaults === defaults && before.rows === rows;
  if (isSame && isPlacedAs(before, context, groups)) {
    return before.system;
  }
  const system = compileSystem(item, context, groups);
  known.set(item.id, { item, defaults, rows, system });
  return system;
}

const compiled = new WeakMap<Source, Map<string, Compiled>>();

/** Whether a system has nothing left out, needs to have nothing left out, and is in the same groups. */
function isPlacedAs(
  { item, system }: Compiled,
  { tree, catalog }: Context,
  groups: readonly string[],
): boolean {
  const uses = Object.keys(item.value.uses ?? {});
  const targets = Object.keys(item.value.dependsOn ?? {});
  return (
    weightOf(item.value.type, system.criticality, catalog) === system.weight &&
    groups.length === system.groups.length &&
    groups.every((id, index) => id === system.groups[index]) &&
    uses.length === system.uses.length &&
    uses.every((id) => tree.table('resources').has(id)) &&
    targets.length === system.dependsOn.length &&
    targets.every((id) => tree.table('systems').has(id) || tree.table('groups').has(id))
  );
}

function compileSystem(
  item: Item<file.System>,
  { tree, catalog }: Context,
  groups: readonly string[],
): System {
  const { id, value } = item;
  const covered = coveredIn(item);
  const defaults = tree.defaultsOf(item.source);
  const over = defaults?.value ?? {};
  const criticality = value.criticality ?? over.criticality ?? 'medium';
  const labels = Object.entries({ ...over.labels, ...value.labels });
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
    weight: weightOf(value.type, criticality, catalog),
    groups,
    thresholds: new Map(),
    renamedFrom: formerIds(value),
    at: placeOf(item),
    // What it holds on to is the file alone, not the tree: a system outlives many trees.
    origins: new LateOrigins(() => systemOrigins(item, defaults)),
    ...(covered === undefined ? {} : { covered }),
  };
}

function weightOf(
  type: string,
  criticality: System['criticality'],
  { types, criticalities }: CompiledCatalog,
): number {
  return (types.get(type)?.weight ?? 100) * criticalities[criticality].weight;
}

/** Places of the values of a system; what its file's `defaults` gave stands there, and what follows from durations at the shorter one. */
export function systemOrigins(
  item: Item<file.System>,
  defaults: Item<file.Defaults> | undefined,
): Origins {
  const own = originsOf(item);
  const at = own.get('mttr');
  return new Map([
    ...(defaults === undefined ? [] : originsOf(defaults)),
    ...own,
    ...(at === undefined ? [] : [['failureProbability', at] as const]),
  ]);
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
