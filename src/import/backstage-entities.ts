import type { Path } from '../config/source.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { Location } from '../model/location.ts';
import { type Fields, fieldOf, fieldsIn } from './fields.ts';
import type { LeftOut } from './left-out.ts';
import { type ApiObject, placeOf, textOf } from './objects.ts';

/** An entity of a Backstage catalog. */
export interface Entity {
  readonly object: ApiObject;
  /** `kind:namespace/name` in lower case, as Backstage itself compares them. */
  readonly ref: string;
  /** In lower case. */
  readonly kind: string;
  readonly namespace: string;
  /** As it is written. */
  readonly name: string;
  readonly spec: Fields;
}

/** A reference to an entity, and where it stands. */
export interface Reference {
  readonly ref: EntityRef;
  readonly at: Location;
}

/** A reference taken apart, in lower case; the kind is empty where none is said. */
export interface EntityRef {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export const defaultNamespace = 'default';

/** Whether an object is an entity of a Backstage catalog. */
export function isEntity({ group }: ApiObject): boolean {
  return group === 'backstage.io';
}

/** Entities by reference. Of those that are defined twice one counts. */
export function entitiesOf(
  objects: readonly ApiObject[],
  { left, faults }: { readonly left: LeftOut; readonly faults: Diagnostic[] },
): ReadonlyMap<string, Entity> {
  const entities = new Map<string, Entity>();
  for (const object of objects.filter(isEntity)) {
    const entity = entityOf(object, faults);
    if (entity !== undefined && entities.has(entity.ref)) {
      left.add('another one has the same name, and counts', placeOf(object));
    } else if (entity !== undefined) {
      entities.set(entity.ref, entity);
    }
  }
  return entities;
}

function entityOf(object: ApiObject, faults: Diagnostic[]): Entity | undefined {
  const { name, namespace = defaultNamespace, fields } = object;
  const kind = object.kind.toLowerCase();
  if (name === undefined) {
    // A Location may do without: it only leads elsewhere.
    if (kind !== 'location') {
      faults.push(badForm(object, ['metadata', 'name'], 'a name'));
    }
    return undefined;
  }
  const spec = fieldsIn(fieldOf(fields, 'spec'));
  if (spec === undefined && fieldOf(fields, 'spec') !== undefined) {
    faults.push(badForm(object, ['spec'], 'a map'));
  }
  return {
    object,
    ref: sayRef({ kind, namespace, name }),
    kind,
    namespace,
    name,
    spec: spec ?? {},
  };
}

export function sayRef({ kind, namespace, name }: EntityRef): string {
  return `${kind}:${namespace}/${name}`.toLowerCase();
}

/** `[kind:][namespace/]name` taken apart; what is not said is that of the entity that refers, and the kind that is meant. */
function refOf(text: string, from: Entity, kind: string): EntityRef {
  const colon = text.indexOf(':');
  const rest = text.slice(colon + 1);
  const slash = rest.indexOf('/');
  return {
    kind: (colon === -1 ? kind : text.slice(0, colon)).toLowerCase(),
    namespace: (slash === -1 ? from.namespace : rest.slice(0, slash)).toLowerCase(),
    name: rest.slice(slash + 1).toLowerCase(),
  };
}

/** The references of a key of `spec`, of the kind that is meant where none is said. */
export function referencesIn(
  entity: Entity,
  key: string,
  { kind, faults }: { readonly kind: string; readonly faults: Diagnostic[] },
): readonly Reference[] {
  const value = fieldOf(entity.spec, key);
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    faults.push(badForm(entity.object, ['spec', key], 'a list of references'));
    return [];
  }
  return value.flatMap((item: unknown, index): readonly Reference[] => {
    const text = textOf(item);
    const path = ['spec', key, index];
    if (text === undefined) {
      faults.push(badForm(entity.object, path, 'a reference'));
      return [];
    }
    return [{ ref: refOf(text, entity, kind), at: placeOf(entity.object, ...path) }];
  });
}

/** The reference of a key of `spec` that has one. */
export function referenceIn(entity: Entity, key: string, kind: string): Reference | undefined {
  const text = textOf(fieldOf(entity.spec, key));
  return text === undefined
    ? undefined
    : { ref: refOf(text, entity, kind), at: placeOf(entity.object, 'spec', key) };
}

function badForm(object: ApiObject, path: Path, wanted: string): Diagnostic {
  return diagnostic(
    'import/not-backstage',
    object.source.locate([...object.path, ...path], 'value'),
    `\`${path.join('.')}\` of this ${object.kind} is not ${wanted}`,
    { help: 'the descriptor format of Backstage says how it is written' },
  );
}
