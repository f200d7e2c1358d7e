import { type Diagnostic, diagnostic, type SourceFile } from '../model/diagnostic.ts';
import type { Guess, ImportedSystem } from '../model/imported.ts';
import { sortedBy } from '../model/order.ts';
import { callsOf } from './backstage-calls.ts';
import {
  defaultNamespace,
  type Entity,
  entitiesOf,
  isEntity,
  referenceIn,
  sayRef,
} from './backstage-entities.ts';
import { runs, typeFrom } from './backstage-types.ts';
import { fieldOf } from './fields.ts';
import { sure } from './guesses.ts';
import { type LeftOut, leftOut } from './left-out.ts';
import { beginningOf, notFollowed, skippedFiles } from './not-read.ts';
import { type Objects, objectsOf, placeOf, textOf, valueAt } from './objects.ts';
import { type ReadImport, readingOf } from './reading.ts';

/** Reads the entities of a Backstage catalog. Locations are not followed, and nothing is fetched. The order of the files does not matter. */
export function backstageOf(files: readonly SourceFile[]): ReadImport {
  const read = objectsOf(files);
  const faults: Diagnostic[] = [...read.faults];
  const left = leftOut(['reference is left out', 'references are left out']);
  const names = leftOut(['name is kept as it is', 'names are kept as they are']);
  const leftEntities = leftOut(['entity is left out', 'entities are left out']);
  const entities = entitiesOf(read.objects, { left: leftEntities, faults });
  const running = [...entities.values()].filter((entity) => isSystem(entity, leftEntities));
  const catalog = { entities, systems: new Set(running.map(({ ref }) => ref)), left, faults };
  const kinds = new Set([...entities.values()].map(({ kind }) => kind));
  const known: Known = { entities, kinds, names };
  const calls = callsOf(catalog);
  const systems = sortedBy(
    running.map((entity) => systemOf(entity, known)),
    ({ name }) => name,
  );
  const notes = [left, names, leftEntities]
    .flatMap((one) => [...one.diagnostics()])
    .concat(notRead(read));
  return readingOf(
    { source: 'backstage', systems, calls, latestAt: undefined },
    { faults, nothing: nothingIn(files), notes, help: 'import a part of the catalog at a time' },
  );
}

/** Components and Resources run; a library does not. */
function isSystem({ kind, spec, object }: Entity, left: LeftOut): boolean {
  if (kind !== 'component' && kind !== 'resource') {
    return false;
  }
  const isRunning = runs(textOf(fieldOf(spec, 'type')) ?? '');
  if (!isRunning) {
    left.add('nobody runs a component of its type, such as a library', placeOf(object));
  }
  return isRunning;
}

const lifecycles: ReadonlyMap<string, string> = new Map([
  ['production', 'high'],
  ['experimental', 'low'],
  ['development', 'low'],
  ['deprecated', 'low'],
]);

/** What names are looked up in. */
interface Known {
  readonly entities: ReadonlyMap<string, Entity>;
  /** Most catalogs take some kinds from elsewhere: only of those that are read, one that is not among them is a mistake. */
  readonly kinds: ReadonlySet<string>;
  readonly names: LeftOut;
}

function systemOf(entity: Entity, known: Known): ImportedSystem {
  const { ref, name, spec, object } = entity;
  const said = (key: string): string | undefined =>
    textOf(valueAt(object.metadata, ['annotations', key])) ??
    textOf(valueAt(object.metadata, ['labels', key]));
  const hash = said('tower.config-hash');
  return {
    name: ref,
    shortNames: shortNamesOf(entity, known.entities),
    type: typeFrom(textOf(fieldOf(spec, 'type')), name),
    criticality: sure(said('tower.criticality')) ?? criticalityOf(entity),
    owner: sure(said('tower.owner')) ?? ownerOf(entity, known),
    versions: [],
    configHashes: hash === undefined ? [] : [hash],
    replicas: undefined,
    labels: partsOf(entity, known),
    probe: undefined,
    remarks: [],
    showsCalls: true,
    at: placeOf(object, 'metadata', 'name'),
  };
}

/** A Component has its name to itself, also where a Resource has the same. */
function shortNamesOf(
  { kind, namespace, name }: Entity,
  entities: ReadonlyMap<string, Entity>,
): readonly string[] {
  const isSecond =
    kind !== 'component' && entities.has(sayRef({ kind: 'component', namespace, name }));
  const own = isSecond ? [] : [name];
  return namespace === defaultNamespace
    ? [...own, `${kind}/${name}`]
    : [...own, ...(isSecond ? [] : [`${namespace}/${name}`])];
}

function criticalityOf({ spec }: Entity): Guess | undefined {
  const lifecycle = textOf(fieldOf(spec, 'lifecycle'))?.toLowerCase() ?? '';
  const word = lifecycles.get(lifecycle);
  return word === undefined ? undefined : { word, because: `lifecycle ${lifecycle}` };
}

/** The group or the person that an entity names, by name; with the namespace where that is another. */
function ownerOf(entity: Entity, { entities, kinds, names }: Known): Guess | undefined {
  const reference = referenceIn(entity, 'owner', 'group');
  if (reference === undefined) {
    return undefined;
  }
  const { ref, at } = reference;
  const owner = entities.get(sayRef(ref));
  if (owner === undefined && kinds.has(ref.kind)) {
    names.add('the catalog that was read does not define it', at);
  }
  const name = owner?.name ?? ref.name;
  return sure(ref.namespace === defaultNamespace ? name : `${ref.namespace}/${name}`);
}

/** The System that an entity is a part of, and its Domain. */
function partsOf(entity: Entity, known: Known): ReadonlyMap<string, string> {
  const system = partOf(entity, 'system', known);
  const domain = system?.entity === undefined ? undefined : partOf(system.entity, 'domain', known);
  return new Map([
    ...(system === undefined ? [] : [['system', system.name] as const]),
    ...(domain === undefined ? [] : [['domain', domain.name] as const]),
  ]);
}

function partOf(
  from: Entity,
  kind: 'system' | 'domain',
  { entities, kinds, names }: Known,
): { readonly name: string; readonly entity: Entity | undefined } | undefined {
  const reference = referenceIn(from, kind, kind);
  if (reference === undefined) {
    return undefined;
  }
  const entity = entities.get(sayRef(reference.ref));
  if (entity === undefined && kinds.has(kind)) {
    names.add('the catalog that was read does not define it', reference.at);
  }
  return { name: entity?.name ?? reference.ref.name, entity };
}

function nothingIn([first]: readonly SourceFile[]): Diagnostic {
  return diagnostic(
    'import/nothing',
    beginningOf(first?.path ?? ''),
    'there are no components and no resources of Backstage',
    { help: 'name the files of the catalog, such as catalog-info.yaml, or their folder' },
  );
}

/** What leads to other files, is still to be filled in, or is something else. */
function notRead({ objects, templates, others }: Objects): readonly Diagnostic[] {
  const entities = objects.filter(isEntity);
  const locations = entities.filter(({ kind }) => kind === 'Location').map((one) => placeOf(one));
  return [
    ...notFollowed(
      locations,
      [
        'Location leads to other files, which are not read',
        'Locations lead to other files, which are not read',
      ],
      'name the files that it leads to as well',
    ),
    ...notFollowed(
      templates.map(({ path }) => beginningOf(path)),
      ['file is a template that is not filled in', 'files are templates that are not filled in'],
      'import what is made of it',
    ),
    ...skippedFiles(
      [
        ...others,
        ...objects.filter((object) => !isEntity(object)).map((object) => placeOf(object)),
      ],
      'Backstage',
    ),
  ];
}
