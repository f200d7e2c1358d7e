import { isObject, ownValue } from './own-value.ts';
import type { Path } from './places.ts';
import type { Schema, SchemaError } from './schema-error.ts';

/** A map that has one of several forms, each told by a key: a condition is `all`, `any` … or a comparison. */
export interface Forms {
  /** What the map is called: `condition`. */
  readonly noun: string;
  /** The key that tells each form but the last. */
  readonly keys: readonly string[];
  /** What the last form cannot do without. */
  readonly required: readonly string[];
  /** Every key of every form. */
  readonly known: readonly string[];
}

/** The forms of a map, from the errors about it; undefined where it has a single one. */
export function formsOf(
  errors: readonly SchemaError[],
  root: Schema | undefined,
): Forms | undefined {
  const [outermost] = errors
    .filter(({ keyword }) => keyword === 'if')
    .sort((a, b) => a.schemaPath.length - b.schemaPath.length);
  const schema = outermost?.parentSchema;
  if (keyOf(schema) === undefined) {
    return undefined;
  }
  const keys: string[] = [];
  const known: string[] = [];
  let form: unknown = schema;
  for (let key = keyOf(form); key !== undefined; key = keyOf(form)) {
    keys.push(key);
    known.push(...propertiesOf(ownValue(form, 'then')));
    form = ownValue(form, 'else');
  }
  return {
    noun: nounOf(schema, root),
    keys,
    required: stringsOf(ownValue(form, 'required')),
    known: [...new Set([...known, ...propertiesOf(form)])],
  };
}

/** The key that tells a form from those after it. */
function keyOf(form: unknown): string | undefined {
  return stringsOf(ownValue(ownValue(form, 'if'), 'required'))[0];
}

/** What a map is called: the name of its definition, in words. */
export function nounOf(schema: unknown, root: Schema | undefined): string {
  const definitions = ownValue(root, 'definitions');
  const text = JSON.stringify(schema);
  const found = isObject(definitions)
    ? Object.entries(definitions).find(([, other]) => JSON.stringify(other) === text)
    : undefined;
  return (found?.[0] ?? 'map').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The keys that a schema of a map knows. */
export function propertiesOf(schema: unknown): readonly string[] {
  const properties = ownValue(schema, 'properties');
  return isObject(properties) ? Object.keys(properties) : [];
}

export function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Where a key that is unknown at a path would be known. */
export type Elsewhere =
  | { readonly kind: 'around'; readonly path: Path }
  | { readonly kind: 'inside'; readonly key: string };

/** Looks for a key around a path, the nearest part first, and then in the parts of the path itself. */
export function elsewhere(
  key: string,
  { path, root, schema }: { readonly path: Path; readonly root: unknown; readonly schema: Schema },
): Elsewhere | undefined {
  const schemas: unknown[] = [schema];
  const values: unknown[] = [root];
  for (const part of path) {
    values.push(ownValue(values.at(-1), part));
    schemas.push(partOf(schemas.at(-1), part, schema));
  }
  const knows = (part: unknown): boolean =>
    mapForms(part, schema).some((form) => propertiesOf(form).includes(key));
  const around = schemas.slice(0, -1).findLastIndex(knows);
  if (around !== -1) {
    return { kind: 'around', path: path.slice(0, around) };
  }
  const own = schemas.at(-1);
  const inside = mapForms(own, schema)
    .flatMap(propertiesOf)
    .find((name) => knows(partOf(own, name, schema)));
  return inside === undefined ? undefined : { kind: 'inside', key: inside };
}

/** The schema of a part of a map or a list. */
function partOf(schema: unknown, part: string | number, root: Schema): unknown {
  for (const form of mapForms(schema, root)) {
    const own = ownValue(ownValue(form, 'properties'), part);
    const other = ownValue(form, 'additionalProperties') || ownValue(form, 'items');
    if (own !== undefined || isObject(other)) {
      return own ?? other;
    }
  }
  return undefined;
}

/** A schema with what it refers to and the forms that it distinguishes. */
function mapForms(schema: unknown, root: Schema): readonly unknown[] {
  const reference = ownValue(schema, '$ref');
  if (typeof reference === 'string') {
    return mapForms(ownValue(root['definitions'], reference.replace('#/definitions/', '')), root);
  }
  const inner = [
    ownValue(ownValue(schema, 'allOf'), 0),
    ownValue(schema, 'then'),
    ownValue(schema, 'else'),
  ];
  return isObject(schema)
    ? [schema, ...inner.flatMap((form) => (isObject(form) ? mapForms(form, root) : []))]
    : [];
}
