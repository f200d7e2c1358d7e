import type { Location } from '../model/location.ts';
import type { Dependency, Origins, System } from '../model/model.ts';
import { type Column, columnOf, valueIn } from './column.ts';

/** Systems as columns of plain data, without the places of what they say: those are found again in their files. */
export interface FrozenSystems {
  readonly ids: readonly string[];
  /** Undefined where it is the id. */
  readonly name: Column<string | undefined>;
  readonly columns: { readonly [Key in Shared]: Column<System[Key]> };
  /** By system, and one more: where its dependencies begin. */
  readonly dependencyStart: Uint32Array;
  readonly dependencies: { readonly [Key in SharedOfDependency]: Column<Dependency[Key]> };
  readonly systemsAt: FrozenPlaces;
  readonly dependenciesAt: FrozenPlaces;
  /** Of the systems that have one; the only place of what a system says that is needed of so many. */
  readonly probesAt: FrozenPlaces;
}

/** Keys whose equal values may be the same object. */
type Shared = Exclude<keyof System, 'id' | 'name' | 'dependsOn' | 'at' | 'origins' | 'covered'>;
type SharedOfDependency = Exclude<keyof Dependency, 'from' | 'at'>;

/** Places in files. */
interface FrozenPlaces {
  readonly file: Column<string>;
  /** Line, column, end line and end column of each. */
  readonly positions: Uint32Array;
  /** Paths that are not what is expected there, by index. */
  readonly paths: ReadonlyMap<number, string>;
}

export function freezeSystems(systems: readonly System[]): FrozenSystems {
  const dependencies = systems.flatMap(({ dependsOn }) => dependsOn);
  const dependencyStart = new Uint32Array(systems.length + 1);
  for (const [index, { dependsOn }] of systems.entries()) {
    dependencyStart[index + 1] = (dependencyStart[index] ?? 0) + dependsOn.length;
  }
  return {
    ids: systems.map(({ id }) => id),
    name: columnOf(systems.map(({ id, name }) => (name === id ? undefined : name))),
    columns: columnsOf(systems),
    dependencyStart,
    dependencies: {
      to: columnOf(dependencies.map(({ to }) => to)),
      kind: columnOf(dependencies.map(({ kind }) => kind)),
      protocol: columnOf(dependencies.map(({ protocol }) => protocol)),
      timeoutMs: columnOf(dependencies.map(({ timeoutMs }) => timeoutMs)),
      retries: columnOf(dependencies.map(({ retries }) => retries)),
      fallback: columnOf(dependencies.map(({ fallback }) => fallback)),
    },
    systemsAt: freezePlaces(systems.map(({ id, at }) => ({ at, expected: systemPath(id) }))),
    dependenciesAt: freezePlaces(
      dependencies.map(({ from, to, at }) => ({
        at,
        expected: dependencyPath(systemPath(from), to),
      })),
    ),
    probesAt: freezePlaces(
      systems.filter(hasProbe).map(({ id, at, origins }) => ({
        at: origins.get('probe') ?? at,
        expected: probePath(systemPath(id)),
      })),
    ),
  };
}

function columnsOf(systems: readonly System[]): FrozenSystems['columns'] {
  const plain = <Key extends Shared>(key: Key): Column<System[Key]> =>
    columnOf(systems.map((system) => system[key]));
  const whole = <Key extends Shared>(key: Key): Column<System[Key]> =>
    columnOf(
      systems.map((system) => system[key]),
      (value) => JSON.stringify(value),
    );
  return {
    type: plain('type'),
    criticality: plain('criticality'),
    owner: plain('owner'),
    region: plain('region'),
    zone: plain('zone'),
    version: plain('version'),
    configHash: plain('configHash'),
    description: plain('description'),
    replicas: plain('replicas'),
    labels: columnOf(
      systems.map(({ labels }) => labels),
      (labels) => JSON.stringify([...labels]),
    ),
    provides: whole('provides'),
    uses: whole('uses'),
    probe: whole('probe'),
    heartbeatTimeoutMs: plain('heartbeatTimeoutMs'),
    detectWithinMs: plain('detectWithinMs'),
    logical: plain('logical'),
    failureProbability: plain('failureProbability'),
    proxyFor: plain('proxyFor'),
    weight: plain('weight'),
    groups: whole('groups'),
    thresholds: columnOf(
      systems.map(({ thresholds }) => thresholds),
      (thresholds) => JSON.stringify([...thresholds].map(([signal, { id }]) => [signal, id])),
    ),
    renamedFrom: whole('renamedFrom'),
  };
}

