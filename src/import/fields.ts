/** A map of YAML, as own keys of an object. */
export type Fields = Readonly<Record<string, unknown>>;

/** Merge keys inside of what merge keys bring in. */
const mergeMax = 16;

/** A value as a map, with what its merge keys (`<<`) bring in; its own keys count before those. */
export function fieldsIn(value: unknown, depth = 0): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return undefined;
  }
  const own = value as Fields;
  if (!Object.hasOwn(own, '<<') || depth >= mergeMax) {
    return own;
  }
  const merged: unknown = own['<<'];
  const sources: readonly unknown[] = Array.isArray(merged) ? merged : [merged];
  // Where a key comes twice, what is set last counts: of several sources the first.
  const layers = sources
    .toReversed()
    .flatMap((one): readonly Fields[] => listOf(fieldsIn(one, depth + 1)));
  const fields = new Map([...layers, own].flatMap((layer) => Object.entries(layer)));
  fields.delete('<<');
  return Object.fromEntries(fields);
}

function listOf(fields: Fields | undefined): readonly Fields[] {
  return fields === undefined ? [] : [fields];
}

/** The value of a key; what every object answers to is no key. */
export function fieldOf(fields: Fields | undefined, key: string): unknown {
  return fields !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined;
}
