/** What a schema says of the order of a map or a list. */
export interface Shape {
  /** Forms that a map may have, each with its keys in order and what stands below them. */
  readonly forms: readonly ReadonlyMap<string, unknown>[];
  /** The schema of the entries of a map whose keys are names; their order means nothing. */
  readonly entries: unknown;
  /** Whether entries go by names, which have an order of their own, and not by sentences or paths. */
  readonly isTable: boolean;
  /** The schema of the items of a list. */
  readonly items: unknown;
}

/** Shapes of the parts of one schema. */
export interface Shapes {
  readonly root: Shape;
  /** The shape of a part, by its schema. */
  readonly of: (schema: unknown) => Shape | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads a JSON Schema for the orders that it implies. Nothing is checked against it. */
export function shapesIn(schemaText: string): Shapes {
  const schema: unknown = JSON.parse(schemaText);
  const definitions = fieldOf(schema, 'definitions');
  const known = new Map<unknown, Shape>();
  const of = (part: unknown): Shape | undefined => {
    if (!isJson(part)) {
      return undefined;
    }
    const shape = known.get(part) ?? shapeOf(part, definitions);
    known.set(part, shape);
    return shape;
  };
  return { root: shapeOf(schema, definitions), of };
}

function shapeOf(schema: unknown, definitions: unknown): Shape {
  const parts = partsOf(schema, definitions);
  const table = parts.find((part) => isJson(part['additionalProperties']));
  const names = partsOf(fieldOf(table, 'propertyNames'), definitions);
  return {
    forms: parts.flatMap((part) => {
      const properties = part['properties'];
      return isJson(properties) ? [new Map(Object.entries(properties))] : [];
    }),
    entries: table?.['additionalProperties'],
    isTable: names.some((part) => typeof part['pattern'] === 'string'),
    items: parts.find((part) => isJson(part['items']))?.['items'],
  };
}

/** A schema, what it refers to, and the forms that it tells apart. A schema does not refer to itself but below a key. */
function partsOf(schema: unknown, definitions: unknown): readonly Json[] {
  const found: Json[] = [];
  const open: unknown[] = [schema];
  while (open.length > 0) {
    const part = open.pop();
    if (!isJson(part)) {
      continue;
    }
    found.push(part);
    const reference = part['$ref'];
    const name = typeof reference === 'string' ? reference.replace('#/definitions/', '') : '';
    const inner = [
      fieldOf(definitions, name),
      ...listIn(part['allOf']),
      part['then'],
      part['else'],
    ];
    open.push(...inner.reverse());
  }
  return found;
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldOf(value: unknown, key: string): unknown {
  return isJson(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The form that knows most of the keys; the first of several. */
export function formFor(
  { forms }: Shape,
  keys: readonly string[],
): ReadonlyMap<string, unknown> | undefined {
  let best: ReadonlyMap<string, unknown> | undefined;
  let bestCount = -1;
  for (const form of forms) {
    const count = forms.length === 1 ? 0 : keys.filter((key) => form.has(key)).length;
    if (count > bestCount) {
      best = form;
      bestCount = count;
    }
  }
  return best;
}