/** A system of a file, and where its probe stands. */
export interface Spot {
  readonly id: string;
  readonly file: string;
  readonly probeAt: Location | undefined;
}

/** The systems again; `originsOf` finds the places of what a system says. */
export function thawSystems(
  frozen: FrozenSystems,
  originsOf: (spot: Spot) => Origins,
): readonly System[] {
  const { ids, name, columns, systemsAt, probesAt } = frozen;
  let probes = 0;
  return ids.map((id, index): System => {
    const path = systemPath(id);
    const at = placeAt(systemsAt, index, path);
    const probe = valueIn(columns.probe, index);
    const probeAt = probe && placeAt(probesAt, probes, probePath(path));
    probes += probe === undefined ? 0 : 1;
    return {
      id,
      name: valueIn(name, index) ?? id,
      type: valueIn(columns.type, index),
      criticality: valueIn(columns.criticality, index),
      owner: valueIn(columns.owner, index),
      region: valueIn(columns.region, index),
      zone: valueIn(columns.zone, index),
      version: valueIn(columns.version, index),
      configHash: valueIn(columns.configHash, index),
      description: valueIn(columns.description, index),
      replicas: valueIn(columns.replicas, index),
      labels: valueIn(columns.labels, index),
      provides: valueIn(columns.provides, index),
      uses: valueIn(columns.uses, index),
      dependsOn: dependenciesOf(frozen, index, id),
      probe,
      heartbeatTimeoutMs: valueIn(columns.heartbeatTimeoutMs, index),
      detectWithinMs: valueIn(columns.detectWithinMs, index),
      logical: valueIn(columns.logical, index),
      failureProbability: valueIn(columns.failureProbability, index),
      proxyFor: valueIn(columns.proxyFor, index),
      weight: valueIn(columns.weight, index),
      groups: valueIn(columns.groups, index),
      thresholds: valueIn(columns.thresholds, index),
      renamedFrom: valueIn(columns.renamedFrom, index),
      at,
      origins: originsOf({ id, file: at.file, probeAt }),
    };
  });
}

function dependenciesOf(
  { dependencyStart, dependencies, dependenciesAt }: FrozenSystems,
  system: number,
  from: string,
): readonly Dependency[] {
  const found: Dependency[] = [];
  const path = systemPath(from);
  for (
    let index = dependencyStart[system] ?? 0;
    index < (dependencyStart[system + 1] ?? 0);
    index += 1
  ) {
    const to = valueIn(dependencies.to, index);
    found.push({
      from,
      to,
      kind: valueIn(dependencies.kind, index),
      protocol: valueIn(dependencies.protocol, index),
      timeoutMs: valueIn(dependencies.timeoutMs, index),
      retries: valueIn(dependencies.retries, index),
      fallback: valueIn(dependencies.fallback, index),
      at: placeAt(dependenciesAt, index, dependencyPath(path, to)),
    });
  }
  return found;
}

/** How paths look where no id has to be quoted. */
function systemPath(id: string): string {
  return `$.systems.${id}`;
}

function probePath(system: string): string {
  return `${system}.probe`;
}

function hasProbe({ probe }: System): boolean {
  return probe !== undefined;
}

function dependencyPath(system: string, to: string): string {
  return `${system}.dependsOn.${to}`;
}

function freezePlaces(
  places: readonly { readonly at: Location; readonly expected: string }[],
): FrozenPlaces {
  const positions = new Uint32Array(4 * places.length);
  const paths = new Map<number, string>();
  for (const [index, { at, expected }] of places.entries()) {
    positions.set([at.line, at.column, at.endLine, at.endColumn], 4 * index);
    if (at.path !== expected) {
      paths.set(index, at.path);
    }
  }
  return { file: columnOf(places.map(({ at }) => at.file)), positions, paths };
}

function placeAt({ file, positions, paths }: FrozenPlaces, index: number, path: string): Location {
  const at = 4 * index;
  return {
    file: valueIn(file, index),
    line: positions[at] ?? 0,
    column: positions[at + 1] ?? 0,
    endLine: positions[at + 2] ?? 0,
    endColumn: positions[at + 3] ?? 0,
    path: paths.size === 0 ? path : (paths.get(index) ?? path),
  };
}
